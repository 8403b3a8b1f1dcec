"""Uvicorn inside a loop that is not its own: how every page of digest is served.

It binds, serves and ends. It never touches the process's signals and keeps no access log:
that would hold the readers' links.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

import uvicorn

from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractContextManager

    from starlette.types import ASGIApp

__all__ = ["bound", "running"]


@asynccontextmanager
async def running(app: ASGIApp, *, host: str, port: int, what: str) -> AsyncIterator[str]:
    """Serve the application in this loop until the block ends; port 0 means a free one.

    Args:
        app: the application.
        host: an address of this machine.
        port: 0 to 65535.
        what: who listens, for the error's words, such as "readers' site".

    Yields:
        The URL, ending in a slash.

    Raises:
        DigestError: The port can't be had; the hint says how to choose another.
    """
    with bound(host, port, what) as sock:
        server = _Server(_config(app))
        task = asyncio.create_task(server.serve(sockets=[sock]))
        try:
            await server.ready.wait()
            name = f"[{host}]" if ":" in host else host
            yield f"http://{name}:{sock.getsockname()[1]}/"
        finally:
            server.should_exit = True
            await task


def bound(host: str, port: int, what: str) -> socket.socket:
    """A listening socket.

    Raises:
        DigestError: The port can't be had; says which, and what to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise DigestError(
            f"The {what} can't listen on {host} port {port}: {error.strerror or error}.",
            "Another one may be running. Stop it, or choose another port; 0 takes a free one.",
        ) from error


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
        log_config=None,
        log_level="error",  # what a stranger sends is no warning for the operator
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        limit_concurrency=1000,
        timeout_graceful_shutdown=5,
    )
