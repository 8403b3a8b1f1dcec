"""What is done besides the editions: addresses that nobody confirmed are forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.unit.pipeline.newsroom import NOW, settings

from digest.pipeline.consent import HOLDS, Wish, ask
from digest.pipeline.letters import Letters
from digest.schedule.daemon import Daemon
from digest.store import open_store

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.store import Store

MANY = 45  # more than a question asked by somebody else takes away


def bombed(made: Settings, store: Store, now: datetime) -> None:
    """Somebody has asked for many addresses."""
    letters = Letters(made)
    for number in range(MANY):
        wish = Wish(
            email=f"victim{number}@asked.example",
            newsletter="briefing",
            language="en",
            wording="Send it.",
            source="/join/briefing",
        )
        ask(made, store, letters, wish, serial=number, now=now)


def knows(store: Store) -> bool:
    """Whether an address of theirs stands anywhere."""
    with store.batch() as raw:
        return "victim" in "\n".join(raw.iterdump())


def test_the_daemon_forgets_them_all_in_time(tmp_path):
    made, now = settings(tmp_path), [NOW]

    async def work() -> None:
        stop = asyncio.Event()
        daemon = Daemon(made, store, clock=lambda: now[0], stop=stop, tell=lambda _: None)
        for later in (HOLDS - timedelta(seconds=1), HOLDS):
            now[0] = NOW + later
            known.append(knows(store))
            daemon.tick(now[0])
            await daemon.settle()

    known: list[bool] = []
    with open_store(made.store.url) as store:
        bombed(made, store, NOW)
        for one in store.notices.list(limit=MANY):
            store.notices.cancel(one.id, now=NOW, reason="no relay here")
        asyncio.run(work())
        assert known == [True, True]
        assert not knows(store)
