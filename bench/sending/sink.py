"""A sink of our own in a process: PIPELINING, CHUNKING, and a delay where one is asked for.

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
EHLO = b"250-sink\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n"
ANSWERS = {
    b"EHLO": EHLO,
    b"HELO": b"250 sink\r\n",
    b"MAIL": b"250 2.1.0 Ok\r\n",
    b"RCPT": b"250 2.1.5 Ok\r\n",
    b"RSET": b"250 2.0.0 Ok\r\n",
    b"DATA": b"354 go on\r\n",
}
BYE = b"221 2.0.0 Bye\r\n"
ROOM = 1 << 18  # bytes taken at once


class Talk(asyncio.BufferedProtocol):
    """One connection. What came last is looked at where the kernel put it, never copied."""

    def __init__(self, trip: float, work: float) -> None:
        self._trip = trip
        self._work = work
        self._loop = asyncio.get_running_loop()
        self._room = bytearray(ROOM)
        self._rest = b""
        self._body = False
        self._chunk = 0
        self._last = b""
        self._busy = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(b"220 sink ESMTP\r\n")

    def get_buffer(self, sizehint: int) -> bytearray:  # noqa: ARG002 - asyncio's name
        """Where to put what comes."""
        return self._room

    def buffer_updated(self, nbytes: int) -> None:
        """Take it when it has come all the way."""
        if self._trip:
            data = self._room[:nbytes]
            self._later(self._trip, lambda: self._take(data, len(data)))
        else:
            self._take(self._room, nbytes)

    def _take(self, data: bytearray, size: int) -> None:
        said = list[bytes]()
        place = 0
        while place < size:
            if self._chunk:
                place = self._chunked(place, size, said)
            elif self._body:
                place = self._ended(data, place, size, said)
            else:
                place = self._line(data, place, size, said)
        if said:
            self._answer(said)

    def _chunked(self, place: int, size: int, said: list[bytes]) -> int:
        """Part of a chunk, or its end (RFC 3030)."""
        taken = min(self._chunk, size - place)
        self._chunk -= taken
        if not self._chunk:
            said.append(self._last)
        return place + taken

    def _ended(self, data: bytearray, place: int, size: int, said: list[bytes]) -> int:
        """Past the end of the body, which may lie across what came before and this."""
        seam = self._rest + bytes(data[place : min(place + len(END), size)])
        across = seam.find(END)
        if across >= 0:
            end = place + across + len(END) - len(self._rest)
        else:
            found = data.find(END, place, size)
            if found < 0:
                self._rest = (self._rest + bytes(data[max(place, size - 4) : size]))[-4:]
                return size
            end = found + len(END)
        self._body, self._rest = False, b""
        said.append(QUEUED)
        return end

    def _line(self, data: bytearray, place: int, size: int, said: list[bytes]) -> int:
        """Past one command, if it has come whole."""
        end = data.find(b"\n", place, size)
        if end < 0:
            self._rest += bytes(data[place:size])
            return size
        line, self._rest = self._rest + bytes(data[place:end]), b""
        verb = line[:4].upper()
        if verb == b"BDAT":
            self._announced(line, said)
        else:
            said.append(ANSWERS.get(verb, BYE))
        if verb == b"DATA":
            self._body, self._rest = True, b"\r\n"  # a body may be a lone dot
        return end + 1

    def _announced(self, line: bytes, said: list[bytes]) -> None:
        _, number, *last = line.split()
        self._chunk, self._last = int(number), QUEUED if last else b"250 2.0.0 go on\r\n"
        if not self._chunk:
            said.append(self._last)

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
        if seconds > 0:
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
