"""Whatever the servers do: nobody is lost, nobody is mailed twice unknown, and the send ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
from datetime import timedelta

import pytest
from tests.integration.deliver.run import Moving
from tests.integration.deliver.sink import Sink
from tests.integration.deliver.weather import Seen, Weather, frozen, one_send
from tests.unit.store.make import url

import digest.deliver.outbox as room
from digest.store import open_store
from digest.store.outbox import POISON

ROUNDS = int(os.environ.get("DIGEST_WEATHER_ROUNDS", "60"))
DEADLINE = 20  # seconds: far more than any deadline of a send here
HOURS = timedelta(hours=6)  # every rest is over, no reader is given up


@pytest.fixture
def seen(monkeypatch, tmp_path):
    """Sees every lane and every domain that a send has."""
    with open_store(url(tmp_path)):
        seen = Seen(tmp_path)

    def remembering(made, kept):
        def make(*args, **named):
            kept.append(made(*args, **named))
            return kept[-1]

        return make

    monkeypatch.setattr(room, "Lane", remembering(room.Lane, seen.lanes))
    monkeypatch.setattr(room, "Domains", remembering(room.Domains, seen.domains))
    with contextlib.closing(seen.eyes):
        yield seen


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_delivery_is_accounted_for(seed, tmp_path, seen):
    weather, clock = Weather.of(seed), Moving()
    edition = frozen(tmp_path, weather.readers)
    for _ in range(weather.rounds):
        sinks = [weather.sink(index) for index in range(len(weather.relays))]
        weather.loop(send(edition, weather, sinks, clock, seen, fair=False))
        clock.now += HOURS
    for _ in range(4):
        sinks = [Sink() for _ in weather.relays]
        weather.loop(send(edition, weather, sinks, clock, seen, fair=True))
        clock.now += HOURS
    held = {"unsure"} if weather.rules.policy == "hold" else set()
    assert {state for (state,) in seen.rows("d.state")} <= {"sent", "failed", "cancelled"} | held


async def send(edition, weather, sinks, clock, seen, *, fair):
    """One send and what must hold after each."""
    before = states(seen)
    async with contextlib.AsyncExitStack() as stack:
        for sink in sinks:
            await stack.enter_async_context(sink)
        async with asyncio.timeout(DEADLINE):
            reports = await one_send(edition, weather, sinks, clock, seen, fair=fair)
    assert seen.wrong == []
    after = states(seen)
    assert len(after) == weather.readers
    if len(reports) == weather.senders:
        waiting = count(after, "queued") + count(after, "deferred")
        assert waiting in {report.remaining for report in reports}  # of who ended last
        sent = count(after, "sent") - count(before, "sent")
        assert sum(report.sent for report in reports) == sent
    check_readers(sinks, seen)
    check_leftovers(seen)
    most = max(int(relay["window"]) for relay in weather.relays)
    assert sum(seen.doubts.values()) - seen.told <= most * sum(one.connections for one in sinks)
    seen.told = sum(seen.doubts.values())


def states(seen):
    return dict(seen.rows("d.id, d.state"))


def count(states, state):
    return list(states.values()).count(state)


def check_readers(sinks, seen):
    """Who is sent has it, who is failed was refused by name, and no mail is another's."""
    for sink in sinks:
        for taken in sink.taken:
            assert f"\r\nTo: {taken.recipient}\r\n".encode() in taken.data
        for email, codes in sink.refused.items():
            seen.refused.setdefault(email, set()).update(codes)
    for ident, email, state, detail, crashes in seen.rows(
        "message_id, email, d.state, detail, crashes"
    ):
        assert state != "sending"
        assert state != "sent" or seen.arrived[ident]
        assert seen.arrived[ident] <= 1 + seen.doubts[ident]
        if state == "failed" and detail == POISON:
            assert crashes == seen.doubts[ident] == 3
        elif state == "failed":
            assert seen.refused.get(email, set()) & {b"550", b"554"}


def check_leftovers(seen):
    """No lease, no lock, no place that is never given back."""
    assert set(seen.rows("lease")) == {(0,)}
    assert [path.name for path in seen.folder.iterdir() if "sender" in path.name] == []
    for lane in seen.lanes:
        assert (lane.in_hand, lane.couriers, lane.sessions, len(lane.queue)) == (0, 0, 0, 0)
    for domains in seen.domains:
        assert {one.at_once for one in domains._domains.values()} <= {0}
    seen.lanes.clear()
    seen.domains.clear()
