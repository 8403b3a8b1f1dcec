"""A relay that takes each mail and hangs up without a word: few are in doubt before it is left."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from tests.integration.deliver.run import Moving, send_by, send_to
from tests.integration.deliver.scene import MODES
from tests.integration.deliver.sink import Act, Options, Sink, answers
from tests.unit.deliver.memory import MemoryStore, MemoryThrottles
from tests.unit.store.make import NOW, frozen, url

from digest.deliver import Relay
from digest.deliver.lanes import UNANSWERED
from digest.deliver.throttle import SILENT_REST
from digest.model import Scope
from digest.store import open_store

READERS, CONNECTIONS = 60, 10
MOST = CONNECTIONS + UNANSWERED - 1
SILENT = answers(BODY=Act.DROP)


def serve(sink, store, **more):
    async def go():
        async with sink:
            return await send_to(sink, store, **more)

    return asyncio.run(go())


@pytest.mark.parametrize("policy", ["resend", "hold"])
@pytest.mark.parametrize("mode", MODES)
def test_it_is_left_with_a_word_and_the_rest_waits(mode, policy):
    store, rests, told = MemoryStore.of(READERS), [], []
    more = {"policy": policy, "connections": CONNECTIONS, "window": 4 if mode == "bdat" else 1}
    sink = Sink(SILENT, Options(keywords=MODES[mode]))
    report = serve(sink, store, on_rest=rests.append, on_blocked=told.append, **more)
    states = store.states()
    assert states == {"unsure": report.unsure, "queued": READERS - report.unsure}
    assert UNANSWERED <= report.unsure <= MOST
    assert sink.connections <= MOST
    assert (sink.ids.total(), max(sink.ids.values())) == (report.unsure, 1)
    assert report.reason.startswith("the relay took mails on 3 connections in a row and answered")
    assert rests == told
    assert [(one.name, one.until - NOW) for one in rests] == [("main", SILENT_REST)]


@pytest.mark.parametrize("policy", ["resend", "hold"])
def test_a_relay_that_is_well_again_gets_the_rest(tmp_path, policy):
    with open_store(url(tmp_path)) as store:
        edition = frozen(store, READERS)
        named = {"edition": edition, "throttles": store.throttles, "policy": policy}
        bad, good = Sink(SILENT), Sink()
        first = serve(bad, store.outbox, connections=CONNECTIONS, **named)
        early = serve(good, store.outbox, fence=8, **named)
        assert (early.sent, good.connections) == (0, 0)
        later = NOW + SILENT_REST
        last = serve(good, store.outbox, fence=9, now=lambda: later, **named)
        again = first.unsure if policy == "resend" else 0
        assert last.sent == READERS - first.unsure + again
        assert last.unsure == first.unsure - again
        assert Counter((bad.ids + good.ids).values()) == Counter(
            {1: READERS - again, **({2: again} if again else {})}
        )


def test_for_days_it_is_asked_seldom_and_with_another_mail_each_time(tmp_path):
    """So that no reader's mail is given up, and nobody gets it again and again."""
    with open_store(url(tmp_path)) as store:
        edition, sink, at = frozen(store, READERS), Sink(SILENT), NOW
        named = {"edition": edition, "throttles": store.throttles, "policy": "resend"}
        while at < NOW + timedelta(days=3):
            serve(sink, store.outbox, connections=2, now=lambda now=at: now, **named)
            (rest,) = [one for one in store.throttles.all() if one.scope is Scope.RELAY]
            at = rest.until
        assert sink.ids.total() <= 3 + 4 + 3 * 6
        assert set(sink.ids.values()) == {1}
        last = serve(Sink(), store.outbox, now=lambda: at, **named)
        assert (last.sent, last.failed, last.unsure) == (READERS, 0, 0)


def test_one_that_stays_so_has_one_more_in_doubt_after_its_rest(tmp_path):
    with open_store(url(tmp_path)) as store:
        edition = frozen(store, READERS)
        named = {"edition": edition, "throttles": store.throttles, "connections": CONNECTIONS}
        first = serve(Sink(SILENT), store.outbox, policy="hold", **named)
        later = NOW + SILENT_REST + timedelta(seconds=1)
        sink = Sink(SILENT)
        report = serve(sink, store.outbox, policy="hold", fence=8, now=lambda: later, **named)
        assert (report.unsure, sink.connections) == (first.unsure + 1, 1)
        (rest,) = [one for one in store.throttles.all() if one.scope is Scope.RELAY]
        assert rest.until == later + 2 * SILENT_REST


def test_another_relay_takes_who_is_left():
    store = MemoryStore.of(READERS)

    async def go():
        async with Sink(SILENT) as bad, Sink() as good:
            relays = [
                Relay(name=name, port=sink.port, connections=4)
                for name, sink in (("bad", bad), ("good", good))
            ]
            return await send_by(relays, store, policy="hold"), bad, good

    report, bad, good = asyncio.run(go())
    assert store.states() == {"sent": report.sent, "unsure": report.unsure}
    assert UNANSWERED <= report.unsure <= 4 + UNANSWERED - 1
    assert (bad.ids.total(), good.ids.total()) == (report.unsure, report.sent)


def test_a_relay_that_is_started_anew_ends_all_connections_and_goes_on():
    """Each connection had a mail on it; nobody takes that for so many troubles in a row."""
    store, clock = MemoryStore.of(READERS), Moving()
    sink = Sink(lambda verb, count: Act.DROP if verb == "BODY" and count <= CONNECTIONS else None)
    report = serve(sink, store, connections=CONNECTIONS, policy="hold", **clock.named())
    assert store.states() == {"sent": READERS - report.unsure, "unsure": report.unsure}
    assert (report.unsure, report.reason) == (CONNECTIONS, "")


def test_one_answer_in_between_is_enough():
    """Every third mail costs its connection: that is a poor relay, and it takes mails."""
    store = MemoryStore.of(30)
    sink = Sink(lambda verb, count: Act.DROP if verb == "BODY" and count % 3 else None)
    report = serve(sink, store, policy="hold", throttles=MemoryThrottles())
    assert (report.sent, report.unsure, report.reason) == (10, 20, "")
