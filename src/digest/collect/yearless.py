"""Dates that name no year, or no day at all: "Nov. 26", "26. November, 8:30 Uhr", "8:30 AM". Pure.

Each is the nearest that is not ahead of when it was read; who uses one has to say so.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from digest.collect.dates import MAX_CHARS, SLACK, first_moment, is_ahead, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collect.dates import DateStyle

_YEAR: Final = re.compile(r"\d{4}|\d-\d|\d/\d")
_DAY_AND_MONTH: Final = re.compile(r"(?<![\d.])(\d{1,2}\.\s?\d{1,2}\.)(?!\d)")
_CLOCK: Final = re.compile(
    r"(?:[^\W\d_]{1,6}\.?\s+)?\d{1,2}(?:[:.]\d\d|(?=\s*[ap]\.?m))(?::\d\d)?"
    r"\s*(?:[ap]\.?m\.?|uhr|uur|hs?)?\s*(?:[a-z]{2,5}|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_EASTERN: Final = re.compile(r"\d{1,2}\s*[月월]")
_YEARS: Final = 8  # to the next 29th of February, at most


def nearest(raw: str, style: DateStyle) -> date | None:
    """Read a date without a year, or a time alone, as the last one at `style.now`; None for others.

    A date with its year is none of these: see `dates.parse_date`.
    """
    text = " ".join(raw.split())
    if style.now is None or not text or len(text) > MAX_CHARS or _YEAR.search(text):
        return None
    days = _clocked(text, style, style.now) if _CLOCK.fullmatch(text) else _dated(text, style)
    return next((day for day in days if _has_come(day, style.now)), None)


def _has_come(day: date, now: datetime) -> bool:
    return day <= now + SLACK if isinstance(day, datetime) else not is_ahead(day, now)


def _dated(text: str, style: DateStyle) -> Iterator[date]:
    """What it is in each year, the last first."""
    assert style.now is not None  # noqa: S101 - looked at by who asks
    for year in range(style.now.year + 1, style.now.year - _YEARS, -1):
        dotted = _DAY_AND_MONTH.sub(rf"\g<1>{year} ", text)
        named = f"{year}年{text}" if _EASTERN.match(text) else f"{text} {year}"
        day = parse_date(dotted if dotted != text else named, style)
        if day is not None and first_moment(day).year in {year - 1, year, year + 1}:
            yield day


def _clocked(text: str, style: DateStyle, now: datetime) -> Iterator[date]:
    """What it is today and yesterday, by the clocks of the source."""
    today = now.astimezone(ZoneInfo(style.zone)).date() if style.zone else now.date()
    for back in (-1, 0, 1):
        day = parse_date(f"{today - timedelta(days=back)} {text}", style) or parse_date(
            f"{today - timedelta(days=back):%d %b %Y} {text}", style
        )
        if isinstance(day, datetime):
            yield day
