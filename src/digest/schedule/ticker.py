"""The one place that uses the `schedule` package, and for one thing: a call every few seconds.

The package counts in the machine's local time and runs a job's exception up to its caller.
So nothing that matters is decided by it: what is due stands in the store.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from schedule import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY: Final = 5
"""Seconds between two ticks."""

logger = logging.getLogger(__name__)


class Ticker:
    """Calls `job` every so many seconds, whatever the clock does and whatever it raises."""

    def __init__(self, job: Callable[[], object], *, every: int = EVERY) -> None:
        self._job = job
        self._every = every
        self._scheduler = Scheduler()
        self._arm()

    def run_pending(self) -> None:
        """Call the job if it is time."""
        idle = self._scheduler.idle_seconds
        if idle is None or idle > self._every:
            # The local clock was set back, by a person or by the end of summer time: the
            # package would be silent until it is again as late as it was.
            self._scheduler.clear()
            self._arm()
        self._scheduler.run_pending()

    def run(self) -> None:
        """Call the job now; an error is logged, never raised."""
        try:
            self._job()
        except Exception:
            logger.exception("a tick failed")

    def _arm(self) -> None:
        self._scheduler.every(self._every).seconds.do(self.run)
