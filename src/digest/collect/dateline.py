"""Whether a page states a day in a line of its own: what speaks for a date that was only guessed.

Years of copyright lines, days in a text's sentences and in links to other articles are none. Pure.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree

from digest.collect.date_words import MONTH, MONTHS
from digest.collect.dates import parse_date
from digest.collect.htmltext import linked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lxml.html import HtmlElement

LINE: Final = 120  # characters of a dateline, with who wrote it and where
PARTS: Final = 20  # elements in one
_PASSED: Final = frozenset(
    ("script", "style", "noscript", "template", "nav", "select", "svg", "head")
)
_AROUND: Final = re.compile(
    r"(?<![\w-])(?:(?:site|page|main|global)[-_]?)?"
    r"(?:footer|sidebar|copyright|colophon|related|recent|comments?|commentlist|respond)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_OWNED: Final = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
_ENDS: Final = (".", "!", "?", "…", "。", "।", "؟")
NUMERIC: Final = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})"
    r"|(?P<one>\d{1,2})\s?[-/.|]\s?(?P<other>\d{1,2})\s?[-/.|]\s?(?P<year>\d{4}|\d{2}))(?!\d)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_WRITTEN: Final = (
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:(?:of|de|den)\s+)?"
        rf"(?P<m>{MONTH})[.॰]?,?\s+(?:del?\s+)?(?P<y>\d{{4}})(?!\d)"
    ),
    re.compile(
        rf"(?P<m>{MONTH})[.॰]?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s+(?P<y>\d{{4}})(?!\d)"
    ),
)
_MONTH_ALONE: Final = re.compile(rf"(?P<m>{MONTH})[.॰]?(?:\s+\d{{4}})?")
_CLAIMED: Final = re.compile(
    r"""["'](?:date_?published|published_?at|date_?created|publish_?date)["']\s*:\s*["'](?P<day>\d{4}-\d\d-\d\d)""",
    re.IGNORECASE,
)
OPENING: Final = re.compile(
    r"\([^()]{6,40}\)|\d{1,2}\.?\s[^\W\d_]{3,12}\s\d{4}[.:](?=\s)|(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d\d-\d\d)(?!\d)|[^|\u2013\u2014]{8,60}?(?:[|\u2013\u2014]|\s-\s)"
)
_MARKS: Final = ("datetime", "content", "title")
_ADDRESS: Final = 500  # characters of a canonical link
_FEW: Final = 4  # words beside a date that make no sentence


def states(root: HtmlElement, day: date) -> bool:
    """Whether a short line of the page, no link and no sentence, or a mark of it holds this day."""
    return _claims(root, day) or any(_holds(line, day) for line in _lines(root))


def _claims(root: HtmlElement, day: date) -> bool:
    """Whether the page says so where no reader looks: in what its head and scripts hold."""
    told = day.isoformat()
    if any((tag.get("content") or "").startswith(told) for tag in root.iter("meta")):
        return True
    if _holds(next(linked(root, "canonical"), "")[:_ADDRESS], day):
        return True
    scripts = (tag.text or "" for tag in root.iter("script"))
    return any(found["day"] == told for text in scripts for found in _CLAIMED.finditer(text))


def _lines(root: HtmlElement) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start",))
    for _, tag in walk:
        if is_passed(tag):
            walk.skip_subtree()
            continue
        yield from filter(None, (tag.get(name, "")[:10] for name in _MARKS))
        if sum(1 for _ in islice(tag.iter(), PARTS + 1)) > PARTS:
            continue
        text = words(tag)
        if not text:
            walk.skip_subtree()
        if len(text) <= LINE and is_dateline(text):
            yield text
        elif opening := OPENING.match(text):
            yield opening[0]


def is_passed(tag: etree._Element) -> bool:
    """Whether it is nothing to read, or stands around the article: what is in it is of others."""
    return not isinstance(tag.tag, str) or tag.tag in _PASSED or _is_around(tag)


def _is_around(tag: etree._Element) -> bool:
    if tag.tag == "footer":  # an article has one of its own
        return not any(one.tag == "article" for one in tag.iterancestors())
    names = f"{tag.get('class') or ''} {tag.get('id') or ''}"
    return tag.tag != "body" and bool(_AROUND.search(names))


def words(tag: etree._Element, instead: Callable[[etree._Element], str] = lambda _: "") -> str:
    """The words of a tag, less those of its links, unless a link is a date and nothing else.

    What `instead` says of an element stands for its own words.
    """
    if said := instead(tag):
        return said
    held = [tag.text or ""] if tag.tag not in _PASSED else []
    for part in tag if held else ():
        held += [words(part, instead) if isinstance(part.tag, str) else "", part.tail or ""]
    text = " ".join(" ".join(held).split())
    return "" if tag.tag == "a" and not _is_date(tag, text) else text


def _is_date(link: etree._Element, text: str) -> bool:
    """Whether a link is a date, or the month of one that leads to all that came out in it."""
    month = _MONTH_ALONE.fullmatch(lowered(text))
    named = month is not None and month["m"] in MONTHS
    return named or parse_date(text) is not None or any(part.tag == "time" for part in link)


def is_dateline(text: str) -> bool:
    """Whether a short text may be a line for a date: no sentence, and no note of whose it is."""
    return not _OWNED.search(text) and (is_brief(text) or not text.endswith(_ENDS))


def is_brief(text: str) -> bool:
    """Whether so few words are in it that little more than a date can be."""
    return len(_WORD.findall(text)) <= _FEW


def lowered(text: str) -> str:
    """Lower case of the same length: only the dotted I of Turkish has one of two characters."""
    return text.replace("İ", "i").lower()


def in_words(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The days of a text that name their month, and its number; some are in no calendar."""
    lower = lowered(text)
    for form in _WRITTEN:
        for found in form.finditer(lower):
            if found["m"] in MONTHS:
                yield found, MONTHS[found["m"]]


def _holds(text: str, day: date) -> bool:
    if any(_is(found, day) for found in NUMERIC.finditer(text)):
        return True
    named = ((int(found["y"]), month, int(found["d"])) for found, month in in_words(text))
    return (day.year, day.month, day.day) in named


def _is(found: re.Match[str], day: date) -> bool:
    if found["y"]:
        return (int(found["y"]), int(found["m"]), int(found["d"])) == (day.year, day.month, day.day)
    pair = {int(found["one"]), int(found["other"])}
    return pair == {day.month, day.day} and int(found["year"]) in {day.year, day.year % 100}
