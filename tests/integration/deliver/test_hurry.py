"""Words of a limit in answer to one reader's address: the domain's first, and nobody is starved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.integration.deliver.run import Moving
from tests.integration.deliver.sink import WIDE, Options, Sink, answers, at
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


# --- a rest, and an alarm, are told as they are


def test_a_rest_is_told_when_it_begins_and_kept_while_it_is_waited_for():
    store, clock, known = readers(10, "d0.example", "d1.example"), Moving(), MemoryThrottles()
    told, kept = [], []

    def on_rest(relay):
        told.append(relay)
        kept.extend(known.all())

    sink = Sink(at("MAIL", 6, b"421 4.7.1 Too many messages"))
    report = send(store, sink, throttles=known, on_rest=on_rest, **clock.named())
    assert report.sent == 10
    assert [(one.name, one.until) for one in told] == [("main", NOW + RATE_WAIT)]
    assert "421 4.7.1 Too many messages" in told[0].reason
    assert kept == told


def test_a_rest_from_an_earlier_send_is_told_as_well():
    store, clock, known, told = readers(2, "d0.example"), Moving(), MemoryThrottles(), []
    rest = Throttle(scope=Scope.RELAY, name="main", until=NOW + RATE_WAIT, reason="421 later")
    known.save([rest])
    report = send(store, Sink(), throttles=known, on_rest=told.append, **clock.named())
    assert (report.sent, told) == (2, [rest])


def one_refused(said: bytes, count=4, **more):
    """So many readers of a domain at once, of whom the first is refused: what was told and kept."""
    store, known, told = readers(count, "d1.example"), MemoryThrottles(), []
    sink = Sink()
    sink.script = lambda verb, _: said if verb == "RCPT" and "reader1@" in sink.log[-1] else None
    more = {"connections": 4, "throttles": known, "on_blocked": told.append, **more}
    return send(store, sink, **more), told, [one for one in known.all() if one.until], store


@pytest.mark.parametrize(
    "said", [b"552 5.3.4 Message too big", b"550 5.4.1 Recipient address rejected: Access denied"]
)
def test_one_reader_s_refusal_raises_no_alarm_about_the_domain(said):
    report, told, held, store = one_refused(said, 8, connections=1)
    assert (report.sent, told, held) == (7, [], [])
    assert store.rows[1].delivery.state == ("deferred" if said[:3] == b"552" else "failed")


def test_a_domain_that_takes_the_others_meanwhile_is_not_held_and_no_alarm_says_so():
    """Others are under way when the first is refused: the newest word is that it takes mails."""
    report, told, held, _ = one_refused(b"550 5.7.1 blocked", 16)
    assert (report.sent, report.failed) == (15, 0)
    assert (told, held) == ([], [])


def test_domains_pardoned_because_it_is_the_relay_raised_no_alarm():
    names = [f"d{number}.example" for number in range(10)]
    store, told = readers(20, *names), []
    sink = Strict().refuse(b"554 5.7.1 blocked by our list", *names)
    report = send(store, sink, on_blocked=told.append)
    assert "refuses one domain after another" in report.reason
    assert told == []


@pytest.mark.parametrize("earlier", [True, False])
def test_a_rest_that_is_taken_back_is_waited_for_no_longer(earlier):
    known, clock = MemoryThrottles(), Moving()
    rest = Throttle(
        scope=Scope.RELAY, name="main", until=NOW + timedelta(seconds=80), reason="421 later"
    )
    known.save([rest] if earlier else [])
    sink = Sink(at("MAIL", 0 if earlier else 1, b"421 4.7.0 try again in 80 seconds"))
    slept = clock.sleep

    async def sleep(seconds):
        await slept(seconds)
        if clock.seconds > 3:
            known.known.clear()

    report = send(
        readers(5, "d0.example"), sink, throttles=known, now=lambda: clock.now, sleep=sleep
    )
    assert report.sent == 5 - (not earlier)  # who met it: the store's own reset frees them
    assert clock.seconds < 10
