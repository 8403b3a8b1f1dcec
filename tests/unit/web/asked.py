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


def scope_of(
    path="/", *, method="GET", hosts=("127.0.0.1:8765",), headers=None, client="127.0.0.1"
):
    path, _, query = path.partition("?")
    more = [(name.encode(), value.encode("latin-1")) for name, value in (headers or {}).items()]
    return {
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
        "client": (client, 1),
        "headers": [*((b"host", host.encode()) for host in hosts), *more],
    }


def ask(app, path="/", *, body=(b"",), receive=None, **request) -> Answer:
    parts = [*body]
    sent = []

    async def from_parts():
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope_of(path, **request), receive or from_parts, send))
    head = [(key.decode(), value.decode("latin-1")) for key, value in sent[0]["headers"]]
    return Answer(sent[0]["status"], head, b"".join(m.get("body", b"") for m in sent[1:]))
