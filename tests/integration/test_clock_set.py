"""A clock that is set in the middle of a send: NTP found it wrong, or a person did."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import count

import msgspec
import pytest
from tests.integration.deliver.press import NOW, house
from tests.integration.deliver.sink import Sink

from digest.pipeline.send import send


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-2)])
def test_the_send_goes_on(tmp_path, jump):
    wall, seconds = [NOW], count(0, 0.01)
    sink = Sink()

    def on_body(_message_id):
        wall[0] = NOW + jump

    async def go(made):
        sink.on_body = on_body
        async with asyncio.timeout(30), sink:
            smtp = msgspec.structs.replace(
                made.settings.smtp, port=sink.port, connections=1, rate=20.0
            )
            settings = msgspec.structs.replace(made.settings, smtp=smtp)
            edition = made.deliveries[0].edition
            return await send(
                settings,
                made.store,
                edition,
                clock=lambda: wall[0],
                ticks=lambda: next(seconds),
            )

    with house(tmp_path) as made:
        report = asyncio.run(go(made))
        readers = len(made.deliveries)
    assert (report.sent, report.remaining, report.reason) == (readers, 0, "")
    assert sorted(sink.ids.values()) == [1] * readers
