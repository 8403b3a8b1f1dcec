"""Slots: one for each chosen local day, through gaps, folds and whole days that vanish."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clock import due, rhythms, slot_on
from digest.model import Cadence, Schedule, Weekday

EVERY_DAY = tuple(Weekday)
ZONES = (
    "Europe/Paris",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "UTC",
)


def daily(at: time, zone: str, days: tuple[Weekday, ...] = EVERY_DAY) -> Schedule:
    return Schedule(at=at, days=days, timezone=zone)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "day", "expected"),
    [
        ("Europe/Paris", time(7), date(2026, 1, 5), utc(2026, 1, 5, 6)),
        ("Europe/Paris", time(7), date(2026, 7, 6), utc(2026, 7, 6, 5)),
        # the gap: 02:00 to 03:00 is not there, so 02:30 is due at 03:00 local
        ("Europe/Paris", time(2, 30), date(2027, 3, 28), utc(2027, 3, 28, 1)),
        ("Europe/Paris", time(2), date(2027, 3, 28), utc(2027, 3, 28, 1)),
        ("Europe/Paris", time(3), date(2027, 3, 28), utc(2027, 3, 28, 1)),
        # the fold: 02:30 is there twice, and the first one is meant
        ("Europe/Paris", time(2, 30), date(2026, 10, 25), utc(2026, 10, 25, 0, 30)),
        # half an hour only
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), utc(2026, 10, 3, 15, 30)),
        ("America/St_Johns", time(7), date(2026, 11, 23), utc(2026, 11, 23, 10, 30)),
        # the gap at midnight
        ("America/Sao_Paulo", time(0, 30), date(2018, 11, 4), utc(2018, 11, 4, 3)),
    ],
)
def test_a_local_time_becomes_one_instant(zone, at, day, expected):
    assert slot_on(daily(at, zone), day) == expected


def test_days_that_are_not_chosen_have_no_slot():
    schedule = daily(time(7), "UTC", (Weekday.MON,))
    assert slot_on(schedule, date(2026, 11, 23)) == utc(2026, 11, 23, 7)
    assert slot_on(schedule, date(2026, 11, 24)) is None


def test_the_range_is_open_at_its_start_and_closed_at_its_end():
    schedule = daily(time(7), "UTC")
    seven = utc(2026, 11, 23, 7)
    assert due(schedule, after=seven - timedelta(seconds=1), until=seven) == (seven,)
    assert due(schedule, after=seven, until=seven + timedelta(hours=23)) == ()


# from 2005 to 2037
instants = st.integers(1_104_537_600, 2_114_380_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
schedules = st.builds(
    daily,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.sets(st.sampled_from(EVERY_DAY), min_size=1).map(tuple),
)


@given(schedules, instants, st.integers(0, 30 * 24), st.integers(0, 30 * 24))
def test_cutting_a_range_in_two_loses_and_repeats_nothing(schedule, start, first, second):
    middle = start + timedelta(hours=first)
    end = middle + timedelta(hours=second)
    halves = due(schedule, after=start, until=middle) + due(schedule, after=middle, until=end)
    assert halves == due(schedule, after=start, until=end)


@given(schedules, instants)
def test_every_chosen_local_day_has_its_slot_on_that_day(schedule, moment):
    zone = ZoneInfo(schedule.timezone)
    day = moment.astimezone(zone).date()
    slot = slot_on(schedule, day)
    if EVERY_DAY[day.weekday()] not in schedule.days:
        assert slot is None
        return
    assert slot is not None
    local = slot.astimezone(zone)
    # Samoa skipped the whole of 2011-12-30: its slot is the first instant after
    vanished = (schedule.timezone, day) == ("Pacific/Apia", date(2011, 12, 30))
    assert vanished or local.date() == day
    wanted = datetime.combine(day, schedule.at)
    assert local.replace(tzinfo=None) >= wanted
    if local.replace(tzinfo=None) > wanted:  # a gap: its last second is before `wanted`
        before = (slot - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert before < wanted


def test_the_week_has_a_rhythm_of_its_own():
    schedule = replace(daily(time(2, 30), "Europe/Paris", (Weekday.MON,)), weekly=Weekday.SUN)
    (_, days), (cadence, weeks) = rhythms(schedule)
    assert (days, cadence) == (schedule, Cadence.WEEKLY)
    after, until = utc(2027, 3, 20), utc(2027, 3, 29, 12)
    # the second Sunday loses its 02:30: the first instant after the gap
    assert due(weeks, after=after, until=until) == (utc(2027, 3, 21, 1, 30), utc(2027, 3, 28, 1))
    assert due(days, after=after, until=until) == (utc(2027, 3, 22, 1, 30), utc(2027, 3, 29, 0, 30))
    assert rhythms(replace(schedule, weekly=None)) == (
        (Cadence.DAILY, replace(schedule, weekly=None)),
    )
