"""An SMTP server that does as it is told: takes, refuses, drops, stalls, lies, and counts.

In a test: `async with Sink(script) as sink`. As a process of its own, for a benchmark:
`python -m tests.integration.deliver.sink` prints its port, then for each line on
standard input the messages it took, by Message-ID, as JSON; it ends with its input.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from tests.integration.deliver.logins import Logins

if TYPE_CHECKING:
    from typing import Self


class Act(Enum):
    """What a script may do instead of answering; CHOKE: ask for a body, not read it, and go."""

    DROP = auto()
    STALL = auto()
    CHOKE = auto()


_GOOD = {
    "MAIL": b"250 2.1.0 sender ok",
    "RCPT": b"250 2.1.5 recipient ok",
    "DATA": b"354 go on",
    "BODY": b"250 2.0.0 queued",
    "RSET": b"250 2.0.0 reset",
    "NOOP": b"250 2.0.0 ok",
    "QUIT": b"221 2.0.0 bye",
    "BANNER": b"220 sink ESMTP",
}


WIDE = ("PIPELINING", "8BITMIME", "SIZE 50000000", "CHUNKING")


@dataclass
class Taken:
    sender: str
    recipient: str
    data: bytes


@dataclass
class Options:
    """How the server is; `flush`: forget pipelined input after an error.

    `hasty`: what it does to a command with more input behind it, whatever it offered; `wordy`:
    two lines where one would do; `drip`: one byte at a time.
    """

    keywords: tuple[str, ...] = ("PIPELINING", "8BITMIME", "SIZE 50000000")
    flush: bool = False
    hasty: bytes | Act | None = None
    close_after: int = 0
    wordy: bool = False
    drip: bool = False
    keep: bool = True
    tls: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None
    token: tuple[str, str] | None = None


def answers(**replies: bytes | Act) -> Callable[[str, int], bytes | Act | None]:
    """The same answer each time: `answers(RCPT=b"550 5.1.1 no")`."""
    return lambda verb, _count: replies.get(verb)


def first(times: int, **replies: bytes | Act) -> Callable[[str, int], bytes | Act | None]:
    """That answer the first so many times, then the good one."""
    return lambda verb, count: replies.get(verb) if count <= times else None


def at(verb: str, number: int, said: bytes | Act) -> Callable[[str, int], bytes | Act | None]:
    """That answer once, to the verb's so many-th time."""
    return lambda name, count: said if (name, count) == (verb, number) else None


@dataclass
class Sink:
    script: Callable[[str, int], bytes | Act | None] = lambda _verb, _count: None
    options: Options = field(default_factory=Options)
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    refused: dict[str, set[bytes]] = field(default_factory=dict)
    connections: int = 0
    most_at_once: int = 0
    on_body: Callable[[str], None] = lambda _message_id: None
    open: set[_Talk] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Talk(self), "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for talk in list(self.open):
            talk.transport.abort()
        await self._server.wait_closed()
        await asyncio.sleep(0)

    @property
    def recipients(self) -> list[str]:
        return [taken.recipient for taken in self.taken]


class _Talk(Logins, asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.buffer = bytearray()
        self.secure = False
        self.count = 0
        self.sender: str | None = None
        self.rcpts: list[str] = []
        self.asked = ""
        self.in_data = False
        self.stalled = False
        self.login: list[str] | None = None
        self.chunk: int | None = None
        self.drops = bytearray()

    def connection_made(self, transport):
        self.transport = transport
        if self.secure:
            return
        self.sink.connections += 1
        self.sink.open.add(self)
        self.sink.most_at_once = max(self.sink.most_at_once, len(self.sink.open))
        self.answer("BANNER")

    def connection_lost(self, exc):  # noqa: ARG002 - asyncio's name for it
        self.sink.open.discard(self)

    def data_received(self, data):
        self.buffer += data
        if self.in_data and self.tell("PART") is Act.DROP:
            self.transport.abort()
            return
        while not self.stalled and not self.transport.is_closing() and self.step():
            pass

    def step(self) -> bool:
        if self.in_data:
            return self.body()
        if self.chunk is not None:
            return self.last_chunk(self.chunk)
        line, end, _ = self.buffer.partition(b"\r\n")
        if not end:
            return False
        del self.buffer[: len(line) + 2]
        self.command(line.decode())
        return True

    def body(self) -> bool:
        if self.buffer.startswith(b".\r\n"):
            end, size = 0, 3
        else:
            end, size = self.buffer.find(b"\r\n.\r\n") + 2, 3
            if end == 1:
                return False
        data = bytes(self.buffer[:end])
        del self.buffer[: end + size]
        self.in_data = False
        self.keep(data)
        return True

    def last_chunk(self, size: int) -> bool:
        """All of a message, as it is (RFC 3030); the script calls its answer BODY too."""
        if len(self.buffer) < size:
            if self.tell("PART") is Act.DROP:
                self.transport.abort()
            return False
        data = bytes(self.buffer[:size])
        del self.buffer[:size]
        self.chunk = None
        self.keep(data, stuffed=False)
        return True

    def keep(self, data: bytes, *, stuffed: bool = True) -> None:
        sender, rcpts = self.sender, self.rcpts
        self.sender, self.rcpts = None, []
        if not rcpts:
            self.say(b"554 5.5.1 no valid recipients")
            return
        said = self.tell("BODY")
        if said is None or said is Act.DROP or (isinstance(said, bytes) and said < b"3"):
            self.record(sender or "", rcpts[0], _unstuffed(data) if stuffed else data)
        self.do(said or _GOOD["BODY"])
        if self.sink.options.close_after and self.count >= self.sink.options.close_after:
            self.transport.close()

    def record(self, sender: str, recipient: str, data: bytes) -> None:
        self.count += 1
        start = data.find(b"Message-ID: ") + 12
        ident = data[start : data.find(b"\r\n", start)].decode()
        self.sink.ids[ident] += 1
        self.sink.on_body(ident)
        if self.sink.options.keep:
            self.sink.taken.append(Taken(sender, recipient, data))

    def command(self, line: str) -> None:
        if self.sink.options.keep:
            self.sink.log.append(line)
        if self.login is not None:
            self.login_line(line)
        elif self.buffer and self.sink.options.hasty is not None:
            self.do(self.sink.options.hasty)
            self.buffer.clear()
        else:
            self.obey(line[:4].upper(), line)

    def obey(self, verb: str, line: str) -> None:
        self.asked = _address(line) if verb == "RCPT" else self.asked
        match verb:
            case "EHLO":
                self.answer("EHLO", self.hello())
            case "STAR":
                if self.answer("STARTTLS", b"220 go on") == b"220 go on":
                    self.encrypt()
            case "AUTH":
                self.auth(line)
            case "BDAT":
                self.start_chunk(line)
            case "MAIL" if self.sender is not None:
                self.refuse(b"503 5.5.1 nested MAIL command")
            case "RCPT" | "DATA" if self.sender is None or (verb == "DATA" and not self.rcpts):
                said = self.tell(verb) if verb == "DATA" else None
                self.do(said or b"503 5.5.1 out of sequence")
                self.in_data = said is not None and said.startswith(b"354")
            case _:
                self.transact(verb, line)

    def transact(self, verb: str, line: str) -> None:
        said = self.answer(verb, _GOOD.get(verb, b"502 5.5.2 what?"))
        if not isinstance(said, bytes) or said >= b"4":
            return
        address = _address(line)
        if verb == "MAIL":
            self.sender = address
        elif verb == "RCPT":
            self.rcpts.append(address)
        elif verb == "RSET":
            self.sender, self.rcpts = None, []
        elif verb == "DATA":
            self.in_data = True
        elif verb == "QUIT":
            self.transport.close()

    def start_chunk(self, line: str) -> None:
        """`BDAT size LAST`; a server that says it knows none reads the data as commands."""
        said = self.tell("BDAT")
        if said is not None:
            self.do(said)
        elif "CHUNKING" not in self.sink.options.keywords:
            self.refuse(b"500 5.5.1 what?")
        else:
            self.chunk = int(line.split()[1])

    def hello(self) -> bytes:
        words = ["sink", *self.sink.options.keywords]
        if self.secure:
            words = [word for word in words if word != "STARTTLS"]
        return "\r\n".join([*(f"250-{word}" for word in words[:-1]), f"250 {words[-1]}"]).encode()

    def encrypt(self) -> None:
        if self.sink.options.tls is None:
            return
        loop = asyncio.get_running_loop()
        self.secure = self.stalled = True

        async def upgrade() -> None:
            with contextlib.suppress(OSError):
                self.transport = await loop.start_tls(
                    self.transport, self, self.sink.options.tls, server_side=True
                )
                self.stalled = False
                self.data_received(b"")

        self.upgrade = loop.create_task(upgrade())

    # --- saying -----------------------------------------------------------------------

    def tell(self, verb: str) -> bytes | Act | None:
        self.sink.seen[verb] += 1
        return self.sink.script(verb, self.sink.seen[verb])

    def answer(self, verb: str, good: bytes = b"") -> bytes | Act:
        said = self.tell(verb) or good or _GOOD[verb]
        self.do(said)
        return said

    def do(self, said: bytes | Act) -> None:
        if said is Act.DROP:
            self.transport.abort()
        elif said is Act.STALL:
            self.stalled = True
        elif said is Act.CHOKE:
            self.say(_GOOD["DATA"])
            self.transport.pause_reading()
            asyncio.get_running_loop().call_later(0.1, self.transport.abort)
        elif said.endswith(b"\0"):
            self.transport.write(said[:-1])
            self.transport.close()
        else:
            self.refuse(said) if said >= b"4" else self.say(said)

    def refuse(self, said: bytes) -> None:
        self.sink.refused.setdefault(self.asked, set()).add(said[:3])
        self.say(said)
        if self.sink.options.flush:
            self.buffer.clear()
        if said.startswith(b"421"):
            self.transport.close()

    def say(self, said: bytes) -> None:
        if self.sink.options.wordy:
            said = b"%b-in a word\r\n%b" % (said[:3], said)
        if not self.sink.options.drip:
            self.transport.write(said + b"\r\n")
            return
        self.drops += said + b"\r\n"
        if len(self.drops) == len(said) + 2:
            self.drip()

    def drip(self) -> None:
        """One byte in each turn of the loop."""
        if self.drops and not self.transport.is_closing():
            self.transport.write(bytes([self.drops.pop(0)]))
            asyncio.get_running_loop().call_soon(self.drip)


def _unstuffed(data: bytes) -> bytes:
    plain = data.replace(b"\r\n..", b"\r\n.")
    return plain[1:] if plain.startswith(b"..") else plain


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


COUNTED = ("PIPELINING", "CHUNKING", "8BITMIME", "SIZE 50000000")


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    async with Sink(options=Options(keywords=COUNTED, keep=False)) as sink:
        print(sink.port, flush=True)  # noqa: T201 - its report
        while await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(sink.ids), flush=True)  # noqa: T201 - likewise


if __name__ == "__main__":
    asyncio.run(_serve())
