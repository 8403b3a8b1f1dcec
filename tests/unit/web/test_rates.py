"""Limits, counted in a real store: what one worker counted holds for the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.store import open_store
from digest.web.rates import Rate, Rates

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TEN = Rate("search", 10, 60.0)


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/digest.db") as opened:
        yield opened


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rates(store, clock):
    return Rates(store.rates, b"k" * 32, clock)


def test_all_of_it_at_once_and_again_when_its_time_is_over(rates, clock):
    assert [rates.wait(TEN, "a") for _ in range(5)] == [0] * 5
    clock.now += timedelta(seconds=20)
    assert [rates.wait(TEN, "a") for _ in range(5)] == [0] * 5
    assert rates.wait(TEN, "a") == pytest.approx(40)
    clock.now += timedelta(seconds=39.9)
    assert rates.wait(TEN, "a") == pytest.approx(0.1)
    clock.now += timedelta(seconds=0.1)
    assert [rates.wait(TEN, "a") for _ in range(5)] == [0] * 5
    assert rates.wait(TEN, "a") == pytest.approx(20)


def test_a_large_limit_is_one_small_row_and_free_again_soon_after(rates, clock, store):
    many = Rate("join-domain", 300, 3600)
    for _ in range(300):
        assert rates.wait(many, "a") == 0
        clock.now += timedelta(seconds=3600 / 301)
    assert 0 < rates.wait(many, "a") <= 3600 / 301 + 3600 / 32
    [row] = store._connection.rows("SELECT length(taken) FROM rates")
    assert row[0] < 1000


def test_each_has_their_own_and_each_limit_too(rates):
    for _ in range(10):
        rates.wait(TEN, "a")
    assert rates.wait(TEN, "b") == 0
    assert rates.wait(Rate("other", 10, 60.0), "a") == 0


def test_what_one_worker_counted_holds_for_another(rates, store, tmp_path, clock):
    with open_store(f"sqlite:///{tmp_path}/digest.db") as other:
        theirs = Rates(other.rates, b"k" * 32, clock)
        assert [r.wait(TEN, "a") for _ in range(5) for r in (rates, theirs)] == [0] * 10
        assert rates.wait(TEN, "a") > 0
        assert theirs.wait(TEN, "a") > 0


def test_no_address_stands_in_the_store_and_what_is_over_goes(rates, clock, tmp_path):
    for number in range(50):
        rates.wait(TEN, f"203.0.113.{number}")
    assert b"203.0.113" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    clock.now += timedelta(seconds=60)
    for _ in range(5):
        rates.wait(TEN, "a")
    with open_store(f"sqlite:///{tmp_path}/digest.db") as other:
        assert other._connection.row("SELECT count(*) FROM rates") == (1,)


def test_a_clock_that_was_set_back_locks_nobody_out(rates, clock):
    for _ in range(10):
        rates.wait(TEN, "a")
    clock.now -= timedelta(days=3)
    assert rates.wait(TEN, "a") <= TEN.seconds
    clock.now += timedelta(seconds=61)
    assert rates.wait(TEN, "a") == 0


@given(
    gaps=st.lists(st.one_of(st.just(0.0), st.floats(0, 8)), min_size=1, max_size=120),
    count=st.sampled_from([1, 3, 5, 40]),
)
@settings(max_examples=40)
def test_never_more_than_the_count_in_any_such_time(tmp_path_factory, gaps, count):
    clock, limit = Clock(), Rate("x", count, 20.0)
    path = tmp_path_factory.mktemp("rates") / "digest.db"
    with open_store(f"sqlite:///{path}") as store:
        rates, taken = Rates(store.rates, b"k" * 32, clock), []
        for gap in gaps:
            clock.now += timedelta(seconds=gap)
            if rates.wait(limit, "a") == 0:
                taken.append(clock.now)
    for first in taken:
        within = [at for at in taken if first <= at < first + timedelta(seconds=20)]
        assert len(within) <= count
