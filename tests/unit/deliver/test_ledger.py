from __future__ import annotations

import asyncio
import socket
from datetime import timedelta

import pytest
from tests.unit.deliver.memory import MemoryStore, now

from digest.deliver.ledger import QUIET, Ledger
from digest.errors import StoreError
from digest.model import DeliveryState, Outcome, OutcomeKind, Recorded

SENT = Outcome(kind=OutcomeKind.SENT, code=250)
LATER = Outcome(kind=OutcomeKind.DEFERRED, code=451)
DOUBT = Outcome(kind=OutcomeKind.UNSURE)


def ledger(store, seen=None):
    said = seen.append if seen is not None else lambda _: None
    for row in store.rows.values():
        row.fence = 1
    return Ledger(store, now=now, fence=1, max_age=timedelta(days=5), on_progress=said)


def test_what_one_turn_records_is_one_commit():
    store = MemoryStore.of(4)

    async def go():
        book = ledger(store)
        await asyncio.gather(*(book.record(starting=[number]) for number in (1, 2, 3)))
        await asyncio.gather(book.record([(1, SENT)], [4]), book.record([(2, SENT)]))

    asyncio.run(go())
    assert store.commits == [([], [1, 2, 3]), ([1, 2], [4])]


def test_a_failed_commit_is_told_to_all_who_wait():
    store = MemoryStore.of(2)

    def commit(*_args, **_named):
        raise StoreError("disk full")

    store.commit = commit

    async def go():
        book = ledger(store)
        waiting = [book.record(starting=[number]) for number in (1, 2)]
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [str(error) for error in asyncio.run(go())] == ["disk full"] * 2


def test_in_flight_messages_are_committed_again_to_keep_their_lease():
    store = MemoryStore.of(3)

    async def go():
        book = ledger(store)
        await asyncio.gather(book.record(starting=[1]), book.record(starting=[2]))
        await book.record([(1, SENT)])
        await book.renew()

    asyncio.run(go())
    assert store.commits[-1] == ([], [2])


def test_nothing_in_flight_renews_nothing():
    store = MemoryStore.of(1)

    async def go():
        await ledger(store).renew()

    asyncio.run(go())
    assert store.commits == []


@pytest.mark.parametrize("remaining", [2, 0])
def test_progress_counts_down_and_never_below_nothing(remaining):
    seen = []

    async def go():
        book = ledger(MemoryStore.of(2), seen)
        book.remaining = remaining
        await book.record([(1, SENT)])

    asyncio.run(go())
    assert seen[-1].remaining == max(remaining - 1, 0)
    assert seen[-1].sent == 1


def test_a_commit_waits_as_long_as_turns_of_the_loop_bring_records():
    store = MemoryStore.of(6)

    async def go():
        book = ledger(store)
        waiting = []
        for number in (1, 2, 3, 4):
            waiting.append(book.record(starting=[number]))
            await asyncio.sleep(0)
        assert not store.commits
        await asyncio.gather(*waiting)

    asyncio.run(go())
    assert store.commits == [([], [1, 2, 3, 4])]


def test_what_a_socket_brings_meanwhile_is_of_the_same_commit():
    store = MemoryStore.of(2)

    async def go():
        book, loop = ledger(store), asyncio.get_running_loop()
        near, far = socket.socketpair()
        with near, far:
            asked = loop.create_future()
            loop.add_reader(near, lambda: asked.done() or asked.set_result(None))
            asked.add_done_callback(lambda _: book.record(starting=[2]))
            far.send(b"250")
            await book.record(starting=[1])
            loop.remove_reader(near)

    asyncio.run(go())
    assert store.commits == [([], [1, 2])]


def test_who_stays_alone_is_committed_without_a_clock():
    store = MemoryStore.of(2)

    async def go():
        book = ledger(store)
        one = book.record(starting=[1])
        for _ in range(QUIET):
            assert not store.commits
            await asyncio.sleep(0)
        assert one.done()
        await book.record([(1, SENT)], [2])

    asyncio.run(go())
    assert store.commits == [([], [1]), ([1], [2])]


def test_a_delivery_counts_as_what_became_of_it_last():
    seen = []

    async def go():
        book = ledger(MemoryStore.of(3), seen)
        book.remaining = 3
        await book.record([(1, LATER), (2, DOUBT)])
        await book.record([(1, LATER), (2, SENT)])
        await book.record([(1, SENT)])

    asyncio.run(go())
    found = [(one.sent, one.deferred, one.unsure, one.remaining) for one in seen]
    assert found == [(0, 1, 1, 1), (1, 1, 0, 1), (2, 0, 0, 1)]


def test_what_the_store_gives_up_by_its_own_rule_counts_as_failed():
    store, seen = MemoryStore.of(3), []

    def giving_up(outcomes, _starting, **_named):
        states = {number: DeliveryState.FAILED for number, _ in outcomes}
        return Recorded(states=states, parked=1)

    async def go():
        book = ledger(store, seen)
        book.remaining = 3
        await book.record([(1, LATER)])
        store.commit = giving_up
        book.park(1)
        await book.record([(1, LATER)])

    asyncio.run(go())
    assert [(one.deferred, one.failed, one.parked, one.remaining) for one in seen] == [
        (1, 0, 0, 2),
        (0, 2, 2, 1),
    ]


def test_a_result_of_what_another_has_by_now_counts_for_nothing():
    store, seen = MemoryStore.of(1), []
    store.commit = lambda *_args, **_named: Recorded(states={})

    async def go():
        await ledger(store, seen).record([(1, LATER)])

    asyncio.run(go())
    assert (seen[-1].deferred, seen[-1].failed) == (0, 0)


def test_what_is_not_ours_any_more_is_told_and_not_renewed():
    store = MemoryStore.of(3)

    async def go():
        book = ledger(store)
        store.rows[2].fence = 9
        refused = await book.record(starting=[1, 2])
        await book.renew()
        store.rows[1].fence = 9
        await book.renew()
        await book.renew()
        return refused

    assert asyncio.run(go()) == {2}
    assert [started for _, started in store.commits] == [[1, 2], [1], [1]]


def test_a_send_that_breaks_off_records_what_it_knows_and_starts_nothing():
    store = MemoryStore.of(2)

    async def go():
        book = ledger(store)
        book.record([(1, SENT)], [2]).cancel()
        book.close()
        book.close()
        await asyncio.sleep(0.01)

    asyncio.run(go())
    assert store.commits == [([1], [])]


def test_what_nobody_waits_for_is_recorded_before_the_end():
    store = MemoryStore.of(1)

    async def go():
        book = ledger(store)
        book.record([(1, SENT)])
        await book.settled()
        await book.settled()

    asyncio.run(go())
    assert store.commits == [([1], [])]
