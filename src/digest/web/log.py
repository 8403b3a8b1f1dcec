"""A line for each request: what was asked for, how it went, how long it took. No addresses.

A path that holds a reader's token is told by its pattern, and no query is told: what somebody
searched for is theirs.
"""

from __future__ import annotations

import json
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Logged"]


class Logged:
    """Wraps an application.

    Args:
        app: the application.
        told: what may be told of a path that was answered with a status.
        write: takes each line, without its end.
        clock: gives the time, UTC.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        told: Callable[[str, int], str],
        write: Callable[[str], object],
        clock: Callable[[], datetime],
    ) -> None:
        self._app = app
        self._told = told
        self._write = write
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        began, status, size = perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            line = {
                "time": self._clock().isoformat(timespec="seconds").replace("+00:00", "Z"),
                "method": scope["method"],
                "path": self._told(scope["path"], status),
                "status": status,
                "bytes": size,
                "ms": round((perf_counter() - began) * 1000, 1),
            }
            self._write(json.dumps(line))
