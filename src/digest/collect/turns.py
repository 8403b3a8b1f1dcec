"""Taking turns at a host: few requests at once, a pause between their starts, and peace.

It knows no HTTP: clock and sleep are arguments.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from digest.errors import HostRestsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from digest.errors import SourceError

PER_HOST: Final = 2


class _Host:
    """One host: who is there, when the next may start, and why nobody may any more."""

    def __init__(self) -> None:
        self.places = asyncio.Semaphore(PER_HOST)
        self.next = 0.0
        self.shut: SourceError | None = None


class Turns:
    """The turns of one pass over the sources, at every host."""

    def __init__(
        self,
        limit: int,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Take how many requests may be under way at once over all hosts; `clock` is monotonic."""
        self._all = asyncio.Semaphore(limit)
        self._clock, self._sleep = clock, sleep
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def at(self, host: str, spacing: float) -> AsyncIterator[None]:
        """Wait for a turn at a host: a free place, and `spacing` seconds after the start before.

        Raises:
            HostRestsError: the host asked for peace in this pass.
        """
        place = self._hosts[host]
        async with place.places:
            await self._pause(place, spacing)
            async with self._all:
                if place.shut:
                    raise _rests(place.shut)
                yield

    def shut(self, host: str, error: SourceError) -> None:
        """Ask nothing more of a host in this pass; `error` is what all that wait for it get."""
        self._hosts[host].shut = error

    async def _pause(self, place: _Host, spacing: float) -> None:
        start = max(place.next, self._clock())
        place.next = start + spacing
        if (pause := start - self._clock()) > 0 and not place.shut:
            await self._sleep(pause)


def _rests(asked: SourceError) -> HostRestsError:
    return HostRestsError(
        f"not asked: {asked.message}",
        "It is asked when its host had its rest.",
        status=asked.status,
        retry_after=asked.retry_after,
    )
