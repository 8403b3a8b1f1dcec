"""Dates as sources write them, to aware UTC; and what stands in for a bad one.

Never guesses from prose: e-mail and ISO forms first, then a few written ones.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NO_DATE = "no date given: the time it was first seen stands in"
FUTURE_DATE = "dated in the future: the time it was first seen stands in"

_SLACK = timedelta(minutes=15)  # clocks differ that much
_OLDEST = 1971  # an epoch of zero is a date that nobody set
_MAX_CHARS = 80
_US = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_YEAR_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_LABEL = re.compile(r"^(?:published|updated|posted)(?:\s+on)?\s*:?\s+", re.IGNORECASE)
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")


def parse_date(raw: str) -> datetime | None:
    """Read an e-mail (RFC 5322), ISO 8601 or written date; one without a zone is UTC."""
    text = " ".join(raw.split())
    if not text or len(text) > _MAX_CHARS:
        return None
    for form in _FORMS:
        try:
            found = form(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found is not None:
            return _utc(found)
    return None


def parse_date_line(line: str) -> datetime | None:
    """Read a date that stands alone on a line of a page: US, ISO or with the month's name."""
    text = _LABEL.sub("", line.strip())
    return parse_date(text) if text[:1].isalnum() and text[-4:].strip(".") else None


def settle(date: datetime | None, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    """Give the date to use and a note where it is not the source's own.

    Missing or senseless becomes `now`; more than 15 minutes ahead becomes `now`.
    """
    if date is None or date.year < _OLDEST:
        return now, (NO_DATE,)
    if date > now + _SLACK:
        return now, (FUTURE_DATE,)
    return date, ()


def _utc(date: datetime) -> datetime | None:
    try:
        aware = date if date.tzinfo else date.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except OverflowError:  # year 1 with a zone east of Greenwich
        return None


def _us(text: str) -> datetime | None:
    match = _US.match(text)
    if not match:
        return None
    month, day, year = int(match[1]), int(match[2]), int(match[3])
    if month > 12:  # noqa: PLR2004 - months; then it was written day first
        month, day = day, month
    return datetime(year, month, day, tzinfo=UTC)


def _year_month(text: str) -> datetime | None:
    match = _YEAR_MONTH.match(text)
    return datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC) if match else None


def _written(text: str) -> datetime | None:
    plain = text.replace("Sept.", "Sep").replace(".", "")
    for form in _WRITTEN:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


_FORMS: tuple[Callable[[str], datetime | None], ...] = (
    datetime.fromisoformat,
    _us,
    _year_month,
    _written,
    parsedate_to_datetime,
)
