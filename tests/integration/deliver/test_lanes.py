"""Several relays: shares by weight, one that stands in, one that fails, and each one's limits."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tests.integration.deliver.run import QUICK, Moving, send_by
from tests.integration.deliver.sink import Act, Sink, answers, at
from tests.unit.deliver.memory import NOW, MemoryStore, MemoryThrottles, delivery
from tests.unit.store.make import frozen, url

from digest.deliver import Relay, Timeouts
from digest.deliver.job import Job
from digest.deliver.lanes import STALLED, Lane, choose
from digest.errors import DeliveryError
from digest.model import Scope, Throttle
from digest.store import open_store

GONE = 1  # a port where nobody listens
SHARES = (("main", 3), ("backup", 1))


def relay(name: str, port: int, **more) -> Relay:
    return Relay(**{"name": name, "port": port, "connections": 2, "timeouts": QUICK, **more})


def by_two(store, first: Sink, second: Sink, *, of_first=None, of_second=None, **more):
    """Send by two sinks; their ports are known only once they run."""

    async def go():
        async with first, second:
            relays = [
                relay("main", first.port, **(of_first or {})),
                relay("backup", second.port, **(of_second or {})),
            ]
            return await send_by(relays, store, **more)

    return asyncio.run(go())


def test_mails_are_shared_out_by_weight():
    first, second = Sink(), Sink()
    report = by_two(MemoryStore.of(400), first, second, of_first={"weight": 3})
    assert report.sent == 400
    assert (len(first.taken), len(second.taken)) == (300, 100)


def test_one_that_stands_holds_up_no_other_of_another_weight(monkeypatch):
    """Its couriers wait for a server that answers nothing; the rest goes by the other relay."""
    monkeypatch.setattr("digest.deliver.lanes.STALLED", timedelta(0))
    first = Sink(lambda verb, count: Act.STALL if verb == "BODY" and count > 2 else None)
    second = Sink()

    def let_go(_ident):
        if second.ids.total() == 380:
            first.script = lambda _verb, _count: None
            for talk in list(first.open):
                talk.transport.abort()

    second.on_body = let_go
    slow = {"weight": 3, "timeouts": Timeouts(final=60, total=60)}
    report = by_two(MemoryStore.of(400), first, second, of_first=slow, policy="hold")
    assert (report.sent, report.unsure) == (398, 2)
    assert len(second.taken) >= 380


def test_one_that_stands_has_no_share_until_it_moves():
    lanes = [Lane(Relay(name=name, weight=weight), MemoryThrottles(), 7) for name, weight in SHARES]
    first, second = lanes
    first.couriers = second.couriers = 1
    while first.has_room:
        first.put(Job(delivery(1), "example.com", NOW), NOW)
    assert choose(lanes, second) is None
    assert not first.stands(NOW + STALLED / 2)
    assert first.stands(NOW + STALLED)
    assert [choose(lanes, second) for _ in range(5)] == [second] * 5
    first.moves(NOW + STALLED)
    assert choose(lanes, second) is None
    assert not first.stands(NOW + STALLED)


def test_of_relays_that_weigh_the_same_the_quicker_takes_more():
    first, second = Sink(), Sink()
    clock = Moving()
    report = by_two(MemoryStore.of(400), first, second, of_first={"rate": 10.0}, **clock.named())
    assert report.sent == 400
    assert len(first.taken) < len(second.taken)


def test_what_a_relay_took_is_recorded_under_its_name():
    store, first, second = MemoryStore.of(40), Sink(), Sink()
    by_two(store, first, second)
    by_name = {"main": set(), "backup": set()}
    for row in store.rows.values():
        by_name[row.outcome.relay].add(row.delivery.email)
    assert by_name == {"main": set(first.recipients), "backup": set(second.recipients)}


def test_one_of_weight_nothing_stands_in_only():
    first, second = Sink(), Sink()
    report = by_two(MemoryStore.of(40), first, second, of_second={"weight": 0})
    assert (report.sent, len(first.taken), second.connections) == (40, 40, 0)


@pytest.mark.parametrize("weight", [0, 1])
def test_where_one_relay_is_gone_the_other_takes_all(weight):
    second = Sink()

    async def go():
        async with second:
            relays = [relay("main", GONE), relay("backup", second.port, weight=weight)]
            return await send_by(relays, MemoryStore.of(60), **Moving().named())

    report = asyncio.run(go())
    assert (report.sent, report.reason) == (60, "")
    assert sorted(second.ids.values()) == [1] * 60


@pytest.mark.parametrize(("seconds", "lasts"), [(15, False), (120, True)])
def test_one_that_can_not_be_used_is_told_of_where_another_takes_its_mails(
    monkeypatch, seconds, lasts
):
    """Nothing else shows it: all mails go out, and the send ends well."""
    monkeypatch.setattr("digest.deliver.throttle.RELAY_REST", timedelta(seconds=seconds))
    second, known, rests, held = Sink(), MemoryThrottles(), [], []

    async def go():
        async with second:
            relays = [relay("main", GONE), relay("backup", second.port, weight=0)]
            heard = {"on_rest": rests.append, "on_blocked": held.append, "throttles": known}
            return await send_by(relays, MemoryStore.of(20), **heard)

    assert asyncio.run(go()).sent == 20
    assert [(one.name, one.until) for one in rests] == [("main", NOW + timedelta(seconds=seconds))]
    assert rests[0].reason == "the relay can't be used: the connection was refused"
    assert list(known.all()) == rests
    assert held == (rests if lasts else [])


def test_the_only_one_that_can_not_be_used_is_why_the_send_ends():
    rests = []
    with pytest.raises(DeliveryError, match="refused"):
        asyncio.run(send_by([relay("main", GONE)], MemoryStore.of(3), on_rest=rests.append))
    assert rests == []


def test_a_relay_that_asks_for_a_rest_hands_its_mails_over():
    store, known, told = MemoryStore.of(100), MemoryThrottles(), []
    first = Sink(lambda _verb, count: b"454 4.7.0 wait 20 minutes" if count > 10 else None)
    second = Sink()
    report = by_two(store, first, second, throttles=known, on_blocked=told.append)
    assert (report.sent, report.failed, report.reason) == (100, 0, "")
    (rest,) = known.all()
    assert rest == told[0]
    assert (rest.scope, rest.name, rest.until) == (Scope.RELAY, "main", NOW + timedelta(minutes=20))
    assert set((first.ids + second.ids).values()) == {1}


def test_a_rest_holds_over_a_restart_and_is_told():
    until = NOW + timedelta(minutes=20)
    known = MemoryThrottles()
    known.save([Throttle(scope=Scope.RELAY, name="main", until=until, reason="454 quota")])
    sink = Sink()

    async def go(**more):
        async with sink:
            store = MemoryStore.of(10)
            return await send_by([relay("main", sink.port)], store, throttles=known, **more)

    report = asyncio.run(go())
    assert (report.sent, sink.connections) == (0, 0)
    assert report.reason == "454 quota; it rests until 2026-11-23 07:20:00 UTC"
    assert asyncio.run(go(now=lambda: until)).sent == 10


def test_a_relay_that_dies_in_the_middle_loses_nobody_to_the_other():
    store, first, second = MemoryStore.of(200), Sink(), Sink()

    def die(_ident):
        if first.ids.total() >= 30:
            first._server.close()
            for talk in list(first.open):
                talk.transport.abort()

    first.on_body = die
    report = by_two(store, first, second, policy="hold", **Moving().named())
    assert report.sent + report.unsure == 200
    assert report.unsure <= 2
    assert max((first.ids + second.ids).values()) == 1


def test_a_relay_that_comes_back_after_its_rest_is_used_again():
    """Two connections refused, then all is well: the breaker closes again."""
    first = Sink(lambda verb, count: b"421 busy" if verb == "BANNER" and count <= 1 else None)
    second, clock = Sink(), Moving()
    report = by_two(MemoryStore.of(2000), first, second, **clock.named())
    assert report.sent == 2000
    assert first.taken


def test_a_relay_that_comes_back_gets_all_its_connections_again():
    """Its rest over, one connection tries it; when that works the others follow."""
    first = Sink(lambda verb, count: b"421 busy" if verb == "BANNER" and count <= 3 else None)
    second, clock = Sink(), Moving()
    second.script = lambda _verb, _count: b"421 no" if second.ids.total() > 100 else None
    report = by_two(MemoryStore.of(1000), first, second, **clock.named())
    assert (report.sent, report.reason) == (1000, "")
    assert first.most_at_once == 2


@pytest.mark.parametrize("names", [("main", "backup"), ("backup", "main")])
def test_one_that_stands_in_is_needed_wherever_it_is_listed(names):
    second = Sink()

    async def go():
        async with second:
            ways = {
                "main": relay("main", GONE),
                "backup": relay("backup", second.port, weight=0),
            }
            return await send_by([ways[name] for name in names], MemoryStore.of(20))

    report = asyncio.run(go())
    assert (report.sent, report.reason) == (20, "")


def test_a_relay_that_had_nothing_to_do_takes_over_from_one_that_failed():
    """One reader, so one relay; that one hangs up, and then lets nobody in."""
    first = Sink(lambda verb, count: Act.DROP if verb == "RCPT" or count > 1 else None)
    second = Sink()
    report = by_two(MemoryStore.of(1), first, second)
    assert (report.sent, report.remaining, report.reason) == (1, 0, "")
    assert second.ids.total() == 1


@pytest.mark.parametrize("refusal", [b"421 4.7.0 too many connections", Act.DROP, b"554 no"])
def test_a_relay_that_lets_only_some_connections_in_serves_all_by_those(refusal):
    sink = Sink()
    sink.script = lambda verb, _: refusal if verb == "BANNER" and len(sink.open) > 2 else None
    store = MemoryStore.of(300)

    async def go():
        async with sink:
            one = Relay(port=sink.port, connections=8, timeouts=QUICK)
            return await send_by([one], store, **Moving().named())

    report = asyncio.run(go())
    assert (report.sent, report.failed, report.reason) == (300, 0, "")
    assert sorted(sink.ids.values()) == [1] * 300


def test_no_relay_at_all_is_an_error_in_the_first_one_s_words():
    relays = [relay("main", GONE), relay("backup", 2)]
    with pytest.raises(DeliveryError, match=f"127.0.0.1:{GONE} can't be used") as caught:
        asyncio.run(send_by(relays, MemoryStore.of(5)))
    assert "`digest inbox`" in caught.value.hint  # as whoever has set up no relay yet needs to hear


def test_when_all_have_closed_each_one_s_reason_is_told():
    quota = answers(RCPT=b"454 4.7.0 quota")
    report = by_two(MemoryStore.of(50), Sink(quota), Sink(quota))
    assert report.reason == (
        "main: the relay says: 454 4.7.0 quota; backup: the relay says: 454 4.7.0 quota"
    )
    assert (report.sent, report.failed, report.remaining) == (0, 0, 50)


def test_each_relay_has_its_own_day(tmp_path):
    first, second = Sink(), Sink()
    with open_store(url(tmp_path)) as store:
        report = by_two(
            store.outbox,
            first,
            second,
            edition=frozen(store, 50),
            throttles=store.throttles,
            of_first={"daily_limit": 10},
            of_second={"daily_limit": 15},
        )
    assert (len(first.taken), len(second.taken)) == (10, 15)
    assert (report.sent, report.failed, report.remaining) == (25, 0, 25)


def test_a_new_relay_is_warmed_up_day_by_day(tmp_path):
    days = []
    with open_store(url(tmp_path)) as store:
        edition = frozen(store, 100)
        for day in range(5):
            now = NOW + timedelta(days=day)

            async def go(now=now):
                async with Sink() as sink:
                    warm = relay("main", sink.port, warm_up=(5, 10, 20), daily_limit=40)
                    return await send_by(
                        [warm],
                        store.outbox,
                        edition=edition,
                        throttles=store.throttles,
                        now=lambda: now,
                    )

            days.append(asyncio.run(go()).sent)
    assert days == [5, 10, 20, 40, 25]


def test_the_rate_of_a_relay_holds_over_a_restart(tmp_path):
    clock = Moving()
    moments: list[float] = []
    with open_store(url(tmp_path)) as store:
        edition = frozen(store, 20)

        async def go(stop_after):
            stop = asyncio.Event()
            async with Sink() as sink:

                def came(_ident):
                    moments.append(clock.seconds)
                    if sink.ids.total() >= stop_after:
                        stop.set()

                sink.on_body = came
                return await send_by(
                    [relay("main", sink.port, rate=2.0)],
                    store.outbox,
                    edition=edition,
                    throttles=store.throttles,
                    stop=stop,
                    **clock.named(),
                )

        for _ in range(6):
            asyncio.run(go(stop_after=3))
    assert len(moments) >= 15
    for first in moments:
        assert sum(first <= moment < first + 1 for moment in moments) <= 3


def test_one_refused_relay_blames_no_reader():
    store = MemoryStore.of(30)
    first, second = Sink(at("MAIL", 1, b"550 5.1.8 sender refused")), Sink()
    report = by_two(store, first, second)
    assert (report.sent, report.failed, report.remaining) == (30, 0, 0)
    assert set((first.ids + second.ids).values()) == {1}


def test_a_relay_whose_rest_is_taken_back_is_used_again_by_the_send_that_runs():
    known, store = MemoryThrottles(), MemoryStore.of(4000)
    first, second = Sink(at("MAIL", 1, b"421 4.7.0 try again in 2 hours")), Sink()

    def taken_back(_ident):
        if second.ids.total() == 20:
            assert [(one.scope, one.name) for one in known.all()] == [(Scope.RELAY, "main")]
            known.known.clear()

    second.on_body = taken_back
    report = by_two(store, first, second, throttles=known)
    assert report.sent == 4000
    assert first.taken
    assert known.all() == ()
