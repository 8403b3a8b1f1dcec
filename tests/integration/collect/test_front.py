"""The front page of the newsroom's own source, from its server to the store."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from tests.integration.collect.server import LOOPBACK, Server, reply, serving
from tests.unit.config.example import settings as load

from digest.model import Source
from digest.pipeline.collect import CollectReport, collect
from digest.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = """<rss version="2.0"><channel><title>F</title>
<item><title>One</title><link>{0}one</link></item>
<item><title>Two</title><link>{0}two</link></item></channel></rss>"""
FRONT = b"<html><body><a href='/jobs'>Jobs</a><a href='/two'>Two</a><a href='/one'>One</a></body>"


def newsroom(
    folder: Path, do: Callable[[Server, Store, Callable[..., Awaitable[CollectReport]]], object]
) -> None:
    async def inner() -> None:
        async with serving() as server:
            server.answers["/rss"] = reply(FEED.format(server.url("/")).encode())
            own = Source(name="Desk", kind="feed", url=server.url("/rss"), own=True)
            with open_store(f"sqlite:///{folder / 'digest.db'}") as store:
                configured = msgspec.structs.replace(load(folder), sources=(own,), collect=LOOPBACK)

                async def visit(now: datetime = NOW) -> CollectReport:
                    return await collect(configured, store, now=now)

                await do(server, store, visit)

    asyncio.run(inner())


def test_the_place_of_each_article_and_how_long_it_held_are_kept(tmp_path):
    async def do(server, store, visit):
        server.answers["/"] = reply(FRONT)
        await visit()
        await visit(NOW + timedelta(minutes=5))
        two = store.articles.at(server.url("/two"))
        front = store.fronts([two.id])[two.id]
        assert (front.place, front.held) == (1, timedelta(minutes=5))

    newsroom(tmp_path, do)


def test_a_front_page_that_can_not_be_read_is_told_and_costs_no_article(tmp_path):
    async def do(server, store, visit):
        report = await visit()
        (told,) = report.sources
        assert (report.new, told.error) == (2, "")
        assert told.notes == (f"front page: {server.url('/')} answered 404",)

    newsroom(tmp_path, do)
