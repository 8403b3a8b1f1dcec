from __future__ import annotations

from bisect import bisect_left

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
        waits = []
        for one in paces:
            while not (wait := one.wait(now)):
                moments.append(now)
            waits.append(wait)
        now += min(waits)
    return moments


@pytest.mark.parametrize("rate", [0.5, 14.0, 1000.0])
def test_a_rate_holds_in_each_second(rate):
    moments = sent_in(10, pace(rate))
    assert len(moments) == pytest.approx(rate * 10, abs=2)
    for place, first in enumerate(moments):
        assert bisect_left(moments, first + 1) - place <= rate * 1.1 + 1


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


def test_what_was_reserved_and_not_used_is_over_with_its_time():
    """Another sender has the time that follows."""
    store = MemoryThrottles()
    mine, other = pace(10.0, store), pace(10.0, store)
    assert mine.wait(1000.0) == 0.0
    later = sent_in(1, other, start=1005.0)
    while not mine.wait(1005.5):
        later.append(1005.5)
    assert len(later) <= 11


def test_a_clock_that_is_set_back_stops_nothing():
    class Kept(MemoryThrottles):
        """As the store does: nothing is believed that lies too far ahead."""

        def reserve(self, scope, name, *, now, seconds):
            known = self.next_at.get((scope, name), 0.0)
            self.next_at[scope, name] = min(known, now + 20 * seconds)
            return super().reserve(scope, name, now=now, seconds=seconds)

    one = pace(10.0, Kept())
    assert one.wait(5000.0) == 0.0
    assert one.wait(1400.0) <= 20.0


def test_it_is_idle_when_nothing_is_reserved():
    one = pace(2.0)
    assert one.is_idle(1000.0)
    one.wait(1000.0)
    assert not one.is_idle(1000.0)
    one.wait(1000.5)
    assert one.is_idle(1001.0)
