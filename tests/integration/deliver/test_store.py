"""The send over the real outbox."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from tests.integration.deliver.run import send_to
from tests.integration.deliver.sink import Options, Sink, answers, at
from tests.unit.store.make import NOW, frozen

from digest.model import DeliveryState, SubscriberState
from digest.store.results import MAX_AGE


def send(store, edition, script=lambda _verb, _count: None, **more):
    async def go():
        async with Sink(script, Options()) as sink:
            return await send_to(sink, store.outbox, edition=edition, **more), sink

    return asyncio.run(go())


def test_every_reader_is_served_once_and_recorded(store):
    edition = frozen(store, 120)
    report, sink = send(store, edition, connections=4)
    assert report.sent == 120
    assert store.outbox.counts(edition) == {DeliveryState.SENT: 120}
    assert set(sink.ids.values()) == {1}
    again, sink = send(store, edition)
    assert (again.sent, sink.connections) == (0, 0)


def test_a_reader_who_does_not_exist_fails_and_bounces(store):
    edition = frozen(store, 5)
    report, _ = send(store, edition, at("RCPT", 2, b"550 5.1.1 no such reader"))
    assert (report.sent, report.failed) == (4, 1)
    (failed,) = store.outbox.list(edition, DeliveryState.FAILED)
    assert (failed.code, failed.enhanced) == (550, "5.1.1")
    assert store.subscribers.get(failed.email).state is SubscriberState.BOUNCED


def test_who_waited_too_long_is_counted_among_the_failed(store):
    edition, seen = frozen(store, 5), []
    busy = at("RCPT", 2, b"450 4.2.1 busy")
    first, _ = send(store, edition, busy)
    assert (first.deferred, first.failed) == (1, 0)
    late = NOW + MAX_AGE
    last, _ = send(
        store, edition, answers(RCPT=b"450 4.2.1 busy"), now=lambda: late, on_progress=seen.append
    )
    assert (last.deferred, last.failed, last.remaining) == (0, 1, 0)
    assert (seen[-1].deferred, seen[-1].failed, seen[-1].remaining) == (0, 1, 0)
    assert store.outbox.counts(edition)[DeliveryState.FAILED] == 1


def test_a_quota_that_the_first_mail_meets_leaves_all_due_at_once(store):
    edition = frozen(store, 20)
    report, _ = send(store, edition, at("RCPT", 1, b"454 4.7.0 quota"))
    assert "quota" in report.reason
    assert (report.sent, report.remaining) == (0, 20)
    again, sink = send(store, edition)
    assert again.sent == 20
    assert set(sink.ids.values()) == {1}


def test_a_slow_message_keeps_its_lease(store):
    edition = frozen(store, 1)
    store.outbox.claim(edition, now=NOW, limit=1, lease=timedelta(seconds=60), fence=5)
    store.outbox.commit((), [1], now=NOW, fence=5)
    store.outbox.commit((), [1], now=NOW + timedelta(seconds=50), fence=5)
    later = NOW + timedelta(seconds=70)
    assert store.outbox.recover(edition, now=later, policy="resend") == 0


def test_the_clock_is_the_callers(store):
    edition = frozen(store, 1)
    early = datetime(2020, 1, 1, tzinfo=UTC)
    report, _ = send(store, edition, now=lambda: early)
    assert (report.sent, report.remaining) == (0, 1)
