"""Run a send against a sink, with time that does not pass by itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.integration.deliver.sink import Options, Sink
from tests.unit.deliver.memory import NOW, MemoryStore, compose

from digest.deliver import Message, Relay, SendReport, Timeouts, deliver, send_each

if TYPE_CHECKING:
    from digest.model import Outcome

QUICK = Timeouts(connect=2, command=2, final=2, total=5, settle=0.05)


async def no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


async def send_to(sink: Sink, store: MemoryStore, **more) -> SendReport:
    relay = Relay(
        port=sink.port,
        connections=more.pop("connections", 1),
        rate=more.pop("rate", None),
        daily_limit=more.pop("daily_limit", None),
        timeouts=more.pop("timeouts", QUICK),
    )
    edition = more.pop("edition", "edition")
    arguments = {"compose": compose, "now": lambda: NOW, "fence": 7, "sleep": no_sleep, **more}
    return await deliver(store, edition, relay=relay, **arguments)


async def send_one(relay: Relay, message: Message) -> Outcome:
    """Send one message over a connection of its own."""

    async def only():
        yield message

    (outcome,) = [one async for one in send_each(relay, only())]
    return outcome


def run(store: MemoryStore, script=lambda _verb, _count: None, options=None, **more):
    """Send the store's edition to a sink that follows the script; (report, sink)."""

    async def go():
        async with Sink(script, options or Options()) as sink:
            return await send_to(sink, store, **more), sink

    return asyncio.run(go())


def lockstep(**more) -> Options:
    return Options(keywords=("8BITMIME",), **more)
