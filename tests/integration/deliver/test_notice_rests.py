"""A relay that asks for a rest has it: notices and editions go by one rest."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tests.integration.deliver.notices import DESK, NOW, round_, send_round
from tests.integration.deliver.run import QUICK
from tests.integration.deliver.sink import Sink, answers, at

from digest.deliver import Relay
from digest.errors import RelayBusyError
from digest.model import Scope, Throttle
from digest.pipeline.notices import send_test_mail

MINUTE = timedelta(minutes=1)
ASKS = {
    "a reply": at("RCPT", 2, b"454 4.7.0 Throttling failure: sending rate exceeded"),
    "a last word": at("MAIL", 2, b"421 4.7.0 slow down"),
}


def rests(house):
    return [(one.scope, one.name, one.until) for one in house.store.throttles.all()]


@pytest.mark.parametrize("script", ASKS.values(), ids=ASKS)
def test_a_rest_that_a_notice_met_is_kept_where_editions_look_for_it(house, script):
    for number in range(3):
        house.alarm(str(number))
    report, sink = round_(house, script)
    assert (report.sent, report.deferred, len(sink.taken)) == (1, 1, 1)
    assert rests(house) == [(Scope.RELAY, "main", NOW + MINUTE)]

    report, sink = round_(house)
    assert (report.sent, report.remaining, sink.connections) == (0, 1, 0)
    assert report.reason.startswith(f"main rests until {NOW + MINUTE:%Y-%m-%d %H:%M:%S} UTC; ")

    house.now = NOW + MINUTE
    report, _ = round_(house)
    assert (report.sent, report.remaining, report.reason) == (2, 0, "")


def test_a_rest_that_is_asked_for_in_the_greeting_is_kept(house):
    house.alarm()
    with pytest.raises(RelayBusyError):
        round_(house, answers(BANNER=b"421 4.7.0 too many connections"))
    assert rests(house) == [(Scope.RELAY, "main", NOW + MINUTE)]


def test_while_one_relay_rests_notices_go_by_the_next(house):
    house.store.throttles.save([Throttle(scope=Scope.RELAY, name="main", until=NOW + MINUTE)])
    house.alarm()

    async def go():
        async with Sink() as first, Sink() as second:
            relays = [Relay(port=first.port, timeouts=QUICK)]
            relays += [Relay(name="backup", port=second.port, timeouts=QUICK)]
            report = await send_round(house, *relays)
            return report, first.connections, second.recipients

    report, first, second = asyncio.run(go())
    assert (report.sent, report.reason, first, second) == (1, "", 0, [DESK])


def test_a_person_s_test_mail_asks_a_relay_that_rests(house):
    edition = house.approved()
    house.store.throttles.save([Throttle(scope=Scope.RELAY, name="main", until=NOW + MINUTE)])

    async def go():
        async with Sink() as sink:
            relays = [Relay(port=sink.port, timeouts=QUICK)]
            await send_test_mail(
                house.settings, house.store, edition, DESK, relays=relays, clock=house.clock
            )
            return sink.recipients

    assert asyncio.run(go()) == [DESK]
