from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clock.hours import reader_due

MORNING = datetime(2026, 11, 23, 6, 0, 20, tzinfo=UTC)  # 07:00:20 in Paris


@pytest.mark.parametrize(
    ("hour", "zone", "due"),
    [
        (None, "Europe/Paris", MORNING),
        (7, "Europe/Paris", MORNING),
        (6, "Europe/Paris", MORNING),
        (4, "Europe/Paris", MORNING),
        (8, "Europe/Paris", datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (3, "Europe/Paris", datetime(2026, 11, 24, 2, tzinfo=UTC)),  # over four hours ago
        (7, "America/New_York", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        (7, "Asia/Tokyo", datetime(2026, 11, 23, 22, tzinfo=UTC)),
        (15, "Asia/Tokyo", MORNING),
        (7, "Asia/Kathmandu", datetime(2026, 11, 24, 1, 15, tzinfo=UTC)),
    ],
)
def test_a_reader_is_due_at_their_hour_or_at_once_if_that_just_began(hour, zone, due):
    assert reader_due(MORNING, hour, zone) == due


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
    st.integers(0, 23),
    st.sampled_from(["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_nobody_waits_longer_than_a_day_and_none_is_early(ready, hour, zone):
    due = reader_due(ready, hour, zone)
    assert ready <= due <= ready + timedelta(hours=26)
    local, before = (at.astimezone(ZoneInfo(zone)) for at in (due, due - timedelta(seconds=1)))
    skipped = local.utcoffset() != before.utcoffset()  # the hour was in the gap that ends here
    assert due == ready or skipped or (local.hour, local.minute) == (hour, 0)


def test_the_hour_that_a_clock_has_twice_counts_once():
    ready = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert reader_due(ready, 2, "Europe/Paris") == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_the_hour_that_a_clock_skips_is_due_after_the_gap():
    ready = datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert reader_due(ready, 2, "Europe/Paris") == datetime(2026, 3, 29, 1, tzinfo=UTC)
