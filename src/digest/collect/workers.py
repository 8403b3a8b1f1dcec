"""Parsers in processes of their own, so that none blocks the event loop or outlives its time.

One that hangs, dies or wants too much memory costs the document that it held: it is killed, and
another takes its place. It never parses here.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, ParamSpec, Self, TypeVar, cast

from digest.collect.parcel import HEADER, Broke, Done, Refused, unwrap, wrap_request
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

MEMORY: Final = 1 << 30
"""Bytes of address space that one parser may have."""

START_SECONDS: Final = 60.0
"""A parser that is not ready by then never will be."""

_MOST: Final = 4
_BUFFERED: Final = 1 << 20  # bytes of an answer that are read without a pause
_KEPT: Final = ("LANG", "LC_ALL", "TZ")  # secrets are none of a parser's business
_P = ParamSpec("_P")
_T = TypeVar("_T")


class ParserFaultError(Exception):
    """A parser raised what it should not have: a fault of ours, on one source."""


class Workers:
    """The parsers of one program, started as they are needed; an async context manager."""

    def __init__(self, *, seconds: float, memory: int = MEMORY, count: int | None = None) -> None:
        """Take the time that one document may take, and how many parse at once."""
        self._seconds, self._memory = seconds, memory
        self._count = count or min(os.cpu_count() or 1, _MOST)
        self._places = asyncio.Semaphore(self._count)
        self._idle: list[_Worker] = []
        self._warming: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def warm(self, prepare: Callable[[], None], documents: int) -> None:
        """Start as many parsers as so many documents will want, and have each call `prepare`.

        So that they are ready when the first of them has come; what fails is told by that.
        """
        wanted = range(min(documents, self._count))
        self._warming += [asyncio.create_task(self.run(prepare)) for _ in wanted]

    async def run(self, read: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Call a function of a module in a parser; what it takes and gives is plain values.

        Raises:
            SourceError: what it raised, or it took too long, too much memory, or died.
            ParserFaultError: it raised anything else.
        """
        request = wrap_request(read, args, kwargs)
        async with self._places:
            worker = self._idle.pop() if self._idle else None
            worker = worker or await _Worker.start(self._ends, self._memory)
            try:
                answer = await worker.ask(request, self._seconds)
            except BaseException:
                await worker.kill()
                raise
            if isinstance(answer, Broke) and answer.memory:
                await worker.kill()
            else:
                self._idle.append(worker)
        return cast("_T", _value(answer, self._memory))

    async def close(self) -> None:
        """End all that wait for work."""
        for task in self._warming:
            task.cancel()
        await asyncio.gather(*self._warming, return_exceptions=True)
        idle, self._idle = self._idle, []
        for worker in idle:
            await worker.kill()

    @property
    def _ends(self) -> int:
        """After so many seconds a parser ends by itself, should its parent be gone."""
        return int(self._seconds + START_SECONDS) + 1


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a parser without pipes")
        self._process, self._in, self._out = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, seconds: int, memory: int) -> Self:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "digest.collect.worker",
            str(memory),
            str(seconds),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
            limit=_BUFFERED,
        )
        worker = cls(process)
        try:
            await worker.ask(b"", START_SECONDS)
        except BaseException:
            await worker.kill()
            raise
        return worker

    async def ask(self, request: bytes, seconds: float) -> object:
        """Send a request and wait for its answer; a new parser says by itself that it is ready."""
        try:
            async with asyncio.timeout(seconds):
                self._in.write(request)
                await self._in.drain()
                return await self._answer()
        except TimeoutError as error:
            raise SourceError(
                f"it took more than {seconds:g} seconds to read", "Is it really a page or feed?"
            ) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise SourceError(
                "its parser died on it", "Is it really a page or feed? Else tell us of it."
            ) from error
        except pickle.UnpicklingError as error:
            raise ParserFaultError(str(error)) from error

    async def kill(self) -> None:
        """End the process, whatever it does."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._in.close()
        await self._process.wait()

    async def _answer(self) -> object:
        head = await self._out.readexactly(HEADER)
        return unwrap(await self._out.readexactly(int.from_bytes(head)))


def _value(answer: object, memory: int) -> object:
    match answer:
        case Done(value):
            return value
        case Refused():
            raise answer.error()
        case Broke(memory=True):
            size = f"{memory >> 20} MiB"
            raise SourceError(
                f"it took more than {size} of memory to read", "Is it really a page or feed?"
            )
        case Broke(words):
            raise ParserFaultError(words)
        case _:
            raise ParserFaultError(f"an answer of {type(answer).__name__}")


def _environment() -> dict[str, str]:
    """The same modules are found as here; nothing else of the environment is handed on."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
