"""What is told of an answer that failed: its status, and the bytes that came of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.integration.collect.server import LOOPBACK, Answer, Headers, Server, redirect, reply
from tests.integration.collect.test_collect import NOW, RSS, source, with_server

from digest.collect import collect

if TYPE_CHECKING:
    from digest.model import Collected

QUICK = msgspec.structs.replace(LOOPBACK, timeout=2.0, max_bytes=20_000)
UNENDING = reply(b"wait", "Retry-After: 7200", status="429 Too Many Requests", length=99)


def visited(answer: Answer) -> Collected:
    async def do(server: Server) -> Collected:
        (visit,) = await collect(
            [source("one", server.url("/one"))],
            {},
            settings=QUICK,
            root=Path(),
            now=NOW,
            on_done=lambda visit: visit,
        )
        return visit

    return with_server({"/one": answer}, do)


def bare(body: bytes, *headers: str) -> bytes:
    """An answer that does not say how long it is."""
    return "\r\n".join(["HTTP/1.1 200 OK", "Connection: close", *headers, "", ""]).encode() + body


@pytest.mark.parametrize(
    ("answer", "status", "size", "words"),
    [
        (reply(b"keep out", status="403 Forbidden"), 403, 8, "answered 403"),
        (reply(b"", status="404 Not Found"), 404, 0, "answered 404"),
        (reply(b"later", status="429 Too Many Requests"), 429, 5, "answered 429"),
        (reply(b"oops", status="500 Server Error"), 500, 4, "answered 500"),
        (reply(b"oops", "Content-Encoding: gzip", status="503 Busy"), 503, 4, "answered 503"),
        (reply(b"x", length=30_000), 200, 0, "larger than 19 KiB"),
        (reply(b"<p>no feed</p>"), 200, 14, "is not a feed"),
        (reply(b"not packed", "Content-Encoding: gzip"), 200, 10, "is not a feed"),
        (reply(b"\x1f\x8bbroken", "Content-Encoding: gzip"), 200, 8, "the way it says"),
        (redirect("/one"), 302, 0, "redirects more than 5 times"),
    ],
)
def test_its_status_and_bytes(answer: bytes, status: int, size: int, words: str):
    visit = visited(answer)

    assert words in visit.error
    assert (visit.status, visit.bytes) == (status, size)
    assert visit.fetched is not None
    assert (visit.fetched.status, visit.fetched.bytes) == (status, size)


def test_of_one_too_long_what_came_until_it_was():
    visit = visited(bare(RSS * 500))

    assert "larger than 19 KiB" in visit.error
    assert visit.status == 200
    assert QUICK.max_bytes < visit.bytes <= len(RSS) * 500


def test_of_one_that_broke_off_what_came_until_then():
    async def hang(_: Headers, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b"<rss>", length=100))
        await writer.drain()
        await asyncio.sleep(3_600)

    visit = visited(hang)

    assert "within 2 seconds" in visit.error
    assert (visit.status, visit.bytes) == (200, 5)


def test_a_long_excuse_is_not_read_to_its_end():
    visit = visited(reply(b"x" * 5_000_000, status="500 Server Error"))

    assert visit.status == 500
    assert 65_536 < visit.bytes < 5_000_000


def test_an_excuse_without_end_keeps_its_status_and_its_wish(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("digest.collect.fetch._EXCUSE_SECONDS", 0.05)

    async def hang(_: Headers, writer: asyncio.StreamWriter) -> None:
        writer.write(UNENDING)
        await writer.drain()
        await asyncio.sleep(3_600)

    visit = visited(hang)

    assert (visit.status, visit.bytes) == (429, 4)
    assert visit.fetched is not None
    assert visit.fetched.wait == NOW + timedelta(hours=2)


def test_no_answer_has_no_status():
    async def close(_: Headers, writer: asyncio.StreamWriter) -> None:
        writer.close()

    visit = visited(close)

    assert visit.error
    assert (visit.status, visit.bytes) == (0, 0)


@pytest.mark.parametrize("asked", ["soon", "-5", "1.5"])
def test_a_retry_after_that_none_can_read_is_said_and_rests_no_host(asked: str):
    busy = reply(b"", f"Retry-After: {asked}", status="503 Busy")
    paths = [f"/{number}" for number in range(5)]

    async def do(server: Server) -> tuple[Collected, ...]:
        return await collect(
            [source(path, server.url(path)) for path in paths],
            {},
            settings=QUICK,
            root=Path(),
            now=NOW,
            on_done=lambda visit: visit,
        )

    first, *others = with_server({"/0": busy, **dict.fromkeys(paths[1:], reply(RSS))}, do)

    assert f"answered 503; its Retry-After can't be read: '{asked}'" in first.error
    assert first.fetched is not None
    assert first.fetched.wait is None
    assert first.fetched.next is not None
    assert first.fetched.next - NOW >= timedelta(hours=1)
    assert not any(one.waits or one.error for one in others)
