"""Dates as sources write them: moments in aware UTC, or days; and what stands in for a bad one.

Never guesses from prose: e-mail and ISO forms first, then a few written ones.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from digest.model import DATE_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

NO_DATE = "no date given: the time it was first seen stands in"
FUTURE_DATE = "dated in the future: the time it was first seen stands in"
STOOD_IN: Final = frozenset({NO_DATE, FUTURE_DATE})
"""The notes that say that `published` is not the source's."""

_SLACK = timedelta(minutes=15)  # clocks differ that much
# In UTC: the same day from Honolulu to Auckland, so that no edition misses it by the zone.
_HOUR_OF_A_DAY = time(10, 30, tzinfo=UTC)
_EASTERNMOST = timedelta(hours=14)  # where a day begins first
_OLDEST = 1971  # an epoch of zero is a date that nobody set
_MAX_CHARS = 80
_US = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_YEAR_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:published|updated|posted)(?:\s+on)?\s*:?\s+", re.IGNORECASE)
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")


def parse_date(raw: str) -> date | None:
    """Read an e-mail (RFC 5322), ISO 8601 or written date; one without a zone is UTC.

    Returns:
        An aware datetime, or a plain date where no time is given.
    """
    text = " ".join(raw.split())
    if not text or len(text) > _MAX_CHARS:
        return None
    for form in _FORMS:
        try:
            found = form(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found is not None:
            return _utc(found) if isinstance(found, datetime) else found
    return None


def parse_date_line(line: str) -> date | None:
    """Read a date that stands alone on a line of a page: US, ISO or with the month's name."""
    text = _LABEL.sub("", line.strip())
    return parse_date(text) if text[:1].isalnum() and text[-4:].strip(".") else None


def settle(told: date | None, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    """Give the moment to use and a note where it is not the source's own.

    Missing or senseless becomes `now`; more than 15 minutes ahead becomes `now`. A day
    becomes a moment of it that has passed.
    """
    if told is None or told.year < _OLDEST:
        return now, (NO_DATE,)
    if not isinstance(told, datetime):
        return _moment_of(told, now)
    if told > now + _SLACK:
        return now, (FUTURE_DATE,)
    return told, ()


def _moment_of(day: date, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    if day > (now + _EASTERNMOST).date():
        return now, (FUTURE_DATE,)
    return min(datetime.combine(day, _HOUR_OF_A_DAY), now), (DATE_ONLY,)


def _utc(moment: datetime) -> datetime | None:
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except OverflowError:  # year 1 with a zone east of Greenwich
        return None


def _us(text: str) -> date | None:
    match = _US.match(text)
    if not match:
        return None
    month, day, year = int(match[1]), int(match[2]), int(match[3])
    if month > 12:  # noqa: PLR2004 - months; then it was written day first
        month, day = day, month
    return date(year, month, day)


def _year_month(text: str) -> date | None:
    match = _YEAR_MONTH.match(text)
    return date(int(match[1]), int(match[2]), 1) if match else None


def _written(text: str) -> date | None:
    plain = _WEEKDAY.sub("", text).replace("Sept.", "Sep").replace(".", "")
    for form in _WRITTEN:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


_FORMS: tuple[Callable[[str], date | None], ...] = (
    date.fromisoformat,
    datetime.fromisoformat,
    _us,
    _year_month,
    _written,
    parsedate_to_datetime,
)
