"""Visits stored on a thread of their own, so that fetching goes on meanwhile.

It has a connection of its own to the same database. It knows no event loop.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.pipeline.boilerplate import Boilerplate
from digest.store import ArticleCount, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from datetime import datetime
    from pathlib import Path

    from digest.model import Collected
    from digest.pipeline.precedence import Precedence


@dataclass(slots=True)
class Stored:
    """What became of several visits: what each brought, by source, and the first error."""

    counts: dict[str, ArticleCount] = field(default_factory=dict)
    error: Exception | None = None


class Storing:
    """Stores visits, in the order in which they are handed over; to be closed in the end."""

    def __init__(self, path: Path, now: datetime, precedence: Precedence) -> None:
        self._path, self._now, self._precedence = path, now, precedence
        self._thread = ThreadPoolExecutor(1, "digest-storing")
        self._store: Store | None = None

    def hand_over(self, visits: Sequence[Collected]) -> Future[Stored]:
        """Have them stored, all in one transaction; where that fails, each in its own."""
        return self._thread.submit(self._store_all, visits)

    def close(self) -> None:
        """Wait for the last, and let go of the database."""
        self._thread.submit(self._close)
        self._thread.shutdown()

    def _store_all(self, visits: Sequence[Collected]) -> Stored:
        try:
            return Stored(self._all(visits))
        except Exception:  # noqa: BLE001 - which of them it was is found out below
            return self._each(visits)

    def _all(self, visits: Sequence[Collected]) -> dict[str, ArticleCount]:
        """All in one transaction."""
        self._store = store = self._store or open_store(f"sqlite:///{self._path}", migrate=False)
        with store.batch():
            return {visit.source: self._one(store, visit) for visit in visits}

    def _each(self, visits: Sequence[Collected]) -> Stored:
        """Each alone, all that can be."""
        done = Stored()
        for visit in visits:
            try:
                done.counts |= self._all([visit])
            except Exception as error:  # noqa: BLE001 - raised when the others are safe
                done.error = done.error or error
        return done

    def _one(self, store: Store, visit: Collected) -> ArticleCount:
        told = Boilerplate(store, visit.source, visit.articles)
        prefers = self._precedence.prefers
        count = store.articles.save(told.articles, now=self._now, prefers=prefers)
        told.learn(count.fresh, now=self._now)
        if visit.quarantined:
            store.articles.quarantine(visit.source, visit.quarantined, now=self._now)
        if visit.pages:
            store.linked_pages.save(visit.source, visit.pages, now=self._now)
        if visit.front:
            store.fronts.see(visit.front, now=self._now)
        if visit.fetched:
            store.fetched.save(visit.fetched)
        return replace(count, same=count.same + _unchanged(visit))

    def _close(self) -> None:
        if self._store:
            self._store.close()


def _unchanged(visit: Collected) -> int:
    """How many articles are known of a source that was not read again."""
    if visit.error or visit.articles or visit.fetched is None:
        return 0
    return visit.fetched.articles
