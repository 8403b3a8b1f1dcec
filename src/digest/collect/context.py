"""What every visit of one pass shares: the client, the clock's reading, the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from digest.collect.fetch import Client, Response
from digest.collect.plugin import SourceReader
from digest.collect.robots import Gate
from digest.collect.thread import in_daemon
from digest.config import CollectSettings
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Source

_P = ParamSpec("_P")
_T = TypeVar("_T")
_PARSERS = 4  # at once: they share the interpreter, more would only wait for each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One pass over the sources; `now` is the time it stands for, `root` digest.toml's folder."""

    client: Client
    gate: Gate
    settings: CollectSettings
    root: Path
    now: datetime
    readers: Mapping[str, SourceReader] = field(default_factory=dict)
    parsers: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_PARSERS))

    async def page(
        self, url: str, source: Source, *, etag: str = "", last_modified: str = ""
    ) -> Response:
        """Fetch a page, at the pace that its site wants; an own site is asked for no leave.

        Raises:
            SourceError: closed by robots.txt, or what `Client.get` raises.
        """
        wanted = 0.0 if source.own else await self.gate.delay(url)
        spacing = max(self.settings.spacing, wanted)
        return await self.client.get(url, etag=etag, last_modified=last_modified, spacing=spacing)

    async def in_thread(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run a parser off the event loop, under the source's deadline.

        A thread can't be stopped: one that is given up runs on until the program ends, holds
        up no other, and its result is dropped.

        Raises:
            SourceError: the deadline passed.
        """
        seconds = self.settings.timeout
        async with self.parsers:
            try:
                async with asyncio.timeout(seconds):
                    return await in_daemon(partial(read, *args, **kwargs), name="digest-parser")
            except TimeoutError as error:
                raise SourceError(
                    f"it took more than {seconds:g} seconds to read",
                    "Is it really a page or feed?",
                ) from error
