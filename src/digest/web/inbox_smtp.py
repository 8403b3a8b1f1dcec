"""The SMTP door of the catch-all: the one place that knows aiosmtpd.

It takes every mail on a socket that it is given, hands on the bytes as they came, and
never relays anything. Connections still open at the end are closed, none is left to warn.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as WireEnvelope

from digest.web.inbox_mail import Envelope

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Callable

    from aiosmtpd.smtp import Session

MAX_BYTES: Final = 25 * 1024 * 1024
"""The largest mail taken, as announced by SIZE (RFC 1870)."""


class _Handler:
    """aiosmtpd's hooks. It calls them by name, hence the capitals."""

    def __init__(self, take: Callable[[bytes, Envelope], object]) -> None:
        self._take = take

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, session: Session, envelope: WireEnvelope
    ) -> str:
        """Keep the mail. A full disk is the sender's to retry, not the end of the server."""
        del server, session
        raw = envelope.original_content or b""
        people = Envelope(envelope.mail_from or "", tuple(envelope.rcpt_tos))
        try:
            self._take(raw, people)
        except OSError as error:
            return f"452 4.3.1 Can't keep the mail: {error.strerror}"
        return "250 2.0.0 Kept"


class _Connection(SMTP):
    """One client's session, known to its door for as long as it is open."""

    def __init__(self, handler: _Handler, open_now: set[_Connection]) -> None:
        super().__init__(
            handler, data_size_limit=MAX_BYTES, enable_SMTPUTF8=True, hostname="digest.localhost"
        )
        self._open_now = open_now

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._open_now.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._open_now.discard(self)

    async def hang_up(self) -> None:
        """Close at once and wait until aiosmtpd's task has seen it."""
        task = self._handler_coroutine
        if self.transport is not None:
            self.transport.close()
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@asynccontextmanager
async def door(
    sock: socket.socket, take: Callable[[bytes, Envelope], object]
) -> AsyncIterator[None]:
    """Serve SMTP on `sock` until the block ends; `take` gets each mail's bytes and envelope.

    RFC 5321 with SIZE, 8BITMIME and SMTPUTF8. aiosmtpd's own Controller is not used: it
    runs a thread of its own and can't be given port 0.
    """
    open_now: set[_Connection] = set()
    handler = _Handler(take)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(handler, open_now), sock=sock)
    try:
        yield
    finally:
        server.close()
        await asyncio.gather(*(connection.hang_up() for connection in tuple(open_now)))
        await server.wait_closed()
