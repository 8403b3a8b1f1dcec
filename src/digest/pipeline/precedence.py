"""Whose words an article has where several sources tell its URL, and what a source was called.

Pure: it decides by what digest.toml says of the sources.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.collect.urls import canonical
from digest.collect.variants import url_key
from digest.model import Use

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.model import Article, Fetched, Source

_FULLER: Final = tuple(Use)  # each allows more than the one before


class Precedence:
    """How near each source stands to an article: the nearest one's words are printed."""

    def __init__(self, sources: Sequence[Source], others: Collection[str] = ()) -> None:
        """Know the sources; `others` are names whose articles nobody takes over, nor they any."""
        self._sources = {source.name: source for source in sources}
        self._others = others

    def prefers(self, before: Article, told: Article) -> bool:
        """Whether what is told now takes the place of another source's words at the same URL.

        It does where its source stands nearer: the article is on its own site; it is the
        newsroom's own; more of it may be printed. What a stranger told first stays against
        other strangers, and nobody's words are put under a site whose own source told it.
        """
        if {before.source, told.source}.intersection(self._others):
            return False
        return self._rank(told.source, told.url) > self._rank(before.source, told.url)

    def _rank(self, name: str, url: str | None) -> tuple[int, bool, int]:
        source = self._sources.get(name)
        if source is None:  # no longer in digest.toml
            return 0, False, -1
        homes = (source.url, source.front_page)
        home = max(_at_home(_host(one), _host(url)) for one in homes)
        return home, source.own, _FULLER.index(source.use)


def renamed(sources: Sequence[Source], known: Collection[Fetched]) -> Iterator[tuple[str, str]]:
    """The old and the new name of sources that digest.toml names otherwise now, by their URL."""
    names, visited = {one.name for one in sources}, {one.source for one in known}
    former = {one.url: one.source for one in known if one.url and one.source not in names}
    for source in sources:
        if source.name not in visited and (old := former.pop(source.url or "", None)):
            yield old, source.name


def _host(url: str | None) -> str:
    """The host that a URL's variants share, however digest.toml spells it."""
    return re.split("[/?]", url_key(canonical(url or "")), maxsplit=1)[0]


def _at_home(site: str, host: str) -> int:
    """2 for an article on the source's own host, 1 for one above or below it, else 0."""
    if not site or not host:
        return 0
    near = host.endswith(f".{site}") or site.endswith(f".{host}")
    return 2 if site == host else int(near)
