from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.dates import parse_date
from digest.collect.lunar_dates import solar

FRIDAY = date(2026, 11, 27)
TEN = datetime(2026, 11, 27, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        # days that are published in both calendars
        ("1 محرم 1445 هـ", date(2023, 7, 19)),
        ("1 رمضان 1446هـ", date(2025, 3, 1)),
        ("٩ رمضان ١٤٤٦", date(2025, 3, 9)),
        ("1 محرم 1400 هجرية", date(1979, 11, 21)),
        ("6 ذو الحجة 1364 هـ", date(1945, 11, 12)),
        ("6 ذي الحجة 1364 هـ", date(1945, 11, 12)),
        ("12 جمادى الآخرة 1448 هـ", date(2026, 11, 23)),
        ("12 جمادي الاخره 1448 هـ", date(2026, 11, 23)),
        ("31 رمضان 1448", None),
        ("0 رمضان 1448", None),
        ("رمضان 1448", None),
        ("كل عام 17 رمضان 1448 وأنتم بخير", None),
    ],
)
def test_a_lunar_date_alone(raw: str, day: date | None):
    assert parse_date(raw) == day


@pytest.mark.parametrize("weekday", ["الجمعة", "يوم الجمعة،"])
@pytest.mark.parametrize("number", [15, 16, 17])  # by the tables Thursday to Saturday
def test_a_day_of_the_week_says_which_of_the_days_beside_each_other(weekday: str, number: int):
    assert parse_date(f"{weekday} {number} جمادى الآخرة 1448 هـ") == FRIDAY


def test_a_day_of_the_week_that_is_far_off_changes_nothing():
    assert parse_date("الجمعة 14 جمادى الآخرة 1448 هـ") == date(2026, 11, 25)


@pytest.mark.parametrize(
    "raw",
    [
        "19 جمادى الآخرة 1448 هـ الموافق 27 نوفمبر 2026 م",
        "الجمعة 27 نوفمبر 2026م الموافق 19 جمادى الآخرة 1448هـ",
        "27 نوفمبر 2026 - 19 جمادى الثانية 1448",
        "19 جمادى الآخرة 1448 هـ (27/11/2026)",
        "27 نوفمبر 2026 م",
    ],
)
def test_beside_a_lunar_date_the_gregorian_one_counts(raw: str):
    assert parse_date(raw) == FRIDAY


@pytest.mark.parametrize(
    "raw",
    [
        "الجمعة، 17 جمادى الآخرة 1448 هـ - 10:15",
        "الجمعة 19 جمادى الآخرة 1448 هـ - 27 نوفمبر 2026 م 10:15",
    ],
)
def test_a_time_beside_a_lunar_date(raw: str):
    assert parse_date(raw) == TEN


@given(st.text("0123456789 جمادىالآخرةرمضانمهـ()-,", max_size=80))
def test_no_text_breaks_it(raw: str):
    with suppress(ValueError):  # said of a day that there is not
        assert len(solar(raw)) <= max(len(raw), 1) + 10
