"""BDAT with several messages under way: each answer finds its own, whatever goes wrong."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

import pytest
from tests.integration.deliver.run import QUICK, Moving, run, send_to
from tests.integration.deliver.sink import WIDE, Act, Options, Sink, at
from tests.unit.deliver.memory import MemoryStore, compose

from digest.deliver import Message
from digest.model import DeliveryState, Scope

ANSWERS = pytest.mark.parametrize("window", [2, 4, 16])


def wide(**more) -> Options:
    return Options(keywords=WIDE, **more)


def send(store, script=lambda _verb, _count: None, options=None, **more):
    return run(store, script, options or wide(), **{"window": 4, **more})


@ANSWERS
@pytest.mark.parametrize("connections", [1, 3])
def test_every_message_arrives_once_and_whole(window, connections):
    store = MemoryStore.of(100)
    report, sink = send(store, window=window, connections=connections)
    assert (report.sent, report.reason) == (100, "")
    assert set(sink.ids.values()) == {1}
    assert sink.seen["DATA"] == 0
    assert sink.seen["BDAT"] == 100
    for taken in sink.taken:
        number = int(taken.recipient.removeprefix("reader").partition("@")[0])
        assert taken.data == compose(store.rows[number].delivery).data


def test_a_body_is_sent_as_it_is_but_for_its_line_ends():
    def odd(one, _relay):
        head = f"Message-ID: {one.message_id}\r\n\r\n".encode()
        return Message("a@news.example", one.email, (head, b".\r\n..dots\nbare\rlines"))

    _, sink = send(MemoryStore.of(1), compose=odd)
    assert sink.taken[0].data.partition(b"\r\n\r\n")[2] == b".\r\n..dots\r\nbare\r\nlines\r\n"


@ANSWERS
def test_nothing_arrives_that_is_not_recorded_as_sending(window):
    store, early = MemoryStore.of(60), []

    async def go():
        async with Sink(options=wide()) as sink:
            sink.on_body = lambda ident: None if started(ident) else early.append(ident)
            return await send_to(sink, store, window=window, connections=2)

    def started(ident):
        return store.state(int(ident[2:].partition("@")[0])) is DeliveryState.SENDING

    assert asyncio.run(go()).sent == 60
    assert early == []


@ANSWERS
@pytest.mark.parametrize("verb", ["RCPT", "BODY"])
@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"550 5.1.1 no such reader", "failed"),
        (b"452 4.2.2 full", "deferred"),
        (b"451 4.7.1 greylisted", "deferred"),
    ],
)
def test_a_refused_reader_disturbs_nobody(verb, reply, state, window):
    store = MemoryStore.of(30)
    report, sink = send(store, at(verb, 7, reply), window=window, **Moving().named())
    refused = [row for row in store.rows.values() if row.delivery.state != "sent"]
    assert [(row.delivery.state, row.outcome.code) for row in refused] == [(state, int(reply[:3]))]
    assert (report.sent, report.reason) == (29, "")
    assert set(sink.ids.values()) == {1}
    assert sink.connections <= 2  # one more where its domain was waited for
    assert all(taken.recipient.encode() in taken.data for taken in sink.taken)


@ANSWERS
@pytest.mark.parametrize("act", [Act.DROP, Act.STALL])
def test_a_connection_that_ends_leaves_a_window_in_doubt_at_most(act, window):
    store = MemoryStore.of(40)
    report, sink = send(store, at("BODY", 9, act), window=window, policy="hold")
    assert report.sent + report.unsure == 40
    assert 1 <= report.unsure <= window
    assert set(sink.ids.values()) == {1}
    doubtful = {row.delivery.message_id for row in store.rows.values() if row.outcome.code == 0}
    assert set(sink.ids) >= {row.delivery.message_id for row in store.rows.values()} - doubtful


def test_a_message_refused_before_the_line_went_dead_is_not_in_doubt():
    replies = {"RCPT": b"550 5.1.1 no", "BODY": Act.DROP}
    store = MemoryStore.of(1)
    report, sink = send(store, lambda verb, count: replies.get(verb) if count == 1 else None)
    assert report.unsure == 0
    assert not sink.ids


@ANSWERS
@pytest.mark.parametrize("verb", ["RCPT", "BODY"])
def test_a_server_that_drops_what_was_pipelined_behind_an_error_has_none_recorded_as_sent(
    verb, window
):
    """Its next answers belong to a message further behind; whose, nobody can say."""
    store = MemoryStore.of(40)
    times = replace(QUICK, final=0.2)
    script, options = at(verb, 20, b"550 5.1.1 no such reader"), wide(flush=True)
    report, sink = send(store, script, options, window=window, policy="hold", timeouts=times)
    sent = {row.delivery.message_id for row in store.rows.values() if row.delivery.state == "sent"}
    assert sent <= set(sink.ids)
    assert set(sink.ids.values()) == {1}
    assert (report.failed, report.sent + report.unsure) == (1, 39)
    assert report.unsure < window
    assert sink.seen["DATA"] > 0 or not report.unsure


def test_a_server_that_closes_after_a_refusal_leaves_nobody_in_doubt():
    """As Postfix does after so many: the 421 comes instead of the next answer."""
    store = MemoryStore.of(40)
    script = at("RSET", 20, b"421 4.7.0 too many errors")
    refused = at("RCPT", 20, b"550 5.1.1 no such reader")
    report, sink = send(
        store, lambda verb, count: script(verb, count) or refused(verb, count), policy="hold"
    )
    assert (report.sent, report.failed, report.unsure) == (39, 1, 0)
    assert set(sink.ids.values()) == {1}
    assert sink.seen["DATA"] == 0


def test_who_was_heard_between_a_refusal_and_the_end_is_in_doubt():
    """It may be the answer to one further behind; who was taken is not sent again."""
    store = MemoryStore.of(40)
    refused, closing = at("RCPT", 20, b"550 5.1.1 no such reader"), at("MAIL", 22, b"421 4.3.2 bye")
    report, sink = send(
        store, lambda verb, count: refused(verb, count) or closing(verb, count), policy="hold"
    )
    assert set(sink.ids.values()) == {1}
    assert (report.failed, report.sent + report.unsure) == (1, 39)
    assert 0 < report.unsure < 4


def test_a_server_that_offers_no_chunking_gets_data():
    report, sink = send(MemoryStore.of(20), options=Options())
    assert (report.sent, sink.seen["BDAT"], sink.seen["DATA"]) == (20, 0, 20)


def test_a_window_of_one_is_data():
    report, sink = send(MemoryStore.of(20), window=1)
    assert (report.sent, sink.seen["BDAT"]) == (20, 0)


def test_a_message_that_ends_every_connection_has_nobody_beside_it_the_second_time():
    """Under `resend`; those behind it were in doubt once, and were not given up with it."""
    store = MemoryStore.of(40)
    doubts: Counter[int] = Counter()

    def recover(*_args, **_named):
        for number in store.rows:
            if store.state(number) is DeliveryState.UNSURE:
                doubts[number] += 1
                over = doubts[number] == 3
                store._move(number, DeliveryState.FAILED if over else DeliveryState.QUEUED)

    store.recover = recover
    sink = Sink(options=wide())
    sink.script = lambda verb, _: (
        Act.DROP if verb == "BODY" and sink.log[-2] == "RCPT TO:<reader9@example.com>" else None
    )

    async def go():
        async with sink:
            return await send_to(sink, store, window=8)

    asyncio.run(go())
    asyncio.run(go())
    assert store.states() == {"sent": 39, "failed": 1}
    assert doubts.pop(9) == 3
    assert set(doubts.values()) == {1}


def test_a_reader_who_cannot_be_offered_fails_alone():
    store = MemoryStore.of(6)
    store.rows[3].delivery = replace(store.rows[3].delivery, email="zoë@example.com")
    report, _ = send(store)
    assert (report.sent, report.failed) == (5, 1)
    assert store.rows[3].outcome.scope is Scope.ADDRESS
