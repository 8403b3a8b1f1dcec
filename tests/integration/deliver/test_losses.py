"""Connections that end where they should not: whose message is sent, queued or unsure."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tests.integration.deliver.run import Moving, lockstep, run, send_to
from tests.integration.deliver.sink import Act, Options, Sink, answers, at
from tests.unit.deliver.memory import MemoryStore
from tests.unit.store.make import NOW, frozen

from digest.deliver import Timeouts
from digest.errors import DeliveryError, StoreBusyError
from digest.model import DeliveryState, Scope

MODES = pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])


@MODES
def test_a_drop_after_the_dot_is_unsure(options):
    store = MemoryStore.of(3)
    report, _ = run(store, answers(BODY=Act.DROP), options(), policy="hold")
    assert set(store.states()) == {"unsure"}
    assert (report.sent, report.unsure) == (0, 3)


def dropping(address: str) -> Sink:
    """A sink that hangs up whenever it hears of this reader."""
    sink = Sink()
    sink.script = lambda verb, _count: (
        Act.DROP if verb == "RCPT" and f"<{address}>" in sink.log[-1] else None
    )
    return sink


def test_a_message_that_always_costs_the_connection_does_not_hold_up_the_others():
    store = MemoryStore.of(8)
    sink = dropping(store.rows[3].delivery.email)
    report = serve(sink, store)
    assert store.states() == {"sent": 7, "deferred": 1}
    outcome = store.rows[3].outcome
    assert (outcome.code, outcome.enhanced, outcome.scope) == (0, "4.4.2", Scope.ADDRESS)
    # Twice it rode ahead behind another one's mail, three times it was the first of its session.
    assert (report.sent, sink.connections) == (7, 5)
    assert set(sink.ids.values()) == {1}


@pytest.mark.parametrize(("connections", "rate", "mails"), [(3, 5.0, 1), (5, 30.0, 3)])
def test_nobody_is_blamed_for_a_server_that_hangs_up_after_so_many_mails(connections, rate, mails):
    """Where a rate is waited for, a mail may ride ahead on one such connection after another."""
    store, clock = MemoryStore.of(100), Moving()
    sink = Sink(options=Options(close_after=mails))
    report = serve(sink, store, connections=connections, rate=rate, **clock.named())
    assert (report.sent, report.deferred, store.states()) == (100, 0, {"sent": 100})
    assert set(sink.ids.values()) == {1}


def serve(sink, store, **more):
    async def go():
        async with sink:
            return await send_to(sink, store, **more)

    return asyncio.run(go())


def tries(store, edition, sink, count):
    """So many sends, each when the last one's deferred are due; the last one's report."""
    for number in range(count):
        now = NOW + number * timedelta(hours=6)
        named = {"edition": edition, "fence": number + 1, "now": lambda now=now: now}
        report = serve(sink, store.outbox, **named)
    return report


@pytest.mark.parametrize(("count", "state"), [(2, "deferred"), (3, "failed")])
def test_a_message_that_ends_its_connections_each_time_is_parked(store, count, state):
    edition = frozen(store, 8)
    bad = store.outbox.list(edition)[2]
    report = tries(store, edition, dropping(bad.email), count)
    assert (report.deferred, report.failed) == ((1, 0) if state == "deferred" else (0, 1))
    assert report.parked == report.failed
    (found,) = store.outbox.these([bad.id])
    assert found.state == state
    assert found.detail.startswith("poison: ") == (state == "failed")
    assert store.outbox.counts(edition)[DeliveryState.SENT] == 7


def test_a_relay_that_hangs_up_on_everybody_parks_nobody(store):
    edition = frozen(store, 4)
    tries(store, edition, Sink(answers(RCPT=Act.DROP)), 5)
    assert {one.state for one in store.outbox.list(edition)} <= {"queued", "deferred"}
    known = [store.deliveries.known(one.id, now=NOW) for one in store.outbox.list(edition)]
    assert [one.crashes for one in known] == [0] * 4


def test_a_message_in_doubt_waits_for_the_next_send_and_the_fourth_parks_it(store):
    edition = frozen(store, 1)
    for number, state in enumerate(("unsure", "unsure", "unsure", "failed"), start=1):
        sink = Sink(answers(BODY=Act.DROP))
        report = serve(sink, store.outbox, edition=edition, fence=number)
        assert sink.ids.total() == report.unsure == (state == "unsure")
        assert report.failed == report.parked == (state == "failed")
        assert store.outbox.list(edition)[0].state == state


def test_a_total_deadline_bounds_a_slow_transaction():
    store = MemoryStore.of(1)
    times = Timeouts(connect=2, command=9, final=9, total=0.05, settle=0.05)
    run(store, answers(BODY=Act.STALL), timeouts=times, policy="hold")
    assert store.states() == {"unsure": 1}


def test_a_relay_that_does_not_greet_is_an_error_and_claims_nothing():
    store = MemoryStore.of(3)
    with pytest.raises(DeliveryError) as caught:
        run(store, answers(BANNER=Act.DROP))
    assert caught.value.hint
    assert caught.value.exit_code == 75
    assert store.states() == {"queued": 3}
    assert not any(row.fence for row in store.rows.values())


def test_an_old_server_is_greeted_with_helo():
    store = MemoryStore.of(2)
    _, sink = run(store, answers(EHLO=b"502 5.5.1 what?", HELO=b"250 hello"))
    assert store.states() == {"sent": 2}
    assert sink.log[1].startswith("HELO ")


@MODES
def test_a_connection_that_ends_before_the_body_leaves_nothing_in_doubt(options):
    """It asks for the body and hangs up while the database is busy: nothing is written then."""
    store = MemoryStore.of(5)
    commit, busy = store.commit, [StoreBusyError("held")]

    def held(outcomes, starting, **named):
        if starting == [1] and busy:
            raise busy.pop()
        return commit(outcomes, starting, **named)

    store.commit = held
    report, sink = run(store, at("DATA", 1, b"354 go on\r\n\0"), options(), policy="hold")
    assert (report.sent, report.unsure) == (5, 0)
    assert set(sink.ids.values()) == {1}


def test_a_word_out_of_turn_is_no_answer_to_a_message():
    """A 250 comes before the body has left; what follows would be a message behind."""
    store = MemoryStore.of(5)
    script = at("DATA", 3, b"354 go on\r\n250 2.0.0 ok")
    report, sink = run(store, script, lockstep(), policy="hold")
    assert (report.sent, report.unsure, sink.connections) == (5, 0, 2)
    assert set(sink.ids.values()) == {1}
