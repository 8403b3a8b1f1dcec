"""Keeps what a pass brings: in batches, each visit whole, a moment after it ended.

It visits no source, and writes nothing by itself: `storing` does.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from digest.pipeline.storing import Storing
from digest.store import ArticleCount

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime

    from digest.model import Collected
    from digest.pipeline.precedence import Precedence
    from digest.pipeline.storing import Stored
    from digest.store import Store

logger = logging.getLogger(__name__)

BATCH: Final = 25
"""Visits that are stored in one transaction; more where the disk is slow."""

MOST: Final = 200
"""Visits that wait to be stored; who brings one more waits, too."""

SOON: Final = 0.25
"""Seconds that one waits for others at most: what a kill can undo; it is visited again."""


class Keeper:
    """Stores the visits of one pass. The articles of one and what is remembered of it go together.

    So a kill loses no article: a source whose visit was not stored is as if never asked.
    """

    def __init__(
        self,
        store: Store,
        now: datetime,
        on_done: Callable[[Collected], None] | None,
        precedence: Precedence,
    ) -> None:
        self._storing, self._on_done = Storing(store.path, now, precedence), on_done
        self._counts: dict[str, ArticleCount] = {}
        self._held: list[Collected] = []
        self._under_way: tuple[list[Collected], Future[Stored]] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._error: Exception | None = None

    @property
    def total(self) -> ArticleCount:
        """What all visits that were stored brought."""
        counts = self._counts.values()
        return ArticleCount(
            sum(count.new for count in counts),
            sum(count.changed for count in counts),
            sum(count.same for count in counts),
        )

    def stored(self, visit: Collected) -> Collected:
        """The visit, with what was stored of it."""
        count = self._counts[visit.source]
        return replace(visit, new=count.new, changed=count.changed)

    def keep(self, visit: Collected) -> Collected:
        """Take a visit that ended; gives what is left of it, for its articles are not held on to.

        Raises:
            StoreError: one that was taken before can't be stored.
        """
        if self._error:
            raise self._error
        if len(self._held) >= MOST:
            self._settle()
        self._held.append(visit)
        self._go_on()
        return replace(visit, articles=(), quarantined=(), pages=())

    def close(self) -> None:
        """Store what is held, and wait until it is.

        Raises:
            StoreError: a visit can't be stored; the others are.
        """
        try:
            self._settle()
            if self._held:
                self._hand_over()
            self._settle()
        finally:
            self._storing.close()
        if self._error:
            raise self._error  # no next visit is there to say it

    def _go_on(self) -> None:
        """Have a batch stored, or soon what there is of it; never two at a time."""
        if self._under_way:
            return
        if len(self._held) >= BATCH:
            self._hand_over()
        elif self._held and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SOON, self._hand_over)

    def _hand_over(self) -> None:
        if self._timer:
            self._timer.cancel()
        held, self._held, self._timer = self._held, [], None
        future = self._storing.hand_over(held)
        self._under_way = held, future
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda done: loop.call_soon_threadsafe(self._settle_one, done))

    def _settle_one(self, future: Future[Stored]) -> None:
        if self._under_way and self._under_way[1] is future:
            self._settle()
            self._go_on()

    def _settle(self) -> None:
        """Wait for the batch that is under way, and tell of its visits."""
        if self._under_way is None:
            return
        (visits, future), self._under_way = self._under_way, None
        done = future.result()
        self._error = self._error or done.error
        self._counts |= done.counts
        for visit in visits:
            if visit.source in done.counts:
                self._tell(visit)

    def _tell(self, visit: Collected) -> None:
        _log(visit, self._counts[visit.source].new)
        if self._on_done:
            self._on_done(self.stored(visit))


def _log(visit: Collected, new: int) -> None:
    for note in visit.notes:
        logger.warning("%s: %s", visit.source, note)
    if visit.error:
        logger.warning("%s failed: %s", visit.source, visit.error)
    else:
        logger.info(
            "%s: status %d, %d bytes, %d articles, %d new, %d refused",
            visit.source,
            visit.status,
            visit.bytes,
            visit.came,
            new,
            visit.refused,
        )
