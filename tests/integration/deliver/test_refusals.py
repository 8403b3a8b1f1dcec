"""What each refusal does to the reader it meets, and to the readers behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.integration.deliver.run import lockstep, run
from tests.integration.deliver.sink import Options, answers, at, first
from tests.unit.deliver.memory import MemoryStore

from digest.model import OutcomeKind, Scope

MODES = pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])

READERS = [
    (b"450 4.2.1 busy", "deferred", Scope.ADDRESS),
    (b"451 4.7.1 greylisted", "deferred", Scope.DOMAIN),
    (b"452 4.2.2 over quota", "deferred", Scope.ADDRESS),
    (b"550 5.1.1 no such reader", "failed", Scope.ADDRESS),
    (b"552 5.2.2 over quota", "deferred", Scope.ADDRESS),
]


@MODES
@pytest.mark.parametrize("verb", ["RCPT", "DATA", "BODY"])
@pytest.mark.parametrize(("reply", "state", "scope"), READERS)
def test_one_refused_reader_is_recorded_and_the_others_are_served(
    verb, reply, state, scope, options
):
    store = MemoryStore.of(5)
    report, sink = run(store, first(1, **{verb: reply}), options())
    refused = [row for row in store.rows.values() if row.delivery.state != "sent"]
    assert [row.delivery.state for row in refused] == [state]
    assert refused[0].outcome.scope is scope
    assert refused[0].outcome.code == int(reply[:3])
    assert (report.sent, report.reason) == (4, "")
    assert sorted(sink.ids.values()) == [1] * 4


@MODES
def test_after_a_refusal_the_next_mail_reaches_its_own_reader_alone(options):
    store = MemoryStore.of(6)
    _, sink = run(store, first(2, RCPT=b"550 5.1.1 no"), options())
    assert sink.recipients == [f"reader{number}@example.com" for number in (3, 4, 5, 6)]
    assert all(taken.recipient.encode() in taken.data for taken in sink.taken)
    assert sink.seen["RSET"] >= 1


@MODES
@pytest.mark.parametrize(
    "reply", [b"450 no", b"451 no", b"452 4.3.1 full", b"550 5.1.8 who", b"552 big", b"554 no"]
)
def test_a_refused_sender_stops_the_send_and_fails_nobody(reply, options):
    store = MemoryStore.of(30)
    report, sink = run(store, answers(MAIL=reply), options())
    assert set(store.states()) <= {"queued", "deferred"}
    assert report.reason.startswith("the relay says: ")
    assert report.remaining == 30
    assert not sink.ids


@MODES
@pytest.mark.parametrize("verb", ["RCPT", "DATA", "BODY"])
def test_a_quota_stops_the_send_and_fails_nobody(verb, options):
    store = MemoryStore.of(30)
    script = at(verb, 11, b"454 4.7.0 quota")
    report, _ = run(store, script, options())
    assert "454 4.7.0 quota" in report.reason
    assert report.failed == 0
    assert report.sent + report.remaining == 30
    assert report.sent >= 10
    assert all(
        row.outcome.kind is not OutcomeKind.REJECTED for row in store.rows.values() if row.outcome
    )


@MODES
@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "BODY"])
def test_421_at_any_verb_costs_a_connection_and_no_reader(verb, options):
    store = MemoryStore.of(20)
    script = at(verb, 5, b"421 4.3.2 closing")
    report, sink = run(store, script, options())
    assert store.states() == {"sent": 20}
    assert (report.sent, report.reason) == (20, "")
    assert sink.connections == 2
    assert set(sink.ids.values()) == {1}


@MODES
def test_a_server_that_hangs_up_after_a_few_refusals_does_not_fail(options):
    """As Postfix and Exim do. Sixty readers in a row are not there any more."""

    def script(verb, count):
        if verb == "RCPT":
            return b"550 5.1.1 no such reader" if count <= 60 else None
        return b"421 4.7.0 too many errors" if verb == "RSET" and count % 7 == 0 else None

    report, sink = run(MemoryStore.of(70), script, options())
    assert (report.failed, report.sent, report.reason) == (60, 10, "")
    assert sink.connections >= 6


def test_a_server_that_takes_a_body_for_nobody_is_given_an_empty_one():
    store = MemoryStore.of(3)
    replies = {"RCPT": b"550 5.1.1 no", "DATA": b"354 go on"}
    report, sink = run(store, lambda verb, count: replies.get(verb) if count == 1 else None)
    assert (report.sent, report.failed) == (2, 1)
    assert sink.connections == 1


def test_a_server_that_drops_pipelined_input_after_an_error_loses_nobody():
    store = MemoryStore.of(12)
    script = at("RCPT", 4, b"550 5.1.1 no")
    report, sink = run(store, script, Options(flush=True))
    assert report.failed + report.sent == 12
    assert set(sink.ids.values()) == {1}
    assert all(taken.recipient.encode() in taken.data for taken in sink.taken)


def test_a_server_that_drops_the_envelope_behind_a_refused_body_loses_nobody():
    store = MemoryStore.of(12)
    script = at("BODY", 4, b"550 5.1.1 no")
    report, sink = run(store, script, Options(flush=True))
    assert (report.sent, report.failed) == (11, 1)
    assert set(sink.ids.values()) == {1}


def test_a_message_larger_than_the_relay_takes_is_not_offered():
    store = MemoryStore.of(2)
    report, sink = run(store, options=Options(keywords=("PIPELINING", "SIZE 100")))
    assert report.failed == 2
    assert sink.seen["MAIL"] == 0
    assert store.rows[1].outcome.enhanced == "5.3.4"
    assert store.rows[1].outcome.code == 0


def test_size_is_told_where_it_is_asked_for():
    _, sink = run(MemoryStore.of(1))
    (mail,) = [line for line in sink.log if line.startswith("MAIL")]
    assert mail == f"MAIL FROM:<briefing@news.example> SIZE={len(sink.taken[0].data)}"


def test_a_reader_who_needs_smtputf8_fails_where_the_relay_has_none():
    store = MemoryStore.of(2)
    store.rows[1].delivery = replace(store.rows[1].delivery, email="zoë@example.com")
    report, sink = run(store)
    assert (report.sent, report.failed) == (1, 1)
    assert store.rows[1].outcome.enhanced == "5.6.7"
    store = MemoryStore.of(1)
    store.rows[1].delivery = replace(store.rows[1].delivery, email="zoë@example.com")
    report, sink = run(store, options=Options(keywords=("PIPELINING", "SMTPUTF8")))
    assert sink.recipients == ["zoë@example.com"]
    assert "SMTPUTF8" in sink.log[1]


@pytest.mark.parametrize("email", ["a@b> SIZE=1@x.example", "a b@x.example", "x\r\nRSET@x.example"])
def test_an_address_cannot_become_a_command(email):
    store = MemoryStore.of(2)
    store.rows[1].delivery = replace(store.rows[1].delivery, email=email)
    report, sink = run(store)
    assert (report.sent, report.failed) == (1, 1)
    assert sink.recipients == ["reader2@example.com"]
