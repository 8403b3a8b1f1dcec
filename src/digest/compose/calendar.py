"""A calendar file (iCalendar, RFC 5545) read: which events happen on which days, in one zone.

Hostile files are bounded: bytes, events, and rules that repeat more than daily. It never
fetches anything, not even what a file says is attached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

import recurring_ical_events  # type: ignore[import-untyped]  # it has no types
from icalendar import Calendar, vDDDTypes

from digest.errors import BlockError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MAX_BYTES: Final = 2_000_000
MAX_EVENTS: Final = 5000
MAX_SERIES: Final = 500
MAX_WHAT: Final = 140  # characters
_DENSE: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_HIDDEN: Final = frozenset({"PRIVATE", "CONFIDENTIAL"})


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """One event on one day; without `start` it takes the day, or goes on from the day before."""

    day: date
    start: time | None
    end: time | None
    what: str


def happenings(body: bytes, *, first: date, days: int, zone: ZoneInfo) -> list[Happening]:
    """The events of some days, repeated ones included, in their order.

    Args:
        body: the file.
        first: the first day.
        days: how many.
        zone: theirs; times that float are of it (RFC 5545, 3.3.5).

    Raises:
        BlockError: it is no calendar, or more than can be read.
    """
    calendar = _calendar(body)
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(first + timedelta(days=days), time(), zone)
    try:
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        found = [event for event in query.between(start, end) if _is_public(event)]
        told = {_happening(event, first, zone) for event in found}
    except Exception as error:  # it raises what it meets in a file
        raise BlockError(f"the calendar can't be read: {error}") from error
    within = (one for one in told if one.what and first <= one.day < end.date())
    return sorted(within, key=lambda one: (one.day, one.start or time(), one.what))


def _calendar(body: bytes) -> Calendar:
    if b"BEGIN:VCALENDAR" not in body[:4096].upper():
        raise BlockError("it is no calendar (BEGIN:VCALENDAR)")
    events = body.upper().count(b"BEGIN:VEVENT")
    if len(body) > MAX_BYTES or events > MAX_EVENTS:
        raise BlockError(f"the calendar is too large: {len(body):,} bytes, {events:,} events")
    try:
        calendar = Calendar.from_ical(body)
    except Exception as error:  # it raises what it meets in a file
        raise BlockError(f"the calendar can't be read: {error}") from error
    if not isinstance(calendar, Calendar):
        raise BlockError("the file holds several calendars")
    calendar.subcomponents = [one for one in calendar.subcomponents if _is_sane(one)]
    series = sum("RRULE" in one for one in calendar.subcomponents)
    if series > MAX_SERIES:
        raise BlockError(f"the calendar repeats {series:,} events, more than {MAX_SERIES}")
    return calendar


def _is_sane(component: Any) -> bool:  # noqa: ANN401 - icalendar's
    """Whether it is no event, or one with a start that repeats daily at most.

    What repeats more is no agenda's, and an hour's work to expand.
    """
    if component.name == "VEVENT" and not isinstance(component.get("DTSTART"), vDDDTypes):
        return False
    rules = component.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        frequency = {str(one).upper() for one in rule.get("FREQ", ())}
        parts = max(len(rule.get(name, ())) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if frequency & _DENSE or parts > 1:
            return False
    return True


def _is_public(event: Any) -> bool:  # noqa: ANN401 - icalendar's
    """RFC 5545, 3.8.1.3 and 3.8.1.11."""
    hidden = str(event.get("CLASS", "PUBLIC")).upper() in _HIDDEN
    return not hidden and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _happening(event: Any, first: date, zone: ZoneInfo) -> Happening:  # noqa: ANN401 - icalendar's
    begin = event["DTSTART"].dt
    until = event["DTEND"].dt if "DTEND" in event else begin
    what = ", ".join(filter(None, (_words(event, "SUMMARY"), _words(event, "LOCATION"))))
    if not isinstance(begin, datetime):
        return Happening(max(begin, first), None, None, what)
    here, there = _here(begin, zone), _here(until, zone)
    if here.date() < first:
        return Happening(first, None, None, what)
    same = here < there and (there.date() == here.date())
    return Happening(here.date(), here.time(), there.time() if same else None, what)


def _here(moment: date, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), zone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _words(event: Any, name: str) -> str:  # noqa: ANN401 - icalendar's
    said = " ".join(str(event.get(name, "")).split())
    return said if len(said) <= MAX_WHAT else f"{said[: MAX_WHAT - 1].rstrip()}…"
