"""What the caller of a send gave it to call.

An error of its own stops the send as a request to stop does: what is in flight is finished and
recorded, and then the error is raised. Never judges what the error means.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_T = TypeVar("_T")


class Caller:
    """`error` is the first that the caller's own code raised."""

    def __init__(self, stop: asyncio.Event | None = None) -> None:
        self.error: Exception | None = None
        self._stop = stop

    @property
    def stopped(self) -> bool:
        """Whether nothing more may be handed out."""
        return self.error is not None or (self._stop is not None and self._stop.is_set())

    def fail(self, error: Exception) -> None:
        """Stop; the first error is the one that is raised in the end."""
        self.error = self.error or error

    async def unless_stopped(self, work: Coroutine[object, object, _T]) -> _T | None:
        """What `work` gives; None where it was asked to stop first, which ends it at once."""
        return await unless_set(self._stop, work)

    def safely(self, tell: Callable[[_T], None]) -> Callable[[_T], None]:
        """The same call, which raises nothing here."""

        def told(value: _T) -> None:
            try:
                tell(value)
            except Exception as error:  # noqa: BLE001 - it is raised when the send has ended
                self.fail(error)

        return told


async def unless_set(stop: asyncio.Event | None, work: Coroutine[object, object, _T]) -> _T | None:
    """What `work` gives; None where `stop` is set first, or was before: then it is cancelled."""
    task = asyncio.ensure_future(work)
    halt = asyncio.ensure_future((stop or asyncio.Event()).wait())
    try:
        await asyncio.wait({task, halt}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        halt.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
    return None if task.cancelled() else task.result()
