"""When a source is asked again: by what it says, by what it brings, by how it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect import Answer, is_due, is_stale, may_ask, plan
from digest.collect.polite import address_of, put_off, weekly
from digest.model import Fetched, Rhythm, Source

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DESK = Source(name="Desk", kind="feed", url="https://news.example/a/rss.xml")
OWN = replace(DESK, own=True)
OK = Answer(status=200)


def planned(source: Source = DESK, answer: Answer = OK, **known) -> Fetched:
    after = Fetched(source=source.name, url=source.url or "", checked=NOW, **known)
    return plan(after, answer, source=source, floor=HOUR, now=NOW)


def wait(source: Source = DESK, answer: Answer = OK, **known) -> timedelta:
    next_ = planned(source, answer, **known).next
    assert next_ is not None
    return next_ - NOW


def said(minutes: float, **more) -> Rhythm:
    return Rhythm(period=timedelta(minutes=minutes), **more)


@pytest.mark.parametrize(
    ("known", "answer", "expected"),
    [
        ({}, Answer(), HOUR),
        ({"weekly": 14}, Answer(), timedelta(hours=12)),
        ({"weekly": 1000}, Answer(), HOUR),
        ({"weekly": 0}, Answer(), DAY),
        ({"weekly": 1}, Answer(), DAY),
        ({"weekly": 1000}, Answer(fresh=timedelta(hours=3)), timedelta(hours=3)),
        ({"weekly": 1000}, Answer(fresh=timedelta(seconds=10)), HOUR),
        ({}, Answer(fresh=timedelta(days=365)), DAY),
        ({"weekly": 1000, "rhythm": said(120)}, Answer(), 2 * HOUR),
        ({"weekly": 10_000, "rhythm": said(15)}, Answer(), timedelta(minutes=15)),
        ({"weekly": 14, "rhythm": said(15)}, Answer(), timedelta(hours=12)),
        ({"weekly": 100_000, "rhythm": said(1)}, Answer(), timedelta(minutes=5)),
        ({"rhythm": said(60 * 24 * 30)}, Answer(), DAY),
    ],
)
def test_a_source_that_works_is_asked_at_its_pace_and_up_to_a_quarter_later(
    known, answer, expected
):
    assert expected <= wait(answer=answer, **known) <= expected * 1.25


def test_who_agreed_on_a_pace_is_asked_at_it_and_the_own_source_every_five_minutes():
    assert wait(replace(DESK, every=timedelta(minutes=10)), weekly=1) == timedelta(minutes=10)
    assert wait(OWN, Answer(fresh=DAY), weekly=1) == timedelta(minutes=5)


def test_hours_and_days_to_be_skipped_are():
    night = Rhythm(skip_hours=(8, 9), skip_days=(1,))
    assert planned(rhythm=night).next == NOW.replace(hour=10, minute=0)
    evening = Rhythm(skip_hours=tuple(range(8, 24)), skip_days=(1, 2))
    assert planned(rhythm=evening).next == datetime(2026, 11, 26, tzinfo=UTC)
    never = Rhythm(skip_hours=tuple(range(24)))
    assert planned(rhythm=never).next is not None


@given(st.text(), st.integers(1, 1000))
def test_a_failing_source_is_asked_less_often_and_never_given_up(name, failures):
    source = replace(DESK, name=name)
    pause = wait(source, Answer(), failures=failures)
    least = min(HOUR * 2 ** min(failures - 1, 20), timedelta(hours=72) / 1.25)
    assert least - timedelta(seconds=1) <= pause <= min(least * 1.25, timedelta(hours=72))


def test_sources_that_fail_together_do_not_come_back_together():
    for failures in (1, 4, 40):
        names = [replace(DESK, name=f"Desk {number}") for number in range(50)]
        pauses = {wait(one, Answer(), failures=failures) for one in names}
        assert max(pauses) - min(pauses) > 0.15 * min(pauses)


def test_the_own_source_that_fails_is_asked_every_hour_at_least():
    assert wait(OWN, Answer(), failures=1) < timedelta(minutes=7)
    assert wait(OWN, Answer(), failures=50) <= HOUR


@pytest.mark.parametrize(
    ("status", "asked", "expected"),
    [
        (429, "7200", 2 * HOUR),
        (503, "Mon, 23 Nov 2026 10:30:00 GMT", 3 * HOUR),
        (429, "99999999999", timedelta(days=7)),
        (403, "", 4 * HOUR),
    ],
)
def test_a_server_that_wants_peace_has_it(status, asked, expected):
    after = planned(answer=Answer(status=status, retry_after=asked), failures=1)

    assert after.wait == NOW + expected
    assert after.next is not None
    assert after.next >= after.wait
    assert not may_ask(after, DESK, now=NOW + expected - timedelta(seconds=1))
    assert may_ask(after, DESK, now=NOW + expected)


@pytest.mark.parametrize(
    ("status", "asked"), [(500, "7200"), (429, "soon"), (503, ""), (404, ""), (0, "")]
)
def test_what_is_no_wish_for_peace_only_backs_off(status, asked):
    after = planned(answer=Answer(status=status, retry_after=asked), failures=1)

    assert after.wait is None
    assert may_ask(after, DESK, now=NOW)


def test_only_a_source_that_is_gone_is_not_asked_again():
    gone = planned(answer=Answer(status=410), failures=1)

    assert gone.gone
    assert not is_due(gone, DESK, now=NOW + 1000 * DAY)
    assert not may_ask(gone, DESK, now=NOW + 1000 * DAY)
    assert is_due(gone, replace(DESK, url="https://news.example/new.xml"), now=NOW)


def test_it_is_due_before_its_first_visit_and_when_its_plan_says_so():
    assert is_due(None, DESK, now=NOW)
    assert is_due(Fetched(source="Desk"), DESK, now=NOW)
    after = planned()
    assert after.next is not None
    assert not is_due(after, DESK, now=after.next - timedelta(seconds=1))
    assert is_due(after, DESK, now=after.next)
    assert is_due(after, DESK, now=NOW - timedelta(days=365)), "the clock was set back"


def test_what_was_not_asked_has_not_failed_and_waits_as_its_host_wants():
    busy = Answer(status=429, retry_after="7200")
    for known in (Fetched(source="Desk"), planned()):
        after = put_off(known, busy, source=DESK, now=NOW)
        assert after == replace(known, next=NOW + 2 * HOUR, wait=NOW + 2 * HOUR)
        assert not is_due(after, DESK, now=NOW + HOUR)
        assert not is_stale(after, DESK, floor=HOUR, now=NOW + HOUR)
        assert is_due(after, DESK, now=NOW + 2 * HOUR)


def test_what_was_put_off_is_not_asked_before_its_own_plan_says_so():
    failing = planned(answer=Answer(status=500), failures=5)
    after = put_off(failing, Answer(status=429), source=DESK, now=NOW)

    assert after == failing


def test_before_an_edition_all_are_asked_that_were_not_just_asked_and_let_themselves_be():
    slow, later = planned(weekly=0), NOW + HOUR
    assert not is_due(slow, DESK, now=later)
    assert is_stale(slow, DESK, floor=HOUR, now=later)
    assert not is_stale(slow, DESK, floor=HOUR, now=later - timedelta(seconds=1))
    failing = planned(answer=Answer(status=500), failures=3)
    assert not is_stale(failing, DESK, floor=HOUR, now=later)


def test_a_permanent_redirect_is_believed_after_a_week():
    moved = Fetched(source="Desk", moved="https://news.example/b", moved_since=NOW)

    assert address_of(moved, DESK, now=NOW + 7 * DAY - timedelta(seconds=1)) == DESK.url
    assert address_of(moved, DESK, now=NOW + 7 * DAY) == "https://news.example/b"
    assert address_of(None, DESK, now=NOW) == DESK.url


def told(*days_ago: float):
    return [NOW - timedelta(days=days) for days in days_ago]


def test_articles_a_week_are_counted_or_guessed_from_what_a_short_feed_tells():
    assert weekly(told(1, 2, 3, 8, 400), now=NOW) == 3
    assert weekly(told(*[0.05 * n for n in range(1, 21)]), now=NOW) == 140
    assert weekly(told(30, 60), now=NOW) == 0
    assert weekly(told(-1, 0), now=NOW) is None
    assert weekly((), now=NOW) is None
