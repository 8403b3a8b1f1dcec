"""Sources found, tried and written into digest.toml."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.collect import collect
from digest.collect.discover import discover, unique
from digest.collect.opml import LeftOut, left, read_opml
from digest.collect.urls import canonical, shown
from digest.collect.variants import url_key
from digest.config import load
from digest.config.edit import with_sources, with_topics
from digest.errors import ConfigError, SourceError
from digest.model import Article, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from digest.collect.discover import Found
    from digest.config import Settings
    from digest.model import Collected

NEWEST: Final = 5
"""Articles that are shown of a source that was found."""

MOST_TOPICS: Final = 6
_BEGINNING: Final = 600  # characters that most beginnings have at most
_COMMON = 0.6  # a category that more articles than this have parts none from the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A source that was found, how, and the newest articles that it gave."""

    source: Source
    how: str
    newest: tuple[Article, ...]
    articles: int

    @property
    def only_begins(self) -> bool:
        """Whether it is a feed that gives beginnings alone, and their pages are not read."""
        return (
            self.source.kind == SourceKind.FEED
            and not self.source.full_text
            and bool(self.newest)
            and all(len(one.text) <= _BEGINNING for one in self.newest)
        )


async def find_source(
    settings: Settings,
    url: str,
    *,
    name: str = "",
    topic: str | None = None,
    zone: str = "",
    full_text: bool = False,
    now: datetime,
) -> Tried:
    """Find the source behind an address and read it once; nothing is written.

    `name`, `topic`, `zone` and `full_text` are the source's, where they are said.

    Raises:
        SourceError: there is none, it is known already, or it can't be read.
    """
    (found,) = (await discover(url, settings=settings.collect, root=settings.root, now=now))[:1]
    known = _known(settings, found.source)
    if known:
        raise SourceError(f"{shown(found.source.url or url)} is there already, as {known!r}")
    taken = [one.name for one in settings.sources]
    named = unique(name or found.source.name, taken)
    source = replace(found.source, name=named, topic=topic, zone=zone, full_text=full_text)
    (visit,) = await _visit(settings, [source], now=now)
    if trouble := visit.error or (visit.notes[0] if visit.waits else ""):
        raise SourceError(f"{shown(source.url or url)}: {trouble}")
    return Tried(source=source, how=found.how, newest=_newest(visit), articles=len(visit.articles))


def new_of(settings: Settings, sources: Iterable[Source]) -> tuple[Source, ...]:
    """Those that digest.toml lacks, by address, each under a name of its own.

    A topic stays where a newsletter has it.
    """
    topics = {topic.name for letter in settings.newsletters.values() for topic in letter.topics}
    taken = [one.name for one in settings.sources]
    chosen: list[Source] = []
    for source in sources:
        if _known(settings, source):
            continue
        named = replace(source, name=unique(source.name, taken))
        chosen.append(named if named.topic in topics else replace(named, topic=None))
        taken.append(named.name)
    return tuple(chosen)


def known_among(settings: Settings, sources: Iterable[Source]) -> tuple[LeftOut, ...]:
    """Those that digest.toml has already, by address, and under which name."""
    return tuple(
        left(source.name, source.url or "", f"digest.toml has it as {name!r}")
        for source in sources
        if (name := _known(settings, source))
    )


def write_sources(
    settings: Settings, sources: Sequence[Source], *, environ: Mapping[str, str]
) -> None:
    """Write [[sources]] tables into digest.toml; its comments stay.

    Raises:
        ConfigError: there is no file, or with them it would be none that digest takes.
    """
    _rewrite(settings, lambda text: with_sources(text, sources), environ)


def write_topics(
    settings: Settings, topics: Sequence[str], *, environ: Mapping[str, str]
) -> Settings:
    """Give the first newsletter of digest.toml these topics, and the settings as they are then.

    Raises:
        ConfigError: there is no file, or with them it would be none that digest takes.
    """
    letter = next(iter(settings.newsletters))
    _rewrite(settings, lambda text: with_topics(text, letter, topics), environ)
    return load(settings.path, environ=environ)


async def propose(
    settings: Settings, places: Sequence[str | bytes], *, now: datetime
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Sources behind addresses (str) and OPML files (bytes), and topics for them.

    Topics are the folders of OPML, else what the feeds' articles have as categories.

    Raises:
        SourceError: an address leads to none, or a file is no OPML.
    """
    found: list[Source] = []
    for place in places:
        if isinstance(place, bytes):
            found += read_opml(place).sources
        else:
            found += await _all(settings, place, now)
    folders = tuple(dict.fromkeys(one.topic for one in found if one.topic))
    if folders:
        return tuple(found), folders[:MOST_TOPICS]
    visits = await _visit(settings, found, now=now)
    return tuple(found), topics_of([one for visit in visits for one in visit.articles])


def topics_of(articles: Sequence[Article]) -> tuple[str, ...]:
    """The categories that part articles best: those of several, but not of most, as spelt first."""
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for article in articles:
        for name in article.categories:
            spelt.setdefault(name.casefold(), name)
        counts.update({name.casefold() for name in article.categories})
    few, many = 2, max(2, len(articles) * _COMMON)
    chosen = [name for name, count in counts.most_common() if few <= count <= many]
    return tuple(spelt[name] for name in chosen[:MOST_TOPICS])


async def _all(settings: Settings, url: str, now: datetime) -> list[Source]:
    found: tuple[Found, ...] = await discover(
        url, settings=settings.collect, root=settings.root, now=now, every=True
    )
    return [one.source for one in found]


async def _visit(
    settings: Settings, sources: Sequence[Source], *, now: datetime
) -> tuple[Collected, ...]:
    return await collect(
        sources,
        {},
        settings=settings.collect,
        root=settings.root,
        now=now,
        on_done=lambda visit: visit,
    )


def _newest(visit: Collected) -> tuple[Article, ...]:
    return tuple(sorted(visit.articles, key=lambda one: one.published, reverse=True)[:NEWEST])


def _known(settings: Settings, source: Source) -> str:
    """The name under which digest.toml has this address, or ""."""
    key = _key(source)
    return next((one.name for one in settings.sources if key and _key(one) == key), "")


def _key(source: Source) -> str:
    return url_key(canonical(source.url or ""))


def _rewrite(settings: Settings, change: Callable[[str], str], environ: Mapping[str, str]) -> None:
    """Put the changed text in the file's place at once, when digest takes it."""
    path = settings.path
    if path is None:
        raise ConfigError("there is no digest.toml to write to", "run `digest init` first")
    text = change(path.read_bytes().decode("utf-8-sig"))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-", suffix=f"-{path.name}")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        load(new, environ=environ)
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
