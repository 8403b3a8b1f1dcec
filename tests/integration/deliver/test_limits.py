"""How fast and how many: `rate` over all connections, `daily_limit` over restarts."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.integration.deliver.run import run, send_to
from tests.integration.deliver.sink import WIDE, Options, Sink, answers, at
from tests.unit.deliver.memory import MemoryStore, compose
from tests.unit.store.make import NOW, frozen

from digest.model import DeliveryState

if TYPE_CHECKING:
    from digest.deliver import Message, Relay
    from digest.model import Delivery

REASON = "daily limit of 20 reached; resume after 00:00 UTC"
NEXT_DAY = NOW + timedelta(days=1)


class Time:
    """Seconds that pass only while everybody sleeps; remembers when each mail was handed out."""

    def __init__(self) -> None:
        self.now = 0.0
        self.wakes: list[float] = []
        self.mails: list[float] = []

    async def sleep(self, seconds: float) -> None:
        wake = self.now + seconds
        self.wakes.append(wake)
        while self.now < wake:
            for _ in range(50):
                await asyncio.sleep(0)
            self.now = max(self.now, min(self.wakes))
        self.wakes.remove(wake)

    def compose(self, one: Delivery, relay: Relay) -> Message:
        self.mails.append(self.now)
        return compose(one, relay)


def send(store, edition, script=lambda _verb, _count: None, options=None, **more):
    async def go():
        async with Sink(script, options or Options()) as sink:
            named = {
                "edition": edition,
                "throttles": store.throttles,
                "daily_limit": 20,
                "connections": 3,
                **more,
            }
            return await send_to(sink, store.outbox, **named), sink

    return asyncio.run(go())


@pytest.mark.parametrize("connections", [1, 5])
def test_the_rate_holds_over_all_connections(connections):
    time = Time()

    async def go():
        async with Sink() as sink:
            return await send_to(
                sink,
                MemoryStore.of(40),
                compose=time.compose,
                connections=connections,
                rate=4.0,
                sleep=time.sleep,
                now=lambda: NOW + timedelta(seconds=time.now),
            )

    assert asyncio.run(go()).sent == 40
    for second in range(40):
        in_it = sum(second <= moment < second + 1 for moment in time.mails)
        assert in_it <= 4 + 1
    assert time.now >= 39 / 4 - 1


def test_the_day_s_limit_stops_a_send_and_fails_nobody(store):
    edition = frozen(store, 50)
    report, sink = send(store, edition)
    assert (report.sent, report.failed, report.remaining) == (20, 0, 30)
    assert report.reason == REASON
    assert len(sink.taken) == 20
    assert store.outbox.counts(edition)[DeliveryState.QUEUED] == 30


def both(store, edition, **more):
    """Two sends of an edition at once, to one sink."""

    async def go():
        async with Sink() as sink:
            named = {"edition": edition, "throttles": store.throttles, "connections": 3, **more}
            sends = (send_to(sink, store.outbox, fence=fence, **named) for fence in (7, 8))
            return await asyncio.gather(*sends), sink

    return asyncio.run(go())


@pytest.mark.parametrize("limit", [20, 230])
def test_two_sends_at_once_keep_one_limit(store, limit):
    edition = frozen(store, 300)
    reports, sink = both(store, edition, daily_limit=limit)
    assert sum(report.sent for report in reports) == sink.ids.total() == limit
    assert store.throttles.sent_on(NOW, "main") == limit
    assert all("daily limit of" in report.reason for report in reports)
    last, _ = send(store, edition, daily_limit=limit)
    assert (last.sent, last.reason) == (0, REASON.replace("20", str(limit), 1))


@pytest.mark.parametrize("window", [1, 4])
def test_no_page_and_no_window_goes_beyond_it(store, window):
    edition = frozen(store, 200)
    options = Options(keywords=WIDE)
    report, sink = send(store, edition, options=options, window=window, daily_limit=90)
    assert (report.sent, sink.ids.total(), report.remaining) == (90, 90, 110)


def test_the_limit_holds_over_restarts_until_the_next_day(store):
    edition = frozen(store, 50)
    send(store, edition, daily_limit=15)
    again, sink = send(store, edition)
    assert (again.sent, len(sink.taken)) == (5, 5)
    last, sink = send(store, edition)
    assert (last.sent, last.reason, sink.connections) == (0, REASON, 0)
    tomorrow, sink = send(store, edition, now=lambda: NEXT_DAY)
    assert (tomorrow.sent, tomorrow.remaining) == (20, 10)
    assert store.throttles.sent_on(NOW, "main") == store.throttles.sent_on(NEXT_DAY, "main") == 20


def test_what_was_not_taken_is_not_counted(store):
    edition = frozen(store, 20)
    report, _ = send(store, edition, at("RCPT", 3, b"450 4.2.1 try later"))
    assert (report.sent, report.deferred, report.reason) == (19, 1, "")
    again, _ = send(store, edition, answers(RCPT=b"550 5.1.1 no"), now=lambda: NEXT_DAY)
    assert (again.failed, store.throttles.sent_on(NEXT_DAY, "main")) == (1, 0)


def test_an_edition_that_just_fits_ends_without_a_word(store):
    edition = frozen(store, 20)
    report, _ = send(store, edition)
    assert (report.sent, report.remaining, report.reason) == (20, 0, "")


def test_a_refused_mail_leaves_its_place_to_another(store):
    edition = frozen(store, 25)
    report, sink = send(store, edition, at("RCPT", 2, b"550 5.1.1 no such reader"))
    assert (report.sent, report.failed, report.remaining) == (20, 1, 4)
    assert report.reason == REASON
    assert len(sink.taken) == 20


def test_without_a_limit_nobody_counts():
    report, _ = run(MemoryStore.of(30))
    assert (report.sent, report.reason) == (30, "")
