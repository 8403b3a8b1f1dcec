"""A loopback HTTP server that answers exactly the bytes, or does exactly what, a test says."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from digest.config import CollectSettings

Headers = Mapping[str, str]
Act = Callable[[Headers, asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Act
LOOPBACK = CollectSettings(
    allow_private=True, timeout=20.0, max_bytes=200_000, contact="desk@x", spacing=0
)


@dataclass
class Server:
    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[tuple[str, Headers]] = field(default_factory=list)
    bodies: list[tuple[str, bytes]] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        path = first.split(" ")[1]
        headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)
        }
        self.requests.append((path, headers))
        if length := int(headers.get("content-length", 0)):
            self.bodies.append((path, await reader.readexactly(length)))
        answer = self.answers.get(path, reply(b"not here", status="404 Not Found"))
        if isinstance(answer, bytes):
            writer.write(answer)
        else:
            await answer(headers, writer)
        await writer.drain()
        return b"Connection: close" not in (
            answer if isinstance(answer, bytes) else b"Connection: close"
        )


def reply(
    body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def redirect(target: str) -> bytes:
    return reply(b"", f"Location: {target}", status="302 Found")


@asynccontextmanager
async def serving(answers: Mapping[str, Answer] | None = None) -> AsyncIterator[Server]:
    server = Server(answers=dict(answers or {}))
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server
