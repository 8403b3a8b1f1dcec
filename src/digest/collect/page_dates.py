"""Which of all the dates of a page is the one that its article came out on. Pure.

What the page states for programs goes before what its readers see, that before a guess, and a
change only counts where nothing tells of the publication.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from digest.collect import dateline
from digest.collect.dates import DateStyle, parse_date
from digest.collect.evidence import GUESSED, Evidence
from digest.collect.linked_data import text_of
from digest.collect.origins import first
from digest.collect.seen_dates import seen, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    Claims = Iterable[tuple[str, date | None]]

# The page's own, written by what published it; JSON-LD and microdata may speak of others on it.
_OPEN_GRAPH: Final = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
)
_NAMED: Final = ("datepublished", "sailthru.date", "parsely-pub-date", "dc.date.issued", "pubdate")
_VAGUE: Final = ("dc.date", "dcterms.date", "dcterms.created", "date")
_CHANGED: Final = ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified")
_URL_DAY: Final = re.compile(r"/(20[0-4]\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_SCRIPT: Final = 1_000_000  # characters of one that are looked at
_PUBLISHED: Final = re.compile(
    r"""\b(?:[a-z]{0,20}[_-]?publi(?:shed|cation|shing|sh)[_-]?(?:date|time|at|on)?|pub_?date|datepublished)"""
    r"""["']?\s?[:=]\s?["'](?P<when>\d{4}-\d\d-\d\d[^"']{0,20})["']""",
    re.IGNORECASE,
)
_EARTH: Final = (timedelta(hours=-12), timedelta(), timedelta(hours=14))  # its zones


def published(
    root: HtmlElement, evidence: Evidence, style: DateStyle, *, title: str, guess: str
) -> tuple[str, date | None]:
    """When the page's article came out, and where that stood; ("", None) where nothing tells.

    Args:
        root: the page.
        evidence: what it says of itself.
        style: how its source writes dates.
        title: its article's.
        guess: trafilatura's, which has to stand on the page.
    """
    told = [(origin, day) for origin, day in _told(evidence, style) if day]
    if told:
        return _finer(told)
    return first(_shown(root, evidence, style, title, guess))


def last_such(root: HtmlElement, evidence: Evidence, style: DateStyle) -> tuple[str, date | None]:
    """The same, of a page that tells a date without its year: the last one that has passed."""
    from digest.collect.yearless import nearest  # noqa: PLC0415 - few pages tell such alone

    claims = (*_claims(evidence), *(("time", claim) for claim in _times(root)))
    return first((origin, nearest(claim, style)) for origin, claim in claims)


def stated(evidence: Evidence) -> str:
    """What the page states of its publication for programs, whether it is a date or not."""
    vague = (evidence.meta.get(name, "") for name in _VAGUE)
    return next(filter(None, (*(claim for _, claim in _claims(evidence)), *vague)), "")


def _told(evidence: Evidence, style: DateStyle) -> Claims:
    """What the page states of its publication, the most trusted first."""
    claims = (*_claims(evidence), ("URL", _day_of(evidence.url)))
    return ((origin, parse_date(claim, style)) for origin, claim in claims)


def _claims(evidence: Evidence) -> list[tuple[str, str]]:
    claims = [(name, evidence.meta.get(name, "")) for name in _OPEN_GRAPH]
    claims += [
        ("JSON-LD datePublished", text_of(evidence.ld.get("datePublished"))),
        ("microdata datePublished", evidence.micro.get("datepublished", "")),
    ]
    return claims + [(name, evidence.meta.get(name, "")) for name in _NAMED]


def _finer(told: list[tuple[str, date]]) -> tuple[str, date]:
    """The first claim; where it is a day, one further down that tells a moment of that day."""
    _, day = told[0]
    if isinstance(day, datetime):
        return told[0]
    return next((one for one in told if _is_of(one[1], day)), told[0])


def _is_of(moment: date, day: date) -> bool:
    """Whether it is a moment of that day somewhere on earth."""
    if not isinstance(moment, datetime) or not MINYEAR < moment.year < MAXYEAR:
        return False
    return any((moment + offset).date() == day for offset in _EARTH)


def _shown(
    root: HtmlElement, evidence: Evidence, style: DateStyle, title: str, guess: str
) -> Iterator[tuple[str, date | None]]:
    sight = seen(root, title, style)
    yield "line by the title", sight.near
    yield "line that says so", sight.said
    yield "script", _scripted(root, style)
    for claim in _times(root):
        yield "time", parse_date(claim, style)
    for name in _VAGUE:
        yield name, parse_date(evidence.meta.get(name, ""), style)
    yield "a part of the title", _titled(root, evidence, style)
    day = parse_date(guess)
    yield GUESSED, day if day and dateline.states(root, day) else None
    yield "the one day in its lines", sight.only
    yield "JSON-LD dateModified", parse_date(text_of(evidence.ld.get("dateModified")), style)
    for name in _CHANGED:
        yield name, parse_date(evidence.meta.get(name, ""), style)
    yield "line of a change", sight.changed


def _titled(root: HtmlElement, evidence: Evidence, style: DateStyle) -> date | None:
    names = (evidence.meta.get("og:title", ""), root.findtext(".//title") or "")
    return next(filter(None, (titled(name, style) for name in names)), None)


def _scripted(root: HtmlElement, style: DateStyle) -> date | None:
    """The one day that scripts of the page call its publication; broken JSON-LD is one, too."""
    scripts = ((tag.text or "")[:_SCRIPT] for tag in root.iter("script"))
    found = [one["when"] for text in scripts for one in _PUBLISHED.finditer(text)]
    return parse_date(found[0], style) if len({when[:10] for when in found}) == 1 else None


def _day_of(url: str) -> str:
    match = _URL_DAY.search(url)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


def _times(root: HtmlElement) -> list[str]:
    """What the page's first time element says, in the article where there is one."""
    found = root.xpath("//article//time") or root.xpath("//time")
    return [tag.get("datetime") or " ".join(tag.text_content().split())[:80] for tag in found[:1]]
