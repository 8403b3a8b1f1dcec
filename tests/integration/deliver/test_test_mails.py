"""`digest send --test`: the whole edition to one address, as a notice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email import message_from_bytes

import pytest
from tests.integration.deliver.notices import NOW, round_
from tests.integration.deliver.sink import Act, Sink, answers

from digest.errors import AudienceError, DeliveryError
from digest.model import DeliveryState, EditionState, NoticeKind, OutcomeKind
from digest.pipeline.send import send_test


def try_out(house, edition, script=lambda _verb, _count: None, *, address="me@news.example"):
    async def go():
        async with Sink(script) as sink:
            settings = house.on(sink.port)
            outcome = await send_test(settings, house.store, edition, address, clock=house.clock)
            return outcome, sink

    return asyncio.run(go())


def test_a_test_mail_is_the_edition_under_a_message_id_of_its_own(house):
    edition = house.approved()
    mails = []
    for _ in range(2):
        outcome, sink = try_out(house, edition)
        assert outcome.kind is OutcomeKind.SENT
        (taken,) = sink.taken
        assert taken.recipient == "me@news.example"
        mails.append(message_from_bytes(taken.data))
    for mail in mails:
        assert mail["List-Unsubscribe"].startswith("<https://news.example/u/")
        assert mail.get_content_type() == "multipart/alternative"
    kept = house.store.notices.list()
    assert {one.message_id for one in kept} == {mail["Message-ID"] for mail in mails}
    assert [(one.kind, one.state, one.edition) for one in kept] == [
        (NoticeKind.TEST, DeliveryState.SENT, edition)
    ] * 2
    assert house.store.editions.get(edition).state is EditionState.APPROVED
    assert house.store.outbox.list() == ()


def test_a_test_mail_sends_no_other_notice(house):
    edition = house.approved()
    house.alarm()
    _, sink = try_out(house, edition)
    assert sink.recipients == ["me@news.example"]
    assert house.states() == ["queued", "sent"]


def test_a_refused_test_mail_says_so(house):
    outcome, _ = try_out(house, house.approved(), answers(RCPT=b"550 5.1.1 nobody"))
    assert (outcome.kind, outcome.code) == (OutcomeKind.REJECTED, 550)
    assert house.states() == ["failed"]


def test_a_deferred_test_mail_goes_with_the_next_notices(house):
    edition = house.approved()
    outcome, _ = try_out(house, edition, answers(RCPT=b"450 4.2.0 greylisted"))
    assert outcome.kind is OutcomeKind.DEFERRED
    house.now = NOW + timedelta(hours=1)
    _, sink = round_(house)
    assert list(sink.ids) == [house.store.notices.get(1).message_id]
    assert b"List-Unsubscribe" in sink.taken[0].data


def test_a_test_mail_without_a_relay_is_told_and_cancelled(house):
    edition = house.approved()
    with pytest.raises(DeliveryError, match="can't be used"):
        asyncio.run(
            send_test(house.settings, house.store, edition, "a@b.example", clock=house.clock)
        )
    (kept,) = house.store.notices.list()
    assert kept.state is DeliveryState.CANCELLED
    assert "can't be used" in kept.detail


def test_a_test_mail_that_is_interrupted_before_it_left_is_cancelled(house):
    edition = house.approved()

    async def go():
        greeted = asyncio.Event()

        def stall(verb, _count):
            greeted.set()
            return Act.STALL if verb == "BANNER" else None

        async with Sink(stall) as sink:
            sending = send_test(
                house.on(sink.port), house.store, edition, "a@b.example", clock=house.clock
            )
            task = asyncio.create_task(sending)
            await asyncio.wait_for(greeted.wait(), 20)
            task.cancel()
            await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(go())
    (kept,) = house.store.notices.list()
    assert (kept.state, kept.detail) == (DeliveryState.CANCELLED, "interrupted")


def test_a_test_mail_to_what_is_no_address_is_not_kept(house):
    with pytest.raises(AudienceError, match="can't be mailed"):
        try_out(house, house.approved(), address="a@x.example>\nBcc: b")
    assert house.store.notices.list() == ()
