"""Notices where there are several relays: one that can't, or may not, leaves them to the next."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from tests.integration.deliver.notices import DESK, NOW, send_round
from tests.integration.deliver.run import QUICK
from tests.integration.deliver.sink import Options, Sink, at

from digest.deliver import Relay
from digest.model import NoticeKind
from digest.pipeline.notify import tell


def round_over(house, place):
    """One round of three over a relay that is away and one that goes down; the third by `place`."""
    for number in range(3):
        house.alarm(str(number))

    async def go():
        script = at("RCPT", 2, b"421 4.3.2 going down")
        async with Sink(script) as first, Sink() as second:
            ports = (1, first.port, place or second.port)
            relays = [Relay(port=port, timeouts=QUICK) for port in ports]
            return await send_round(house, *relays), first, second

    return asyncio.run(go())


def test_what_one_relay_does_not_take_goes_by_the_next(house):
    report, first, second = round_over(house, None)
    assert (report.sent, report.deferred, report.reason) == (2, 1, "")
    assert (len(first.taken), len(second.taken)) == (1, 1)
    assert house.states() == ["sent", "deferred", "sent"]


def test_where_the_others_are_away_the_last_word_is_told(house):
    report, *_ = round_over(house, 1)
    assert (report.sent, report.deferred, report.remaining) == (1, 1, 1)
    assert "going down" in report.reason


# --- what needs SMTPUTF8


WIDE = Options(keywords=("PIPELINING", "SMTPUTF8"))


def international(house, *options, away=()):
    """Three notices, the second to such an address, over a relay for each of the options."""
    for number, address in enumerate((DESK, "zo\u00eb@readers.example", DESK)):
        tell(house.settings, house.store, kind=NoticeKind.ALARM, key=str(number), email=address,
             subject="x", text="y", now=house.now)  # fmt: skip

    async def go():
        async with contextlib.AsyncExitStack() as stack:
            sinks = [await stack.enter_async_context(Sink(options=one)) for one in options]
            ports = [9 if place in away else sink.port for place, sink in enumerate(sinks)]
            relays = [Relay(port=port, timeouts=QUICK) for port in ports]
            return await send_round(house, *relays), sinks

    return asyncio.run(go())


def test_a_notice_that_needs_smtputf8_goes_by_the_relay_that_has_it(house):
    report, (plain, wide) = international(house, Options(), WIDE)
    assert (report.sent, report.remaining, report.reason) == (3, 0, "")
    assert (plain.recipients, wide.recipients) == ([DESK] * 2, ["zo\u00eb@readers.example"])


def test_it_fails_where_no_relay_has_it(house):
    report, _ = international(house, Options(), Options())
    assert (report.sent, report.failed) == (2, 1)
    assert house.states() == ["sent", "failed", "sent"]
    assert house.store.notices.get(2).enhanced == "5.6.7"


@pytest.mark.parametrize("away", [0, 1])
def test_it_waits_where_one_that_may_have_it_is_away(house, away):
    report, _ = international(house, Options(), Options(), away=(away,))
    assert (report.sent, report.deferred, report.failed) == (2, 1, 0)
    assert house.states() == ["sent", "deferred", "sent"]
    assert house.store.notices.get(2).due_at > NOW
