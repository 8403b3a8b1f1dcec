"""Headlines, subject lines and preheaders, cut where a reader would cut them.

Never adds a word and never turns a headline into a teaser.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from digest.compose.bait import is_bait
from digest.compose.withheld import withholds
from digest.prose.edges import VERB_LAST, clauses, ended, ends, reversal, turn
from digest.prose.sentences import sentences
from digest.prose.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Article, Slot

__all__ = [
    "cut",
    "headline_of",
    "is_told",
    "opening",
    "preheader_for",
    "says_what",
    "spoken",
    "subject_for",
    "teaser_of",
]

SUBJECT = 50  # characters that phones show
PREHEADER = 110
NAMED = 3  # stories at the head of a mail that its subject may be made of
TOP = 400  # characters of a text that a headline is held against, where there is no summary
UNTITLED = 80  # characters of the text that stand in for a missing title
_SLUG = re.compile(
    r"^(?:(?:(?:UPDATE|REFILE|RPT|WRAPUP)(?: \d{1,2})?-)+(?=\w)|"
    r"(?:BREAKING(?: NEWS)?|URGENT|EILMELDUNG|ÚLTIMA HORA|ULTIM['’]ORA|عاجل)\s*[:|–—-]+\s*(?=\S))",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"\s+(?:[-|·•–—»]|::)\s+")
_CLAUSE = re.compile(r"\s*(?:[;:؛।；：]\s+|\s[-–—]\s+)")
_ENDS = " ,;:–—-·"
_NEWS = 18  # characters behind a label from which they are the news
_QUOTES = tuple('"“„«‘「『')
_SHORTEST = 20  # characters that a clause needs to stand alone as a subject


def headline_of(article: Article) -> str:
    """Clean an article's title: one line, without the name of its site at either end.

    Nor with a wire's word for its own desk (UPDATE 2-) or for what was new hours ago (BREAKING).
    An article without a title is headed by the start of its summary or text.
    """
    title = _line(article.title)
    for name in (article.publisher, article.source):
        title = _without(title, name)
    title = _SLUG.sub("", title)
    if title:
        return title
    opening = _line(article.summary) or _line(article.text.replace("## ", " ")[: UNTITLED * 4])
    return shorten(opening, UNTITLED) or _line(article.publisher) or article.source


def subject_for(slot: Slot) -> str:
    """The subject of a mail that `slot` heads: its headline, at most 50 characters."""
    return cut(slot.headline, spoken(slot.story.lead))


def is_told(slot: Slot) -> bool:
    """Whether a slot's headline says what its story is: it is no bait and withholds nothing."""
    told = slot.unlabelled or slot.story.lead.text[:TOP]
    return _says(slot.headline, told, spoken(slot.story.lead))


def says_what(article: Article) -> bool:
    """Likewise of an article's own headline."""
    return _says(headline_of(article), article.summary or article.text[:TOP], spoken(article))


def _says(headline: str, told: str, tongue: str) -> bool:
    return not is_bait(headline) and not withholds(headline, told, tongue)


def opening(slot: Slot) -> str:
    """The first sentence of a slot's summary, cut as a headline is; no language model's."""
    return cut(_opening(slot), spoken(slot.story.lead))


def _opening(slot: Slot) -> str:
    return next(iter(sentences(_line(slot.unlabelled))), "").rstrip(".。।")


def cut(headline: str, tongue: str) -> str:
    """A headline of at most 50 characters, in the language `tongue`.

    It ends with what stands before a colon, a semicolon or a dash; else, and marked as cut, before
    a clause that goes on, else on a word on which a thought can end. Words behind the cut that
    turn its sense round (a verdict, half of a German verb, "but" and its verb) stand behind the
    mark.
    """
    if len(headline) <= SUBJECT:
        return headline
    kept = _cut(headline, tongue)
    turned = turn(headline, tongue)
    if not turned or headline.find(f" {turned}") < len(kept) - 1:
        return _with_reversal(headline, kept, tongue)
    return f"{ended(headline, SUBJECT - len(turned) - 1, tongue)} {turned}"


def _with_reversal(headline: str, kept: str, tongue: str) -> str:
    """With the start of the clause that turns round what was kept, where there is room for both."""
    at, ways = reversal(headline, tongue)
    length = len(kept.removesuffix("…"))
    if not ways or length >= at + len(ways[0]):
        return kept
    if _CLAUSE.search(headline[length:at].rstrip("–—- ")):
        return kept  # it turns another clause round
    uncut = [way for way in ways if at + len(way) < SUBJECT]
    if uncut:
        return f"{headline[:at]}{uncut[-1]}…"
    room = SUBJECT - _SHORTEST - len(" …")
    made = [(_before(headline[:at], way, tongue), way) for way in ways if len(way) <= room]
    fitting = [pair for pair in made if len(pair[0]) >= _SHORTEST]
    if not fitting or tongue in VERB_LAST:
        return kept
    before, way = max(fitting, key=lambda pair: min(map(len, pair)))
    return f"{before} {way}" if headline.endswith(way) else f"{before} {way}…"


def _before(start: str, clause: str, tongue: str) -> str:
    """The start of a headline with so much room behind it, marked as cut."""
    return ended(f"{start.rstrip(_ENDS)}…", SUBJECT - len(clause) - len(" …"), tongue)


def _cut(headline: str, tongue: str) -> str:
    whole = [kept for kept in clauses(headline, tongue) if _SHORTEST <= len(kept) < SUBJECT]
    longer = [f"{whole[-1]}…"] if whole else []
    longer.append(ended(headline, SUBJECT, tongue))
    parts = (headline[: match.start()] for match in _CLAUSE.finditer(headline))
    fitting = [part for part in parts if _SHORTEST <= len(part) <= SUBJECT and ends(part, tongue)]
    if not fitting:
        return longer[0]
    return _news(fitting[-1], headline, longer)


def _news(part: str, headline: str, longer: Sequence[str]) -> str:
    """The part before a mark; what stands behind a label ("Ferry fire: ...") too, if it has room.

    A quotation that says nothing of what it is about gives way to what is behind it.
    """
    behind = headline[len(part) :].lstrip()
    if not behind.startswith((":", "：")):
        return part
    told = behind.lstrip(":： ")
    if part.startswith(_QUOTES) and _SHORTEST <= len(told) <= SUBJECT:
        return told
    return next((one for one in longer if len(one) - len(part) >= _NEWS), part)


def preheader_for(subject: str, *heads: Slot) -> str:
    """Go on from the subject, in 110 characters.

    The rest of what was cut for it, then two headlines of which it says nothing, in the place of
    bait its summary's first sentence; else the first summary, and bait only where nothing else
    is told. "" for a mail without stories.

    Args:
        subject: made from `heads`, or in an editor's own words.
        heads: the stories of the mail, the first first; so many as a subject may name are asked.
    """
    if not heads:
        return ""
    heads = heads[:NAMED]
    texts = (text for one in heads for text in (one.headline, _opening(one)))
    rest = next(filter(None, (_rest(text, subject) for text in texts)), "")
    unsaid = [one for one in heads if not _names(subject, one)]
    sober = [*filter(None, map(_sober, unsaid))]
    told = " · ".join(filter(None, [rest, *sober[:2]])) or _unsaid(heads[0], subject)
    bait = " · ".join(one.headline for one in unsaid[:2])
    return ended(told or bait, PREHEADER, spoken(heads[0].story.lead))


def teaser_of(slot: Slot) -> str:
    """How a mail that another story heads names this one: as in a preheader."""
    return _sober(slot) or slot.headline


def _unsaid(slot: Slot, subject: str) -> str:
    """A slot's summary, less the first sentence where that is the subject."""
    told = sentences(_line(slot.unlabelled))
    said = cut(_opening(slot), spoken(slot.story.lead)) == subject
    return " ".join(told[1:] if said else told)


def _sober(slot: Slot) -> str:
    """A slot's headline; where that is bait, the first sentence of its summary or nothing."""
    if is_told(slot):
        return slot.headline
    told = opening(slot)
    return "" if is_bait(told) else told


def _names(subject: str, slot: Slot) -> bool:
    """Whether a subject was made of one of a story's headlines, or of its summary."""
    headlines = [slot.headline, _opening(slot), *map(headline_of, slot.story.coverage)]
    tongue = spoken(slot.story.lead)
    return any(cut(one, tongue) in {subject, *subject.split("; ")} for one in headlines)


def _rest(headline: str, subject: str) -> str:
    """What of a headline is not in the subject that was cut from it."""
    kept = subject.removesuffix("…")
    start, _, later = kept.rpartition("… ")  # of a headline that was cut in its middle
    _, told, left = headline.rpartition(later) if headline.startswith(start) else ("", "", "")
    if headline.startswith(kept):
        told, left = kept, headline[len(kept) :]
    left = left.strip(" ;:؛।；：–—-,") if told else ""
    return f"…{left}" if left and subject.endswith("…") else left


def spoken(article: Article) -> str:
    """The language of an article's headline, where nobody said which English."""
    return "en" if article.tongue in {"", "und"} else article.tongue


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
