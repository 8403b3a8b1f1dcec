"""The ticker: goes on whatever the job raises and whatever the local clock does."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import schedule

from digest.schedule import Ticker

NIGHT = datetime(2026, 10, 25, 2, 59)  # noqa: DTZ001 - local, as the package counts
HOUR = timedelta(hours=1)


@pytest.fixture
def local(monkeypatch):
    """The machine's local clock, as the package sees it."""
    clock = SimpleNamespace(now=NIGHT)

    class Fake(datetime):
        @classmethod
        def now(cls, tz=None):  # noqa: ARG003 - the package names it
            return clock.now

    known = {"datetime": Fake, "timedelta": timedelta}
    monkeypatch.setattr(schedule, "datetime", SimpleNamespace(**known))
    return clock


def pass_time(local, ticker, seconds):
    for _ in range(seconds):
        local.now += timedelta(seconds=1)
        ticker.run_pending()


def test_it_calls_the_job_every_few_seconds(local):
    calls = []
    ticker = Ticker(lambda: calls.append(local.now), every=5)
    pass_time(local, ticker, 60)
    assert len(calls) == 12


def test_a_job_that_raises_does_not_end_the_ticking(local, caplog):
    calls = []

    def job():
        calls.append(local.now)
        raise ValueError("no")

    pass_time(local, Ticker(job, every=5), 60)
    assert len(calls) == 12
    assert "a tick failed" in caplog.text


def test_the_package_alone_is_silent_for_an_hour_at_the_end_of_summer_time(local):
    """The trap: it counts in local time."""
    calls = []
    alone = schedule.Scheduler()
    alone.every(5).seconds.do(lambda: calls.append(local.now))
    local.now -= HOUR
    pass_time(local, alone, 3600)
    assert calls == []


def test_a_local_clock_that_is_set_back_does_not_silence_it(local):
    calls = []
    ticker = Ticker(lambda: calls.append(local.now), every=5)
    local.now -= HOUR
    pass_time(local, ticker, 60)
    assert len(calls) >= 10


def test_a_local_clock_that_jumps_ahead_is_one_tick(local):
    calls = []
    ticker = Ticker(lambda: calls.append(local.now), every=5)
    local.now += HOUR
    ticker.run_pending()
    ticker.run_pending()
    assert len(calls) == 1


def test_it_leaves_the_packages_own_scheduler_alone(local):
    Ticker(lambda: None)
    assert schedule.get_jobs() == []
