"""A token bucket: so many messages a second, no more than a second's worth at once.

Reads no clock: time comes in as seconds.
"""

from __future__ import annotations

import math
from typing import Final

ROUNDING: Final = 1e-6


class Pace:
    """How long to wait before the next message; `rate` None never waits."""

    def __init__(self, rate: float | None, now: float) -> None:
        self._rate = math.inf if rate is None else rate
        self._burst = max(1.0, self._rate)
        self._tokens = 1.0
        self._at = now

    def wait(self, now: float) -> float:
        """Seconds until a message may go; 0 takes its place in the stream."""
        if self._rate == math.inf:
            return 0.0
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens > 1.0 - ROUNDING:
            self._tokens -= 1.0
            return 0.0
        return (1.0 - self._tokens) / self._rate
