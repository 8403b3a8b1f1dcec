"""A time without a zone is by the clocks of its source, whatever kind it is of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.integration.collect.server import reply
from tests.integration.collect.test_collect import WORDS, visit, with_server

from digest.model import Source, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.collect.server import Server

NOW = datetime(2026, 7, 3, tzinfo=UTC)
WEB = {
    "/feed": b"<rss><channel><title>F</title><item><title>One</title><guid>1</guid>"
    b"<pubDate>Thu, 02 Jul 2026 10:00:00</pubDate></item></channel></rss>",
    "/feed.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1",'
    b'"title": "One", "date_published": "2026-07-02T10:00:00"}]}',
    "/page": b"<meta property='article:published_time' content='2026-07-02 10:00:00'>"
    b"<meta property='og:type' content='article'>"
    + f"<article><h1>One</h1><p>{WORDS * 3}</p><p>{WORDS * 3}</p></article>".encode(),
    "/map": b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/page</loc>'
    b"<lastmod>2026-07-02T10:00</lastmod></url></urlset>",
}
FILES = {
    "a.txt": "One\n2 July 2026, 10:00\n\nWords of it.",
    "a.md": "---\ntitle: One\ndate: 2026-07-02 10:00:00\n---\nWords of it.",
    "a.html": WEB["/page"].decode(),
    "a.eml": "Subject: One\nDate: Thu, 02 Jul 2026 10:00:00\n\nWords of it.\n",
}
LETTER = "List-Id: <a.example>\nFrom: a@b.example\n" + FILES["a.eml"]


def told(source: Source, root: Path) -> datetime:
    """When the source's one article was published."""

    async def do(server: Server) -> datetime:
        there = replace(source, url=server.url(source.url)) if source.url else source
        (one,) = await visit([there], root=root, now=NOW)
        assert one.error == ""
        (article,) = one.articles
        return article.published

    return with_server({path: reply(body) for path, body in WEB.items()}, do)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (SourceKind.FEED, "/feed"),
        (SourceKind.FEED, "/feed.json"),
        (SourceKind.PAGE, "/page"),
        (SourceKind.SITEMAP, "/map"),
    ],
)
def test_of_the_web(tmp_path: Path, kind: SourceKind, path: str):
    source = Source(name="Wire", kind=kind, url=path)

    assert told(source, tmp_path) == datetime(2026, 7, 2, 10, tzinfo=UTC)
    berlin = replace(source, zone="Europe/Berlin")
    assert told(berlin, tmp_path) == datetime(2026, 7, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", FILES)
def test_of_files(tmp_path: Path, name: str):
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    source = Source(name="Desk", kind=SourceKind.FILES, path=".", zone="Europe/Berlin")

    assert told(source, tmp_path) == datetime(2026, 7, 2, 8, tzinfo=UTC)


def test_of_mails(tmp_path: Path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1").write_text(LETTER, encoding="utf-8")
    source = Source(name="Post", kind=SourceKind.MAILBOX, path=".", zone="Europe/Berlin")

    assert told(source, tmp_path) == datetime(2026, 7, 2, 8, tzinfo=UTC)
