"""Time in a send: waits that a request to stop ends, clocks that jump, relays that take theirs."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tests.integration.deliver.run import Moving, run, send_to
from tests.integration.deliver.sink import Sink, answers
from tests.unit.deliver.memory import NOW, MemoryStore

from digest.deliver import DomainLimit


def stopped_in(seconds, make_store=lambda: MemoryStore.of(40), **more):
    """A send that is asked to stop when so much time has passed; (report, store, how long)."""
    store, clock = make_store(), Moving()

    async def go():
        stop = asyncio.Event()

        async def sleep(nap):
            await clock.sleep(nap)
            if clock.seconds >= seconds:
                stop.set()

        named = {**clock.named(), "sleep": sleep}
        async with asyncio.timeout(10), Sink() as sink:
            return await send_to(sink, store, stop=stop, **{**named, **more})

    return asyncio.run(go()), store, clock.seconds


SLOW = DomainLimit(rate=0.1)


@pytest.mark.parametrize("connections", [1, 4])
@pytest.mark.parametrize("waits", [{"rate": 0.1}, {"domain": SLOW}])
def test_stop_is_heard_while_a_rate_is_waited_for(waits, connections):
    report, store, seconds = stopped_in(25, connections=connections, **waits)
    assert 2 <= report.sent <= 5
    assert seconds <= 25 + 2
    assert report.remaining == 40 - report.sent
    assert not any(row.fence for row in store.rows.values() if row.delivery.state == "queued")


def test_stop_is_heard_while_another_sender_is_waited_for():
    def held():
        store = MemoryStore.of(3)
        store.claim("edition", now=NOW, limit=3, lease=timedelta(seconds=60), fence=99)
        return store

    report, _, seconds = stopped_in(5, held)
    assert (report.sent, report.remaining) == (0, 3)
    assert seconds <= 5 + 2


def test_a_server_that_asks_for_seconds_only_is_not_waited_for_again_and_again():
    clock = Moving()
    script = answers(RCPT=b"451 4.7.1 try again in 5 seconds")
    report, sink = run(MemoryStore.of(1), script, **clock.named())
    assert (report.sent, report.deferred, report.remaining) == (0, 1, 1)
    assert sink.seen["RCPT"] == 1


@pytest.mark.parametrize("jump", [timedelta(hours=3), timedelta(hours=-3)])
def test_a_clock_that_jumps_loses_nobody_and_repeats_nobody(jump):
    store, clock = MemoryStore.of(100), Moving()

    async def go():
        async with asyncio.timeout(10), Sink() as sink:

            def body(_ident):
                if sink.ids.total() == 30:
                    clock.now += jump

            sink.on_body = body
            first = await send_to(sink, store, connections=4, rate=1000.0, **clock.named())
            clock.now = NOW + timedelta(hours=6)
            rest = await send_to(sink, store, connections=4, fence=8, **clock.named())
            return first, rest, sink

    first, rest, sink = asyncio.run(go())
    assert first.sent + rest.sent == 100
    assert first.sent == 100 or jump < timedelta(0)
    assert set(sink.ids.values()) == {1}


def test_what_was_claimed_before_a_relay_was_slow_to_greet_is_claimed_again():
    clock = Moving()

    def greet_late(verb, _count):
        clock.now += timedelta(seconds=45 if verb == "BANNER" else 0)

    report, _ = run(MemoryStore.of(3), greet_late, **clock.named())
    assert (report.sent, report.reason) == (3, "")
    assert clock.seconds < 60
