"""Uvicorn inside a loop that is not its own: how every page of digest is served.

It binds, serves and ends. It never touches the process's signals and keeps no access log:
that would hold the readers' links.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractContextManager

    from starlette.types import ASGIApp

__all__ = ["answering", "bound", "running", "url_of"]


HEAD_SECONDS: Final = 15.0
"""Within them the head of a request must have come whole."""


@asynccontextmanager
async def running(
    app: ASGIApp, *, host: str, port: int, what: str, option: str = "--port"
) -> AsyncIterator[str]:
    """Serve the application in this loop until the block ends; port 0 means a free one.

    Args:
        app: the application.
        host: an address of this machine.
        port: 0 to 65535.
        what: who listens, for the error's words, such as "readers' site".
        option: which one of the command chooses another port.

    Yields:
        The URL, ending in a slash.

    Raises:
        DigestError: The port can't be had; the hint says how to choose another.
    """
    with bound(host, port, what, option) as sock:
        async with answering(app, sock):
            yield url_of(sock)


@asynccontextmanager
async def answering(app: ASGIApp, sock: socket.socket) -> AsyncIterator[None]:
    """Serve the application on a bound socket, which others may answer on too."""
    server = _Server(_config(app))
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        await server.ready.wait()
        yield
    finally:
        server.should_exit = True
        await task


def url_of(sock: socket.socket) -> str:
    """Where a bound socket is reached, ending in a slash."""
    host, port, *_ = sock.getsockname()
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def bound(host: str, port: int, what: str, option: str = "--port") -> socket.socket:
    """A listening socket.

    Raises:
        DigestError: The port can't be had; says which, and what to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        sock = socket.create_server((host, port), family=family)
    except OSError as error:
        raise DigestError(
            f"The {what} can't listen on {host} port {port}: {_why(error)}.",
            f"Another one may be running, or the demo. Stop it, or choose another port: {option} N;"
            " 0 takes a free one.",
        ) from error
    # Head and body of an answer leave in two pieces, and Nagle's algorithm holds the second one
    # back for 40 ms. asyncio turns it off for sockets that name their protocol; this names none.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def _why(error: OSError) -> str:
    """The system's own words; Python's repeat the address behind them."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)


class _Patient(H11Protocol):
    """Hangs up on who does not finish the head of a request: uvicorn would wait for ever."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as there
        super().connection_made(transport)
        self._wind()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        answering: RequestResponseCycle | None = self.cycle
        if answering is None or answering.response_complete:
            self._wind()
        else:
            self._unwind()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwind()
        super().connection_lost(exc)

    def _wind(self) -> None:
        """Begin to count, once for each request: a byte now and then gains nothing."""
        if self._clock is None:
            self._clock = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _unwind(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _hang_up(self) -> None:
        self.transport.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]  # a generator there
        return nullcontext()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Patient,
        proxy_headers=False,  # who may speak for others is for digest.web.proxy to know
        log_config=None,
        log_level="error",  # what a stranger sends is no warning for the operator
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        limit_concurrency=1000,
        timeout_graceful_shutdown=5,
    )
