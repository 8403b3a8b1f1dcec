"""A rate: so many messages a second, over all connections, all senders and all restarts.

Time is reserved piece by piece, each behind the one before, at a place that outlives us; no
piece is longer than a second, so a sender that dies takes no more than that with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PIECE: Final = 1.0  # seconds of a rate that are reserved at once
LATE: Final = 0.1  # seconds that a sender who was busy may make up for
ROUNDING: Final = 1e-6


class Pace:
    """How long to wait before the next message.

    Args:
        rate: messages a second.
        reserve: takes a time (epoch seconds) and so many seconds; gives when they begin.
    """

    def __init__(self, rate: float, reserve: Callable[[float, float], float]) -> None:
        self._interval = 1.0 / rate
        self._piece = max(int(rate * PIECE), 1)
        self._reserve = reserve
        self._next = self._end = 0.0
        self._asked = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a message may go; 0 takes its place in the stream."""
        if self._is_over(now):
            self._next = self._reserve(now, self._piece * self._interval)
            self._end = self._next + self._piece * self._interval
            self._asked = now
        wait = self._next - now
        if wait > ROUNDING:
            return wait
        self._next = max(self._next, now - LATE) + self._interval
        return 0.0

    def is_idle(self, now: float) -> bool:
        """Whether all the time that was reserved is over."""
        return self._end <= now

    def _is_over(self, now: float) -> bool:
        """Whether the piece is used up, or its time is; or the clock was set back since."""
        late = max(self._next, now - LATE) + self._interval / 2 > self._end
        return late or now < self._asked - LATE
