"""Pages that a list names, over many visits: each read once, asked again, tried again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.integration.collect.server import LOOPBACK, Server, reply, serving

from digest.collect import collect
from digest.collect.broken_off import REASON
from digest.collect.linked import AT_ONCE, FIRST_RETRY
from digest.model import Collected, Fetched, LinkedPage, Source, SourceKind
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "The harbour of Port Ellis was closed on Monday while divers looked at the wreck. "


class Newsroom:
    """One source, what is remembered of it, and a server that it stands on."""

    def __init__(self, server: Server, kind: SourceKind, path: str) -> None:
        self.server = server
        self.source = Source(name="Port", kind=kind, url=server.url(path))
        self.fetched: Fetched | None = None
        self.pages: dict[str, LinkedPage] = {}

    def of(self, _: str) -> dict[str, LinkedPage]:
        return self.pages

    async def visit(self, now: datetime) -> Collected:
        """One pass, its requests counted anew."""
        self.server.requests.clear()
        known = {self.source.name: self.fetched} if self.fetched else {}
        (done,) = await collect(
            [self.source],
            known,
            settings=LOOPBACK,
            root=Path(),
            now=now,
            on_done=lambda visit: visit,
            linked=self,
        )
        self.fetched = done.fetched
        self.pages |= {page.url: page for page in done.pages}
        return done

    def asked(self) -> list[str]:
        return sorted(path for path, _ in self.server.requests if path != "/robots.txt")

    def validators(self, path: str) -> str:
        (headers,) = [headers for one, headers in self.server.requests if one == path]
        return headers.get("if-none-match", "")


def run(do: Callable[[Server], Awaitable[None]]) -> None:
    async def inner() -> None:
        async with serving() as server:
            await do(server)

    asyncio.run(inner())


def story(number: int, words: str = "", *headers: str) -> bytes:
    title = f"Divers look at wreck number {number} in the harbour"
    text = f"<p>{WORDS * 4}</p><p>{words}</p>"
    body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}"
    return reply(f"{body}</article></body></html>".encode(), *headers)


def front(*numbers: int, extra: str = "") -> bytes:
    links = "".join(f"<a href='/2026/11/{one}'>Divers look at wreck {one}</a>" for one in numbers)
    return reply(f"<html><body>{extra}<nav>{links}</nav></body></html>".encode())


def urlset(server: Server, *numbers: int, changed: str = "") -> bytes:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    urls = "".join(f"<url><loc>{server.url(f'/2026/11/{n}')}</loc>{lastmod}</url>" for n in numbers)
    return reply(f"<urlset>{urls}</urlset>".encode())


def index(server: Server, *paths: str) -> bytes:
    parts = "".join(f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in paths)
    return reply(f"<sitemapindex>{parts}</sitemapindex>".encode())


def test_a_page_that_calls_its_list_its_own_address_stays_where_it_was_found():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.PAGE, "/news/")
        wrong = "<link rel=canonical href='/news'>"
        server.answers |= {"/news/": front(1, 2)}
        server.answers |= {f"/2026/11/{n}": story(n, wrong) for n in (1, 2)}
        visit = await room.visit(NOW)
        assert [one.url for one in visit.articles] == [
            server.url(f"/2026/11/{number}") for number in (1, 2)
        ]
        assert dict(visit.articles[0].origins)["url"] == "page: where it was found"

    run(do)


def test_a_list_that_changed_costs_only_what_is_new():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.PAGE, "/")
        server.answers |= {"/": front(1, 2)} | {f"/2026/11/{n}": story(n) for n in (1, 2, 3)}
        first = await room.visit(NOW)
        assert len(first.articles) == 2
        server.answers["/"] = front(3, 1, 2, extra="<!-- another second -->")
        second = await room.visit(NOW + timedelta(minutes=30))
        assert [one.title for one in second.articles] == [
            "Divers look at wreck number 3 in the harbour"
        ]
        assert room.asked() == ["/", "/2026/11/3"]
        assert second.fetched is not None
        assert second.fetched.articles == 3

    run(do)


def test_a_page_that_failed_is_tried_again_though_its_list_is_the_same():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.PAGE, "/")
        server.answers |= {
            "/": front(1, 2),
            "/2026/11/1": story(1),
            "/2026/11/2": reply(b"", status="503 Busy"),
        }
        first = await room.visit(NOW)
        assert [one.place for one in first.quarantined] == [server.url("/2026/11/2")]
        server.answers["/2026/11/2"] = story(2)
        early = await room.visit(NOW + FIRST_RETRY / 2)
        assert (early.articles, room.asked()) == ((), ["/"])
        late = await room.visit(NOW + FIRST_RETRY)
        assert len(late.articles) == 1
        assert room.asked() == ["/", "/2026/11/2"]

    run(do)


def test_a_page_that_fails_for_good_is_asked_ever_more_rarely_and_then_no_more():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.PAGE, "/")
        server.answers |= {"/": front(1, 2), "/2026/11/1": story(1)}
        tries = []
        for hour in range(0, 24 * 10, 6):
            await room.visit(NOW + hour * HOUR)
            tries += [hour] * ("/2026/11/2" in room.asked())
        assert 5 < len(tries) < 15
        assert max(tries) <= 8 * 24

    run(do)


def test_an_edit_is_seen_though_the_list_is_the_same_and_costs_nothing_where_there_is_none():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.PAGE, "/")
        server.answers |= {"/": front(1), "/2026/11/1": story(1, "", 'ETag: "a"')}
        await room.visit(NOW)
        server.answers["/2026/11/1"] = reply(b"", status="304 Not Modified")
        same = await room.visit(NOW + HOUR)
        assert (same.articles, same.quarantined) == ((), ())
        assert room.validators("/2026/11/1") == '"a"'
        server.answers["/2026/11/1"] = story(1, "One was hurt.", 'ETag: "b"')
        edited = await room.visit(NOW + 2 * HOUR)
        assert "One was hurt." in edited.articles[0].text
        assert (await room.visit(NOW + 3 * HOUR)).articles == ()
        assert room.asked() == ["/"], "as long as it is known, it waits for the next look"

    run(do)


def test_a_page_without_validators_is_known_by_its_body():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.PAGE, "/")
        server.answers |= {"/": front(1), "/2026/11/1": story(1)}
        assert len((await room.visit(NOW)).articles) == 1
        assert (await room.visit(NOW + HOUR)).articles == ()
        assert room.asked() == ["/", "/2026/11/1"]

    run(do)


def test_what_the_sitemap_said_of_a_page_holds_when_it_is_read_again():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.SITEMAP, "/news.xml")
        news = (
            '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>'
            f"<loc>{server.url('/2026/11/1')}</loc><n:news><n:title>As the paper says</n:title>"
            "<n:publication_date>2026-11-22</n:publication_date></n:news></url></urlset>"
        )
        server.answers |= {"/news.xml": reply(news.encode()), "/2026/11/1": story(1)}
        (first,) = (await room.visit(NOW)).articles
        server.answers["/2026/11/1"] = story(1, "One was hurt.")
        (second,) = (await room.visit(NOW + HOUR)).articles
        assert first.title == second.title == "As the paper says"
        assert first.published == second.published
        assert (
            dict(first.origins)["title"] == dict(second.origins)["title"] == "sitemap: news:title"
        )
        assert "One was hurt." in second.text

    run(do)


def test_a_sitemap_says_that_a_page_changed_long_after():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.SITEMAP, "/s.xml")
        server.answers |= {"/s.xml": urlset(server, 1), "/2026/11/1": story(1)}
        await room.visit(NOW)
        await room.visit(NOW + 8 * DAY)
        server.answers |= {
            "/s.xml": urlset(server, 1, changed="2026-12-05T10:00:00Z"),
            "/2026/11/1": story(1, "A second diver was hurt."),
        }
        (edited,) = (await room.visit(NOW + 13 * DAY)).articles
        assert "A second diver" in edited.text

    run(do)


def test_an_index_that_stays_the_same_hides_nothing_new():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.SITEMAP, "/index.xml")
        server.answers |= {
            "/index.xml": index(server, "/s.xml"),
            "/s.xml": urlset(server, 1),
            "/2026/11/1": story(1),
            "/2026/11/2": story(2),
        }
        assert len((await room.visit(NOW)).articles) == 1
        assert (await room.visit(NOW + HOUR / 2)).articles == ()
        server.answers["/s.xml"] = urlset(server, 1, 2)
        assert len((await room.visit(NOW + HOUR / 2)).articles) == 1
        assert "/2026/11/1" not in room.asked()

    run(do)


def test_a_sitemap_of_an_index_that_fails_costs_itself_alone():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.SITEMAP, "/index.xml")
        server.answers |= {
            "/index.xml": index(server, "/gone.xml", "/nested.xml", "/s.xml"),
            "/nested.xml": index(server, "/s.xml"),
            "/s.xml": urlset(server, 1),
            "/2026/11/1": story(1),
        }
        done = await room.visit(NOW)
        assert (done.error, len(done.articles)) == ("", 1)
        refused = {one.place: one.reason for one in done.quarantined}
        assert "404" in refused[server.url("/gone.xml")]
        assert "an index that an index names" in refused[server.url("/nested.xml")]

    run(do)


def test_one_visit_asks_for_so_many_pages_at_most():
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.SITEMAP, "/s.xml")
        numbers = range(2 * AT_ONCE)
        server.answers |= {"/s.xml": urlset(server, *numbers)}
        server.answers |= {f"/2026/11/{n}": story(n) for n in numbers}
        await room.visit(NOW)
        assert len(room.asked()) <= AT_ONCE + 1

    run(do)


def test_pages_are_kept_and_forgotten(tmp_path):
    page = LinkedPage(
        source="Port", url="https://port.example/1", first=NOW, checked=NOW, said="{}", etag='"a"',
        last_modified="yesterday", body_hash="ab", failures=2, published=NOW, next=NOW + DAY,
    )  # fmt: skip
    other = replace(page, source="Other", published=None, next=None)
    with open_store(f"sqlite:///{tmp_path / 'd.db'}") as store:
        store.linked_pages.save("Port", [page], now=NOW)
        store.linked_pages.save("Other", [other], now=NOW)
        assert store.linked_pages.of("Port") == {page.url: page}
        assert store.linked_pages.of("Other") == {page.url: other}
        store.linked_pages.save("Port", [], now=NOW + 31 * DAY)
        assert store.linked_pages.of("Port") == {}
        assert store.linked_pages.of("Other") == {page.url: other}


@pytest.mark.parametrize("indexed", [False, True])
def test_a_sitemap_that_breaks_off_is_told_and_asked_for_its_rest(*, indexed: bool):
    async def do(server: Server) -> None:
        room = Newsroom(server, SourceKind.SITEMAP, "/map")
        place = "/part" if indexed else "/map"
        body = urlset(server, 1, 2).partition(b"\r\n\r\n")[2]
        cut = reply(body[: body.rindex(b"<loc>") + 9], 'ETag: "1"')
        server.answers |= {f"/2026/11/{n}": story(n) for n in (1, 2)}
        server.answers |= {"/map": index(server, "/part"), place: cut}
        first = await room.visit(NOW)
        assert len(first.articles) == 1
        assert [one.reason for one in first.quarantined] == [REASON]
        server.answers[place] = reply(body, 'ETag: "1"')
        second = await room.visit(NOW + HOUR / 2)
        assert room.validators(place) == ""
        assert len(second.articles) == 1
        assert second.quarantined == ()

    run(do)
