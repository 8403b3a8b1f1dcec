"""One connection as replies and writes: asyncio's protocol side, with a watchdog.

Knows deadlines and loss, never what a reply means.
"""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from digest.deliver.replies import ReplyError, ReplyParser

if TYPE_CHECKING:
    from digest.deliver.outcomes import Verb
    from digest.deliver.replies import Reply

# While more than this waits in our own buffer, the end of what was written has not left.
# The envelope that rides behind a body is shorter, so the body's last dot has not either.
UNSENT: Final = 2048
PATIENCE: Final = 1.0  # seconds for what is written to leave, and again for the end


class LostError(Exception):
    """The connection is of no more use.

    `unsure`: a whole message may have arrived; `behind`: so may so many pushed behind it.
    `silent`: the server may have lost count of what was pipelined. `reply`: it said why, in
    answer to `verb` where that is known.
    """

    def __init__(
        self,
        reason: str,
        *,
        unsure: bool = False,
        silent: bool = False,
        behind: int = 0,
        reply: Reply | None = None,
        verb: Verb | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unsure = unsure
        self.silent = silent
        self.behind = behind
        self.reply = reply
        self.verb = verb


class Wire(asyncio.Protocol):
    """Replies in the order they came, each awaited with a deadline."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._parser = ReplyParser()
        self._replies: deque[Reply] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._deadline = 0.0
        self._watchdog: asyncio.TimerHandle | None = None
        self._lost: LostError | None = None
        self._closed = loop.create_future()
        self.transport: asyncio.Transport
        self._clogged = False
        self._tells = False
        self._encrypts = False
        self._outgoing: list[bytes] = []

    # --- asyncio's side -----------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport; called again when TLS starts on the same connection."""
        self.use(cast("asyncio.Transport", transport))

    def use(self, transport: asyncio.Transport) -> None:
        """Write through this transport from now on."""
        self.transport = transport
        # uvloop tells what has left only when all of it has, and that proves nothing.
        self._tells = type(transport).__module__.startswith("asyncio.")
        # Each piece would be a record of its own.
        self._encrypts = transport.get_extra_info("sslcontext") is not None
        transport.set_write_buffer_limits(high=UNSENT, low=UNSENT)

    def data_received(self, data: bytes) -> None:
        """Parse what came and wake who waits."""
        try:
            self._replies.extend(self._parser.feed(data))
        except ReplyError as error:
            self.abort(str(error))
        if self._replies:
            self._wake()

    def pause_writing(self) -> None:
        """More than UNSENT bytes wait to leave."""
        self._clogged = True

    def resume_writing(self) -> None:
        """All but UNSENT bytes have left."""
        self._clogged = False

    def connection_lost(self, exc: Exception | None) -> None:
        """Keep the first reason and wake who waits."""
        self._lose(f"connection lost: {exc}" if exc else "the server closed the connection")
        if self._watchdog is not None:
            self._watchdog.cancel()
        if not self._closed.done():
            self._closed.set_result(None)

    # --- our side -------------------------------------------------------------------

    def write(self, *pieces: bytes) -> None:
        """Hand bytes over; they leave at the end of the loop's turn.

        A message pushes all else out of the processor's caches: when all connections have first
        said what they say in this turn, a mail costs a seventh less. A lost connection shows in
        the next reply.
        """
        if not self._outgoing:
            self._loop.call_soon(self._flush)
        self._outgoing += pieces

    def _flush(self) -> None:
        """What can't leave any more stays in our hands."""
        if not self._outgoing or self.transport.is_closing():
            return  # uvloop's transport would raise
        pieces, self._outgoing = self._outgoing, []
        if self._encrypts or len(pieces) == 1:
            self.transport.write(b"".join(pieces))
        else:
            self.transport.writelines(pieces)

    def ready(self, count: int) -> tuple[Reply, ...]:
        """Look at the next so many replies, if they came already; else at none."""
        if len(self._replies) < count:
            return ()
        return tuple(islice(self._replies, count))

    def skip(self, count: int) -> None:
        """Be done with the replies that `ready` gave."""
        for _ in range(count):
            self._replies.popleft()

    async def reply(self, seconds: float) -> Reply:
        """The next reply, within so many seconds.

        Raises:
            LostError: the connection ended, or the time did (`silent`).
        """
        while not self._replies:
            if self._lost is not None:
                raise self._lost
            self._waiter = self._loop.create_future()
            self._watch(self._loop.time() + seconds)
            try:
                await self._waiter
            finally:
                self._waiter = None
        return self._replies.popleft()

    @property
    def clogged(self) -> bool:
        """Whether the end of what was written last can't have left, for sure."""
        return bool(self._outgoing) or (self._clogged and self._tells)

    @property
    def unread(self) -> bool:
        """Whether something came that nobody asked for, be it half a reply."""
        return bool(self._replies) or self._parser.pending

    @property
    def is_lost(self) -> bool:
        """Whether what is written now can't arrive any more."""
        return self._lost is not None

    def check(self) -> None:
        """Make sure that the server is there, and waits for us.

        Raises:
            LostError: the connection ended, or the server spoke out of turn.
        """
        if self._lost is not None:
            raise self._lost
        if self._replies:
            raise LostError(f"the server spoke out of turn: {self._replies[0]}")

    def abort(self, reason: str, *, silent: bool = False) -> None:
        """Give the connection up at once; what is not sent yet is dropped."""
        self._lose(reason, silent=silent)
        self._drop()

    async def close(self) -> None:
        """Let what is written leave, then close."""
        self._flush()
        # Python 3.11.2's encrypted transport breaks when it is closed a second time.
        if not self.transport.is_closing():
            self.transport.close()
        await asyncio.wait([self._closed], timeout=PATIENCE)
        self._drop()
        # Of a connection that ends during a TLS handshake asyncio tells its protocol nothing.
        await asyncio.wait([self._closed], timeout=PATIENCE)

    def _drop(self) -> None:
        if not self._closed.done():
            self.transport.abort()

    def _watch(self, deadline: float) -> None:
        self._deadline = deadline
        if self._watchdog is not None:
            if self._watchdog.when() <= deadline:
                return
            self._watchdog.cancel()
        self._watchdog = self._loop.call_at(deadline, self._bark)

    def _bark(self) -> None:
        self._watchdog = None
        if self._waiter is None or self._waiter.done():
            return  # what comes in the turn of the deadline has come in time
        if self._loop.time() < self._deadline:
            self._watch(self._deadline)
        else:
            self.abort("the server did not answer in time", silent=True)

    def _lose(self, reason: str, *, silent: bool = False) -> None:
        if self._lost is None:
            self._lost = LostError(reason, silent=silent)
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
