"""What stands around every page: the Host header comes in checked, safety headers go out.

A request by another name is refused, so that a website can't reach a page on this machine by
DNS rebinding. It never looks at what is asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LOOPBACK", "Guard"]

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_HOST: Final = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]@]+))(?::[0-9]*)?")
_REFUSAL: Final = PlainTextResponse("This server does not answer to that name.\n", status_code=421)


class Guard:
    """Wraps an application.

    Args:
        app: the application.
        names: by which it is reached, besides the loopback names; others get 421.
        policy: the Content-Security-Policy of every answer that brings none of its own.
        headers: more headers for every answer, names in lower case.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        policy: str,
        names: Collection[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._app = app
        self._names = LOOPBACK | {name.lower() for name in names}
        ours = {**_ALWAYS, "content-security-policy": policy, **(headers or {})}
        self._headers = [(name.encode(), value.encode()) for name, value in ours.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._added(message["headers"])
            await send(message)

        app = self._app if _host(scope) in self._names else _REFUSAL
        await app(scope, receive, guarded)

    def _added(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        given = {name.lower() for name, _ in headers}
        return [*headers, *(header for header in self._headers if header[0] not in given)]


def _host(scope: Scope) -> str:
    """The name in the one Host header (RFC 9110, section 7.2); empty if unusable."""
    values = [value for name, value in scope["headers"] if name == b"host"]
    if len(values) != 1:
        return ""
    found = _HOST.fullmatch(str(values[0], "latin-1").lower())
    return (found[1] or found[2]) if found else ""
