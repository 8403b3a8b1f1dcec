"""A request to stop: what is under way is finished, a connection being opened is given up."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from tests.integration.deliver.press import NOW, house
from tests.integration.deliver.run import send_to
from tests.integration.deliver.sink import Act, Options, Sink, at
from tests.unit.deliver.memory import MemoryStore

from digest.deliver import Timeouts
from digest.deliver.caller import unless_set
from digest.model import EditionState
from digest.pipeline.send import STOPPED, send

SLOW = Timeouts(connect=60, command=60)
AT_ONCE = 10  # seconds, of 60 that it would take


def unwelcome(work):
    """Do it with a relay that takes the connection, says nothing, and has the work stopped."""

    async def go():
        stop = asyncio.Event()
        sink = Sink(lambda _verb, _count: stop.set() or Act.STALL)
        async with sink, asyncio.timeout(AT_ONCE):
            return await work(sink, stop)

    return asyncio.run(go())


def test_the_first_connection_is_given_up():
    store = MemoryStore.of(5)
    report = unwelcome(lambda sink, stop: send_to(sink, store, stop=stop, timeouts=SLOW))
    assert (report.sent, report.remaining, store.states()) == (0, 5, {"queued": 5})
    assert not any(row.fence for row in store.rows.values())


def test_one_beside_others_that_work_is_given_up():
    store = MemoryStore.of(40)

    async def go():
        stop = asyncio.Event()
        sink = Sink(at("BANNER", 2, Act.STALL))
        sink.on_body = lambda _ident: stop.set() if sink.ids.total() >= 38 else None
        async with sink, asyncio.timeout(AT_ONCE):
            return await send_to(sink, store, stop=stop, connections=2, timeouts=SLOW)

    report = asyncio.run(go())
    assert (report.sent + report.remaining, store.states()["queued"]) == (40, report.remaining)
    assert report.remaining > 0


@pytest.mark.parametrize("keywords", [("8BITMIME",), ("PIPELINING", "8BITMIME")])
def test_of_what_a_connection_has_in_hand_only_what_is_under_way_is_finished(keywords):
    store = MemoryStore.of(12)

    async def go():
        stop = asyncio.Event()
        sink = Sink(options=Options(keywords=keywords))
        sink.on_body = lambda _ident: stop.set() if sink.ids.total() >= 3 else None
        async with sink:
            return await send_to(sink, store, stop=stop), sink.ids.total()

    report, taken = asyncio.run(go())
    assert (report.sent, report.remaining, taken) == (3, 9, 3)
    assert store.states() == {"sent": 3, "queued": 9}
    assert not any(row.fence for row in store.rows.values() if row.delivery.state == "queued")


@pytest.fixture
def made(tmp_path):
    with house(tmp_path) as frozen:
        yield frozen


def test_an_edition_whose_relay_was_not_reached_yet_stays_approved(made):
    edition = made.deliveries[0].edition

    def work(sink, stop):
        smtp = msgspec.structs.replace(made.settings.smtp, port=sink.port)
        settings = msgspec.structs.replace(made.settings, smtp=smtp)
        return send(settings, made.store, edition, clock=lambda: NOW, stop=stop)

    assert unwelcome(work).reason == STOPPED
    assert made.store.editions.get(edition).state is EditionState.APPROVED


@pytest.mark.parametrize("before", [True, False])
def test_what_is_given_up_is_cancelled(before):
    ended = []

    async def work():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def go():
        stop = asyncio.Event()
        if before:
            stop.set()
        task = asyncio.create_task(unless_set(stop, work()))
        await asyncio.sleep(0)
        stop.set()
        return await task

    assert asyncio.run(go()) is None
    assert ended == [True]


def test_what_fails_fails():
    async def work():
        raise OSError("no")

    async def go():
        await unless_set(None, work())

    with pytest.raises(OSError, match="no"):
        asyncio.run(go())


def test_who_waits_for_it_and_is_cancelled_takes_it_along():
    ended = []

    async def work():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def go():
        task = asyncio.create_task(unless_set(asyncio.Event(), work()))
        for _ in range(3):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})

    asyncio.run(go())
    assert ended == [True]
