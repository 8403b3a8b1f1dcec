"""One request, straight into an application: no socket, no server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]


def ask(app, path="/", *, method="GET", hosts=("127.0.0.1:8765",)) -> Answer:
    path, _, query = path.partition("?")
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "headers": [(b"host", host.encode()) for host in hosts],
    }
    asyncio.run(app(scope, receive, send))
    head = [(key.decode(), value.decode()) for key, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], head, b"".join(m.get("body", b"") for m in sent[1:]))
