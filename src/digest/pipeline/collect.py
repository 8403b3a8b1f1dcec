"""Collect: visit the sources and store what came. A source that fails stops no other."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest import collect as room
from digest.errors import ConfigError, SourceError
from digest.model import ADDED, Collected
from digest.pipeline.cycles import few_searches_for_cycles
from digest.pipeline.health import tell_operator
from digest.pipeline.keeper import Keeper
from digest.pipeline.plugins import source_readers
from digest.pipeline.precedence import Precedence, renamed
from digest.pipeline.pushes import renew

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.config import Settings
    from digest.model import Article, Fetched, Source
    from digest.store import Store

logger = logging.getLogger(__name__)

OURS = "Desk"
"""Their publisher, where the file names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectReport:
    """What one pass brought: every source's visit, and articles new, changed and same.

    `waiting` names the sources that were left alone, as their servers asked for, in this pass or
    before it.
    """

    sources: tuple[Collected, ...] = field(repr=False)  # asyncio.run asks its task for words
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
    known = {fetched.source: fetched for fetched in _remembered(settings, store)}
    asked = room.is_due if due else room.may_ask
    sources = [one for one in named if only or asked(known.get(one.name), one, now=now)]
    readers = source_readers(settings, only)
    keeper = Keeper(store, now, on_done, Precedence(settings.sources, {ADDED}))
    try:
        with few_searches_for_cycles():
            visits = await room.collect(
                sources,
                known,
                settings=settings.collect,
                root=settings.root,
                now=now,
                on_done=keeper.keep,
                readers=readers,
                robots=store.robots,
                linked=store.linked_pages,
            )
    finally:
        keeper.close()
    tell_operator(settings, store, visits, now=now)
    await renew(settings, store, visits, now=now)
    asked_for, total = {source.name for source in sources}, keeper.total
    alone = set() if due else {one.name for one in named} - asked_for
    alone |= {visit.source for visit in visits if visit.waits}
    return CollectReport(
        sources=tuple(keeper.stored(visit) for visit in visits),
        waiting=tuple(one.name for one in named if one.name in alone),
        new=total.new,
        changed=total.changed,
        same=total.same,
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


def _remembered(settings: Settings, store: Store) -> tuple[Fetched, ...]:
    """What is remembered of every source, under the name that digest.toml gives it now."""
    known = store.fetched.all()
    names = tuple(renamed(settings.sources, known))
    for old, new in names:
        logger.info("source %r is called %r now", old, new)
        store.rename_source(old, new)
    return store.fetched.all() if names else known


def _chosen(settings: Settings, only: Collection[str]) -> tuple[Source, ...]:
    if not settings.sources:
        raise ConfigError(
            "no source is set up", "add a [[sources]] table to digest.toml, or run `digest init`"
        )
    chosen, known = set(only), {source.name for source in settings.sources}
    for name in only:
        if name not in known:
            settings.source(name)  # raises, and says what may be meant
    return tuple(source for source in settings.sources if not only or source.name in chosen)
