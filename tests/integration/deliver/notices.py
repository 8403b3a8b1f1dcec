"""A newsroom with notices to send, and rounds of sending before a sink."""

from __future__ import annotations

import asyncio
from datetime import date

import msgspec
from tests.integration.deliver.run import QUICK
from tests.integration.deliver.sink import Options, Sink
from tests.unit.schedule.house import add_readers, utc, write_news

from digest.config import load
from digest.deliver import Relay
from digest.model import Mailbox
from digest.pipeline import errand
from digest.pipeline.build import build
from digest.pipeline.collect import collect
from digest.pipeline.notices import send_notices
from digest.pipeline.notify import alarm
from digest.pipeline.send import send

NOW = utc(2026, 11, 23, 7)
LEASE = errand.LEASE
DESK = "desk@news.example"
NOWHERE = 9  # a port that nobody listens on


class House:
    """A newsroom with an operator; `settings` follow the sink's port."""

    def __init__(self, folder, store, settings):
        self.folder, self.store = folder, store
        self.settings = msgspec.structs.replace(settings, operator=Mailbox(address=DESK))
        self.now = NOW

    def read_again(self):
        found = load(self.folder / "digest.toml", environ={})
        self.settings = msgspec.structs.replace(found, operator=Mailbox(address=DESK))

    def clock(self):
        return self.now

    def on(self, port):
        smtp = msgspec.structs.replace(self.settings.smtp, port=port)
        return msgspec.structs.replace(self.settings, smtp=smtp)

    def alarm(self, key="a", **more):
        values = {"subject": "Trouble", "text": "It broke.", "now": NOW}
        return alarm(self.settings, self.store, key=key, **(values | more))

    def approved(self, readers=2):
        write_news(self.folder, dated=utc(2026, 11, 23, 4))
        add_readers(self.store, readers)
        asyncio.run(collect(self.settings, self.store, now=NOW))
        return build(self.settings, self.store, None, day=date(2026, 11, 23), now=NOW).edition.id

    def states(self):
        return [one.state.value for one in reversed(self.store.notices.list())]


def round_(house, script=lambda _verb, _count: None, **more):
    """One round of notices before a sink; (report, sink)."""

    async def go():
        async with Sink(script, Options()) as sink:
            relay = Relay(port=sink.port, timeouts=QUICK)
            return await send_round(house, relay, **more), sink

    return asyncio.run(go())


async def send_round(house, *relays, **more):
    return await send_notices(house.settings, house.store, relays=relays, clock=house.clock, **more)


def edition_to(house, edition, script=lambda _verb, _count: None):
    async def go():
        async with Sink(script, Options()) as sink:
            settings = house.on(sink.port)
            return await send(settings, house.store, edition, clock=house.clock), sink

    return asyncio.run(go())
