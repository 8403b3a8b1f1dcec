"""A database that others hold, at each call that a send makes to it: waited for, and said."""

from __future__ import annotations

import asyncio
import logging

import pytest
from tests.integration.deliver.run import run, send_to
from tests.integration.deliver.sink import Sink
from tests.unit.deliver.memory import MemoryStore

from digest.errors import StoreBusyError

CALLS = ("recover", "claim", "commit", "release")
HELD = "the database digest.db is held by another process"


class Held(MemoryStore):
    """Is busy for so many calls of that name, behind the first so many that go well."""

    call = ""
    well = 0
    busy = 0

    def _held(self, call):
        if call != self.call or not self.busy:
            return False
        if self.well:
            self.well -= 1
            return False
        self.busy -= 1
        return True

    def __getattribute__(self, name):
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def answer(*args, **named):
            if self._held(name):
                raise StoreBusyError(HELD)
            return found(*args, **named)

        return answer


def held(call, *, well=0, busy, readers=100):
    store = Held.of(readers)
    store.call, store.well, store.busy = call, well, busy
    return store


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr("digest.deliver.patience.BUSY_WAIT", 0.001)
    monkeypatch.setattr("digest.deliver.patience.TOLD_AFTER", 0.0)


@pytest.mark.parametrize("connections", [1, 4])
@pytest.mark.parametrize(
    ("call", "well"),
    [("recover", 0), ("claim", 0), ("claim", 1), ("claim", 2), ("commit", 9), ("release", 0)],
)
def test_it_is_waited_for_at_each_call(call, well, connections, caplog):
    store = held(call, well=well, busy=5)
    report, sink = run(store, connections=connections)
    assert (report.sent, report.reason) == (100, "")
    assert set(sink.ids.values()) == {1}
    assert store.busy == 0
    said = [record.getMessage() for record in caplog.records]
    assert set(said[0::2]) == {f"{HELD}; waiting for it"}
    assert all(words.startswith("the database is free after") for words in said[1::2])
    assert len(said) % 2 == 0


@pytest.mark.parametrize("call", CALLS)
def test_it_is_given_up_when_it_is_held_too_long(call, monkeypatch):
    monkeypatch.setattr("digest.deliver.patience.BUSY_SECONDS", 0.0)
    store = held(call, well=call == "commit", busy=-1)
    with pytest.raises(StoreBusyError):
        run(store, connections=4)
    assert "queued" in store.states() or call == "release"


def test_nothing_more_leaves_meanwhile(caplog):
    """What is on its way is answered; no other body follows until the answer is recorded."""
    caplog.set_level(logging.CRITICAL)
    store = held("commit", well=5, busy=-1)
    taken = []

    async def go():
        async with Sink() as sink:
            sending = asyncio.create_task(send_to(sink, store, connections=3))
            while store.busy > -40:
                await asyncio.sleep(0)
                taken.append(sink.ids.total())
            at_most = taken[taken.index(max(taken))]
            store.busy = 0
            return at_most, await sending

    at_most, report = asyncio.run(go())
    recorded = sum(len(outcomes) for outcomes, _ in store.commits[:5])
    assert at_most <= recorded + 3
    assert report.sent == 100
