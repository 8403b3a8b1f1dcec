from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tests.unit.deliver.memory import MemoryStore, now

from digest.deliver.ledger import Ledger
from digest.errors import StoreError
from digest.model import Outcome, OutcomeKind

SENT = Outcome(kind=OutcomeKind.SENT, code=250)


def ledger(store, seen=None):
    said = seen.append if seen is not None else lambda _: None
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


def test_a_commit_waits_for_company():
    store = MemoryStore.of(6)

    async def go():
        book = ledger(store)
        book.company = 3
        first = book.record(starting=[1])
        await asyncio.sleep(0)
        assert not store.commits
        await asyncio.gather(
            first, book.record(starting=[2]), book.record(starting=[3]), book.record(starting=[4])
        )

    asyncio.run(go())
    assert store.commits == [([], [1, 2, 3, 4])]


def test_who_stays_alone_is_committed_all_the_same():
    store = MemoryStore.of(2)

    async def go():
        book = ledger(store)
        book.company = 5
        await book.record(starting=[1])
        await book.record([(1, SENT)], [2])

    asyncio.run(go())
    assert store.commits == [([], [1]), ([1], [2])]


def test_who_is_cancelled_takes_no_commit_with_it():
    store = MemoryStore.of(3)

    async def go():
        book = ledger(store)
        book.company = 3

        async def courier(number):
            await book.record(starting=[number])
            return number

        tasks = [asyncio.create_task(courier(number)) for number in (1, 2)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await asyncio.sleep(0)
        await book.record([(3, SENT)])
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, second = asyncio.run(go())
    assert isinstance(first, asyncio.CancelledError)
    assert second == 2
    assert store.commits == [([3], [1, 2])]


def test_at_the_end_what_waits_is_committed():
    store = MemoryStore.of(2)

    async def go():
        book = ledger(store)
        book.company = 9
        waiting = book.record([(1, SENT)])
        book.finish()
        book.finish()
        await waiting

    asyncio.run(go())
    assert store.commits == [([1], [])]
