"""A source with a hub: it is asked to push in the pass that finds it, and again when it must."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import msgspec
from tests.integration.collect.server import LOOPBACK, Headers, Server, reply, serving
from tests.unit.config.example import settings as load

from digest.collect import websub
from digest.model import Push, Source
from digest.pipeline import collect as pipeline_collect
from digest.pipeline.collect import collect
from digest.pipeline.pushes import answered
from digest.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>
<link rel="hub" href="{0}"/><link rel="self" href="https://paper.example/atom"/>
<entry><title>One</title><id>1</id></entry></feed>"""


class Hub:
    """A hub, and what it answers."""

    def __init__(self) -> None:
        self.answer = reply(b"", status="202 Accepted")

    async def __call__(self, _: Headers, writer: asyncio.StreamWriter) -> None:
        writer.write(self.answer)


def newsroom(
    folder, public_url: str | None, do: Callable[[Server, Store, Hub, Callable], Awaitable[None]]
) -> None:
    async def inner() -> None:
        hub = Hub()
        async with serving({"/hub": hub}) as server:
            server.answers["/atom"] = reply(FEED.format(server.url("/hub")).encode())
            configured = msgspec.structs.replace(
                load(folder),
                sources=(Source(name="Paper", kind="feed", url=server.url("/atom")),),
                collect=msgspec.structs.replace(LOOPBACK, public_url=public_url),
            )
            with open_store(f"sqlite:///{folder / 'digest.db'}") as store:

                async def visit(now: datetime = NOW) -> None:
                    await collect(configured, store, now=now)

                await do(server, store, hub, visit)

    asyncio.run(inner())


def asked(server: Server) -> list[dict[str, str]]:
    return [dict(parse_qsl(body.decode())) for path, body in server.bodies if path == "/hub"]


def test_a_hub_is_asked_once_and_again_before_its_promise_ends(tmp_path):
    async def do(server, store, _hub, visit):
        await visit()
        (form,) = asked(server)
        push = store.pushes.get("Paper")
        assert form["hub.topic"] == "https://paper.example/atom"
        assert form["hub.callback"] == f"https://news.example/websub/{push.token}"
        said = {"hub.mode": "subscribe", "hub.topic": form["hub.topic"], "hub.challenge": "x"}
        assert answered(store, push.token, said, now=NOW) == "x"
        await visit(NOW + 5 * DAY)
        assert len(asked(server)) == 1
        await visit(NOW + 9.5 * DAY)
        assert len(asked(server)) == 2
        assert asked(server)[1] == form, "a renewal keeps its address"

    newsroom(tmp_path, "https://news.example/", do)


def test_a_hub_that_refuses_costs_no_article_and_is_left_alone_for_a_day(tmp_path, caplog):
    async def do(server, store, hub, visit):
        hub.answer = reply(b"", status="500 Oops")
        await visit()
        assert len(store.articles.list()) == 1
        await visit(NOW + DAY / 2)
        assert len(asked(server)) == 1
        await visit(NOW + DAY)
        assert len(asked(server)) == 2

    newsroom(tmp_path, "https://news.example", do)
    assert "can't be asked to push" in caplog.text


def test_without_a_public_url_no_hub_is_asked(tmp_path):
    async def do(server, store, _hub, visit):
        await visit()
        assert asked(server) == []
        assert store.pushes.get("Paper") is None

    newsroom(tmp_path, None, do)


def test_one_hub_that_can_not_be_asked_stops_no_other(tmp_path):
    async def do(server, _store, _hub, _visit):
        pushes = [
            Push(source=name, hub=hub, topic="https://a.example/", token="t", secret="s", asked=NOW)  # noqa: S106 - a test's
            for name, hub in [
                ("Broken", "http://xn--/"),
                ("Odd", "http://[::1"),
                ("Good", server.url("/hub")),
            ]
        ]
        why = await websub.ask(pushes, callback="https://news.example", settings=LOOPBACK)
        assert set(why) == {"Broken", "Odd"}
        assert "is not a URL" in why["Broken"]
        assert [form["hub.topic"] for form in asked(server)] == ["https://a.example/"]

    newsroom(tmp_path, "https://news.example", do)


def test_the_operator_is_told_before_hubs_are_asked(tmp_path, monkeypatch):
    calls = []

    async def renewed(*_args, **_kwargs):
        calls.append("hubs")

    monkeypatch.setattr(pipeline_collect, "renew", renewed)
    monkeypatch.setattr(
        pipeline_collect, "tell_operator", lambda *_args, **_kwargs: calls.append("operator")
    )

    async def do(_server, _store, _hub, visit):
        await visit()
        assert calls == ["operator", "hubs"]

    newsroom(tmp_path, "https://news.example", do)
