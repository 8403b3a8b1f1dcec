"""One domain in trouble: its readers wait, the others are served, and what was learned is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.integration.deliver.run import QUICK, Moving, send_by, send_to
from tests.integration.deliver.sink import Sink, answers
from tests.unit.deliver.memory import NOW, MemoryStore, MemoryThrottles

from digest.deliver import DomainLimit, Relay
from digest.deliver.denied import DENIED_WAIT
from digest.deliver.throttle import POLICY_REST
from digest.model import Scope

POLICY = b"550 5.7.1 refused by policy"
BUSY = b"451 4.7.1 not now"


def readers(count: int, *domains: str) -> MemoryStore:
    """So many readers, the domains in turn."""
    store = MemoryStore.of(count)
    for number, row in store.rows.items():
        email = f"reader{number}@{domains[number % len(domains)]}"
        row.delivery = replace(row.delivery, email=email)
    return store


class Strict(Sink):
    """Refuses the readers of some domains, and counts the most at once of each."""

    def refuse(self, answer: bytes, *domains: str) -> Strict:
        self.refused = dict.fromkeys(domains, answer)
        self.script = self.judge
        self.offered: list[str] = []
        return self

    def judge(self, verb: str, _count: int) -> bytes | None:
        if verb != "RCPT":
            return None
        domain = self.log[-1].rpartition("@")[2].rstrip(">")
        self.offered.append(domain)
        return self.refused.get(domain)


def send(store, sink: Strict, **more):
    async def go():
        async with sink:
            return await send_to(sink, store, **more)

    return asyncio.run(go())


def states_of(store: MemoryStore, domain: str) -> set[str]:
    rows = (row.delivery for row in store.rows.values())
    return {one.state.value for one in rows if one.email.endswith(f"@{domain}")}


def test_a_policy_refusal_stops_its_domain_and_no_other():
    store, known = readers(60, "good.example", "bad.example"), MemoryThrottles()
    sink = Strict().refuse(POLICY, "bad.example")
    told = []
    report = send(store, sink, throttles=known, on_blocked=told.append)
    assert states_of(store, "good.example") == {"sent"}
    assert states_of(store, "bad.example") <= {"queued", "deferred"}
    assert sink.offered.count("bad.example") <= 2  # one may be on its way already
    assert [(one.name, one.until) for one in told] == [("bad.example", NOW + POLICY_REST)]
    assert "refused by policy" in told[0].reason
    assert (report.sent, report.failed, report.reason) == (30, 0, "")
    waiting = [row for row in store.rows.values() if row.delivery.state == "queued"]
    assert {row.delivery.due_at for row in waiting} == {NOW + POLICY_REST}
    assert not any(row.fence for row in waiting)


def test_what_waits_in_a_lane_when_its_domain_is_shut_is_not_tried():
    """Where relays weigh differently, some wait there for their turn."""
    store = readers(200, "bad.example", "good.example")
    first, second = (Strict().refuse(POLICY, "bad.example") for _ in range(2))

    async def go():
        async with first, second:
            relays = [
                Relay(name=f"r{weight}", port=sink.port, weight=weight, timeouts=QUICK)
                for weight, sink in ((9, first), (1, second))
            ]
            return await send_by(relays, store)

    report = asyncio.run(go())
    assert (report.sent, report.failed) == (100, 0)
    assert (first.offered + second.offered).count("bad.example") <= 20 + 2


def test_a_send_goes_on_with_a_domain_whose_pause_is_taken_back_meanwhile():
    store, known = readers(600, "good.example", "bad.example"), MemoryThrottles()
    sink = Strict().refuse(POLICY, "bad.example")
    seen = []

    def watch(progress):
        """When it is known to be shut, somebody says that all is well again."""
        if not seen and (shut := [one.name for one in known.all()]):
            seen.extend([*shut, progress.sent])
            sink.refused.clear()
            known.known.clear()
            for row in store.rows.values():
                row.delivery = replace(row.delivery, due_at=NOW)

    report = send(store, sink, throttles=known, on_progress=watch)
    assert seen[0] == "bad.example"
    assert seen[1] < 300
    assert (report.sent, report.deferred, report.failed) == (600, 0, 0)


def test_it_stays_shut_over_a_restart_until_its_rest_is_over():
    store, known = readers(20, "bad.example"), MemoryThrottles()
    send(store, Strict().refuse(POLICY, "bad.example"), throttles=known)
    for row in store.rows.values():
        row.delivery = replace(row.delivery, due_at=NOW)
    sink = Strict().refuse(POLICY)
    report = send(store, sink, throttles=known)
    assert (report.sent, sink.offered) == (0, [])
    clock = Moving()
    clock.now += POLICY_REST
    later = send(store, sink, throttles=known, **clock.named())
    assert later.sent == 20
    assert known.all() == () or all(one.until is None for one in known.all())


def test_a_domain_that_asks_for_patience_gets_fewer_at_once():
    store, known = readers(40, "slow.example", "good.example"), MemoryThrottles()
    sink = Strict().refuse(BUSY, "slow.example")
    report = send(store, sink, throttles=known, connections=8)
    assert states_of(store, "good.example") == {"sent"}
    assert report.failed == 0
    (slow,) = known.all()
    assert (slow.name, slow.width) == ("slow.example", 1.0)
    assert slow.until is not None
    assert sink.offered.count("slow.example") < 20


def test_many_domains_in_trouble_one_after_another_are_the_relay_s():
    names = [f"d{number}.example" for number in range(30)]
    store, known, told = readers(60, *names), MemoryThrottles(), []
    sink = Strict().refuse(b"554 5.7.1 blocked by our list", *names)
    report = send(store, sink, throttles=known, on_blocked=told.append)
    assert len(sink.offered) <= 6
    assert "refuses one domain after another: 554 5.7.1 blocked by our list" in report.reason
    assert report.remaining == 60
    assert known.all() == ()


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
@pytest.mark.parametrize(
    "said",
    [
        b"554 5.7.1 <reader1@d1.example>: Relay access denied",
        b"454 4.7.1 <reader1@d1.example>: Relay access denied",
        b"550 relay not permitted",
        b"550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
        b"530 5.7.0 Authentication required",
    ],
)
def test_a_relay_that_carries_nothing_for_us_is_blamed_at_once(verb, said):
    """Told with what to do; no reader fails, no domain is shut, and nobody else is tried."""
    names = [f"d{number}.example" for number in range(30)]
    store, known, told = readers(60, *names), MemoryThrottles(), []
    sink = Sink(answers(**{verb: said}))
    report = send(store, sink, throttles=known, on_blocked=told.append)
    assert sink.seen[verb] == 1
    assert (report.sent, report.failed, report.remaining) == (0, 0, 60)
    assert set(store.states()) <= {"queued", "deferred"}
    assert "smtp.user" in report.reason
    assert [(one.scope, one.name, one.until) for one in told] == [
        (Scope.RELAY, "main", NOW + DENIED_WAIT)
    ]
    assert list(known.all()) == told
    assert said.decode().rpartition(": ")[2] in told[0].reason


def test_who_is_refused_there_goes_by_another_relay_or_comes_last_when_it_is_tried_again():
    store, sink, other = readers(20, "a.example", "b.example"), Sink(), Sink()
    sink.script = answers(RCPT=b"550 5.7.1 Unable to relay for reader1@b.example")

    async def go(*relays):
        async with sink, other:
            named = [
                Relay(name=name, port=way.port, connections=1, timeouts=QUICK)
                for name, way in relays
            ]
            return await send_by(named, store)

    assert asyncio.run(go(("main", sink))).deferred == 1
    (first,) = (row.delivery for row in store.rows.values() if row.delivery.state == "deferred")
    assert first.due_at == NOW + DENIED_WAIT
    report = asyncio.run(go(("main", sink), ("other", other)))
    assert (report.sent, report.failed, report.reason) == (19, 0, "")


def test_a_domain_whose_own_server_denies_the_relay_is_a_domain():
    """What the relay passes on, as one does that asks before it takes a mail."""
    said = b"550 mx.bad.example[192.0.2.1] said: 554 5.7.1 Relay access denied"
    store, known = readers(40, "good.example", "bad.example"), MemoryThrottles()
    report = send(store, Strict().refuse(said, "bad.example"), throttles=known)
    assert states_of(store, "good.example") == {"sent"}
    assert [(one.scope, one.name) for one in known.all()] == [(Scope.DOMAIN, "bad.example")]
    assert (report.failed, report.reason) == (0, "")


def test_the_operator_s_limit_for_a_domain_is_kept():
    store = readers(40, "few.example", "many.example")
    limits = {"few.example": DomainLimit(connections=1)}
    sink = Sink()
    at_once, most = [0], [0]

    def script(verb, _count):
        few = bool(sink.log) and "@few.example>" in sink.log[-1]
        if verb == "RCPT" and few:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])

    sink.script = script
    sink.on_body = lambda ident: at_once.__setitem__(0, at_once[0] - (int(ident[2:-14]) % 2 == 0))
    report = send(store, sink, connections=6, domains=limits, **Moving().named())
    assert report.sent == 40
    assert most[0] == 1


def test_a_rate_for_a_domain_delays_no_other():
    store = readers(24, "slow.example", "quick.example")
    clock = Moving()
    came: list[tuple[str, float]] = []
    sink = Sink()

    def script(verb, _count):
        if verb == "RCPT":
            domain = sink.log[-1].rpartition("@")[2].rstrip(">")
            came.append((domain, clock.seconds))

    sink.script = script
    report = send(
        store,
        sink,
        **clock.named(),
        domains={"slow.example": DomainLimit(rate=2.0)},
    )
    assert report.sent == 24
    slow = [moment for domain, moment in came if domain == "slow.example"]
    quick = [moment for domain, moment in came if domain == "quick.example"]
    assert max(quick) <= 1.0
    assert max(slow) >= 5.0
    for first in slow:
        assert sum(first <= moment < first + 1 for moment in slow) <= 3


class Watched(MemoryStore):
    """Knows in which turn of the event loop each claim was made, and counts what comes back."""

    def watch(self, stop_at: int = 0) -> Watched:
        self.turn, self.turns, self.postponed = 0, [], 0
        self.stop, self.stop_at = None, stop_at
        return self

    async def count(self) -> None:
        while True:
            self.turn += 1
            await asyncio.sleep(0)

    def claim(self, edition, **named):
        self.turns.append(self.turn)
        if len(self.turns) == self.stop_at:
            self.stop.set()
        return super().claim(edition, **named)

    def postpone(self, deliveries, until, **named):
        self.postponed += len(deliveries)
        super().postpone(deliveries, until, **named)


def watched(store: MemoryStore, sink: Strict, stop_at=0, **more):
    watched = Watched(store.rows).watch(stop_at)

    async def go():
        watched.stop = asyncio.Event()
        counting = asyncio.create_task(watched.count())
        async with sink, asyncio.timeout(30):
            report = await send_to(sink, watched, stop=watched.stop, **more)
        counting.cancel()
        return report

    return asyncio.run(go()), watched


def shut() -> MemoryThrottles:
    known = MemoryThrottles()
    send(readers(1, "bad.example"), Strict().refuse(POLICY, "bad.example"), throttles=known)
    return known


def test_whole_pages_of_a_shut_domain_leave_the_others_their_turn():
    store = readers(3000, "bad.example")
    report, seen = watched(store, Strict().refuse(POLICY), throttles=shut(), connections=4)
    assert (report.sent, report.remaining, report.reason) == (0, 3000, "")
    assert seen.postponed == 3000
    assert max(seen.turns.count(turn) for turn in seen.turns) <= 4
    assert {row.delivery.due_at for row in store.rows.values()} == {NOW + POLICY_REST}


def test_stop_is_heard_in_the_middle_of_them():
    store = readers(3000, "bad.example")
    report, seen = watched(
        store, Strict().refuse(POLICY), stop_at=5, throttles=shut(), connections=2
    )
    assert report.remaining == 3000
    assert len(seen.turns) <= 6
    assert not any(row.fence for row in store.rows.values())


def test_readers_behind_pages_of_a_shut_domain_are_reached():
    store = readers(1000, "bad.example")
    last = store.rows[1000]
    last.delivery = replace(last.delivery, email="last@good.example")
    report, _ = watched(store, Strict().refuse(POLICY), throttles=shut())
    assert (report.sent, report.remaining) == (1, 999)


def test_who_waits_for_a_place_stays_where_they_are_and_all_others_go_first():
    store = readers(600, "few.example")
    for number in range(500, 601):
        row = store.rows[number]
        row.delivery = replace(row.delivery, email=f"reader{number}@good.example")
    sink = Strict().refuse(POLICY)
    few = {"few.example": DomainLimit(connections=1)}
    report, seen = watched(store, sink, connections=4, domains=few)
    assert report.sent == 600
    assert seen.postponed == 0
    assert sink.offered.index("good.example") < 100
    assert "good.example" not in sink.offered[-200:]


def test_what_waits_too_long_for_its_turn_costs_the_domain_no_time():
    """At 2 a second a page lasts for longer than its lease."""
    store, clock = readers(60, "slow.example"), Moving()
    report, _ = watched(
        store,
        Strict().refuse(POLICY),
        **clock.named(),
        lease=timedelta(seconds=10),
        domains={"slow.example": DomainLimit(rate=2.0)},
    )
    assert report.sent == 60
    assert 25 <= clock.seconds <= 45
