"""Headlines, subject lines and preheaders, cut where a reader would cut them.

Never adds a word and never turns a headline into a teaser.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Article, Slot

__all__ = ["cut", "headline_of", "preheader_for", "shorten", "subject_for"]

SUBJECT = 50  # characters that phones show
PREHEADER = 110
UNTITLED = 80  # characters of the text that stand in for a missing title
_MASTHEAD = re.compile(r"\s+(?:[-|·•–—»]|::)\s+")
_CLAUSE = re.compile(r"\s*(?:[;:؛।；：]\s+|\s[-–—]\s+)")
_JOINERS = "\u200d\u094d"  # zero width joiner, Devanagari virama
_SHORTEST = 20  # characters that a clause needs to stand alone as a subject


def headline_of(article: Article) -> str:
    """Clean an article's title: one line, without the name of its site at either end.

    An article without a title is headed by the start of its summary or text.
    """
    title = _line(article.title)
    for name in (article.publisher, article.source):
        title = _without(title, name)
    if title:
        return title
    opening = _line(article.summary) or _line(article.text.replace("## ", " ")[: UNTITLED * 4])
    return shorten(opening, UNTITLED) or _line(article.publisher) or article.source


def subject_for(slot: Slot) -> str:
    """The subject of a mail that `slot` heads: its headline, at most 50 characters."""
    return cut(slot.headline)


def cut(headline: str) -> str:
    """A headline of at most 50 characters: it ends after a clause, else at a word."""
    if len(headline) <= SUBJECT:
        return headline
    ends = [match.start() for match in _CLAUSE.finditer(headline)]
    fitting = [end for end in ends if _SHORTEST <= end <= SUBJECT]
    return headline[: fitting[-1]] if fitting else shorten(headline, SUBJECT)


def preheader_for(slot: Slot, *following: Slot) -> str:
    """Go on from the subject, in 110 characters.

    The rest of a headline that was cut, then the next two headlines; else the summary.
    """
    rest = _rest(slot.headline, subject_for(slot))
    heads = [rest, *(other.headline for other in following[:2])]
    told = " · ".join(filter(None, heads))
    return shorten(told or _line(slot.unlabelled), PREHEADER)


def _rest(headline: str, subject: str) -> str:
    """What of a headline is not in the subject."""
    kept = subject.removesuffix("…")
    left = headline[len(kept) :].strip(" ;:؛।；：–—-,") if headline.startswith(kept) else ""
    return f"…{left}" if left and subject.endswith("…") else left


def shorten(text: str, limit: int) -> str:
    """Cut at a word so that the text and its ellipsis have at most `limit` characters."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    # Scripts without spaces are cut between characters, but never before a combining mark.
    cut = kept[:-1].rfind(" ") if " " in kept[limit // 2 : -1] else limit - 1
    while cut > 0 and (_is_mark(text[cut]) or text[cut - 1] in _JOINERS):
        cut -= 1
    return kept[:cut].rstrip(" ,;:–—-·") + "…"


def _is_mark(char: str) -> bool:
    """Vowel signs, accents and joiners belong to the character before them."""
    return unicodedata.category(char).startswith("M") or char in _JOINERS


def _line(text: str) -> str:
    """One line without control characters; every kind of line break is a space."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) != "Cc")


def _without(title: str, name: str) -> str:
    """Take the masthead off the end (Title - The Meridian) or the start of a title."""
    parts = list(_MASTHEAD.finditer(title))
    if parts and _same(title[parts[-1].end() :], name):
        return title[: parts[-1].start()]
    if parts and _same(title[: parts[0].start()], name):
        return title[parts[0].end() :]
    return title


def _same(left: str, right: str) -> bool:
    """Tell whether two names of a site are one: The Meridian, themeridian, MERIDIAN."""
    return bool(_bare(left)) and _bare(left) == _bare(right)


def _bare(name: str) -> str:
    letters = "".join(char for char in name.casefold() if char.isalnum())
    return letters.removeprefix("the")
