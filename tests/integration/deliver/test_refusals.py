"""What each refusal does to the reader it meets, and to the readers behind it."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.integration.deliver.run import QUICK, Moving, lockstep, run, send_by
from tests.integration.deliver.sink import Options, Sink, answers, at, first
from tests.unit.deliver.memory import NOW, MemoryStore, compose, gone
from tests.unit.store.make import frozen, url

from digest.deliver import DomainLimit, Relay
from digest.model import DeliveryState, Scope
from digest.store import open_store

MODES = pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])


@MODES
def test_after_a_refusal_the_next_mail_reaches_its_own_reader_alone(options):
    store = MemoryStore.of(6)
    _, sink = run(store, first(2, RCPT=b"550 5.1.1 no"), options())
    assert sink.recipients == [f"reader{number}@example.com" for number in (3, 4, 5, 6)]
    assert all(taken.recipient.encode() in taken.data for taken in sink.taken)
    assert sink.seen["RSET"] >= 1


@MODES
@pytest.mark.parametrize(
    "said", [b"550 5.5.0 mailbox unavailable", b"504 5.5.2 not fully-qualified", b"521 no mail"]
)
def test_a_command_refused_to_one_reader_stops_nobody_else(said, options):
    store = MemoryStore.of(6)
    report, sink = run(store, first(1, RCPT=said), options())
    assert (report.sent, report.failed, report.reason) == (5, 1, "")
    assert sink.recipients == [f"reader{number}@example.com" for number in range(2, 7)]


@MODES
@pytest.mark.parametrize("verb", ["MAIL", "DATA", "BODY"])
@pytest.mark.parametrize("said", [b"555 5.5.4 unsupported", b"550 5.1.8 sender", b"550 5.5.0 no"])
def test_a_relay_that_will_not_have_one_mail_takes_the_others(verb, said, options):
    store = MemoryStore.of(9)
    report, _ = run(store, at(verb, 4, said), options())
    assert (report.sent, report.deferred, report.failed, report.reason) == (8, 1, 0, "")
    outcome = store.rows[4].outcome
    assert (outcome.code, outcome.scope, outcome.retry_after) == (int(said[:3]), "address", None)


@MODES
def test_a_relay_that_will_not_have_one_mail_after_another_takes_none(options):
    """Whose mail met it last waits for the relay, and no longer."""
    store = MemoryStore.of(9)
    said = b"550 5.1.8 sender"
    report, sink = run(store, lambda verb, n: said if verb == "MAIL" and n > 4 else None, options())
    assert (report.sent, report.deferred, report.reason) == (
        4,
        3,
        f"the relay says: {said.decode()}",
    )
    assert [store.rows[number].outcome.scope for number in (5, 6, 7)] == [
        "address",
        "address",
        "relay",
    ]
    assert sink.seen["MAIL"] in {7, 8}  # with one that rode ahead


@MODES
def test_of_a_relay_that_took_nothing_one_word_is_enough(options):
    store = MemoryStore.of(9)
    report, _ = run(store, first(1, MAIL=b"550 5.1.8 sender"), options())
    assert (report.sent, report.deferred) == (0, 1)
    assert store.rows[1].outcome.scope is Scope.RELAY


@MODES
@pytest.mark.parametrize("verb", ["RCPT", "BODY"])
@pytest.mark.parametrize("said", [b"454 4.7.0 quota", b"550 5.7.1 relaying denied"])
def test_what_may_be_one_reader_s_is_the_relay_s_where_several_in_a_row_hear_it(
    verb, said, options
):
    store = MemoryStore.of(9)
    report, _ = run(store, lambda at, n: said if at == verb and n > 4 else None, options())
    assert (report.sent, report.failed) == (4, 0)
    assert report.reason.startswith(f"the relay says: {said.decode()}")
    scopes = [store.rows[number].outcome.scope for number in (5, 6, 7)]
    assert scopes == ["address", "address", "relay"]


@MODES
def test_a_mailbox_that_is_over_its_quota_stops_nobody_whoever_comes_first(options):
    store = MemoryStore.of(6)
    report, _ = run(store, first(1, RCPT=b"454 4.2.2 over quota"), options())
    assert (report.sent, report.deferred, report.reason) == (5, 1, "")


SAID = [b"550 5.1.8 sender", b"454 4.7.0 quota", b"550 relay not permitted"]


@pytest.mark.parametrize("said", SAID)
def test_the_last_of_all_is_asked_again_for_no_longer_than_any_other(said, tmp_path):
    """The relay has served everybody else, in a send before."""
    with open_store(url(tmp_path)) as store:
        going = frozen(store, 6)
        where = {"edition": going, "throttles": store.throttles}
        report, _ = run(store.outbox, at("MAIL", 6, said), **where)
        due = NOW
        while report.remaining:
            assert (report.reason, report.remaining) == ("", 1)
            (last,) = store.outbox.list(going, DeliveryState.DEFERRED)
            due = last.due_at
            report, _ = run(store.outbox, answers(MAIL=said), now=lambda at=due: at, **where)
        assert store.outbox.counts(going) == {DeliveryState.SENT: 5, DeliveryState.FAILED: 1}
    assert timedelta(days=5) <= due - NOW < timedelta(days=6)


@MODES
def test_a_server_that_hangs_up_after_a_few_refusals_does_not_fail(options):
    """As Postfix and Exim do. Sixty readers in a row are not there any more."""

    def script(verb, count):
        if verb == "RCPT":
            return b"550 5.1.1 no such reader" if count <= 60 else None
        return b"421 4.7.0 too many errors" if verb == "RSET" and count % 7 == 0 else None

    report, sink = run(MemoryStore.of(70), script, options(), throttles=gone())
    assert (report.failed, report.sent, report.reason) == (60, 10, "")
    assert sink.connections >= 6


def test_a_server_that_takes_a_body_for_nobody_is_given_an_empty_one():
    store = MemoryStore.of(3)
    replies = {"RCPT": b"550 5.1.1 no", "DATA": b"354 go on"}
    report, sink = run(store, lambda verb, count: replies.get(verb) if count == 1 else None)
    assert (report.sent, report.failed) == (2, 1)
    assert sink.connections == 1


SMALL = [
    Options(keywords=(*more, "8BITMIME", "SIZE 100"))
    for more in ((), ("PIPELINING",), ("CHUNKING",))
]


@pytest.mark.parametrize("options", SMALL, ids=["lockstep", "pipelined", "chunks"])
def test_a_relay_that_takes_no_mail_so_large_ends_the_send_and_fails_no_reader(options):
    store = MemoryStore.of(2)
    report, sink = run(store, options=options)
    assert sink.seen["MAIL"] == 0
    assert set(store.states()) <= {"queued", "deferred"}
    assert (report.failed, report.remaining) == (0, 2)
    size = len(b"".join(compose(store.rows[1].delivery).pieces))
    assert report.reason == (
        f"the relay takes mails of up to 100 bytes (SIZE); one of this edition has {size}"
    )
    again, _ = run(store)
    assert (again.sent, again.reason) == (2, "")


@pytest.mark.parametrize("options", SMALL, ids=["lockstep", "pipelined", "chunks"])
@pytest.mark.parametrize("weight", [0, 1])
@pytest.mark.parametrize("readers", [1, 30])
def test_what_one_relay_finds_too_large_goes_by_another(options, weight, readers):
    store = MemoryStore.of(readers)

    async def go():
        async with Sink(options=options) as small, Sink() as wide:
            relays = [
                Relay(port=small.port, connections=2, timeouts=QUICK),
                Relay(name="other", port=wide.port, connections=1, timeouts=QUICK, weight=weight),
            ]
            return await send_by(relays, store), small, wide

    report, small, wide = asyncio.run(go())
    assert (report.sent, report.failed, report.reason) == (readers, 0, "")
    assert (small.seen["MAIL"], wide.ids.total()) == (0, readers)


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


PLAIN = [Options(keywords=("8BITMIME", *more)) for more in ((), ("PIPELINING",), ("CHUNKING",))]
WIDE = ("PIPELINING", "SMTPUTF8", "8BITMIME")


def international(count: int, *numbers: int) -> MemoryStore:
    """So many readers, those with an address that needs SMTPUTF8."""
    store = MemoryStore.of(count)
    for number in numbers:
        row = store.rows[number]
        row.delivery = replace(row.delivery, email=f"zo\u00eb{number}@example.com")
    return store


def by_relays(store, *sinks, weights=(1, 1, 1), **more):
    """Send by a relay for each sink; None for one that is away."""

    async def go():
        async with contextlib.AsyncExitStack() as stack, asyncio.timeout(30):
            relays = []
            for number, (sink, weight) in enumerate(zip(sinks, weights, strict=False)):
                port = 1 if sink is None else (await stack.enter_async_context(sink)).port
                named = {"name": f"r{number}", "port": port, "weight": weight, "timeouts": QUICK}
                relays.append(Relay(**{"connections": 2, **named, **more}))
            return await send_by(relays, store)

    return asyncio.run(go())


@pytest.mark.parametrize("options", PLAIN, ids=["lockstep", "pipelined", "chunks"])
@pytest.mark.parametrize("weights", [(1, 1), (1, 0), (3, 1), (1, 3)])
@pytest.mark.parametrize(
    ("readers", "numbers"), [(1, (1,)), (30, (1,)), (30, (30,)), (200, (3, 4, 90, 199))]
)
def test_what_one_relay_has_no_smtputf8_for_goes_by_another(options, weights, readers, numbers):
    store, plain, wide = international(readers, *numbers), Sink(options=options), Sink()
    wide.options = Options(keywords=WIDE)
    report = by_relays(store, plain, wide, weights=weights, window=4)
    assert (report.sent, report.failed, report.deferred, report.reason) == (readers, 0, 0, "")
    assert {f"zo\u00eb{number}@example.com" for number in numbers} <= set(wide.recipients)
    assert plain.ids.total() + wide.ids.total() == readers
    if weights == (1, 0):
        assert len(wide.recipients) == len(numbers)


def test_it_fails_where_none_of_the_relays_has_it():
    store = international(20, 2, 19)
    report = by_relays(store, Sink(), Sink(), Sink(), weights=(2, 1, 0))
    assert (report.sent, report.failed, report.reason) == (18, 2, "")
    assert [store.rows[number].outcome.enhanced for number in (2, 19)] == ["5.6.7"] * 2
    assert store.rows[2].delivery.state == "failed"


def test_it_waits_while_a_relay_that_may_have_it_is_away():
    store = international(20, 2)
    report = by_relays(store, Sink(), None)
    assert (report.sent, report.failed, report.remaining) == (19, 0, 1)
    row = store.rows[2]
    assert (row.delivery.state, row.outcome.scope) == ("deferred", Scope.RELAY)
    assert "SMTPUTF8" in row.outcome.text
    assert row.delivery.due_at > NOW


def test_its_domain_has_a_place_for_others_meanwhile():
    store, wide = international(40, 1, 2, 3), Sink(options=Options(keywords=WIDE))
    limits = DomainLimit(connections=1)

    async def go():
        async with Sink() as plain, wide, asyncio.timeout(30):
            relays = [
                Relay(name=name, port=sink.port, connections=2, timeouts=QUICK, weight=weight)
                for name, sink, weight in (("plain", plain, 1), ("wide", wide, 0))
            ]
            return await send_by(relays, store, domain=limits, **Moving().named())

    report = asyncio.run(go())
    assert (report.sent, report.reason) == (40, "")


@pytest.mark.parametrize("email", ["a@b> SIZE=1@x.example", "a b@x.example", "x\r\nRSET@x.example"])
def test_an_address_cannot_become_a_command(email):
    store = MemoryStore.of(2)
    store.rows[1].delivery = replace(store.rows[1].delivery, email=email)
    report, sink = run(store)
    assert (report.sent, report.failed) == (1, 1)
    assert sink.recipients == ["reader2@example.com"]
