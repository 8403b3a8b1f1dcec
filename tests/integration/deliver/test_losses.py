"""Connections that end where they should not: whose message is sent, queued or unsure."""

from __future__ import annotations

import pytest
from tests.integration.deliver.run import QUICK, lockstep, run
from tests.integration.deliver.sink import Act, Options, answers, at
from tests.unit.deliver.memory import MemoryStore, compose

from digest.deliver import Timeouts
from digest.errors import DeliveryError, StoreBusyError

MODES = pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])


@MODES
@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_a_drop_before_the_body_costs_nothing(verb, options):
    store = MemoryStore.of(10)
    report, sink = run(store, at(verb, 4, Act.DROP), options())
    assert store.states() == {"sent": 10}
    assert set(sink.ids.values()) == {1}
    assert sink.connections == 2
    assert report.unsure == 0


@MODES
def test_a_drop_after_the_dot_is_unsure(options):
    store = MemoryStore.of(3)
    report, _ = run(store, answers(BODY=Act.DROP), options(), policy="hold")
    assert set(store.states()) == {"unsure"}
    assert (report.sent, report.unsure) == (0, 3)


@MODES
def test_a_drop_after_one_dot_leaves_the_others_alone(options):
    store = MemoryStore.of(10)
    report, sink = run(store, at("BODY", 4, Act.DROP), options(), policy="hold")
    assert store.states() == {"sent": 9, "unsure": 1}
    assert report.unsure == 1
    assert set(sink.ids.values()) == {1}


def test_half_a_reply_to_the_dot_is_unsure():
    store = MemoryStore.of(1)
    run(store, answers(BODY=b"25\0"), policy="hold")
    assert store.states() == {"unsure": 1}


def test_half_a_reply_before_the_dot_is_not():
    store = MemoryStore.of(4)
    run(store, at("RCPT", 2, b"250-half\r\n25\0"))
    assert store.states() == {"sent": 4}


def test_a_drop_in_the_middle_of_a_body_is_not_unsure():
    store = MemoryStore.of(1)
    report, sink = run(
        store,
        options=Options(stop_reading=True),
        compose=lambda one, _relay: compose(one, size=40_000_000),
    )
    assert store.states() == {"deferred": 1}
    assert "connection" in store.rows[1].outcome.text
    assert report.unsure == 0
    assert not sink.ids


@MODES
def test_a_server_that_closes_after_three_messages_is_called_again(options):
    store = MemoryStore.of(20)
    report, sink = run(store, options=options(close_after=3))
    assert store.states() == {"sent": 20}
    assert set(sink.ids.values()) == {1}
    assert report.reason == ""


@MODES
def test_a_relay_that_always_drops_is_left_with_a_reason(options):
    store = MemoryStore.of(30)
    report, _ = run(store, answers(RCPT=Act.DROP), options())
    assert set(store.states()) <= {"queued", "deferred"}
    assert "connection" in report.reason
    assert report.remaining == 30


def test_a_message_that_always_costs_the_connection_does_not_hold_up_the_others():
    store = MemoryStore.of(8)
    report, sink = run(store, _drop_third_message())
    assert store.states() == {"sent": 7, "deferred": 1}
    assert store.rows[3].outcome.code == 0
    assert report.sent == 7
    assert set(sink.ids.values()) == {1}


def test_a_stalled_reply_is_given_up():
    store = MemoryStore.of(4)
    times = Timeouts(connect=2, command=0.05, final=0.05, total=1, settle=0.05)
    report, sink = run(store, at("RCPT", 2, Act.STALL), timeouts=times)
    assert store.states() == {"sent": 4}
    assert report.reason == ""
    assert sink.connections == 2


def test_a_stall_after_the_dot_is_unsure():
    store = MemoryStore.of(1)
    times = Timeouts(connect=2, command=0.05, final=0.05, total=1, settle=0.05)
    run(store, answers(BODY=Act.STALL), timeouts=times, policy="hold")
    assert store.states() == {"unsure": 1}


def test_a_total_deadline_bounds_a_slow_transaction():
    store = MemoryStore.of(1)
    times = Timeouts(connect=2, command=9, final=9, total=0.05, settle=0.05)
    run(store, answers(BODY=Act.STALL), timeouts=times, policy="hold")
    assert store.states() == {"unsure": 1}


@pytest.mark.parametrize(
    "banner", [Act.DROP, b"421 4.3.2 busy", b"554 5.7.1 go away", b"SSH-2.0-x", b"22\0"]
)
def test_a_relay_that_does_not_greet_is_an_error_and_claims_nothing(banner):
    store = MemoryStore.of(3)
    with pytest.raises(DeliveryError) as caught:
        run(store, answers(BANNER=banner))
    assert caught.value.hint
    assert caught.value.exit_code == 75
    assert store.states() == {"queued": 3}
    assert not any(row.fence for row in store.rows.values())


def test_a_silent_banner_is_an_error():
    times = Timeouts(connect=2, command=0.05)
    with pytest.raises(DeliveryError, match="in time"):
        run(MemoryStore.of(1), answers(BANNER=Act.STALL), timeouts=times)


def test_replies_that_are_none_end_the_connection():
    store = MemoryStore.of(4)
    run(store, at("RCPT", 2, b"hello?"), timeouts=QUICK)
    assert store.states() == {"sent": 4}


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


@pytest.mark.parametrize("hasty", [b"503 5.5.0 improper pipelining", Act.DROP, Act.STALL])
def test_a_server_that_lied_about_pipelining_gets_one_command_at_a_time(hasty):
    times = Timeouts(connect=2, command=0.1, final=2, total=5, settle=0.05)
    report, sink = run(MemoryStore.of(10), options=Options(hasty=hasty), timeouts=times)
    assert (report.sent, report.unsure, report.reason) == (10, 0, "")
    assert set(sink.ids.values()) == {1}
    assert sink.connections <= 3


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
