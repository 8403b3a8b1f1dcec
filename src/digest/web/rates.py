"""How often one may ask: counted in the store, so that the limit holds across workers.

The store is told a keyed hash of what is counted; no address stands there. All of a limit may be
taken at once, and never more than that in any such time.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["Rate", "RateStore", "Rates"]

_KEY_BYTES = 16


class RateStore(Protocol):
    """What is needed of the store."""

    def take(self, key: bytes, *, now: float, count: int, seconds: float) -> float:
        """Take one of `count` in `seconds`; 0, or the seconds until there is one again."""
        ...


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in so many seconds, for each of those that are counted under one name."""

    name: str
    count: int
    seconds: float


class Rates:
    """Counts requests, and whatever else may come too often."""

    def __init__(self, store: RateStore, key: bytes, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._key = key
        self._clock = clock

    def wait(self, rate: Rate, *who: str) -> float:
        """Seconds that `who` (an address, a domain) has to wait; 0 counts as one taken.

        Raises:
            StoreBusyError: the store is held by another.
        """
        said = "\0".join((rate.name, *who)).encode("utf-8", "surrogatepass")
        key = hmac.digest(self._key, said, "sha256")[:_KEY_BYTES]
        now = self._clock().timestamp()
        return self._store.take(key, now=now, count=rate.count, seconds=rate.seconds)
