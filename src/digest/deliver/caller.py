"""The caller of a send: it may ask for a stop, and is told what happens.

An error of its own stops the send as a request to stop does: what is in flight is finished and
recorded, and then the error is raised. Never judges what the error means.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from digest.deliver.ledger import Progress
    from digest.model import Throttle

_T = TypeVar("_T")


def _nothing(_: object) -> None:
    """Who is told does not care."""


class Caller:
    """`error` is the first that the caller's own code raised; what it is told by raises nothing.

    Args:
        stop: once set, what is in flight is finished and the rest stays queued.
        on_progress: called after each commit.
        on_blocked: told of a domain that refuses us, and of a relay that asks for a long rest.
        on_rest: told of each relay that rests: it asked for it now, or in an earlier send.
        on_stalled: told of domains that put us off again and again, where nobody's mail was taken.
    """

    def __init__(
        self,
        stop: asyncio.Event | None = None,
        *,
        on_progress: Callable[[Progress], None] = _nothing,
        on_blocked: Callable[[Throttle], None] = _nothing,
        on_rest: Callable[[Throttle], None] = _nothing,
        on_stalled: Callable[[Sequence[Throttle]], None] = _nothing,
    ) -> None:
        self.error: Exception | None = None
        self._stop = stop
        self.on_progress = self._safely(on_progress)
        self.on_blocked = self._safely(on_blocked)
        self.on_rest = self._safely(on_rest)
        self.on_stalled = self._safely(on_stalled)

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

    def _safely(self, tell: Callable[[_T], None]) -> Callable[[_T], None]:
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
