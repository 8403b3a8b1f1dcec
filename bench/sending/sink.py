"""A sink of our own in a process: PIPELINING, and a delay where one is asked for.

`sink.py [--trip MS] [--work MS]` prints its port; `trip` is the way there and back, `work`
what the server takes for a message. It keeps nothing and ends with its standard input.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

END = b"\r\n.\r\n"
QUEUED = b"250 2.0.0 queued\r\n"
ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n",
    b"HELO": b"250 sink\r\n",
    b"MAIL": b"250 2.1.0 Ok\r\n",
    b"RCPT": b"250 2.1.5 Ok\r\n",
    b"RSET": b"250 2.0.0 Ok\r\n",
    b"DATA": b"354 go on\r\n",
}
BYE = b"221 2.0.0 Bye\r\n"


class Talk(asyncio.Protocol):
    """One connection. The end of a body is looked for in what came last alone."""

    def __init__(self, trip: float, work: float) -> None:
        self._trip = trip
        self._work = work
        self._loop = asyncio.get_running_loop()
        self._rest = b""
        self._body = False
        self._busy = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        """Take it when it has come all the way."""
        self._later(self._trip, lambda: self._take(data))

    def _take(self, data: bytes) -> None:
        data, said = self._rest + data, list[bytes]()
        start, place = 0, 0
        while place >= 0:
            start = place
            place = self._ended(data, place, said) if self._body else self._line(data, place, said)
        self._rest = data[max(start, len(data) - 4) if self._body else start :]
        if said:
            self._answer(said)

    def _ended(self, data: bytes, place: int, said: list[bytes]) -> int:
        end = data.find(END, place)
        if end < 0:
            return -1
        self._body = False
        said.append(QUEUED)
        return end + len(END)

    def _line(self, data: bytes, place: int, said: list[bytes]) -> int:
        end = data.find(b"\n", place)
        if end < 0:
            return -1
        verb = data[place : place + 4].upper()
        said.append(ANSWERS.get(verb, BYE))
        self._body = verb == b"DATA"
        return end - 1 if self._body else end + 1  # a body may be a lone dot

    def _answer(self, said: list[bytes]) -> None:
        """Answers leave in order, after the work on each message."""
        now = self._loop.time()
        self._busy = max(self._busy, now) + self._work * said.count(QUEUED)
        self._later(self._busy - now, lambda: self._say(said))

    def _say(self, said: list[bytes]) -> None:
        if not self._transport.is_closing():
            self._transport.write(b"".join(said))
            if said[-1] is BYE:
                self._transport.close()

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        if seconds:
            self._loop.call_later(seconds, what)
        else:
            what()


async def serve(trip: float, work: float) -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Talk(trip, work), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    """Serve, with uvloop where it is installed: the sink must not be what is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trip", type=float, default=0)
    parser.add_argument("--work", type=float, default=0)
    given = parser.parse_args()
    try:
        from uvloop import new_event_loop as factory  # noqa: PLC0415 - it may be missing
    except ImportError:
        factory = None
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serve(given.trip / 1000, given.work / 1000))


if __name__ == "__main__":
    main()
