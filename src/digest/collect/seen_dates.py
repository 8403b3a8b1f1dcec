"""The days that a page shows its readers, and which of them may be its article's. Pure.

One by the title is, unless the words before it say that it is another: of a change, of a product,
of when somebody joined. Nothing is looked for in sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from digest.collect import dateline
from digest.collect.dates import DateStyle, is_ahead, parse_ago, parse_date
from digest.collect.titles import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))
_TELLING: Final = 12  # letters of a heading that is a part of the title, or the other way round
_BREAK: Final = "\ue000"
_MOST: Final = 1_000  # titles, texts and days that are looked at
_STANDFIRST: Final = 120  # characters of text between a title and its day
_BRIEF: Final = 40  # characters that make no text
_LABEL: Final = 40  # characters before a day in which it is said what day it is
_MOMENT: Final = 8  # words of a day with its time and zone: "Nov 27, 2026 at 10:30 AM (ET)"
# as in: 10:30, 27 November 2026
_CLOCK_BEFORE: Final = re.compile(
    r"(?<![\d:.])\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?|uhr|uur|hrs?|h)?[\s,|·•\u2013\u2014-]*"
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?$",
    re.IGNORECASE,
)
_APART: Final = re.compile(r"\s*[|·•\u2013\u2014]\s*")  # who wrote it, where, when
_TITLE_PARTS: Final = re.compile(r"\s+[|·•\u2013\u2014-]\s+|[()\[\]]")
_PUBLISHED: Final = re.compile(
    r"\b(?:publi(?:shed|cation|é|ée|cado|cada|cación|cerad|sert)|pubblicat[oa]|gepubliceerd|posted|"
    r"written|created|erschienen|erstellt|veröffentlicht|eingestellt|geschrieben|gepostet|datum|"
    r"date|fecha|data|mis en ligne|opublikowano|dodano|julkaistu|udgivet|опубликовано)\b"
    r"|公開|掲載|配信|发布|發布|등록|입력",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"\b(?:updated?|modified|modifi[ée]e?|mis à jour|aktualisiert|aktualisierung|geändert|änderung|"
    r"stand|edited|revised|changed|reviewed|actualizad[oa]|aggiornat[oa]|bijgewerkt|bearbeitet|"
    r"zuletzt|last|uppdaterad|opdateret|oppdatert|päivitetty|обновлено)\b|更新|수정",
    re.IGNORECASE,
)


class _Kind(Enum):
    TITLE = auto()
    TEXT = auto()
    DAY = auto()
    PUBLISHED = auto()
    CHANGED = auto()


class _Sight(NamedTuple):
    kind: _Kind
    day: date | None = None
    level: str = ""  # of a heading
    size: int = 0  # of a text, in characters
    ago: bool = False  # said as so long ago: who comments writes such, too


@dataclass(frozen=True, slots=True)
class Seen:
    """Days, or moments where a time stands beside them.

    `near` stands by the title, `said` in a line that says "published", `changed` in one that
    says "updated"; `only` is the one day that lines of the page hold.
    """

    near: date | None = None
    said: date | None = None
    only: date | None = None
    changed: date | None = None


def seen(root: HtmlElement, title: str, style: DateStyle) -> Seen:
    """Look a page through for the days that it shows; `title` is its article's."""
    sights = list(islice(_sights(root, letters(title), style), _MOST))
    said = [one.day for one in sights if one.kind is _Kind.PUBLISHED and one.day]
    days = [one.day for one in sights if one.kind is not _Kind.CHANGED and one.day and not one.ago]
    changed = (one.day for one in sights if one.kind is _Kind.CHANGED)
    return Seen(near=_near(sights), said=_one(said), only=_one(days), changed=next(changed, None))


def titled(title: str, style: DateStyle) -> date | None:
    """The one day that parts of a title are: "12 March 2026 | News", "News (of March 12, 2026)"."""
    parts = filter(dateline.is_brief, _TITLE_PARTS.split(title))
    return _one([one.day for part in parts for one in _dated(part, style, "") if one.day])


def _near(sights: Sequence[_Sight]) -> date | None:
    """The first day between the title and the text, else the one right above the title."""
    places = [place for place, one in enumerate(sights) if one.kind is _Kind.TITLE]
    place = next((one for one in places if sights[one].level == "h1"), next(iter(places), None))
    if place is None:
        return None
    below = _above_text(sights[place + 1 :])
    above = [one.kind is _Kind.DAY for one in sights[max(place - 2, 0) : place]]
    listed = above == [True, True]  # of other articles
    wanted = (*below, *(() if listed else sights[max(place - 1, 0) : place]))
    return next((one.day for one in wanted if _is_own(one)), None)


def _above_text(sights: Sequence[_Sight]) -> Iterator[_Sight]:
    """What stands before the text begins: a standfirst may."""
    read = 0
    for one in sights:
        read += one.size
        if read > _STANDFIRST:
            return
        yield one


def _is_own(sight: _Sight) -> bool:
    return sight.kind in {_Kind.DAY, _Kind.PUBLISHED}


def _one(days: Sequence[date]) -> date | None:
    """The one day that all of them are, the most exact of them."""
    if len({(day.year, day.month, day.day) for day in days}) != 1:
        return None
    return next((day for day in days if isinstance(day, datetime)), days[0])


def _sights(root: HtmlElement, title: str, style: DateStyle) -> Iterator[_Sight]:
    walk, label = etree.iterwalk(root, events=("start",)), ""
    for _, tag in walk:
        if dateline.is_passed(tag):
            walk.skip_subtree()
        elif tag.tag in _HEADINGS and _is_title(letters("".join(tag.itertext())), title):
            yield _Sight(_Kind.TITLE, level=tag.tag)
            walk.skip_subtree()
        elif _is_small(tag, title):
            words = _stamped(tag)
            lines = map(_line, words.split(_BREAK))
            found = [day for line in lines for day in _days(line, style, label)]
            yield from found
            label = words if words.endswith(":") else ""
            if found or not words:
                walk.skip_subtree()
            elif _has_text(tag):
                yield _Sight(_Kind.TEXT, size=len(words))


def _is_title(words: str, title: str) -> bool:
    if words == title:
        return bool(words)
    return len(words) > _TELLING and (words in title or (len(title) > _TELLING and title in words))


def _is_small(tag: etree._Element, title: str) -> bool:
    """Whether it may be a line, or a few, and does not hold the title."""
    parts = list(islice(tag.iter(), dateline.PARTS + 1))
    headings = ("".join(part.itertext()) for part in parts if part.tag in _HEADINGS)
    return len(parts) <= dateline.PARTS and not any(
        _is_title(letters(one), title) for one in headings
    )


def _has_text(tag: etree._Element) -> bool:
    """Whether it holds words itself, not only in its parts."""
    own = [tag.text or "", *(part.tail or "" for part in tag)]
    return sum(len(words.strip()) for words in own) > _BRIEF


def _line(words: str) -> str:
    """What may hold a day: a short line, or what opens a text before a dash."""
    if len(words) <= dateline.LINE:
        return words if dateline.is_dateline(words) else ""
    opening = dateline.OPENING.match(words)
    return opening[0] if opening else ""


def _stamped(tag: etree._Element) -> str:
    """The words of a tag, a time in them as its mark has it, a mark where a line breaks."""
    return dateline.words(tag, _stamp)


def _stamp(tag: etree._Element) -> str:
    """What a time element says to programs (HTML, section 4.5.14), with what its class adds."""
    if tag.tag == "br":
        return _BREAK
    stamp = tag.get("datetime") or "" if tag.tag == "time" else ""
    if not stamp or parse_date(stamp) is None:
        return ""
    names = (tag.get("class") or "").lower()
    changed = "updated" in names and "publish" not in names and "entry-date" not in names
    return f"updated {stamp}" if changed else stamp


def _days(line: str, style: DateStyle, label: str) -> Iterator[_Sight]:
    """The days of a line, else how long ago it says it was."""
    yield from list(_dated(line, style, label)) or _agos(line, style, label)


def _agos(line: str, style: DateStyle, label: str) -> Iterator[_Sight]:
    for part in _APART.split(line):
        day = parse_ago(part, style)
        if day is not None and (kind := _kind(label[-_LABEL:] or part)) is not None:
            yield _Sight(kind, day, ago=True)


def _dated(line: str, style: DateStyle, label: str) -> Iterator[_Sight]:
    """The days of a line; of each the words before it say what it is, or the line above."""
    end = 0
    for start, stop, day in sorted(_found(line, style)):
        if start >= end:
            kind = _kind(line[max(end, start - _LABEL) : start].strip() or label[-_LABEL:])
            announced = style.now is not None and is_ahead(day, style.now)
            if kind is not None and not announced:
                yield _Sight(kind, _moment(line, start, stop, day, style))
            end = stop


def _kind(label: str) -> _Kind | None:
    """What the words before a day say of it; None for what is another thing's."""
    marks = [(found.end(), _Kind.CHANGED) for found in _CHANGED.finditer(label)]
    marks += [(found.end(), _Kind.PUBLISHED) for found in _PUBLISHED.finditer(label)]
    if marks:
        return max(marks, key=lambda mark: mark[0])[1]
    return None if label.rstrip().endswith(":") else _Kind.DAY


def _found(line: str, style: DateStyle) -> Iterator[tuple[int, int, date]]:
    lower = dateline.lowered(line)
    for one in dateline.NUMERIC.finditer(lower):
        if (day := _day_of(one, style)) is not None:
            yield one.start(), one.end(), day
    for one, month in dateline.in_words(lower):
        if (day := parse_date(_iso(one, month))) is not None:
            yield one.start(), one.end(), day


def _day_of(found: re.Match[str], style: DateStyle) -> date | None:
    if found["y"]:
        return parse_date(_iso(found, int(found["m"])))
    return parse_date("".join(found[0].replace("|", "/").split()), style)


def _iso(found: re.Match[str], month: int) -> str:
    return f"{found['y']}-{month:02}-{int(found['d']):02}"


def _moment(line: str, start: int, stop: int, day: date, style: DateStyle) -> date:
    """The day with the time that stands behind it, else close before it, where one does."""
    words = line[start:].split(maxsplit=_MOMENT)[:_MOMENT]
    texts = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    if before := _CLOCK_BEFORE.search(line[:start]):
        texts.append(line[before.start() : stop])
    read = (parse_date(text, style) for text in texts)
    moments = (one for one in read if isinstance(one, datetime))
    near = (one for one in moments if abs(one.date() - day) <= timedelta(days=1))
    return next(near, day)
