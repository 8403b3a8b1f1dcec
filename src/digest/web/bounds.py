"""How much a request may bring and how long it may take: giant and slow ones are given up.

The body is counted while a handler reads it; what is too much or too late becomes an
HTTPException there, and so the page that the site has for it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Bounded"]

MAX_BODY: Final = 64 * 1024
"""Bytes; the largest form of the readers' site has about two thousand."""

BODY_SECONDS: Final = 10.0
SECONDS: Final = 60.0
_CLOSE: Final = {"connection": "close"}


class Bounded:
    """Wraps an application.

    Args:
        app: the application.
        max_body: bytes of a body.
        larger: bytes of a body under the paths that begin so, where other programs send more.
        body_seconds: until it must have come whole.
        seconds: until the answer must have been taken whole; then the connection is closed.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_body: int = MAX_BODY,
        larger: Mapping[str, int] | None = None,
        body_seconds: float = BODY_SECONDS,
        seconds: float = SECONDS,
    ) -> None:
        self._app = app
        self._max_body = max_body
        self._larger = larger or {}
        self._body_seconds = body_seconds
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        body = _Body(receive, self._most(scope), self._body_seconds, declared=_declared(scope))
        # Who does not take the answer is hung up on by the server: there is nobody to tell.
        with suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):
                await self._app(scope, body.receive, send)

    def _most(self, scope: Scope) -> int:
        path = scope.get("path", "")
        return next(
            (n for start, n in self._larger.items() if path.startswith(start)), self._max_body
        )


class _Body:
    """One request's body, on its way in."""

    def __init__(self, receive: Receive, most: int, seconds: float, *, declared: int) -> None:
        self._receive = receive
        self._declared = declared
        self._most = most
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._size = 0
        self._whole = False

    async def receive(self) -> Message:
        """The next piece.

        Raises:
            HTTPException: 413 if it is too large, 408 if too slow, 400 if it breaks off.
        """
        if self._whole:
            return await self._receive()
        if self._declared > self._most:  # said beforehand: no need to wait for it
            raise HTTPException(413, headers=_CLOSE)
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, headers=_CLOSE) from None
        return self._counted(message)

    def _counted(self, message: Message) -> Message:
        if message["type"] == "http.disconnect":
            raise HTTPException(400)
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > self._most:
            raise HTTPException(413, headers=_CLOSE)
        return message


def _declared(scope: Scope) -> int:
    """The length that the head says the body has; 0 where it says none (RFC 9110, section 8.6)."""
    lengths = [value for name, value in scope.get("headers", ()) if name == b"content-length"]
    return max((int(one) for one in lengths if one.isdigit()), default=0)
