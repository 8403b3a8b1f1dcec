"""Run a send against a sink, with time that does not pass by itself."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tests.integration.deliver.sink import Options, Sink
from tests.unit.deliver.memory import NOW, MemoryStore, MemoryThrottles, compose

from digest.deliver import (
    Caller,
    Message,
    Relay,
    Rules,
    SendReport,
    Time,
    Timeouts,
    deliver,
    send_each,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Outcome

QUICK = Timeouts(connect=2, command=2, final=2, total=5, settle=0.05)


async def no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


class Moving:
    """A clock that moves only while somebody sleeps; `named` is what a send takes of it."""

    def __init__(self) -> None:
        self.now = NOW

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    @property
    def seconds(self) -> float:
        return (self.now - NOW).total_seconds()

    def named(self) -> dict[str, object]:
        return {"now": lambda: self.now, "sleep": self.sleep}


OF_A_RELAY = {field.name for field in dataclasses.fields(Relay)}
OF_THE_RULES = {field.name for field in dataclasses.fields(Rules)}
OF_THE_TIME = {field.name for field in dataclasses.fields(Time)}
OF_THE_CALLER = set(inspect.signature(Caller).parameters)


def taken(names: set[str], more: dict[str, object]) -> dict[str, object]:
    """Those of `more` that have one of these names; they are taken out of it."""
    return {name: more.pop(name) for name in names & set(more)}


async def send_to(sink: Sink, store: MemoryStore, **more) -> SendReport:
    """Send to one sink; what a Relay or the Rules hold is taken from `more`."""
    own = {"port": sink.port, "connections": 1, "timeouts": QUICK, **taken(OF_A_RELAY, more)}
    relay = Relay(**own)
    return await send_by([relay], store, **more)


async def send_by(relays: Sequence[Relay], store: MemoryStore, **more) -> SendReport:
    """Send by these relays; what the Rules, Time and Caller hold is taken from `more`."""
    time = {"now": lambda: NOW, "sleep": no_sleep, **taken(OF_THE_TIME, more)}
    arguments = {
        "edition": "edition",
        "compose": compose,
        "fence": 7,
        "time": Time(**time),
        "rules": Rules(**taken(OF_THE_RULES, more)),
        "caller": Caller(**taken(OF_THE_CALLER, more)),
    }
    kept = SimpleNamespace(outbox=store, throttles=more.pop("throttles", MemoryThrottles()))
    return await deliver(kept, relays=relays, **{**arguments, **more})


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
