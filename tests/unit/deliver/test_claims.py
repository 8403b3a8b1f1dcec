"""What is handed out, and when: a domain's rate holds for what came back, too."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from tests.unit.deliver.memory import NOW, MemoryStore, MemoryThrottles, compose

from digest.deliver import DomainLimit, Relay
from digest.deliver.caller import Caller
from digest.deliver.claims import Claims
from digest.deliver.desk import Desk
from digest.deliver.domains import UNLIMITED, Domains
from digest.deliver.lanes import Lane
from digest.deliver.ledger import Ledger
from digest.errors import StoreBusyError

SLOW = {"example.com": DomainLimit(rate=1.0)}


def counter(store, limits, at):
    """Claims with a page of the store's, two lanes, and their ledger; in a running loop."""
    throttles, named = MemoryThrottles(), {"now": lambda: at[0], "fence": 7}
    ledger = Ledger(store, max_age=timedelta(days=5), on_progress=lambda _: None, **named)
    desk = Desk(
        store=store,
        edition="edition",
        compose=compose,
        lease=timedelta(minutes=1),
        caller=Caller(None),
        sleep=asyncio.sleep,
        clock=asyncio.get_running_loop().time,
        **named,
    )
    lanes = [Lane(Relay(name=name), throttles, 7) for name in ("main", "backup")]
    domains = Domains(throttles, limits, UNLIMITED)
    claims = Claims(desk, lanes=lanes, domains=domains, ledger=ledger)
    claims.refill()
    return claims, lanes, ledger


def hand_out(limits, moments):
    """What two lanes are handed at each moment; what the first one had comes back at the last."""
    at = [NOW]

    async def go():
        claims, (first, second), _ = counter(MemoryStore.of(9), limits, at)
        had = []
        for second_ in moments:
            at[0] = NOW + timedelta(seconds=second_)
            had += filter(None, [claims.take(first)])
        for job in had:
            claims.put_back(job)
        first.close("gone")
        found = []
        for later in range(12):
            at[0] = NOW + timedelta(seconds=moments[-1] + later)
            found.append([])
            while (job := claims.take(second)) is not None:
                found[-1].append(job.id)
        return [job.id for job in had], found

    return asyncio.run(go())


def test_what_came_back_from_a_relay_keeps_the_rate_of_its_domain():
    had, found = hand_out(SLOW, range(5))
    assert len(had) == 5
    assert [len(one) for one in found][1:] == [1] * 9 + [0, 0]
    assert sorted(ident for one in found for ident in one) == list(range(1, 10))


def test_without_a_rate_it_goes_at_once():
    had, found = hand_out({}, range(5))
    assert len(found[0]) == 9
    assert set(found[0][:5]) == set(had)


def test_nothing_is_handed_out_while_a_commit_waits(monkeypatch, caplog):
    """It would leave all at once behind the wait, whatever a rate allows."""
    monkeypatch.setattr("digest.deliver.patience.BUSY_WAIT", 0.001)
    caplog.set_level(logging.CRITICAL)
    store, busy, asked = MemoryStore.of(9), [True], asyncio.Event()

    def commit(*args, **named):
        asked.set()
        if busy:
            raise StoreBusyError("held")
        return MemoryStore.commit(store, *args, **named)

    store.commit = commit

    async def go():
        claims, (lane, _), ledger = counter(store, {}, [NOW])
        job = claims.take(lane)
        done = ledger.record(starting=[job.id])
        await asked.wait()
        meanwhile = claims.take(lane)
        busy.clear()
        await done
        return meanwhile, claims.take(lane)

    meanwhile, behind = asyncio.run(go())
    assert meanwhile is None
    assert behind is not None
