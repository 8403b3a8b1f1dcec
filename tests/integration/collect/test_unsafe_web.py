"""Everything unsafe at once, each from a real socket: a clear error, and the pass goes on."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import msgspec
import pytest
from tests.integration.collect.server import LOOPBACK, Answer, Headers, redirect, reply, serving

from digest.collect import collect
from digest.collect.unpackers import zstd
from digest.model import Source

if TYPE_CHECKING:
    from digest.model import Collected

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RSS = b"""<rss version="2.0"><channel><title>F</title><item><title>One</title>
<guid>1</guid></item></channel></rss>"""
ZEROES = b"\x00" * 50_000_000
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><title>&l9;</title></rss>'
LONG = f'<!ENTITY a "{"x" * 50_000}">'
QUADRATIC = f"<!DOCTYPE rss [{LONG}]><rss><title>{'&a;' * 10_000}</title></rss>"
FILE = b'<!ENTITY f SYSTEM "file:///etc/passwd">'
OUTSIDE = b"<!DOCTYPE rss [" + FILE + b"]>" + RSS.replace(b"One", b"&f;")


async def drip(_: Headers, writer: asyncio.StreamWriter) -> None:
    """A byte at a time, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"<")
        await writer.drain()
        await asyncio.sleep(0.1)


async def drip_headers(_: Headers, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-A: b\r\n")
        await writer.drain()
        await asyncio.sleep(0.1)


async def silence(_: Headers, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def cut(_: Headers, writer: asyncio.StreamWriter) -> None:
    writer.write(reply(RSS, length=len(RSS) + 500))


async def cut_chunk(_: Headers, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n<rss>")


def packed(body: bytes, how: str) -> bytes:
    return reply(body, f"Content-Encoding: {how}")


EVIL: dict[str, tuple[Answer, str]] = {
    "gzip-bomb": (packed(gzip.compress(ZEROES), "gzip"), "larger than 195 KiB"),
    "deflate-bomb": (packed(zlib.compress(ZEROES), "deflate"), "larger than 195 KiB"),
    "br-bomb": (packed(brotli.compress(ZEROES), "br"), "larger than 195 KiB"),
    "zstd-bomb": (packed(zstd.compress(ZEROES), "zstd"), "larger than 195 KiB"),
    "gz-bomb": (reply(gzip.compress(ZEROES), "Content-Type: application/gzip"), "larger than 195"),
    "packed-gz-bomb": (packed(gzip.compress(gzip.compress(ZEROES)), "gzip"), "larger than 195 KiB"),
    "broken-gz": (reply(b"\x1f\x8bbroken"), "is not packed the way it says"),
    "double-packed": (packed(gzip.compress(gzip.compress(RSS)), "gzip, gzip"), "not asked for"),
    "br-nonsense": (packed(RSS, "br"), "is not packed the way it says"),
    "zstd-nonsense": (packed(RSS, "zstd"), "is not packed the way it says"),
    "half-packed": (packed(gzip.compress(RSS)[:-9], "gzip"), "ended in the middle"),
    "large": (reply(b"x" * 300_000), "larger than 195 KiB"),
    "said-large": (reply(b"x", length=10**12), "larger than 195 KiB"),
    "billion-laughs": (reply(BILLION.encode()), "XML entities made of others"),
    "quadratic": (reply(QUADRATIC.encode()), ""),
    "deep": (reply(b"<rss>" + b"<a>" * 60_000), "nested more than 200 elements deep"),
    "drip": (drip, "within 3 seconds"),
    "drip-headers": (drip_headers, "within 3 seconds"),
    "silence": (silence, "within 3 seconds"),
    "redirects": (redirect("/redirects"), "redirects more than 5 times"),
    "to-file": (redirect("file:///etc/passwd"), "neither http nor https"),
    "to-gopher": (redirect("gopher://127.0.0.1/"), "neither http nor https"),
    "to-no-host": (redirect("http://xn--/"), "xn--/ is not a URL"),
    "giant-header": (reply(RSS, "X-Giant: " + "y" * 100_000), "not proper HTTP"),
    "many-headers": (reply(RSS, *["X-A: b"] * 100_000), "not proper HTTP"),
    "bad-length": (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx", "not proper HTTP"),
    "two-lengths": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nxxxxx",
        "not proper HTTP",
    ),
    "cut": (cut, "broke off"),
    "cut-chunk": (cut_chunk, "broke off"),
    "no-http": (b"SSH-2.0-OpenSSH_9.2\r\n", "not proper HTTP"),
}


@pytest.fixture(scope="module")
def visits() -> dict[str, Collected]:
    """One pass over all of it, and feeds that are well."""
    answers = {f"/{name}": answer for name, (answer, _) in EVIL.items()}
    answers |= {
        "/good": reply(RSS),
        "/no-hub": reply(
            RSS.replace(b"<title>F", b'<link rel="hub" href="http://xn--/"/><title>F')
        ),
        "/outside": reply(OUTSIDE),
        "/br": packed(brotli.compress(RSS), "br"),
        "/zstd": packed(zstd.compress(RSS), "zstd"),
        "/not-packed": packed(RSS, "gzip"),
    }

    async def inner() -> tuple[Collected, ...]:
        async with serving(answers) as server:
            sources = [Source(name=path[1:], kind="feed", url=server.url(path)) for path in answers]
            return await collect(
                sources,
                {},
                settings=msgspec.structs.replace(LOOPBACK, timeout=3.0),
                root=Path(),
                now=NOW,
                on_done=lambda visit: visit,
            )

    return {one.source: one for one in asyncio.run(inner())}


@pytest.mark.parametrize("name", EVIL)
def test_it_costs_its_source_with_a_clear_error(visits, name):
    words = EVIL[name][1]
    assert words in visits[name].error
    assert bool(visits[name].error) == bool(words)
    assert visits[name].articles == ()


@pytest.mark.parametrize("name", ["good", "no-hub", "br", "zstd", "not-packed"])
def test_the_others_go_on(visits, name):
    assert [one.title for one in visits[name].articles] == ["One"], visits[name].error


def test_nothing_outside_is_read(visits):
    told = [one.title + one.text for one in visits["outside"].articles]
    assert "root:" not in "".join(told)


def test_no_error_shows_a_traceback_or_a_fault_of_ours(visits):
    assert not [one.error for one in visits.values() if "digest failed" in one.error]
