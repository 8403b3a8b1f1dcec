"""Parsers in processes of their own, so that none blocks the event loop or outlives its time.

One that hangs, dies or wants too much memory costs the document that it reads: it is killed, and
another takes its place, and the document that waited for it. It never parses here.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final, ParamSpec, Self, TypeVar, cast

from digest.collect.parcel import HEADER, Broke, Done, Refused, unwrap, wrap_request
from digest.collect.response import Response
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from types import TracebackType

MEMORY: Final = 1 << 30
"""Bytes of address space that one parser may have."""

START_SECONDS: Final = 60.0
"""A parser that is not ready by then never will be."""

AHEAD: Final = 2
"""Documents that a parser is given: it need not wait for us to have its next when it is done."""

WAITING: Final = 8 << 20
"""Bytes of documents that wait for a parser; from then on `calm` lets nobody fetch more."""

_MOST: Final = 4
_BUFFERED: Final = 1 << 20  # bytes of an answer that are read without a pause
_KEPT: Final = ("LANG", "LC_ALL", "TZ")  # secrets are none of a parser's business
_P = ParamSpec("_P")
_T = TypeVar("_T")


class ParserFaultError(Exception):
    """A parser raised what it should not have: a fault of ours, on one source."""


class _LostError(Exception):
    """A parser ended before it came to this document."""


class Workers:
    """The parsers of one program, started as they are needed; an async context manager."""

    def __init__(self, *, seconds: float, memory: int = MEMORY, count: int | None = None) -> None:
        """Take the time that one document may take, and how many parse at once."""
        self._seconds, self._memory = seconds, memory
        self._count = count or min(os.cpu_count() or 1, _MOST)
        self._places = asyncio.Semaphore(self._count * AHEAD)
        self._waiting, self._calm = 0, asyncio.Event()
        self._calm.set()
        self._parsers: list[_Parser] = []
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
        async with self._place(_size(args)):
            request = wrap_request(read, args, kwargs)
            answer = None
            while answer is None:
                answer = await self._ask(self._freest(), request)
        return cast("_T", _value(answer, self._memory))

    async def calm(self) -> None:
        """Wait while much waits for a parser already: what is fetched then would only be held."""
        await self._calm.wait()

    @asynccontextmanager
    async def _place(self, size: int) -> AsyncIterator[None]:
        self._wait(size)
        try:
            await self._places.acquire()
        finally:
            self._wait(-size)
        try:
            yield
        finally:
            self._places.release()

    def _wait(self, size: int) -> None:
        self._waiting += size
        if self._waiting < WAITING:
            self._calm.set()
        else:
            self._calm.clear()

    async def _ask(self, parser: _Parser, request: bytes) -> object | None:
        """The parser's answer; None where it ended over another document."""
        try:
            answer = await parser.ask(request, self._seconds)
        except _LostError:
            return None
        except BaseException:
            await self._end(parser)
            raise
        if isinstance(answer, Broke) and answer.memory:
            await self._end(parser)
        return answer

    def _freest(self) -> _Parser:
        """One with nothing to do, a new one where there may be more, or the least busy."""
        best = min(self._parsers, key=lambda one: one.asked, default=None)
        if best is None or (best.asked and len(self._parsers) < self._count):
            best = _Parser(self._memory, self._ends)
            self._parsers.append(best)
        return best

    async def _end(self, parser: _Parser) -> None:
        if parser in self._parsers:
            self._parsers.remove(parser)
        await parser.end()

    async def close(self) -> None:
        """End all that wait for work."""
        for task in self._warming:
            task.cancel()
        await asyncio.gather(*self._warming, return_exceptions=True)
        await asyncio.gather(*map(self._end, tuple(self._parsers)))

    @property
    def _ends(self) -> int:
        """After so many seconds a parser ends by itself, should its parent be gone."""
        return int(self._seconds + START_SECONDS) + 1


class _Parser:
    """One process on its start or at work, and who waits for it: `asked` are so many."""

    def __init__(self, memory: int, ends: int) -> None:
        self._start = asyncio.create_task(_Process.start(memory, ends))
        self._turn = asyncio.Lock()
        self._over = False
        self.asked = 0

    async def ask(self, request: bytes, seconds: float) -> object:
        """Send a request, and wait for its answer so many seconds from when its turn has come.

        Raises:
            SourceError: it took too long, or the parser died on it.
            ParserFaultError: what came is no answer.
            _LostError: the parser was ended before it was the turn of this one.
        """
        self.asked += 1
        try:
            process = await self._started()
            process.give(request)
            async with self._turn:  # in the order in which they were given: the lock is fair
                self._refuse_lost()
                return await process.answer(seconds)
        finally:
            self.asked -= 1

    async def end(self) -> None:
        """End the process, whatever it does."""
        self._over = True
        self._start.cancel()
        (process,) = await asyncio.gather(self._start, return_exceptions=True)
        if isinstance(process, _Process):
            await process.kill()

    async def _started(self) -> _Process:
        if not self._start.done():
            await asyncio.wait((self._start,))  # who stops waiting stops no other's
        self._refuse_lost()
        return self._start.result()

    def _refuse_lost(self) -> None:
        if self._over:
            raise _LostError


class _Process:
    """The pipes to one process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a parser without pipes")
        self._process, self._in, self._out = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, memory: int, seconds: int) -> Self:
        """Start one and wait until it is ready; after so many seconds it ends by itself."""
        process = cls(
            await asyncio.create_subprocess_exec(
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
        )
        try:
            await process.answer(START_SECONDS)
        except BaseException:
            await process.kill()
            raise
        return process

    def give(self, request: bytes) -> None:
        """Put a request into its pipe, behind those that are there."""
        self._in.write(request)

    async def answer(self, seconds: float) -> object:
        """Wait for the next answer; a new parser says by itself that it is ready.

        Raises:
            SourceError: it took too long, or the parser died on it.
            ParserFaultError: what came is no answer.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._in.drain()
                head = await self._out.readexactly(HEADER)
                return unwrap(await self._out.readexactly(int.from_bytes(head)))
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
        """End it, whatever it does."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._in.close()
        await self._process.wait()


def _size(args: Iterable[object]) -> int:
    """Bytes of the bodies among what a parser is to be given."""
    bodies = (one.body if isinstance(one, Response) else one for one in args)
    return sum(len(one) for one in bodies if isinstance(one, bytes))


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
