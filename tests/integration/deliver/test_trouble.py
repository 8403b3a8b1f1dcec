"""A relay that is busy when it is greeted, or whose system is in trouble: a rest, and its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.integration.deliver.press import NOW, house
from tests.integration.deliver.run import Moving
from tests.integration.deliver.sink import Options, Sink, answers, first
from tests.integration.deliver.test_domains import Strict, readers, send, states_of
from tests.integration.test_blocked import send_to as send_edition
from tests.unit.deliver.memory import NOW as START
from tests.unit.deliver.memory import MemoryStore, MemoryThrottles

from digest.deliver.outcomes import SYSTEM_WAIT
from digest.model import DeliveryState, EditionState, RelayKind, Scope

BUSY = [
    (RelayKind.SES, b"421 Too many concurrent SMTP connections", 5),
    (RelayKind.PLAIN, b"421 4.7.0 too many messages, try again in 3 seconds", 3),
]
SYSTEM = [
    b"451 4.3.5 Server configuration error",
    b"452 4.3.1 Insufficient system storage",
    b"450 4.3.2 System not accepting network messages",
]


# --- before the first envelope


@pytest.mark.parametrize("verb", ["BANNER", "EHLO", "AUTH"])
@pytest.mark.parametrize(("kind", "said", "seconds"), BUSY)
def test_a_greeting_that_asks_for_a_short_rest_is_waited_for(verb, kind, said, seconds):
    store, clock, told, known = MemoryStore.of(6), Moving(), [], MemoryThrottles()
    options = Options(keywords=("PIPELINING", "AUTH PLAIN"), login=("news", "secret"))
    sink = Sink(first(1, **{verb: said}), options)
    more = {
        "user": "news",
        "password": "secret",
        "throttles": known,
        "on_rest": told.append,
        **clock.named(),
    }
    report = send(store, sink, kind=kind, **more)
    assert (report.sent, report.reason) == (6, "")
    (rest,) = told
    assert rest.until == START + timedelta(seconds=seconds)
    assert rest.reason == f"the relay says: {said.decode()}"
    assert clock.seconds >= seconds
    assert known.all() == tuple(told)


def test_a_relay_that_stays_busy_ends_the_send_with_its_words_and_the_time():
    store, clock = MemoryStore.of(6), Moving()
    sink = Sink(answers(BANNER=b"421 4.7.0 Too many connections, try again in 2 hours"))
    report = send(store, sink, **clock.named())
    assert (report.sent, report.remaining) == (0, 6)
    assert report.reason.endswith("try again in 2 hours; it rests until 2026-11-23 09:00:00 UTC")
    assert sink.connections == 1


def test_connections_that_are_one_too_many_are_left_to_those_that_stand():
    store, clock, told = MemoryStore.of(60), Moving(), []
    sink = Sink()
    sink.script = lambda verb, _: BUSY[0][1] if verb == "BANNER" and len(sink.open) > 2 else None
    report = send(store, sink, connections=5, on_rest=told.append, **clock.named())
    assert (report.sent, told) == (60, [])


def test_an_edition_meets_a_busy_relay_and_keeps_its_rest(tmp_path):
    """Greeted before the freeze, then by the send: no wrong setting is told."""
    with house(tmp_path) as made:
        edition = made.deliveries[0].edition
        made.store._connection.raw.execute(
            "UPDATE editions SET state = 'approved' WHERE id = ?", (edition,)
        )
        said = b"421 4.7.0 Too many connections, try again in 10 minutes"
        report = send_edition(made, Sink(answers(BANNER=said)))
        assert f"the relay says: {said.decode()}; it rests until" in report.reason
        assert report.remaining == len(made.deliveries)
        assert made.store.editions.get(edition).state is EditionState.SENDING
        (rest,) = made.store.throttles.all()
        assert (rest.scope, rest.until) == (Scope.RELAY, NOW + timedelta(minutes=10))


# --- whole servers in trouble


@pytest.mark.parametrize("said", SYSTEM)
def test_one_domain_s_server_in_trouble_costs_the_others_nothing(said):
    store, known = readers(20, *(f"d{number}.example" for number in range(5))), MemoryThrottles()
    report = send(store, Strict().refuse(said, "d1.example"), throttles=known)
    assert (report.sent, report.failed, report.reason) == (16, 0, "")
    assert states_of(store, "d1.example") <= {"queued", "deferred"}
    assert [(one.scope, one.name) for one in known.all()] == [(Scope.DOMAIN, "d1.example")]
    met = [row.outcome for row in store.rows.values() if row.delivery.state == "deferred"]
    assert {(one.scope, one.retry_after) for one in met} == {(Scope.DOMAIN, None)}


@pytest.mark.parametrize("said", SYSTEM)
def test_several_domains_in_a_row_whose_servers_are_in_trouble_are_the_relay_s_trouble(said):
    store, known = readers(20, *(f"d{number}.example" for number in range(10))), MemoryThrottles()
    sink = Sink(answers(RCPT=said))
    report = send(store, sink, throttles=known)
    assert (report.sent, report.failed, report.remaining) == (0, 0, 20)
    assert f"the relay says: {said.decode()}; it rests until" in report.reason
    (rest,) = known.all()
    assert (rest.scope, rest.until) == (Scope.RELAY, START + SYSTEM_WAIT)
    assert sink.seen["RCPT"] == 3


@pytest.mark.parametrize("said", SYSTEM)
@pytest.mark.parametrize("verb", ["MAIL", "DATA", "BODY"])
def test_the_relay_s_own_trouble_rests_it(said, verb):
    store, known, told = readers(10, "d0.example", "d1.example"), MemoryThrottles(), []
    sink = Sink(answers(**{verb: said}))
    report = send(store, sink, throttles=known, on_blocked=told.append)
    assert (report.sent, report.failed, report.remaining) == (0, 0, 10)
    assert f"the relay says: {said.decode()}; it rests until" in report.reason
    assert [(one.scope, one.until) for one in known.all()] == [(Scope.RELAY, START + SYSTEM_WAIT)]
    assert list(known.all()) == told
    assert sink.seen[verb] == 1


# --- two sends


def test_who_was_deferred_here_and_sent_by_another_send_since_is_not_told_as_deferred():
    store = MemoryStore.of(4)
    release = store.release

    def released(fence):
        """The other one has sent it before this one looks at the end."""
        release(fence)
        (later,) = [row for row in store.rows.values() if row.delivery.state == "deferred"]
        later.delivery = replace(later.delivery, state=DeliveryState.SENT)

    store.release = released
    report = send(store, Sink(first(1, RCPT=b"450 4.2.1 busy")))
    assert (report.sent, report.deferred, report.remaining) == (3, 0, 0)
