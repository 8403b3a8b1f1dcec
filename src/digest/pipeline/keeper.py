"""Keeps what a pass brings: in batches, each visit whole, a moment after it ended.

It visits no source.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from digest.pipeline.boilerplate import Boilerplate
from digest.store import ArticleCount

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from digest.model import Collected
    from digest.pipeline.precedence import Precedence
    from digest.store import Store

logger = logging.getLogger(__name__)

BATCH: Final = 100
"""Visits that are stored in one transaction."""

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
        self._store, self._now, self._on_done, self._precedence = store, now, on_done, precedence
        self._counts: dict[str, ArticleCount] = {}
        self._held: list[Collected] = []
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

    def keep(self, visit: Collected) -> None:
        """Take a visit that ended.

        Raises:
            StoreError: one that was taken before can't be stored.
        """
        if self._error:
            raise self._error
        self._held.append(visit)
        if len(self._held) >= BATCH:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SOON, self._flush_later)

    def flush(self) -> None:
        """Store what is held, all in one transaction; where that fails, each in its own.

        Raises:
            StoreError: one can't be stored, or one before could not; the others are.
        """
        if self._timer:
            self._timer.cancel()
        held, self._held, self._timer = self._held, [], None
        try:
            self._store_all(held)
        except Exception:  # noqa: BLE001 - which of them it was is found out below
            self._store_each(held)
        for visit in held:
            self._tell(visit)
        if self._error:
            raise self._error  # no next visit is there to say it

    def _flush_later(self) -> None:
        try:
            self.flush()
        except Exception as error:  # noqa: BLE001 - raised by the next one, or the last flush
            self._error = error

    def _store_all(self, visits: Sequence[Collected]) -> None:
        """All in one transaction; they are counted when it is through."""
        if not visits:
            return
        with self._store.batch():
            counts = {visit.source: self._store_one(visit) for visit in visits}
        self._counts |= counts

    def _store_each(self, visits: Sequence[Collected]) -> None:
        """Each alone, all that can be; then the first error is raised."""
        errors: list[Exception] = []
        for visit in visits:
            try:
                self._store_all([visit])
            except Exception as error:  # noqa: BLE001 - raised when the others are safe
                errors.append(error)
        if errors:
            raise errors[0]

    def _store_one(self, visit: Collected) -> ArticleCount:
        store, now = self._store, self._now
        told = Boilerplate(store, visit.source, visit.articles)
        count = store.articles.save(told.articles, now=now, prefers=self._precedence.prefers)
        told.learn(count.fresh, now=now)
        if visit.quarantined:
            store.articles.quarantine(visit.source, visit.quarantined, now=now)
        if visit.pages:
            store.linked_pages.save(visit.source, visit.pages, now=now)
        if visit.front:
            store.fronts.see(visit.front, now=now)
        if visit.fetched:
            store.fetched.save(visit.fetched)
        return replace(count, same=count.same + _unchanged(visit))

    def _tell(self, visit: Collected) -> None:
        _log(visit, self._counts[visit.source].new)
        if self._on_done:
            self._on_done(self.stored(visit))


def _unchanged(visit: Collected) -> int:
    """How many articles are known of a source that was not read again."""
    if visit.error or visit.articles or visit.fetched is None:
        return 0
    return visit.fetched.articles


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
            len(visit.articles),
            new,
            len(visit.quarantined),
        )
