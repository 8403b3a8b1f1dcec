"""The slots of a schedule: one instant for each chosen local day, whatever the clock does.

Never asks what time it is; never answers twice for one local day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.model import Cadence, Weekday

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from digest.model import Schedule

DAY = timedelta(days=1)
_DAYS = tuple(Weekday)


def rhythms(schedule: Schedule) -> tuple[tuple[Cadence, Schedule], ...]:
    """The schedule of each cadence of which editions are made: the days', and the week's."""
    daily = ((Cadence.DAILY, schedule),) if schedule.days else ()
    if schedule.weekly is None:
        return daily
    return (*daily, (Cadence.WEEKLY, replace(schedule, days=(schedule.weekly,))))


def due(schedule: Schedule, *, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The slots in `after` < slot <= `until`, in UTC, oldest first.

    Args:
        schedule: local time, weekdays and zone.
        after: aware; the slot at this very instant is not in it.
        until: aware; the slot at this very instant is in it.
    """
    slots = (slot_on(schedule, day) for day in _local_days(schedule, after, until))
    return tuple(slot for slot in slots if slot is not None and after < slot <= until)


def slot_on(schedule: Schedule, day: date) -> datetime | None:
    """The slot of one local day in UTC, or None where the day is not chosen.

    A local time that the zone skips is due at the first instant after the gap; one that it
    has twice is due the first time (PEP 495, fold=0).
    """
    if _DAYS[day.weekday()] not in schedule.days:
        return None
    zone = ZoneInfo(schedule.timezone)
    wanted = datetime.combine(day, schedule.at)
    instant = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wanted:
        return instant
    return _end_of_gap(wanted, zone)


def _end_of_gap(wanted: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the zone's clock jumps over `wanted`.

    In a gap, fold=0 takes the offset before it and fold=1 the one after it, so the jump
    lies between the two readings; it falls on a whole second.
    """
    late = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    early = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def _local_days(schedule: Schedule, after: datetime, until: datetime) -> Iterator[date]:
    """Every local day that may hold a slot of the range, a day to spare at each end."""
    zone = ZoneInfo(schedule.timezone)
    day = after.astimezone(zone).date() - DAY
    last = until.astimezone(zone).date() + DAY
    while day <= last:
        yield day
        day += DAY
