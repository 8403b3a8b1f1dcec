"""What every visit of one pass shares: the client, the clock's reading, the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from digest.collect.fetch import Client
from digest.collect.linked import NO_BOOK, LinkedBook
from digest.collect.plugin import SourceReader
from digest.collect.robots import Gate
from digest.collect.workers import Workers
from digest.config import CollectSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.collect.response import Heard, Response
    from digest.model import Source

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One pass over the sources; `now` is the time it stands for, `root` digest.toml's folder."""

    client: Client
    gate: Gate
    workers: Workers
    settings: CollectSettings
    root: Path
    now: datetime
    readers: Mapping[str, SourceReader] = field(default_factory=dict)
    linked: LinkedBook = NO_BOOK

    async def page(
        self,
        url: str,
        source: Source,
        *,
        etag: str = "",
        last_modified: str = "",
        heard: Heard | None = None,
    ) -> Response:
        """Fetch a page, at the pace that its site wants; an own site is asked for no leave.

        `heard` is told what comes.

        Raises:
            SourceError: closed by robots.txt, or what `Client.get` raises.
        """
        pace = self._own_pace if source.own else self._site_pace
        return await self.client.get(
            url, etag=etag, last_modified=last_modified, pace=pace, heard=heard
        )

    async def _own_pace(self, _: str) -> float:
        return self.settings.spacing

    async def _site_pace(self, url: str) -> float:
        return max(self.settings.spacing, await self.gate.delay(url))

    async def parse(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run a parser, a function of a module, in a process of its own.

        Raises:
            SourceError: what it raised; it took too long, too much memory, or died.
            ParserFaultError: it raised anything else.
        """
        return await self.workers.run(read, *args, **kwargs)
