"""What the caller of a send gave it to call.

An error of its own stops the send as a request to stop does: what is in flight is finished and
recorded, and then the error is raised. Never judges what the error means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

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

    def safely(self, tell: Callable[[_T], None]) -> Callable[[_T], None]:
        """The same call, which raises nothing here."""

        def told(value: _T) -> None:
            try:
                tell(value)
            except Exception as error:  # noqa: BLE001 - it is raised when the send has ended
                self.fail(error)

        return told
