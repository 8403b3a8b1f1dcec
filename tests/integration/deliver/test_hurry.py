"""Words of a limit in answer to one reader's address: the domain's first, and nobody is starved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.integration.deliver.run import Moving
from tests.integration.deliver.sink import WIDE, Options, Sink, answers
from tests.integration.deliver.test_domains import Strict, readers, send, states_of
from tests.unit.deliver.memory import NOW, MemoryThrottles

from digest.deliver.quirks import RATE_WAIT
from digest.model import Scope, Throttle

HURRY = [
    b"421 4.7.0 slow down",
    b"450 4.7.1 too many messages to this domain",
    b"451 Throttled, too much mail",
]


@pytest.mark.parametrize("said", HURRY)
@pytest.mark.parametrize("wide", [False, True])
def test_one_domain_that_says_slow_down_costs_the_others_nothing(said, wide):
    """Its word may be that of the reader's server: the relay goes on, and its readers are later."""
    store = readers(20, *(f"d{number}.example" for number in range(5)))
    known, clock = MemoryThrottles(), Moving()
    sink = Strict(options=Options(keywords=WIDE)) if wide else Strict()
    sink.refuse(said, "d1.example")
    report = send(store, sink, throttles=known, window=4, **clock.named())
    assert (report.sent, report.failed, report.reason) == (16, 0, "")
    assert states_of(store, "d1.example") <= {"queued", "deferred"}
    assert [(one.scope, one.name) for one in known.all()] == [(Scope.DOMAIN, "d1.example")]
    assert known.all()[0].until >= NOW + RATE_WAIT
    assert clock.seconds < 30
    met = [row.outcome for row in store.rows.values() if row.delivery.state == "deferred"]
    assert {(one.code, one.scope) for one in met} == {(int(said[:3]), Scope.DOMAIN)}


@pytest.mark.parametrize("said", HURRY)
def test_who_met_it_is_due_behind_those_of_the_domain_who_were_not_tried(said):
    store = readers(12, "d0.example")
    send(store, Strict().refuse(said, "d0.example"), connections=1)
    due = {row.delivery.state: row.delivery.due_at for row in store.rows.values()}
    assert due["queued"] <= due["deferred"]
    first = next(row.delivery for row in store.rows.values() if row.delivery.state == "deferred")
    for row in store.rows.values():
        row.delivery = replace(row.delivery, attempts=int(row.delivery is first))
    later = NOW + timedelta(hours=1)
    known = MemoryThrottles()
    known.save([Throttle(scope=Scope.DOMAIN, name="d0.example", width=1, failures=1, until=later)])
    clock = Moving()
    clock.now = later - timedelta(minutes=30)
    send(store, Strict().refuse(said), throttles=known, now=lambda: clock.now)
    due = {row.delivery.id: row.delivery.due_at for row in store.rows.values()}
    assert due.pop(first.id) > max(due.values()) == later


@pytest.mark.parametrize("said", HURRY)
def test_several_domains_that_say_it_in_a_row_are_the_relay_s_and_a_rest_has_an_end(said):
    store = readers(60, *(f"d{number}.example" for number in range(30)))
    known, clock = MemoryThrottles(), Moving()
    sink = Sink(answers(RCPT=said))
    report = send(store, sink, throttles=known, connections=1, **clock.named())
    assert (report.sent, report.failed, report.remaining) == (0, 0, 60)
    assert f"the relay says: {said.decode()}; it rests until" in report.reason
    assert [(one.scope, one.name) for one in known.all()] == [(Scope.RELAY, "main")]
    assert sink.seen["RCPT"] <= 8
    assert clock.seconds <= 5 * RATE_WAIT.total_seconds()


@pytest.mark.parametrize("verb", ["MAIL", "DATA", "BODY"])
def test_who_met_the_relay_s_limit_comes_last_when_it_works_again(verb):
    store = readers(10, "d0.example", "d1.example")
    report = send(store, Sink(answers(**{verb: b"421 4.7.0 slow down"})), connections=1)
    assert (report.sent, report.failed, report.remaining) == (0, 0, 10)
    due = [row.delivery.due_at for row in store.rows.values()]
    assert due == [NOW + RATE_WAIT, *[NOW] * 9]
