"""The blocks of one edition: each maker called beside the others, within its time.

A maker that fails, hangs or has nothing to say costs its own block; the reason is kept.
"""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from digest.compose.blocks import listed, sound
from digest.compose.makers import MAKERS
from digest.errors import BlockError, SourceError
from digest.model import Block
from digest.pipeline.plugins import block_makers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from digest.collect.fetch import Client
    from digest.compose.blocks import Answer, Fetch
    from digest.config import CollectSettings, Settings
    from digest.model import Newsletter

__all__ = ["Made", "make_blocks"]

logger = logging.getLogger(__name__)

FILE_BYTES = 2_000_000
GRACE = 0.5  # seconds that a maker has to end once its time is over


class _Make(Protocol):
    async def __call__(self, *, fetch: Fetch) -> Sequence[object]: ...


@dataclass(frozen=True, slots=True)
class Made:
    """Blocks in the order of the plans, and a line for each that is missing."""

    blocks: tuple[Block, ...] = ()
    left_out: tuple[str, ...] = ()


def make_blocks(settings: Settings, letter: Newsletter, *, day: date, now: datetime) -> Made:
    """Call the makers of the newsletter's blocks, all at once.

    Raises:
        ConfigError: a maker is not installed, or can't be imported.
    """
    calls = [
        _Call(
            plan.kind,
            partial(maker, letter, date=day, now=now, options=plan.options),
            settings.collect,
            settings.root if plan.kind in MAKERS else None,
        )
        for maker, plan in zip(block_makers(settings, letter), letter.blocks, strict=True)
    ]
    until = monotonic() + settings.collect.timeout + GRACE
    blocks: list[Block] = []
    left_out: list[str] = []
    for call in calls:
        made, reason = call.result(until)
        kept, refused = sound(made, blocks)
        blocks += kept
        left_out += [f"{call.kind} block: {why}" for why in (*refused, *filter(None, [reason]))]
    return Made(tuple(blocks), tuple(left_out))


class _Call:
    """One maker at work, on a thread and a loop of its own: one that blocks holds up no other."""

    def __init__(self, kind: str, make: _Make, limits: CollectSettings, root: Path | None) -> None:
        self.kind = kind
        self._make, self._limits, self._root = make, limits, root
        self._deadline: asyncio.Timeout | None = None
        self._done: SimpleQueue[tuple[Sequence[object], str]] = SimpleQueue()
        # A thread can't be stopped: as a daemon's, its end is not waited for.
        Thread(target=self._run, name=f"digest-block-{kind}", daemon=True).start()

    def result(self, until: float) -> tuple[Sequence[object], str]:
        """What it made, or why there is nothing, at the latest at `until` (monotonic)."""
        try:
            return self._done.get(timeout=max(0.0, until - monotonic()))
        except Empty:
            return (), self._late()

    def _run(self) -> None:
        try:
            made = listed(asyncio.run(self._in_time()))
            self._done.put((made, "" if made else "nothing to print"))
        except (BlockError, SourceError) as error:
            self._done.put(((), error.message))
        except BaseException as error:
            logger.debug("block %s", self.kind, exc_info=True)
            late = self._deadline is not None and self._deadline.expired()
            reason = f"failed: {type(error).__name__}: {' '.join(str(error).split())}"
            self._done.put(((), self._late() if late else reason))

    async def _in_time(self) -> Sequence[object]:
        from digest.collect.fetch import Client  # noqa: PLC0415 - only who has blocks pays

        self._deadline = asyncio.timeout(self._limits.timeout)
        async with Client(self._limits) as client, self._deadline:
            fetch = partial(_fetched, client, self._root) if self._root else client.get
            return await self._make(fetch=fetch)

    def _late(self) -> str:
        return f"took more than {self._limits.timeout:g} seconds"


@dataclass(frozen=True, slots=True)
class _File:
    """A file beside digest.toml, as an answer to a fetch."""

    body: bytes
    last_modified: str
    url: str = ""
    content_type: str = ""


async def _fetched(client: Client, root: Path, place: str) -> Answer:
    """What a built-in maker asks for: a web address, or a file beside digest.toml."""
    if "://" in place:
        return await client.get(place)
    path = root / place
    try:
        with path.open("rb") as file:
            body, changed = file.read(FILE_BYTES + 1), os.fstat(file.fileno()).st_mtime
    except OSError as error:
        raise BlockError(f"{path} can't be read: {error.strerror}") from error
    if len(body) > FILE_BYTES:
        raise BlockError(f"{path} has more than {FILE_BYTES:,} bytes")
    return _File(body, formatdate(changed, usegmt=True))
