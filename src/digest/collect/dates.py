"""Dates as sources write them: moments in aware UTC, or days; and what stands in for a bad one.

Never guesses from prose: a text is a date when nothing else is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from digest.model import DATE_ONLY

if TYPE_CHECKING:
    from digest.model import Source

NO_DATE = "no date given: the time it was first seen stands in"
FUTURE_DATE = "dated in the future: the time it was first seen stands in"
ODD_DATE = "its date can't be right: the time it was first seen stands in"
NEAREST = "its date names no year: the nearest before it was first seen stands in"
STOOD_IN: Final = frozenset({NO_DATE, FUTURE_DATE, ODD_DATE})
"""The notes that say that `published` is not the source's."""

UNSURE: Final = STOOD_IN | {NEAREST}
"""Those that say that another may know it better."""

SLACK: Final = timedelta(minutes=15)  # clocks differ that much
# In UTC: the same day from Honolulu to Auckland, so that no edition misses it by the zone.
_HOUR_OF_A_DAY = time(10, 30, tzinfo=UTC)
_EASTERNMOST = timedelta(hours=14)  # where a day begins first
_OLDEST = 1971  # an epoch of zero is a date that nobody set
MAX_CHARS: Final = 80  # of a date
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMBER = re.compile(r"\d+")
_NAMES: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES.split(), 1)}
# What nearly all feeds write, and no form reads in another way.
_RFC_5322 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-3]?\d) "
    rf"({'|'.join(_MONTHS)}) ((?:19|20)\d\d) "
    r"([0-2]\d):([0-5]\d):([0-5]\d) (?:GMT|([+-])(0\d|1[0-3])([0-5]\d))"
)
_RFC_3339 = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)"
)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a source writes dates: `day_first` in 3/4/2026, and the `now` of "3 hours ago".

    `zone` is the IANA zone whose clocks it goes by where it names none; "" is UTC.
    """

    day_first: bool = False
    now: datetime | None = None
    zone: str = ""

    @classmethod
    def of(cls, source: Source, now: datetime) -> DateStyle:
        """How this source writes them, at `now` (aware UTC)."""
        return cls(day_first=source.day_first, now=now, zone=source.zone)


PLAIN: Final = DateStyle()
_SOME_DAY: Final = DateStyle(now=datetime(2026, 1, 15, 12, tzinfo=UTC))


def parse_date(raw: str, style: DateStyle = PLAIN) -> date | None:
    """Read an e-mail (RFC 5322), ISO 8601, written or relative date, in `style`'s zone if in none.

    A zone's name, a wrong weekday, an offset beside a name are put up with; of a zone by a name
    that nobody knows the day alone is believed.

    Returns:
        An aware datetime, or a plain date where no time is given.
    """
    text = " ".join(raw.split())
    if not text or len(text) > MAX_CHARS:
        return None
    if known := rfc_5322(text) or _rfc_3339(text):
        return known
    from digest.collect.date_forms import read  # noqa: PLC0415 - few feeds need its many words

    return read(text, style)


def agrees(found: date, text: str) -> bool:
    """Whether a date that a lenient reader made of a text has its day there, in whichever zone."""
    if not MINYEAR < found.year < MAXYEAR:  # there is no day beside its first and last
        return False
    if (day := _ISO_DAY.match(text)) and not _is_day(*map(int, day.groups())):
        return False
    numbers = {int(one) for one in _NUMBER.findall(text)}
    beside = (found + timedelta(days=days) for days in (-1, 0, 1))
    return any(one.day in numbers for one in beside)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:  # a 30th of February
        return False


def parse_ago(text: str, style: DateStyle) -> date | None:
    """Read "2 hours ago", "last Tuesday" or "today, 09:30" where nothing else stands.

    "Today" alone is a label.
    """
    if len(text) > MAX_CHARS or not (any(map(str.isdigit, text)) or _is_last_day(text)):
        return None
    from digest.collect.date_forms import is_relative  # noqa: PLC0415 - see parse_date

    try:
        return parse_date(text, style) if is_relative(text, style) else None
    except (ValueError, OverflowError):
        return None


def _is_last_day(text: str) -> bool:
    from digest.collect.date_words import LAST_DAY  # noqa: PLC0415 - see parse_date

    return LAST_DAY.fullmatch(text.strip().lower()) is not None


def is_ago(text: str) -> bool:
    """Whether a text is such a date and nothing else, whenever it is read."""
    return parse_ago(text, _SOME_DAY) is not None


def parse_date_line(line: str, style: DateStyle = PLAIN) -> date | None:
    """Read a date that stands alone on a line of a page: US, ISO or with the month's name."""
    text = line.strip()
    return parse_date(text, style) if text[:1].isalnum() and text[-4:].strip(".") else None


def settle(
    told: date | None, now: datetime, *, given: bool = False
) -> tuple[datetime, tuple[str, ...]]:
    """Give the moment to use and a note where it is not the source's own.

    Missing or senseless becomes `now`; more than 15 minutes ahead becomes `now`. A day
    becomes a moment of it that has passed. `given` says that there was a date that none can read.
    """
    if told is None:
        return now, (ODD_DATE if given else NO_DATE,)
    if told.year < _OLDEST:
        return now, (ODD_DATE,)
    if not isinstance(told, datetime):
        return _moment_of(told, now)
    if told > now + SLACK:
        return now, (FUTURE_DATE,)
    return told, ()


def first_moment(day: date) -> datetime:
    """A moment as it is, a plain day as its first one in UTC: what dates are compared by."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), UTC)


def is_ahead(day: date, now: datetime) -> bool:
    """Whether a plain day has begun nowhere on earth."""
    return day > (now + _EASTERNMOST).date()


def _moment_of(day: date, now: datetime) -> tuple[datetime, tuple[str, ...]]:
    if is_ahead(day, now):
        return now, (FUTURE_DATE,)
    return min(datetime.combine(day, _HOUR_OF_A_DAY), now), (DATE_ONLY,)


@lru_cache(maxsize=256)
def rfc_5322(text: str) -> datetime | None:
    """Read a moment as RFC 5322, section 3.3 writes it; None for what leaves any doubt."""
    found = _RFC_5322.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, sign, east, more = found.groups()
    clock = (int(hour), int(minute), int(second))
    try:
        moment = datetime(int(year), _MONTHS[month], int(day), *clock, tzinfo=UTC)
    except ValueError:  # a 30th of February
        return None
    offset = timedelta(hours=int(east or 0), minutes=int(more or 0))
    return moment + offset if sign == "-" else moment - offset


def _rfc_3339(text: str) -> datetime | None:
    try:
        return in_utc(datetime.fromisoformat(text)) if _RFC_3339.fullmatch(text) else None
    except ValueError:
        return None


def in_utc(moment: datetime) -> datetime | None:
    """A moment in UTC, where it is if it names no zone; None where UTC has no such year."""
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except OverflowError:  # year 1 with a zone east of Greenwich
        return None
