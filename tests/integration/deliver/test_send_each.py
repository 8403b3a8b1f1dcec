"""A few messages over one connection: each drawn when the one before has its outcome."""

from __future__ import annotations

import asyncio

import pytest
from tests.integration.deliver.run import QUICK, lockstep
from tests.integration.deliver.sink import Act, Options, Sink, answers, at
from tests.unit.deliver.memory import compose, delivery

from digest.deliver import Relay, send_each
from digest.errors import DeliveryError
from digest.model import OutcomeKind

SENT, DEFERRED, REJECTED = OutcomeKind.SENT, OutcomeKind.DEFERRED, OutcomeKind.REJECTED


def run(count, script=lambda _verb, _count: None, options=None):
    """Send so many; what happened in its order, and the sink."""
    happened = []

    async def drawn(sink):
        for number in range(1, count + 1):
            happened.append(("drawn", number, len(sink.taken)))
            yield compose(delivery(number))

    async def go():
        nonlocal happened
        async with Sink(script, options or Options()) as sink:
            relay = Relay(port=sink.port, timeouts=QUICK)
            async for outcome in send_each(relay, drawn(sink)):
                happened += [outcome.kind]
            return sink

    return happened, asyncio.run(go())


@pytest.mark.parametrize("options", [Options(), lockstep()])
def test_each_is_drawn_when_the_one_before_is_answered(options):
    happened, sink = run(3, options=options)
    assert happened == [("drawn", 1, 0), SENT, ("drawn", 2, 1), SENT, ("drawn", 3, 2), SENT]
    assert sink.connections == 1
    assert sink.log[-1] == "QUIT"


def test_a_refusal_costs_no_other():
    happened, sink = run(3, at("RCPT", 2, b"550 5.1.1 nobody"))
    assert [one for one in happened if isinstance(one, OutcomeKind)] == [SENT, REJECTED, SENT]
    assert (sink.connections, len(sink.taken)) == (1, 2)


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (at("RCPT", 2, b"454 4.7.0 quota"), DEFERRED),
        (at("MAIL", 2, b"421 4.3.2 closing"), DEFERRED),
        (at("DATA", 2, Act.DROP), DEFERRED),
        (at("BODY", 2, Act.DROP), OutcomeKind.UNSURE),
        (at("BODY", 2, Act.STALL), OutcomeKind.UNSURE),
    ],
)
def test_what_speaks_of_the_relay_is_the_last(script, kind):
    happened, _ = run(3, script)
    assert happened == [("drawn", 1, 0), SENT, ("drawn", 2, 1), kind]


def test_none_is_drawn_where_the_relay_can_not_be_used():
    drawn = []

    async def messages():
        drawn.append(1)
        yield compose(delivery(1))

    async def go(port):
        async for _ in send_each(Relay(port=port, timeouts=QUICK), messages()):
            pass

    async def refused():
        async with Sink(answers(BANNER=b"554 no")) as sink:
            await go(sink.port)

    for attempt in (refused(), go(1)):
        with pytest.raises(DeliveryError):
            asyncio.run(attempt)
    assert drawn == []
