"""Tells open pages that something changed, by server-sent events (WHATWG HTML, section 9.2).

The watcher asks again and again, since no file system tells all editors' ways of saving; it
never raises, and ends with its block.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from digest.pipeline.proof import Proof

INTERVAL: Final = 0.5
"""Seconds between two looks."""

ALIVE: Final = 15.0
"""Seconds of silence after which a stream says that it is still there."""


class Bell:
    """Rings for every open page; `version` is what a page that is opened now shows."""

    def __init__(self, version: str) -> None:
        self._rung = asyncio.Event()
        self._closed = False
        self.version = version

    def ring(self, version: str) -> None:
        """Tell all streams of the new version."""
        self.version = version
        self._rung.set()
        self._rung = asyncio.Event()

    def close(self) -> None:
        """End all streams, and those to come."""
        self._closed = True
        self.ring(self.version)

    async def events(self, seen: str, *, alive: float = ALIVE) -> AsyncIterator[str]:
        """The stream of a page that shows the version `seen`; a comment when nothing is new."""
        yield "retry: 1000\n\n"
        while not self._closed:
            rung = self._rung
            if self.version == seen:
                yield ": alive\n\n"
            else:
                seen = self.version
                yield f"event: change\ndata: {seen}\n\n"
            with suppress(TimeoutError):
                async with asyncio.timeout(alive):
                    await rung.wait()


@asynccontextmanager
async def watching(proof: Proof, bell: Bell, interval: float = INTERVAL) -> AsyncIterator[None]:
    """Until the block ends, look again every `interval` seconds and ring when something changed."""
    task = asyncio.create_task(_watch(proof, bell, interval))
    try:
        yield
    finally:
        bell.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(proof: Proof, bell: Bell, interval: float) -> None:
    while True:
        await asyncio.sleep(interval)
        if proof.look():
            bell.ring(proof.version)
