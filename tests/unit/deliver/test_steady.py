from __future__ import annotations

from datetime import timedelta

from tests.unit.deliver.memory import NOW

from digest.deliver.steady import steady


def test_it_begins_with_the_wall_clock_and_goes_on_whatever_that_does():
    wall, seconds = [NOW], [1000.0]
    now = steady(lambda: wall[0], lambda: seconds[0])
    assert now() == NOW
    for jump in (timedelta(hours=-1), timedelta(days=1)):
        wall[0] += jump
        seconds[0] += 1.5
    assert now() == NOW + timedelta(seconds=3)
