"""The send itself: nothing leaves before it is recorded, stop, share, wait, report."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.integration.deliver.run import QUICK, lockstep, run, send_by, send_to
from tests.integration.deliver.sink import WIDE, Act, Options, Sink, answers, at
from tests.unit.deliver.memory import NOW, MemoryStore, compose

from digest.deliver import DeliveryStore, Relay
from digest.deliver.dispatch import Dispatch
from digest.errors import (
    AudienceError,
    ConfigError,
    DeliveryError,
    RenderError,
    StoreBusyError,
    StoreError,
)
from digest.model import DeliveryState

STORE: DeliveryStore = MemoryStore()


@pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])
@pytest.mark.parametrize("connections", [1, 4])
def test_no_body_arrives_that_is_not_recorded_as_sending(options, connections):
    store = MemoryStore.of(50)
    early = []

    async def go():
        async with Sink(options=options()) as sink:
            sink.on_body = lambda ident: early.append(ident) if not started(ident) else None
            return await send_to(sink, store, connections=connections)

    def started(ident):
        return store.state(int(ident[2:].partition("@")[0])) is DeliveryState.SENDING

    report = asyncio.run(go())
    assert report.sent == 50
    assert early == []


def test_one_commit_holds_a_result_and_the_next_start():
    store = MemoryStore.of(4)
    run(store)
    assert store.commits == [([], [1]), ([1], [2]), ([2], [3]), ([3], [4]), ([4], [])]


def test_connections_share_commits():
    store = MemoryStore.of(200)
    run(store, connections=8)
    assert len(store.commits) < 200


def test_a_message_is_made_before_the_commit_that_lets_the_one_before_it_leave():
    store, made, known = MemoryStore.of(4), [], []
    commit = store.commit

    def recorded(*args, **named):
        known.append(len(made))
        return commit(*args, **named)

    def making(one, _relay):
        made.append(one.id)
        return compose(one)

    store.commit = recorded
    run(store, compose=making)
    # Behind a commit nothing is left to do but to write: so connections' answers come together.
    assert known == [1, 3, 4, 4, 4]


def test_the_next_envelope_leaves_with_the_body():
    store = MemoryStore.of(3)
    _, sink = run(store)
    assert [line[:4] for line in sink.log[1:]] == ["MAIL", "RCPT", "DATA"] * 3 + ["QUIT"]


def test_few_readers_need_few_connections():
    _, sink = run(MemoryStore.of(3), connections=10)
    assert sink.connections == 1


def test_many_readers_use_all_connections_and_no_more():
    store = MemoryStore.of(200)
    report, sink = run(store, connections=5)
    assert (report.sent, sink.most_at_once) == (200, 5)
    assert set(sink.ids.values()) == {1}


def test_an_empty_outbox_opens_no_connection():
    report, sink = run(MemoryStore.of(0))
    assert (report.sent, sink.connections) == (0, 0)


def test_progress_is_told_after_each_commit():
    seen = []
    run(MemoryStore.of(5), on_progress=seen.append)
    assert [step.sent for step in seen] == sorted(step.sent for step in seen)
    assert (seen[-1].sent, seen[-1].remaining) == (5, 0)


def test_stop_finishes_what_is_in_flight_and_leaves_the_rest_queued():
    store = MemoryStore.of(100)

    async def go():
        stop = asyncio.Event()
        async with Sink() as sink:
            sink.on_body = lambda _ident: stop.set() if sink.ids.total() >= 10 else None
            return await send_to(sink, store, connections=2, stop=stop), sink

    report, sink = asyncio.run(go())
    assert 10 <= report.sent < 100
    assert store.states() == {"sent": report.sent, "queued": 100 - report.sent}
    assert report.unsure == 0
    assert sink.ids.total() == report.sent
    assert not any(row.fence for row in store.rows.values() if row.delivery.state == "queued")


def test_two_senders_share_an_edition():
    store = MemoryStore.of(200)

    async def go():
        async with Sink() as sink:
            reports = await asyncio.gather(
                send_to(sink, store, fence=1), send_to(sink, store, fence=2)
            )
            return reports, sink

    reports, sink = asyncio.run(go())
    assert sum(report.sent for report in reports) == 200
    assert set(sink.ids.values()) == {1}


def test_what_a_dead_sender_holds_is_waited_for_and_sent():
    store = MemoryStore.of(3)
    store.claim("edition", now=NOW, limit=2, lease=timedelta(seconds=30), fence=99)
    store.commit([], [1], now=NOW, fence=99)
    time = [NOW]

    async def sleep(seconds):
        time[0] += timedelta(seconds=seconds)

    report, sink = run(store, now=lambda: time[0], sleep=sleep, lease=timedelta(seconds=30))
    assert report.sent == 3
    assert set(sink.ids.values()) == {1}


def test_a_reader_without_a_message_fails_alone():
    def making(one, _relay):
        if one.id == 2:
            raise AudienceError("reader 2 can't be mailed")
        return compose(one)

    store = MemoryStore.of(3)
    report, _ = run(store, compose=making)
    assert (report.sent, report.failed) == (2, 1)
    assert "reader 2" in store.rows[2].outcome.text


@pytest.mark.parametrize("error", [ZeroDivisionError, ConfigError, RenderError, StoreError])
def test_a_mistake_of_ours_is_no_readers_failure(error):
    def making(one, _relay):
        raise error("the DKIM key can't be read")

    store = MemoryStore.of(3)
    with pytest.raises(error):
        run(store, compose=making)
    assert store.states() == {"queued": 3}
    assert not any(row.fence for row in store.rows.values())


@pytest.mark.parametrize("connections", [1, 4])
@pytest.mark.parametrize("told", ["on_progress", "on_blocked", "compose"])
def test_an_error_of_the_caller_s_own_is_raised_when_what_is_in_flight_is_done(told, connections):
    store = MemoryStore.of(200)
    called = itertools.count()

    def broken(one, *_):
        if next(called) == 20:
            raise BrokenPipeError("nobody reads this any more")
        return compose(one) if told == "compose" else None

    script = answers(RCPT=b"550 5.7.1 policy") if told == "on_blocked" else None
    called = iter((20, *range(20))) if told == "on_blocked" else called

    async def go():
        async with asyncio.timeout(10), Sink(script or (lambda _verb, _count: None)) as sink:
            with pytest.raises(BrokenPipeError):
                await send_to(sink, store, connections=connections, **{told: broken})
            return sink

    sink = asyncio.run(go())
    states = store.states()
    assert set(states) <= {"sent", "queued", "deferred"}
    assert states.get("sent", 0) == sink.ids.total() < 200
    assert not any(row.fence for row in store.rows.values() if row.delivery.state == "queued")


@pytest.mark.parametrize("more", [{}, {"connections": 4}, {"window": 4}])
def test_what_is_taken_out_of_our_hands_is_not_sent_and_stops_nobody(more):
    """As when it is cancelled by hand, or another sender claimed it when our lease was over."""
    store = MemoryStore.of(200)

    async def go():
        async with Sink(options=Options(keywords=WIDE)) as sink:

            def take_out(ident):
                ahead = min(int(ident[2:].partition("@")[0]) + 4, 200)
                if ahead % 7 == 0 and store.state(ahead) is DeliveryState.QUEUED:
                    store._move(ahead, DeliveryState.CANCELLED)

            sink.on_body = take_out
            return await send_to(sink, store, **more), sink

    report, sink = asyncio.run(go())
    cancelled = store.states()["cancelled"]
    assert cancelled > 5
    assert store.states() == {"sent": 200 - cancelled, "cancelled": cancelled}
    assert (report.sent, report.cancelled) == (200 - cancelled, cancelled)
    assert len(sink.ids) == sink.ids.total() == 200 - cancelled


def test_a_delivery_that_was_in_doubt_and_arrived_is_not_left_in_doubt():
    store, seen = MemoryStore.of(20), []
    store.recover = lambda *_args, **_named: [
        store._move(number, DeliveryState.QUEUED)
        for number in store.rows
        if store.state(number) is DeliveryState.UNSURE
    ]
    report, sink = run(store, at("BODY", 4, Act.DROP), on_progress=seen.append)
    assert sink.ids.most_common(1) == [("<m4@news.example>", 2)]
    assert (report.sent, report.unsure, report.remaining) == (20, 0, 0)
    assert max(one.unsure for one in seen) == 1
    assert (seen[-1].sent, seen[-1].unsure, seen[-1].remaining) == (20, 0, 0)


class Failing(MemoryStore):
    errors: tuple[Exception, ...] = ()

    def commit(self, outcomes, starting, **named):
        if self.errors and len(self.commits) == 3:
            error, *rest = self.errors
            self.errors = tuple(rest)
            raise error
        return super().commit(outcomes, starting, **named)


def test_a_busy_database_is_waited_for(monkeypatch):
    monkeypatch.setattr("digest.deliver.patience.BUSY_WAIT", 0.001)
    store = Failing.of(10)
    store.errors = (StoreBusyError("locked"),) * 5
    report, sink = run(store)
    assert report.sent == 10
    assert set(sink.ids.values()) == {1}


def test_a_database_that_cannot_be_written_stops_the_send():
    store = Failing.of(10)
    store.errors = (StoreError("disk full"),) * 50
    with pytest.raises(StoreError, match="disk full"):
        run(store, connections=2)
    assert store.states()["queued"] >= 10 - 3 * 2  # three commits, a start of each connection


@pytest.mark.parametrize("window", [1, 4])
def test_what_the_server_said_is_on_disk_where_no_more_can_be_claimed(monkeypatch, window):
    store, claim, heard = MemoryStore.of(100), MemoryStore.claim, []
    learn = Dispatch.learn

    def full(*given, **named):
        if store.claims:
            raise StoreError("disk full")
        return claim(store, *given, **named)

    def learned(self, job, outcome):
        heard.append(job.id)
        return learn(self, job, outcome)

    store.claim = full
    monkeypatch.setattr(Dispatch, "learn", learned)
    with pytest.raises(StoreError, match="disk full"):
        run(store, options=Options(keywords=WIDE), window=window)
    assert heard
    assert [ident for ident in store.rows if store.state(ident) is DeliveryState.SENT] == heard


def test_a_rate_is_kept():
    store = MemoryStore.of(20)
    naps = []

    async def sleep(seconds):
        naps.append(seconds)
        await asyncio.sleep(seconds)

    report, _ = run(store, rate=1000.0, sleep=sleep, now=lambda: datetime.now(UTC))
    assert report.sent == 20
    assert report.seconds >= 19 / 1000
    assert naps


def test_a_relay_that_dies_leaves_all_queued():
    store = MemoryStore.of(100)

    async def go():
        async with Sink() as sink:

            def die(_ident):
                if sink.ids.total() >= 20:
                    sink._server.close()
                    for talk in list(sink.open):
                        talk.transport.abort()

            sink.on_body = die
            return await send_to(sink, store, connections=3, policy="hold")

    report = asyncio.run(go())
    assert report.reason.startswith("the relay can't be used")
    assert set(store.states()) <= {"sent", "unsure", "deferred", "queued"}
    assert report.sent + report.unsure + report.remaining == 100
    assert report.failed == 0


def test_a_relay_that_is_gone_in_a_later_round_is_a_reason_not_an_error():
    store = MemoryStore.of(6)

    async def go():
        async with Sink(at("BODY", 6, Act.DROP)) as sink:
            sink.on_body = lambda _ident: sink._server.close() if sink.ids.total() == 6 else None
            store.recover = lambda *_args, **_named: requeue()
            return await send_to(sink, store)

    def requeue():
        for number, row in store.rows.items():
            if row.delivery.state is DeliveryState.UNSURE:
                store._move(number, DeliveryState.QUEUED)

    report = asyncio.run(go())
    assert report.sent == 5
    assert "can't be used" in report.reason
    assert store.states() == {"sent": 5, "queued": 1}
    assert not any(row.fence for row in store.rows.values() if row.delivery.state == "queued")


def test_no_relay_is_an_error():
    store = MemoryStore.of(2)
    with pytest.raises(DeliveryError):
        asyncio.run(send_by([Relay(port=1, timeouts=QUICK)], store))
    assert store.states() == {"queued": 2}


def test_what_is_not_due_waits():
    store = MemoryStore.of(2)
    later = replace(store.rows[2].delivery, due_at=NOW + timedelta(hours=1))
    store.rows[2].delivery = replace(later, state=DeliveryState.DEFERRED)
    report, _ = run(store)
    assert (report.sent, report.remaining) == (1, 1)
