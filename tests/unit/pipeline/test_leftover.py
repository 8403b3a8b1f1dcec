"""What is done besides the editions: addresses that nobody confirmed are forgotten."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.unit.pipeline.newsroom import NOW, settings

from digest.model import Outcome, OutcomeKind
from digest.pipeline.consent import HOLDS, Wish, ask
from digest.pipeline.letters import Letters
from digest.schedule.daemon import Daemon
from digest.store import open_store

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.store import Store

MANY = 45  # more than a question asked by somebody else takes away


def bombed(made: Settings, store: Store, now: datetime, count: int = MANY) -> None:
    """Somebody has asked for many addresses."""
    letters = Letters(made)
    for number in range(count):
        wish = Wish(
            email=f"victim{number}@asked.example",
            newsletter="briefing",
            language="en",
            wording="Send it.",
            source="/join/briefing",
        )
        ask(made, store, letters, wish, serial=number, now=now)


def refuse(store: Store, now: datetime) -> None:
    """The next notice meets no mailbox."""
    told = store.notices.take(now=now, lease=timedelta(minutes=5), fence=1)
    assert told is not None
    gone = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such user")
    store.notices.record(told.id, gone, now=now, fence=1)


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


def test_who_was_asked_where_no_mailbox_is_may_come_again_when_that_is_forgotten(tmp_path):
    made, soon = settings(tmp_path), NOW + timedelta(hours=1)
    with open_store(made.store.url) as store:
        bombed(made, store, NOW, 1)
        refuse(store, NOW)
        bombed(made, store, soon, 1)
        assert store.notices.due(now=soon) == ()  # it is not tried again at once
        store.confirmations.prune(now=NOW + HOLDS)
        assert not knows(store)
        bombed(made, store, NOW + HOLDS, 1)
        assert len(store.notices.due(now=NOW + HOLDS)) == 1
