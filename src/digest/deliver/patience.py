"""Patience with a database that another process holds: said once, asked again on a timer.

Meanwhile nothing is read from a server and nothing more is handed out. It has an end: a server
gives up a silent client after five minutes (RFC 5321, section 4.5.3.2.7).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, TypeVar

from digest.errors import StoreBusyError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BUSY_WAIT: Final = 0.25  # seconds until a busy database is asked again
BUSY_SECONDS: Final = 300.0  # seconds after which it is given up
TOLD_AFTER: Final = 1.0  # seconds; two senders hold it for a moment from each other, all the time

T = TypeVar("T")
logger = logging.getLogger(__name__)


class Patience:
    """One for each send: whoever finds the database busy asks it how long to wait."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: float | None = None
        self._told = False

    def wait(self, error: StoreBusyError) -> float:
        """Seconds until the next try; raises the error when it was busy for too long."""
        now = self._clock()
        if self._since is None:
            self._since = now
        if not self._told and now - self._since >= TOLD_AFTER:
            self._told = True
            logger.warning("%s; waiting for it", error.message)
        if now - self._since >= BUSY_SECONDS:
            raise error
        return BUSY_WAIT

    def over(self) -> None:
        """The database has answered."""
        if self._told and self._since is not None:
            logger.warning("the database is free after %.0f s", self._clock() - self._since)
        self._since, self._told = None, False

    async def ask(self, call: Callable[[], T], sleep: Callable[[float], Awaitable[object]]) -> T:
        """What `call` to the store gives, once it can be had.

        Raises:
            StoreBusyError: it was busy for too long.
        """
        while True:
            try:
                found = call()
            except StoreBusyError as error:
                await sleep(self.wait(error))
            else:
                self.over()
                return found
