"""A relay in trouble with every reader of few domains: the operator hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.integration.deliver.sink import Sink, answers
from tests.integration.deliver.test_domains import Strict, readers, send
from tests.unit.deliver.memory import NOW, MemoryThrottles

from digest.deliver.throttle import DOMAIN_REST

BUSY = b"451 4.3.0 Temporary lookup failure"


def again_and_again(times: int, domains):
    """So many sends, one after the other's rest: what each told, and what stays known."""
    store, known, told = readers(12, *domains), MemoryThrottles(), []
    for number in range(times):
        heard, blocked = [], []
        moment = NOW + number * timedelta(hours=5)
        send(
            store,
            Strict().refuse(BUSY, *domains),
            throttles=known,
            now=lambda moment=moment: moment,
            on_stalled=heard.append,
            on_blocked=blocked.append,
            max_age=timedelta(days=30),
        )
        assert blocked == []
        told.append([[one.name for one in domains] for domains in heard])
    return told, known


@pytest.mark.parametrize("domains", [("d1.example",), ("d1.example", "d2.example")])
def test_it_is_told_when_the_first_rest_was_no_help_once_in_a_send(domains):
    told, known = again_and_again(3, domains)
    assert told[0] == []
    assert [[sorted(names) for names in one] for one in told[1:]] == [[[*domains]]] * 2
    assert {one.reason for one in known.all()} == {BUSY.decode()}


def test_where_somebody_s_mail_is_taken_no_relay_stalls():
    store, heard = readers(12, "good.example", "d1.example"), []
    sink = Strict().refuse(b"451 4.7.1 Try again in 2 hours", "d1.example")
    report = send(store, sink, throttles=MemoryThrottles(), on_stalled=heard.append)
    assert (report.sent, heard) == (6, [])


def test_a_domain_that_names_a_long_wait_is_told_at_once():
    store, heard = readers(3, "d1.example"), []
    sink = Sink(answers(RCPT=b"451 4.7.1 Try again in 2 hours"))
    send(store, sink, throttles=MemoryThrottles(), on_stalled=heard.append)
    ((one,),) = heard
    assert one.until == NOW + timedelta(hours=2) > NOW + DOMAIN_REST


def test_what_a_relay_says_of_itself_is_told_as_its_rest_and_not_twice():
    store, heard, blocked = readers(30, *(f"d{n}.example" for n in range(10))), [], []
    sink = Sink(answers(RCPT=b"451 4.7.0 Throttled, try again in 2 hours"))
    send(
        store,
        sink,
        throttles=MemoryThrottles(),
        on_stalled=heard.append,
        on_blocked=blocked.append,
    )
    assert (heard, [one.name for one in blocked]) == ([], ["main"])
