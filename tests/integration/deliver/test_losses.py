"""Connections that end where they should not: whose message is sent, queued or unsure."""

from __future__ import annotations

import pytest
from tests.integration.deliver.run import lockstep, run
from tests.integration.deliver.sink import Act, Options, answers, at
from tests.unit.deliver.memory import MemoryStore

from digest.deliver import Timeouts
from digest.errors import DeliveryError, StoreBusyError

MODES = pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])


@MODES
def test_a_drop_after_the_dot_is_unsure(options):
    store = MemoryStore.of(3)
    report, _ = run(store, answers(BODY=Act.DROP), options(), policy="hold")
    assert set(store.states()) == {"unsure"}
    assert (report.sent, report.unsure) == (0, 3)


def test_a_message_that_always_costs_the_connection_does_not_hold_up_the_others():
    store = MemoryStore.of(8)
    report, sink = run(store, _drop_third_message())
    assert store.states() == {"sent": 7, "deferred": 1}
    assert store.rows[3].outcome.code == 0
    assert report.sent == 7
    assert set(sink.ids.values()) == {1}


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


def _drop_third_message():
    state = {"mail": 0}

    def script(verb, _count):
        if verb == "MAIL":
            state["mail"] += 1
        # The third envelope is the bad reader's, and so is the first of each new connection
        # until the message has cost its three connections.
        if verb == "RCPT" and 3 <= state["mail"] <= 5:
            return Act.DROP
        return None

    return script


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
