"""The time of a send: it goes on as it began, whoever sets the clock meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def steady(clock: Callable[[], datetime], ticks: Callable[[], float]) -> Callable[[], datetime]:
    """A clock that nobody sets: the time of `clock` now, and from then on the seconds of `ticks`.

    Leases, rates, rests and due times of one send are held against each other, so a step of the
    wall clock (NTP, a person) would make all of them late, or over.

    Args:
        clock: the wall clock; it is read once.
        ticks: seconds since whenever, that only go up, as time.monotonic.
    """
    began, first = clock(), ticks()
    return lambda: began + timedelta(seconds=ticks() - first)
