from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from tests.integration.collect.server import LOOPBACK, Answer, Headers, Server, reply, serving

from digest.collect import collect
from digest.model import Collected, Fetched, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence


T = TypeVar("T")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RSS = b"""<rss version="2.0"><channel><title>F</title><item><title>One</title>
<guid>1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
WORDS = "The council voted by a single seat to build a barrier, and the fleet was never asked. "


def article(title: str) -> bytes:
    return (
        f"<html lang='en'><head><title>{title}</title><meta property='og:type' content='article'>"
        f"</head><body><article><h1>{title}</h1><p>{WORDS * 3}</p><p>{WORDS * 3}</p></article>"
        "</body></html>"
    ).encode()


def source(name: str, url: str, kind: SourceKind = SourceKind.FEED) -> Source:
    return Source(name=name, kind=kind, url=url)


async def visit(
    sources: Sequence[Source],
    known: Mapping[str, Fetched] | None = None,
    *,
    root: Path = Path(),
    now: datetime = NOW,
    on_done: Callable[[Collected], Collected] = lambda visit: visit,
) -> tuple[Collected, ...]:
    return await collect(
        sources, known or {}, settings=LOOPBACK, root=root, now=now, on_done=on_done
    )


def with_server(answers: Mapping[str, Answer], do: Callable[[Server], Awaitable[T]]) -> T:
    async def inner() -> T:
        async with serving(answers) as server:
            return await do(server)

    return asyncio.run(inner())


def test_one_failing_source_stops_nothing_else(tmp_path: Path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Ant\n\nWords.", encoding="utf-8")
    done: list[str] = []

    def keep(one: Collected) -> Collected:
        done.append(one.source)
        return one

    async def do(server: Server) -> tuple[Collected, ...]:
        sources = [
            source("gone", server.url("/gone")),
            source("bomb", server.url("/bomb")),
            source("good", server.url("/good")),
            source("page", server.url("/good"), SourceKind.SITEMAP),
            Source(name="desk", kind=SourceKind.FILES, path="articles"),
            Source(name="none", kind=SourceKind.FILES, path="nowhere"),
        ]
        return await visit(sources, root=tmp_path, on_done=keep)

    laughs = b'<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + RSS
    results = with_server({"/good": reply(RSS), "/bomb": reply(laughs)}, do)

    by_name = {one.source: one for one in results}
    assert list(by_name) == ["gone", "bomb", "good", "page", "desk", "none"]
    assert sorted(done) == sorted(by_name)
    assert {name for name, one in by_name.items() if one.error} == {"gone", "bomb", "page", "none"}
    assert (by_name["gone"].status, by_name["gone"].articles) == (404, ())
    assert [one.title for one in by_name["good"].articles] == ["One"]
    assert [one.title for one in by_name["desk"].articles] == ["Ant"]
    assert by_name["good"].bytes == len(RSS)
    assert by_name["good"].seconds > 0


def test_failures_are_counted_and_what_was_known_is_kept():
    before = Fetched(source="s", etag="e", body_hash="h", changed=NOW, failures=2)
    (result,) = with_server({}, lambda server: visit([source("s", server.url("/"))], {"s": before}))

    after = result.fetched
    assert after is not None
    assert (after.failures, after.etag, after.body_hash, after.changed) == (3, "e", "h", NOW)
    assert after.checked == NOW
    assert "answered 404" in after.error


def test_a_304_to_who_knows_nothing_is_an_error_and_no_empty_source():
    async def do(server: Server) -> Collected:
        return (await visit([source("s", server.url("/"))]))[0]

    result = with_server({"/": reply(b"", status="304 Not Modified")}, do)
    assert (result.status, result.fetched.failures) == (304, 1)
    assert "as if it had been read before" in result.error


def test_validators_make_the_round_and_a_304_is_not_parsed():
    async def answer(headers: Headers, writer: asyncio.StreamWriter) -> None:
        same = headers.get("if-none-match") == '"v1"'
        writer.write(reply(b"", status="304 Not Modified") if same else reply(RSS, 'ETag: "v1"'))

    async def do(server: Server) -> tuple[Collected, Collected]:
        (first,) = await visit([source("s", server.url("/"))])
        assert first.fetched is not None
        later = NOW + timedelta(hours=1)
        (second,) = await visit([source("s", server.url("/"))], {"s": first.fetched}, now=later)
        return first, second

    first, second = with_server({"/": answer}, do)
    assert (first.status, len(first.articles)) == (200, 1)
    assert (second.status, second.articles, second.error) == (304, (), "")
    assert first.fetched is not None
    assert second.fetched is not None
    assert second.fetched.etag == '"v1"'
    assert second.fetched.body_hash == first.fetched.body_hash
    assert (second.fetched.changed, second.fetched.checked) == (NOW, NOW + timedelta(hours=1))


def test_the_same_body_without_validators_is_not_parsed():
    async def do(server: Server) -> Collected:
        (first,) = await visit([source("s", server.url("/"))])
        assert first.fetched is not None
        return (await visit([source("s", server.url("/"))], {"s": first.fetched}))[0]

    second = with_server({"/": reply(RSS)}, do)
    assert (second.status, second.articles, second.error) == (200, (), "")


def test_a_success_clears_the_error():
    before = Fetched(source="s", failures=4, error="was down")
    (result,) = with_server(
        {"/": reply(RSS)}, lambda server: visit([source("s", server.url("/"))], {"s": before})
    )

    assert result.fetched is not None
    assert (result.fetched.failures, result.fetched.error) == (0, "")


def test_a_body_that_can_not_be_read_is_read_again_next_time():
    (result,) = with_server(
        {"/": reply(b"<html></html>", 'ETag: "v1"')},
        lambda server: visit([source("s", server.url("/"))]),
    )

    assert "is not a feed" in result.error
    assert result.fetched is not None
    assert result.fetched.failures == 1
    assert (result.fetched.etag, result.fetched.body_hash) == ("", "")


def test_an_article_page():
    (result,) = with_server(
        {"/a": reply(article("Tidal barrier vote divides the port"))},
        lambda server: visit([source("s", server.url("/a"), SourceKind.PAGE)]),
    )

    (found,) = result.articles
    assert found.title == "Tidal barrier vote divides the port"
    assert found.language == "en"
    assert found.url is not None
    assert found.url.endswith("/a")


def test_a_list_page_and_its_articles():
    links = "".join(f'<a href="/2026/03/{n}">x</a>' for n in range(3))
    answers = {
        "/": reply(links.encode()),
        "/2026/03/0": reply(article("Tidal barrier vote divides the port")),
        "/2026/03/1": reply(article("Harbour lights go out for an hour")),
    }
    (result,) = with_server(
        answers, lambda server: visit([source("s", server.url("/"), SourceKind.PAGE)])
    )

    assert [one.title for one in result.articles] == [
        "Tidal barrier vote divides the port",
        "Harbour lights go out for an hour",
    ]
    (refused,) = result.quarantined
    assert refused.place.endswith("/2026/03/2")
    assert "404" in refused.reason


@pytest.mark.parametrize("links", ["", '<a href="/2026/03/1">x</a>'])
def test_a_page_that_leads_nowhere_is_an_error(links: str):
    body = f"<html><body>Hello {links}</body></html>".encode()
    (result,) = with_server(
        {"/": reply(body)}, lambda server: visit([source("s", server.url("/"), SourceKind.PAGE)])
    )

    assert "no article" in result.error or "none of 1 pages" in result.error


def test_a_sitemap_index_leads_to_articles():
    async def do(server: Server) -> Collected:
        inner = f"<urlset><url><loc>{server.url('/a')}</loc></url></urlset>"
        inner = inner.replace("</loc>", "</loc><lastmod>2026-03-01</lastmod>")
        index = f"<sitemapindex><sitemap><loc>{server.url('/s.xml')}</loc></sitemap></sitemapindex>"
        server.answers["/s.xml"] = reply(inner.encode())
        server.answers["/"] = reply(index.encode())
        return (await visit([source("s", server.url("/"), SourceKind.SITEMAP)]))[0]

    result = with_server({"/a": reply(article("Tidal barrier vote divides the port"))}, do)
    assert [one.title for one in result.articles] == ["Tidal barrier vote divides the port"]
    assert [one.published for one in result.articles] == [datetime(2026, 3, 1, 10, 30, tzinfo=UTC)]


def test_an_unchanged_folder_is_left_alone(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Ant\n\nWords.", encoding="utf-8")
    desk = Source(name="desk", kind=SourceKind.FILES, path=".")
    (first,) = asyncio.run(visit([desk], root=tmp_path))
    assert first.fetched is not None
    (second,) = asyncio.run(visit([desk], {"desk": first.fetched}, root=tmp_path))

    assert (len(first.articles), len(second.articles)) == (1, 0)
    assert (second.status, second.error) == (200, "")


def test_what_the_callback_raises_ends_the_pass():
    def fail(_: Collected) -> Collected:
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        with_server(
            {"/": reply(RSS)},
            lambda server: visit([source("s", server.url("/"))] * 3, on_done=fail),
        )
