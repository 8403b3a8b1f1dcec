"""Times by the clocks of a source: where no zone stands, where one is named, when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.dates import DateStyle, parse_date

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_of_a_zone_that_nobody_knows_the_day_is_believed():
    assert parse_date("2026-11-26 10:00 Mars/Olympus") == date(2026, 11, 26)


BERLIN = DateStyle(zone="Europe/Berlin", now=NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 02 Mar 2026 10:14:00", datetime(2026, 3, 2, 9, 14, tzinfo=UTC)),
        ("2026-07-02T10:14:00", datetime(2026, 7, 2, 8, 14, tzinfo=UTC)),
        ("2. März 2026, 10:14 Uhr", datetime(2026, 3, 2, 9, 14, tzinfo=UTC)),
        ("2026年3月2日 10:14", datetime(2026, 3, 2, 9, 14, tzinfo=UTC)),
        ("heute, 10:14", datetime(2026, 3, 2, 9, 14, tzinfo=UTC)),
        ("2026-03-02T10:14:00Z", datetime(2026, 3, 2, 10, 14, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 10:14:00 -0000", datetime(2026, 3, 2, 10, 14, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 10:14:00 EST", datetime(2026, 3, 2, 15, 14, tzinfo=UTC)),
        ("2026-03-02 10:14 Asia/Tokyo", datetime(2026, 3, 2, 1, 14, tzinfo=UTC)),
        ("1772446440", datetime(2026, 3, 2, 10, 14, tzinfo=UTC)),
        ("2026-03-02", date(2026, 3, 2)),
    ],
)
def test_a_time_without_a_zone_is_by_the_sources_clocks(text: str, expected: date):
    assert parse_date(text, BERLIN) == expected


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-10-25 01:59", 23 - 24, 59),
        ("2026-10-25 02:30", 0, 30),  # comes twice: the first
        ("2026-10-25 02:30 CEST", 0, 30),
        ("2026-10-25 02:30 CET", 1, 30),
        ("2026-10-25 03:00", 2, 0),
    ],
)
def test_an_hour_that_comes_twice_is_the_first_unless_it_says_more(text, hour, minute):
    expected = datetime(2026, 10, 25, tzinfo=UTC) + timedelta(hours=hour, minutes=minute)
    assert parse_date(text, BERLIN) == expected


def test_an_hour_that_is_left_out_is_counted_on_from_the_one_before():
    assert parse_date("2026-03-29 02:30", BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("Asia/Shanghai", "2026-03-02 10:14 CST", datetime(2026, 3, 2, 2, 14, tzinfo=UTC)),
        ("Asia/Jerusalem", "2026-03-02 10:14 (IST)", datetime(2026, 3, 2, 8, 14, tzinfo=UTC)),
        ("America/New_York", "July 2, 2026 10:14 EST", datetime(2026, 7, 2, 14, 14, tzinfo=UTC)),
        ("Europe/Berlin", "2026-03-02 10:14 CST", datetime(2026, 3, 2, 16, 14, tzinfo=UTC)),
    ],
)
def test_the_name_of_a_sources_own_clocks_means_them(zone: str, text: str, expected: datetime):
    assert parse_date(text, DateStyle(zone=zone)) == expected


def test_yesterday_and_hours_ago_are_by_the_sources_clocks():
    late = datetime(2026, 10, 25, 23, 30, tzinfo=UTC)  # the 26th in Berlin, clocks went back
    style = DateStyle(zone="Europe/Berlin", now=late)

    assert parse_date("gestern", style) == date(2026, 10, 25)
    assert parse_date("vor 23 Stunden", style) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert parse_date("yesterday 10:00 GMT", style) == datetime(2026, 10, 24, 10, tzinfo=UTC)


@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - made UTC below
    zone=st.sampled_from(
        ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca"]
    ),
)
def test_what_a_sources_clocks_showed_is_read_as_that_moment(moment: datetime, zone: str):
    when = moment.replace(microsecond=0, tzinfo=UTC)
    there = when.astimezone(ZoneInfo(zone))
    read = parse_date(f"{there:%Y-%m-%d %H:%M:%S}", DateStyle(zone=zone))
    named = parse_date(f"{there:%Y-%m-%d %H:%M:%S %z}", DateStyle(zone=zone))

    assert named == when
    assert read == (when if not there.fold else there.replace(fold=0).astimezone(UTC))
