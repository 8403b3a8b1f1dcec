"""The forms of dates that are not those of the standards, one tried after the other. Pure."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.collect.dates import agrees, in_utc
from digest.collect.eastern_dates import westward
from digest.collect.months import relative, written
from digest.collect.odd_dates import plainly, without_midnight
from digest.collect.zones import apart, clocks, in_zone, with_offset

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.collect.dates import DateStyle

_YEAR_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_EPOCH = re.compile(r"^1\d{9}(\d{3})?(\.\d+)?$")  # seconds, or milliseconds; with a part
_ISO_LIKE = re.compile(r"^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?)[.,]?\d*\s+([+-]\d{4})$")


def read(text: str, style: DateStyle) -> date | None:
    """Read a date of one line in any form: see `dates.parse_date`."""
    text, late = without_midnight(_known_forms(text))
    found = _read(text, style)
    if not late or not isinstance(found, datetime):
        return found
    return found + timedelta(days=1) if found.year < MAXYEAR else None


def is_relative(text: str, style: DateStyle) -> bool:
    """Whether it is told from now, as "3 hours ago".

    Raises:
        ValueError, OverflowError: it would be, but there is no such time.
    """
    return bool(_relative(text, style))


def _known_forms(text: str) -> str:
    try:
        return plainly(westward(text))
    except ValueError:  # a 31st of a month of 30 days
        return text


def _read(text: str, style: DateStyle) -> date | None:
    text, zone = apart(text)
    text, name = clocks(text, style.zone)
    zoned = text if name else with_offset(text)
    for form in _FORMS:
        try:
            found = form(text if form is _iso_day else zoned, style)
        except (ValueError, TypeError, OverflowError, IndexError, OSError):
            continue
        if found is not None:
            return _settled(found, zone or style.zone, name)
    return None


def _settled(found: date, zone: str, name: str) -> date | None:
    told = in_zone(found, zone, name) if isinstance(found, datetime) else found
    return in_utc(told) if isinstance(told, datetime) else told


def _iso_day(text: str, _style: DateStyle) -> date | None:
    return date.fromisoformat(text)


def _iso(text: str, _style: DateStyle) -> date | None:
    found = _ISO_LIKE.match(text)
    return datetime.fromisoformat("".join(found.groups()) if found else text.replace(" +", "+"))


def _year_month(text: str, _style: DateStyle) -> date | None:
    match = _YEAR_MONTH.match(text)
    return date(int(match[1]), int(match[2]), 1) if match else None


def _epoch(text: str, _style: DateStyle) -> date | None:
    match = _EPOCH.match(text)
    return datetime.fromtimestamp(int(text[:10]), UTC) if match else None


def _written(text: str, style: DateStyle) -> date | None:
    return written(text, day_first=style.day_first, now=style.now)


def _relative(text: str, style: DateStyle) -> date | None:
    if style.now is None:
        return None
    return relative(text, style.now.astimezone(ZoneInfo(style.zone)) if style.zone else style.now)


def _email(text: str, _style: DateStyle) -> date | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - slow to import

    found = parsedate_to_datetime(text)
    return found if agrees(found, text) else None


_FORMS: tuple[Callable[[str, DateStyle], date | None], ...] = (
    _iso_day,
    _iso,
    _year_month,
    _epoch,
    _written,
    _relative,
    _email,
)
