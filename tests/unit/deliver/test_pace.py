from __future__ import annotations

import pytest
from tests.unit.deliver.memory import MemoryThrottles

from digest.deliver.domains import reserving
from digest.deliver.pace import Pace
from digest.model import Scope


def pace(rate: float, store: MemoryThrottles | None = None) -> Pace:
    return Pace(rate, reserving(store or MemoryThrottles(), Scope.RELAY, "main"))


def sent_in(seconds: float, *paces: Pace, start: float = 1000.0) -> list[float]:
    """When messages go, if each pace is asked again as soon as it allows."""
    moments, now = [], start
    while now < start + seconds:
        waits = [one.wait(now) for one in paces]
        moments += [now] * waits.count(0.0)
        now += min((wait for wait in waits if wait), default=0.0)
    return moments


@pytest.mark.parametrize("rate", [0.5, 14.0, 1000.0])
def test_a_rate_holds_in_each_second(rate):
    moments = sent_in(10, pace(rate))
    assert len(moments) == pytest.approx(rate * 10, abs=2)
    for first in moments:
        assert sum(first <= moment < first + 1 for moment in moments) <= rate * 1.1 + 1


def test_two_senders_share_a_rate():
    store = MemoryThrottles()
    moments = sent_in(20, pace(10.0, store), pace(10.0, store))
    assert len(moments) == pytest.approx(200, abs=15)


def test_a_restart_gives_no_second_start():
    store = MemoryThrottles()
    for _ in range(5):
        again = pace(1.0, store)
        assert not any(again.wait(1000.0) for _ in range(0))
        again.wait(1000.0)
    assert pace(1.0, store).wait(1000.0) == pytest.approx(5.0)


def test_a_rest_saves_up_nothing():
    one = pace(10.0)
    assert one.wait(1000.0) == 0.0
    assert sum(not one.wait(5000.0) for _ in range(100)) <= 3


def test_it_is_idle_when_nothing_is_reserved():
    one = pace(2.0)
    assert one.is_idle(1000.0)
    one.wait(1000.0)
    assert not one.is_idle(1000.0)
    one.wait(1000.5)
    assert one.is_idle(1001.0)
