"""When a source is asked again: on time, less often while it fails, never all at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.collect import is_due, pace
from digest.model import Fetched, Source

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
EVERY = timedelta(minutes=15)
SECOND = timedelta(seconds=1)
SIX_HOURS = timedelta(hours=6)


def visited(ago: timedelta, failures: int = 0, source: str = "Desk") -> Fetched:
    return Fetched(source=source, checked=NOW - ago, failures=failures)


def wait(source: str, failures: int, every: timedelta = EVERY) -> timedelta:
    """After how many seconds it is due, found by asking."""
    low, high = 0, 7 * 24 * 3600
    while low < high:
        middle = (low + high) // 2
        fetched = visited(timedelta(seconds=middle), failures, source)
        low, high = (low, middle) if is_due(fetched, every=every, now=NOW) else (middle + 1, high)
    return timedelta(seconds=low)


def test_a_source_is_due_before_its_first_visit_and_then_every_so_often():
    assert is_due(None, every=EVERY, now=NOW)
    assert is_due(Fetched(source="Desk"), every=EVERY, now=NOW)
    assert not is_due(visited(EVERY - SECOND), every=EVERY, now=NOW)
    assert is_due(visited(EVERY), every=EVERY, now=NOW)


@given(st.text(), st.integers(1, 1000))
def test_a_failing_source_waits_twice_as_long_each_time_up_to_six_hours(source, failures):
    longest = min(EVERY * 2 ** min(failures, 20), SIX_HOURS)
    assert longest * 0.75 <= wait(source, failures) <= longest


def test_sources_that_fail_together_do_not_come_back_together():
    assert len({wait(f"feed {number}", 3) for number in range(50)}) > 40
    assert wait("feed 1", 3) == wait("feed 1", 3)


def test_a_source_that_is_asked_rarely_is_not_asked_more_often_for_failing():
    day = timedelta(days=1)
    assert wait("Desk", 1, every=day) == day


def test_a_clock_that_was_set_back_does_not_silence_a_source():
    assert is_due(visited(-timedelta(days=365)), every=EVERY, now=NOW)
    assert not is_due(visited(-SECOND), every=EVERY, now=NOW)


def test_an_own_source_is_visited_every_five_minutes():
    desk = Source(name="Desk", kind="feed", url="https://news.example/a/rss.xml", own=True)

    assert pace(desk, EVERY) == timedelta(minutes=5)
    assert pace(desk, timedelta(minutes=1)) == timedelta(minutes=1)
    assert pace(Source(name="Other", kind="feed"), EVERY) == EVERY
    assert desk.front_page == "https://news.example/"
