from __future__ import annotations

import pytest

from digest.deliver.pace import Pace


def test_no_rate_never_waits():
    pace = Pace(None, 0.0)
    assert [pace.wait(0.0) for _ in range(1000)] == [0.0] * 1000


def test_a_rate_holds_over_a_minute():
    pace, now, sent = Pace(14.0, 0.0), 0.0, 0
    while now < 60:
        wait = pace.wait(now)
        sent += not wait
        now += wait
    assert sent == pytest.approx(14 * 60, abs=15)


def test_a_slow_rate_waits_as_long_as_it_says():
    pace = Pace(0.5, 0.0)
    assert pace.wait(0.0) == 0.0
    assert pace.wait(0.0) == pytest.approx(2.0)
    assert pace.wait(2.0) == 0.0


def test_a_rest_saves_up_a_second_at_most():
    pace = Pace(10.0, 0.0)
    assert sum(not pace.wait(3600.0) for _ in range(100)) == 10
