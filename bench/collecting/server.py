"""A server of feeds on many hosts: each answer takes its time, each feed has validators.

    python bench/collecting/server.py FEEDS HOSTS DELAY ARTICLES

Hosts are loopback addresses from 127.0.1.1 on, all on one port, which is printed first.
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

_WORDS = """council harbour barrier vote fleet storm budget treaty border market inflation river
school minister court election strike island drought festival museum engine signal orbit vaccine"""
WORDS = _WORDS.split()
NOW = datetime.now(UTC)


def address(host: int) -> str:
    """The loopback address that stands for a host name."""
    return f"127.0.1.{host + 1}"


def feed(number: int, articles: int) -> bytes:
    """One feed, the same at each call: RSS as publishers write it, HTML in content:encoded."""
    dice = random.Random(number)
    found = "".join(article(number, one, dice) for one in range(articles))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Paper {number}</title><link>https://paper{number}.example/</link>"
        f"<description>All of it</description><language>en</language>{found}</channel></rss>"
    ).encode()


def article(number: int, one: int, dice: random.Random) -> str:
    """One article, of about 150 words."""
    link = f"https://paper{number}.example/2026/{one}/{'-'.join(dice.sample(WORDS, 4))}"
    title = " ".join(dice.sample(WORDS, 7)).capitalize()
    told = " ".join(dice.choices(WORDS, k=30))
    paragraphs = "".join(
        f"<p>{' '.join(dice.choices(WORDS, k=40)).capitalize()} <a href='{link}'>more</a>.</p>"
        for _ in range(3)
    )
    date = format_datetime(NOW - timedelta(hours=one))
    return (
        f"<item><title>{title}</title><link>{link}?utm_source=rss</link><guid>{link}</guid>"
        f"<pubDate>{date}</pubDate><dc:creator>A. Writer</dc:creator><category>World</category>"
        f"<description>{told}</description>"
        f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
    )


class Host(asyncio.Protocol):
    """One connection, kept alive; answers in order."""

    def __init__(self, bodies: list[bytes], delay: float) -> None:
        self._bodies, self._delay = bodies, delay
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete, after the delay."""
        self._held += data
        while b"\r\n\r\n" in self._held:
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            asyncio.get_running_loop().call_later(self._delay, self._answer, head)

    def _answer(self, head: bytes) -> None:
        if self._transport.is_closing():
            return
        path = head.split(b" ", 2)[1].strip(b"/")
        tag = b'"%s"' % path
        if b"if-none-match: " + tag in head.lower():
            self._transport.write(b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % tag)
            return
        body = self._bodies[int(path)] if path.isdigit() else b""
        self._transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: %s\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (tag, len(body), body)
        )


async def main(feeds: int, hosts: int, delay: float, articles: int) -> None:
    """Serve until stdin ends."""
    loop = asyncio.get_running_loop()
    bodies = [feed(number, articles) for number in range(feeds)]
    names = [address(host) for host in range(hosts)]
    first = await loop.create_server(lambda: Host(bodies, delay), names[0], 0, backlog=1000)
    port = first.sockets[0].getsockname()[1]
    await loop.create_server(lambda: Host(bodies, delay), names[1:], port, backlog=1000)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asked = sys.argv[1:]
    asyncio.run(main(int(asked[0]), int(asked[1]), float(asked[2]), int(asked[3])))
