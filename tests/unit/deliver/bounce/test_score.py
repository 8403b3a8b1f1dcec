from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digest.deliver.bounce import is_enough, score, wait_for
from digest.deliver.bounce.score import ENOUGH, HALF_LIFE
from digest.model import Soft

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)


def run(days: int, every: timedelta = DAY) -> list[datetime]:
    """So many, the last now."""
    return [NOW - every * at for at in range(days)]


@pytest.mark.parametrize(
    ("softs", "enough"),
    [
        (run(6), False),
        (run(7), True),
        (run(4, DAY * 7), False),
        (run(5, DAY * 7), True),
        (run(30, timedelta(hours=1)), False),
        (run(12, DAY * 30), False),
    ],
    ids=["six days", "seven days", "four weeks", "five weeks", "one day", "once a month"],
)
def test_only_a_run_over_days_is_enough(softs, enough):
    assert is_enough(softs, now=NOW, last_good=None) is enough


def test_a_good_mail_ends_the_run():
    assert not is_enough(run(9), now=NOW, last_good=NOW - DAY * 4)
    assert is_enough(run(9), now=NOW, last_good=NOW - DAY * 9)


def test_each_counts_half_after_its_half_life():
    assert score([NOW - HALF_LIFE], now=NOW, last_good=None) == pytest.approx(0.5)


def test_a_run_is_forgotten_with_time():
    assert is_enough(run(9), now=NOW, last_good=None)
    later = NOW + HALF_LIFE * 2
    assert score(run(9), now=later, last_good=None) < ENOUGH


@pytest.mark.parametrize(
    ("lags", "days"),
    [([0], 3), ([0, 5], 6), ([7, 1], 8), ([90], 8), ([None], 6), ([], 3)],
    ids=["at once", "Postfix", "qmail", "no queue's", "nobody knows", "none"],
)
def test_a_mail_is_good_when_it_could_have_come_back(lags, days):
    softs = [Soft(NOW, None if lag is None else NOW - DAY * lag) for lag in lags]
    assert wait_for(softs) == DAY * days
