"""Collect: visit the sources and store what came. A source that fails stops no other."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest import collect as room
from digest.errors import ConfigError, SourceError
from digest.model import Collected
from digest.pipeline.boilerplate import Boilerplate
from digest.pipeline.health import tell_operator
from digest.pipeline.plugins import source_readers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.config import Settings
    from digest.model import Article, Source
    from digest.store import ArticleCount, Store

logger = logging.getLogger(__name__)

ADDED = "added by hand"
"""The source of articles that came through `digest articles add`; every newsletter takes it."""

OURS = "Desk"
"""Their publisher, where the file names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectReport:
    """What one pass brought: every source's visit, and articles new, changed and same.

    `waiting` names the sources that were left alone, as their servers asked for.
    """

    sources: tuple[Collected, ...]
    waiting: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def failed(self) -> tuple[Collected, ...]:
        """The visits that ended in an error."""
        return tuple(visit for visit in self.sources if visit.error)

    @property
    def mostly_failed(self) -> bool:
        """Whether more than half of the sources failed."""
        return len(self.failed) * 2 > len(self.sources)


async def collect(
    settings: Settings,
    store: Store,
    *,
    now: datetime,
    only: Collection[str] = (),
    due: bool = False,
    on_done: Callable[[Collected], None] | None = None,
) -> CollectReport:
    """Visit the configured sources and store each as it comes.

    All are visited but those whose servers asked for peace.

    Args:
        settings: for the sources and the limits.
        store: gets what comes.
        now: the time that the pass stands for.
        only: names; these are visited, whatever their servers asked for.
        due: visit only those whose plan says so.
        on_done: hears of each visit when it is stored.

    Raises:
        ConfigError: no source is set up, `only` names one that is not, or the reader of one
            can't be loaded.
        StoreError: the database can't be written.
    """
    named = _chosen(settings, only)
    known = {fetched.source: fetched for fetched in store.fetched.all()}
    asked = room.is_due if due else room.may_ask
    sources = [one for one in named if only or asked(known.get(one.name), one, now=now)]
    keeper = _Keeper(store, now, on_done)
    visits = await room.collect(
        sources,
        known,
        settings=settings.collect,
        root=settings.root,
        now=now,
        on_done=keeper.keep,
        readers=source_readers(settings, only),
        robots=store.robots,
    )
    tell_operator(settings, store, visits, now=now)
    visited = {source.name for source in sources}
    return CollectReport(
        sources=tuple(keeper.stored(visit) for visit in visits),
        waiting=() if due else tuple(one.name for one in named if one.name not in visited),
        new=keeper.new,
        changed=keeper.changed,
        same=keeper.same,
    )


def add_files(store: Store, paths: Sequence[Path], *, now: datetime) -> tuple[Article, ...]:
    """Read article files and store them all, or none where one can't be read.

    Raises:
        SourceError: a file can't be read as an article; names it.
    """
    if not paths:
        raise SourceError("no file was named", "digest articles add FILE...")
    articles = [_credited(room.read_file(path, source=ADDED, now=now)) for path in paths]
    store.articles.save(articles, now=now)
    return tuple(map(store.articles.kept, articles))


def _credited(article: Article) -> Article:
    return replace(article, publisher=OURS) if article.publisher == ADDED else article


def _chosen(settings: Settings, only: Collection[str]) -> tuple[Source, ...]:
    if not settings.sources:
        raise ConfigError(
            "no source is set up", "add a [[sources]] table to digest.toml, or run `digest init`"
        )
    chosen = {settings.source(name).name for name in only}
    return tuple(source for source in settings.sources if not only or source.name in chosen)


class _Keeper:
    """Stores each visit when it ends, so that a kill loses none that had come."""

    def __init__(
        self, store: Store, now: datetime, on_done: Callable[[Collected], None] | None
    ) -> None:
        self._store, self._now, self._on_done = store, now, on_done
        self._counts: dict[str, ArticleCount] = {}
        self.new = self.changed = self.same = 0

    def stored(self, visit: Collected) -> Collected:
        """The visit, with what was stored of it."""
        count = self._counts[visit.source]
        return replace(visit, new=count.new, changed=count.changed)

    def keep(self, visit: Collected) -> None:
        told = Boilerplate(self._store, visit.source, visit.articles)
        count = self._store.articles.save(told.articles, now=self._now)
        told.learn(count.fresh, now=self._now)
        self._store.articles.quarantine(visit.source, visit.quarantined, now=self._now)
        if visit.front:
            self._store.fronts.see(visit.front, now=self._now)
        if visit.fetched:
            self._store.fetched.save(visit.fetched)
        self._counts[visit.source] = count
        _log(visit, count.new)
        self.new += count.new
        self.changed += count.changed
        self.same += count.same + _unchanged(visit)
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
