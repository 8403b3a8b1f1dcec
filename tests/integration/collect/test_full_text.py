"""A feed that tells beginnings only: the pages of its articles are read, over many visits."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.integration.collect.server import Server, reply, serving
from tests.integration.collect.test_linked import Newsroom

from digest.collect.linked import AT_ONCE, FIRST_RETRY
from digest.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "The harbour of Port Ellis was closed on Monday while divers looked at the wreck. "
LAST = "That was dive 4."


class Readers(Newsroom):
    """A source with full_text."""

    def __init__(self, server: Server) -> None:
        super().__init__(server, SourceKind.FEED, "/feed")
        self.source = replace(self.source, full_text=True)


def run(do: Callable[[Server, Readers], Awaitable[None]]) -> None:
    async def inner() -> None:
        async with serving() as server:
            await do(server, Readers(server))

    asyncio.run(inner())


def feed(server: Server, *numbers: int, title: str = "", text: str = "A beginning.") -> bytes:
    articles = "".join(
        f"<item><guid isPermaLink='false'>w{one}</guid>"
        f"<title>{title or f'Divers look at wreck number {one}'}</title>"
        f"<link>{server.url(f'/wreck/{one}')}</link><description>{text}</description>"
        "<pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate></item>"
        for one in numbers
    )
    return reply(f"<rss version='2.0'><channel><title>P</title>{articles}</channel></rss>".encode())


def page(number: int, *, words: str = WORDS) -> bytes:
    title = f"Divers look at wreck number {number} | Port News"
    head = f"<title>{title}</title><meta name='author' content='Ada Palm'>"
    text = "".join(f"<p>{words}That was dive {dive}.</p>" for dive in range(1, 5))
    body = f"<html><head>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return reply(body.encode())


def test_a_beginning_gets_the_text_of_its_page_and_says_so():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": page(1)}
        (article,) = (await room.visit(NOW)).articles
        assert LAST in article.text
        assert (article.title, article.guid) == ("Divers look at wreck number 1", "w1")
        assert article.published == datetime(2026, 11, 23, 6, tzinfo=UTC)
        assert article.byline == "Ada Palm"
        origins = dict(article.origins)
        assert origins["title"].startswith("feed")
        assert origins["text"].startswith("page")
        assert origins["byline"].startswith("page")

    run(do)


def test_what_is_no_page_leaves_the_feed_s_words():
    async def do(server: Server, room: Readers) -> None:
        report = reply(b"%PDF-1.4\n1 0 obj << /Title (Divers look at wreck number 1) >> endobj")
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": report}
        visit = await room.visit(NOW)
        assert [one.text for one in visit.articles] == ["A beginning."]
        assert "is no HTML page" in visit.notes[0]

    run(do)


def test_a_date_without_its_year_gives_way_to_that_of_the_page():
    async def do(server: Server, room: Readers) -> None:
        told = feed(server, 1).replace(b"Mon, 23 Nov 2026 06:00:00 GMT", b"Nov. 22")
        head = b"<head><meta property='article:published_time' content='2024-11-22T08:00:00Z'>"
        body = page(1).partition(b"\r\n\r\n")[2].replace(b"<head>", head)
        server.answers |= {"/feed": reply(told.partition(b"\r\n\r\n")[2])}
        server.answers |= {"/wreck/1": reply(body)}
        (article,) = (await room.visit(NOW)).articles
        assert article.published == datetime(2024, 11, 22, 8, tzinfo=UTC)

    run(do)


def test_without_the_setting_no_page_is_asked():
    async def do(server: Server, room: Readers) -> None:
        room.source = replace(room.source, full_text=False)
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": page(1)}
        (article,) = (await room.visit(NOW)).articles
        assert article.text == "A beginning."
        assert room.asked() == ["/feed"]

    run(do)


def test_a_whole_text_needs_no_page():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1, text=WORDS * 30), "/wreck/1": page(1)}
        (article,) = (await room.visit(NOW)).articles
        assert article.text.startswith(WORDS.strip())
        assert room.asked() == ["/feed"]

    run(do)


def test_what_was_read_is_neither_asked_nor_told_again_when_another_comes():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1)} | {f"/wreck/{n}": page(n) for n in (1, 2)}
        await room.visit(NOW)
        server.answers["/feed"] = feed(server, 2, 1)
        second = await room.visit(NOW + HOUR / 2)
        assert [one.guid for one in second.articles] == ["w2"]
        assert room.asked() == ["/feed", "/wreck/2"]
        assert second.fetched is not None
        assert second.fetched.articles == 2

    run(do)


def test_an_edit_of_the_feed_or_of_the_page_comes_with_the_whole_text():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": page(1)}
        await room.visit(NOW)
        server.answers["/feed"] = feed(server, 1, title="Divers look at wreck number 1 again")
        (edited,) = (await room.visit(NOW + HOUR / 2)).articles
        assert edited.title.endswith("again")
        assert LAST in edited.text
        server.answers["/wreck/1"] = page(1, words="They found a bell. ")
        (corrected,) = (await room.visit(NOW + 2 * HOUR)).articles
        assert "a bell" in corrected.text
        assert corrected.title.endswith("again")

    run(do)


def test_a_page_that_fails_leaves_the_beginning_and_is_tried_again_though_the_feed_is_the_same():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": reply(b"", status="503 Busy")}
        first = await room.visit(NOW)
        assert [one.text for one in first.articles] == ["A beginning."]
        assert first.quarantined == ()
        (note,) = first.notes
        assert server.url("/wreck/1") in note
        assert "503" in note
        server.answers["/wreck/1"] = page(1)
        early = await room.visit(NOW + FIRST_RETRY / 2)
        assert early.articles == ()
        (late,) = (await room.visit(NOW + FIRST_RETRY)).articles
        assert late.guid == "w1"
        assert LAST in late.text

    run(do)


def test_once_read_the_text_outlives_its_page():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": page(1)}
        await room.visit(NOW)
        del server.answers["/wreck/1"]
        later = await room.visit(NOW + 2 * HOUR)
        assert "/wreck/1" in room.asked()
        assert later.articles == ()

    run(do)


@pytest.mark.parametrize(
    "wall",
    [
        b"<html><title>Before you go on</title><body><p>%s</p></body></html>"
        % (b"We value your privacy and share data with our partners. " * 20),
        b"<html><title>Divers look at wreck number 1</title><body></body></html>",
    ],
)
def test_a_wall_is_not_the_articles_text(wall):
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": reply(wall)}
        (article,) = (await room.visit(NOW)).articles
        assert article.text == "A beginning."

    run(do)


def test_robots_are_heeded():
    async def do(server: Server, room: Readers) -> None:
        server.answers |= {"/feed": feed(server, 1), "/wreck/1": page(1)}
        server.answers["/robots.txt"] = reply(b"User-agent: *\nDisallow: /wreck/\n")
        (article,) = (await room.visit(NOW)).articles
        assert article.text == "A beginning."
        assert room.asked() == ["/feed"]

    run(do)


def test_of_many_new_ones_some_wait_for_the_next_visit():
    async def do(server: Server, room: Readers) -> None:
        numbers = range(AT_ONCE + 3)
        server.answers |= {"/feed": feed(server, *numbers)} | {
            f"/wreck/{n}": page(n) for n in numbers
        }
        first = await room.visit(NOW)
        assert len(first.articles) == AT_ONCE + 3
        assert sum(one.text == "A beginning." for one in first.articles) == 3
        second = await room.visit(NOW + HOUR / 2)
        assert len(second.articles) == 3
        assert all(LAST in one.text for one in second.articles)

    run(do)
