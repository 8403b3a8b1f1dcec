"""How a pass behaves towards the servers it visits: what they ask for, it does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from tests.integration.collect.server import (
    LOOPBACK,
    Server,
    redirect,
    reply,
    serving,
)

from digest.collect import collect
from digest.model import Collected, Fetched, Robots, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RSS = b"""<rss version="2.0"><channel><title>F</title><ttl>120</ttl><item><title>One</title>
<guid>1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
WORDS = "The council voted by a single seat to build a barrier, and the fleet was never asked. "
PAGE = (
    "<html><head><title>Barrier</title><meta property='og:type' content='article'></head><body>"
    f"<article><h1>Barrier</h1><p>{WORDS * 3}</p></article></body></html>"
).encode()


class Book:
    def __init__(self) -> None:
        self.kept: dict[str, Robots] = {}

    def get(self, site: str) -> Robots | None:
        return self.kept.get(site)

    def save(self, robots: Robots) -> None:
        self.kept[robots.site] = robots


def run(do: Callable[[Server], Awaitable[None]]) -> None:
    async def inner() -> None:
        async with serving() as server:
            await do(server)

    asyncio.run(inner())


async def visit(
    *sources: Source,
    known: Fetched | None = None,
    now: datetime = NOW,
    book: Book | None = None,
    spacing: float = 0,
) -> tuple[Collected, ...]:
    return await collect(
        sources,
        {known.source: known} if known else {},
        settings=msgspec.structs.replace(LOOPBACK, spacing=spacing),
        root=Path(),
        now=now,
        on_done=lambda visit: visit,
        robots=book,
    )


def feed(server: Server, path: str = "/rss") -> Source:
    return Source(name=path, kind=SourceKind.FEED, url=server.url(path))


def paths(server: Server) -> list[str]:
    return [path for path, _ in server.requests]


def moved(target: str, status: str = "301 Moved Permanently") -> bytes:
    return reply(b"", f"Location: {target}", status=status)


def test_the_plan_follows_what_the_feed_says():
    async def do(server: Server) -> None:
        server.answers["/rss"] = reply(RSS)
        ((done),) = await visit(feed(server))
        assert done.fetched is not None
        assert done.fetched.next is not None
        assert timedelta(hours=2) <= done.fetched.next - NOW
        assert done.fetched.rhythm.period == timedelta(hours=2)
        later = NOW + timedelta(hours=3)
        ((again),) = await visit(feed(server), known=done.fetched, now=later)
        assert again.fetched is not None
        assert again.fetched.rhythm == done.fetched.rhythm, "an unchanged feed is not forgotten"
        assert again.fetched.next is not None
        assert again.fetched.next >= later + timedelta(hours=2)

    run(do)


def test_a_host_that_wants_peace_is_not_asked_for_its_other_feeds():
    async def do(server: Server) -> None:
        answer = reply(b"", "Retry-After: 600", status="429 Too Many Requests")
        sources = [feed(server, f"/{number}") for number in range(20)]
        server.answers |= {f"/{number}": answer for number in range(20)}
        done = await visit(*sources)
        asked, others = ([one for one in done if one.waits is off] for off in (False, True))
        assert len(server.requests) == len(asked) <= 2
        assert {one.status for one in asked} == {429}
        assert {one.fetched.failures for one in asked if one.fetched} == {1}
        waits = {one.fetched.wait for one in done if one.fetched}
        assert waits == {NOW + timedelta(minutes=10)}
        assert not any(one.error or one.status for one in others)
        assert {one.fetched.failures for one in others if one.fetched} == {0}, "none was asked"
        assert all("answered 429" in one.notes[0] for one in others)

    run(do)


def test_pages_of_a_host_that_wants_peace_did_not_fail():
    async def do(server: Server) -> None:
        links = "".join(f'<article><a href="/n/{one}">{WORDS}</a></article>' for one in range(9))
        server.answers |= {"/list": reply(f"<main>{links}</main>".encode())}
        server.answers |= {"/robots.txt": reply(b"", status="404 Not Found")}
        busy = reply(b"", status="429 Too Many Requests")
        server.answers |= {f"/n/{one}": busy for one in range(9)}
        (none,) = await visit(page(server, "/list"))
        assert (none.waits, none.error) == (True, "")
        assert len([path for path in paths(server) if path[:3] == "/n/"]) <= 2
        server.answers |= {"/n/0": reply(PAGE)}
        (done,) = await visit(page(server, "/list"))
        assert (len(done.articles), len(done.pages)) == (1, 9)
        assert sum(one.failures for one in done.pages) <= 2
        assert all(one.next for one in done.pages), "they are asked when the host had its rest"

    run(do)


def test_a_permanent_redirect_is_asked_directly_once_it_held_for_a_week():
    async def do(server: Server) -> None:
        server.answers |= {"/rss": moved("/new"), "/new": reply(RSS)}
        known = None
        for days in (0, 3, 6):
            (done,) = await visit(feed(server), known=known, now=NOW + days * DAY)
            known = done.fetched
        assert paths(server) == ["/rss", "/new"] * 3
        assert known is not None
        assert (known.moved, known.moved_since) == (server.url("/new"), NOW)
        await visit(feed(server), known=known, now=NOW + 7 * DAY)
        assert paths(server)[6:] == ["/new"]

    run(do)


def test_a_new_address_that_fails_gives_way_to_the_old_one():
    async def do(server: Server) -> None:
        server.answers["/rss"] = reply(RSS)
        known = Fetched(
            source="/rss",
            url=server.url("/rss"),
            moved=server.url("/gone"),
            moved_since=NOW - 30 * DAY,
        )
        (failed,) = await visit(feed(server), known=known)
        (done,) = await visit(feed(server), known=failed.fetched, now=NOW + DAY)
        assert paths(server) == ["/gone", "/rss"]
        assert done.error == ""

    run(do)


def test_a_redirect_that_is_not_permanent_is_never_believed():
    async def do(server: Server) -> None:
        server.answers |= {"/rss": redirect("/a"), "/a": moved("/b"), "/b": reply(RSS)}
        (done,) = await visit(feed(server))
        assert done.fetched is not None
        assert (done.fetched.moved, done.fetched.moved_since) == ("", None)
        # As far as the way is permanent, it is believed: /c is where the feed lives now.
        server.answers |= {"/old": moved("/c", "308 Permanent Redirect"), "/c": redirect("/b")}
        (done,) = await visit(feed(server, "/old"))
        assert done.fetched is not None
        assert done.fetched.moved == server.url("/c")

    run(do)


def test_another_address_in_the_configuration_forgets_what_was_known_of_the_old_one():
    async def do(server: Server) -> None:
        server.answers["/rss"] = reply(RSS)
        known = Fetched(
            source="/rss", url="https://old.example/", etag='"1"', failures=9, gone=True
        )
        (done,) = await visit(feed(server), known=known)
        assert "if-none-match" not in server.requests[0][1]
        assert done.fetched is not None
        assert (done.fetched.failures, done.fetched.gone) == (0, False)

    run(do)


ROBOTS = b"User-agent: digest\nDisallow: /closed\n\nUser-agent: *\nDisallow: /\n"


def page(server: Server, path: str, *, own: bool = False) -> Source:
    return Source(name=path, kind=SourceKind.PAGE, url=server.url(path), own=own)


def test_a_page_that_robots_txt_closes_is_not_asked_for():
    async def do(server: Server) -> None:
        server.answers |= {path: reply(PAGE) for path in ("/open", "/closed/a")}
        server.answers["/robots.txt"] = reply(ROBOTS)
        open_, closed = await visit(page(server, "/open"), page(server, "/closed/a"))
        assert (open_.error, len(open_.articles)) == ("", 1)
        assert "closed to programs by the site's robots.txt" in closed.error
        assert sorted(paths(server)) == ["/open", "/robots.txt"]

    run(do)


def test_articles_of_a_list_page_are_judged_each():
    async def do(server: Server) -> None:
        links = "".join(f"<a href='/{word}/one-two-three'>x</a>" for word in ("news", "closed"))
        server.answers |= {
            "/list": reply(f"<html><body>{links}</body></html>".encode()),
            "/news/one-two-three": reply(PAGE),
            "/closed/one-two-three": reply(PAGE),
            "/robots.txt": reply(ROBOTS),
        }
        (done,) = await visit(page(server, "/list"))
        assert len(done.articles) == 1
        assert "/closed/one-two-three" not in paths(server)
        assert "robots.txt" in done.quarantined[0].reason

    run(do)


def test_a_redirect_leads_nobody_past_robots_txt():
    async def do(server: Server) -> None:
        server.answers |= {
            "/robots.txt": reply(ROBOTS),
            "/open": moved("/closed"),
            "/closed": reply(PAGE),
        }
        (led,) = await visit(page(server, "/open"))
        assert f"{server.url('/closed')} is closed to programs" in led.error
        assert "/closed" not in paths(server)

    run(do)


def test_feeds_and_the_own_site_are_read_without_robots_txt():
    async def do(server: Server) -> None:
        server.answers |= {"/robots.txt": reply(b"User-agent: *\nDisallow: /\n")}
        server.answers |= {"/rss": reply(RSS), "/own": reply(PAGE), "/": reply(PAGE)}
        first, second = await visit(feed(server), page(server, "/own", own=True))
        assert (first.error, second.error) == ("", "")
        assert "/robots.txt" not in paths(server)

    run(do)


def test_robots_txt_is_kept_for_a_day():
    async def do(server: Server) -> None:
        server.answers |= {"/robots.txt": reply(ROBOTS), "/open": reply(PAGE)}
        book = Book()
        for hours in (0, 1, 23, 25):
            await visit(page(server, "/open"), book=book, now=NOW + timedelta(hours=hours))
        assert paths(server).count("/robots.txt") == 2

    run(do)


def test_a_site_whose_robots_txt_fails_is_left_alone_until_it_answers():
    async def do(server: Server) -> None:
        book = Book()
        server.answers |= {"/robots.txt": reply(b"", status="500 Oops"), "/open": reply(PAGE)}
        (closed,) = await visit(page(server, "/open"), book=book)
        server.answers["/robots.txt"] = reply(b"", status="404 Not Found")
        (open_,) = await visit(page(server, "/open"), book=book)
        assert "/robots.txt could not be read" in closed.error
        assert open_.error == ""

    run(do)


def test_one_host_has_two_requests_at_once_at_most():
    async def do(server: Server) -> None:
        server.answers |= {f"/{number}": reply(RSS) for number in range(5)}
        done = await visit(*(feed(server, f"/{number}") for number in range(5)))
        assert not any(one.error for one in done)
        assert server.most_open <= 2

    run(do)


def test_the_program_says_who_it_is():
    async def do(server: Server) -> None:
        server.answers["/rss"] = reply(RSS)
        await visit(feed(server))
        agent = server.requests[0][1]["user-agent"]
        assert agent.startswith("digest/")
        assert agent.endswith(" (+desk@x)")

    run(do)


def test_what_an_unchanged_feed_brings_a_week_dwindles():
    async def do(server: Server) -> None:
        server.answers["/rss"] = reply(RSS)
        (done,) = await visit(feed(server))
        assert done.fetched is not None
        assert done.fetched.weekly
        late = replace(done.fetched, changed=NOW - 8 * DAY)
        (again,) = await visit(feed(server), known=late)
        assert again.fetched is not None
        assert again.fetched.weekly == 0

    run(do)


def test_the_site_of_a_dead_source_is_asked_for_another_feed():
    async def do(server: Server) -> None:
        link = "<link rel='alternate' type='application/rss+xml' href='/feed'>"
        server.answers["/"] = reply(f"<html><head>{link}</head></html>".encode())
        stumbling = Fetched(source="/rss", failures=3, failing=NOW - DAY)
        (first,) = await visit(feed(server), known=stumbling)
        assert first.fetched is not None
        assert (first.fetched.offer, "/" in paths(server)) == ("", False)
        (dead,) = await visit(feed(server), known=replace(stumbling, failing=NOW - 3 * DAY))
        assert dead.fetched is not None
        assert dead.fetched.offer == server.url("/feed")
        server.answers["/rss"] = reply(RSS)
        (back,) = await visit(feed(server), known=dead.fetched)
        assert back.fetched is not None
        assert (back.fetched.offer, back.fetched.failing) == ("", None)

    run(do)


def test_the_site_of_a_silent_feed_is_asked_once_a_week_what_it_has_in_its_place():
    async def do(server: Server) -> None:
        link = "<link rel='alternate' type='application/rss+xml' href='{}'>"
        server.answers |= {"/rss": reply(RSS), "/robots.txt": reply(b"", status="404 Not Found")}
        server.answers["/"] = reply(f"<html>{link.format('/new')}</html>".encode())
        (now,) = await visit(feed(server))
        assert now.fetched is not None
        for days, offered in ((13, ""), (15, "/new"), (16, ""), (21, "/new")):
            known = replace(now.fetched, changed=NOW - days * DAY, checked=NOW - DAY)
            (silent,) = await visit(feed(server), known=known)
            assert silent.fetched is not None
            assert silent.fetched.offer == (server.url(offered) if offered else ""), days
        server.answers["/"] = reply(f"<html>{link.format('/new')}{link.format('/rss/')}".encode())
        known = replace(now.fetched, changed=NOW - 15 * DAY, checked=NOW - DAY)
        (same,) = await visit(feed(server), known=known)
        assert same.fetched is not None
        assert same.fetched.offer == "", "its site names it still"
        known = replace(known, offer=server.url("/new"), body_hash="another")
        (back,) = await visit(feed(server), known=known)
        assert back.fetched is not None
        assert back.fetched.offer == "", "it brought something new"

    run(do)


def test_a_page_at_a_dead_feeds_address_is_asked_before_the_front_page():
    async def do(server: Server) -> None:
        link = "<html><link rel='alternate' type='application/rss+xml' href='{}'></html>"
        server.answers["/"] = reply(link.format("/other").encode())
        server.answers["/rss"] = reply(link.format("/ok").encode())
        known = Fetched(source="/rss", failures=3, failing=NOW - 3 * DAY)
        (dead,) = await visit(feed(server), known=known)
        assert dead.fetched is not None
        assert dead.fetched.offer == server.url("/ok")

    run(do)


def test_a_long_header_of_a_proper_answer_is_read():
    async def do(server: Server) -> None:
        policy = "Content-Security-Policy: " + "script-src https://cdn.example; " * 500
        server.answers["/rss"] = reply(RSS, policy)
        (done,) = await visit(feed(server))
        assert done.error == ""

    run(do)
