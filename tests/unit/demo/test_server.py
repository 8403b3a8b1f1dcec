from __future__ import annotations

import asyncio
import http.client
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser

from digest.demo import catalogue
from digest.demo.server import DemoServer, site

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
Answer = tuple[int, "Mapping[str, str]", bytes]


def ask(*requests: tuple[str, dict[str, str]]) -> list[Answer]:
    def work(base: str) -> list[Answer]:
        parts = urlsplit(base)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        try:
            return [one(connection, path, headers) for path, headers in requests]
        finally:
            connection.close()

    def one(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> Answer:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()

    async def main() -> list[Answer]:
        async with DemoServer(NOW) as news:
            assert news.base_url.startswith("http://127.0.0.1:")
            return await asyncio.to_thread(work, news.base_url)

    return asyncio.run(main())


def test_feeds_pages_and_pictures_are_served_with_their_types():
    paths = ("/", "/rss.xml", "/atom.xml", "/feed.json", "/meridian/strait-treaty?utm_source=x")
    answers = ask(*((path, {}) for path in (*paths, "/images/strait.jpg", "/etc/passwd")))
    assert [status for status, _, _ in answers] == [200, 200, 200, 200, 200, 200, 404]
    assert [headers["Content-Type"] for _, headers, _ in answers[:6]] == [
        "text/html; charset=utf-8",
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "text/html; charset=utf-8",
        "image/jpeg",
    ]


def test_what_did_not_change_is_not_sent_again():
    (_, headers, _), *_ = ask(("/rss.xml", {}))
    same = {"If-None-Match": headers["Etag"]}
    dated = {"If-Modified-Since": headers["Last-Modified"]}
    other = {"If-None-Match": '"other"', "If-Modified-Since": headers["Last-Modified"]}
    old = {"If-Modified-Since": "Mon, 23 Nov 2026 07:00:00 GMT"}
    image = ask(("/images/strait.jpg", {}))[0][1]["Etag"]
    answers = ask(
        ("/images/strait.jpg", {"If-None-Match": image}),
        ("/rss.xml", dated),
        ("/rss.xml", other),
        ("/rss.xml", old),
        ("/rss.xml", same | dated),
    )
    # A feed names its server's port, so another server's ETag must not match.
    assert [status for status, _, _ in answers[:4]] == [304, 304, 200, 200]
    assert answers[0][2] == b""
    assert answers[4][0] == 200


def test_every_link_and_picture_in_the_feeds_is_there():
    base = "http://127.0.0.1:1"
    found = site(catalogue.load(), base, NOW)
    for path in ("/rss.xml", "/atom.xml"):
        for one in feedparser.parse(found[path].data).entries:
            pictures = re.findall('src="([^"]*)"', str(one.get("content")))
            for url in filter(None, (one.get("link"), *pictures)):
                assert urlsplit(url).path in found


def test_pages_escape_what_articles_say():
    page = site(catalogue.load(), "http://127.0.0.1:1", NOW)["/harbour/bold-tag"].data.decode()
    assert "<h1>Why &lt;b&gt; refuses to die" in page
    assert "&lt;blink&gt;" in page
    assert "<blink>" not in page


def test_arabic_pages_run_from_right_to_left():
    found = site(catalogue.load(), "http://127.0.0.1:1", NOW)
    page = found["/harbour/isarra-water-arabic"].data.decode()
    assert '<html lang="ar">' in page
    assert '<main dir="rtl">' in page
