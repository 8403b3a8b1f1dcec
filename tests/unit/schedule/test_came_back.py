from __future__ import annotations

import asyncio
import mailbox
from datetime import timedelta

from tests.unit.pipeline.newsroom import NOW, settings

from digest.config import load
from digest.schedule.daemon import Daemon
from digest.store import open_store


def test_a_daemon_looks_where_mail_comes_back_at_the_start_and_then_as_often_as_is_set(tmp_path):
    box = mailbox.Maildir(tmp_path / "Back")
    made = settings(tmp_path)
    with (tmp_path / "digest.toml").open("a") as toml:
        toml.write('\n[bounces]\nbox = "Back"\nevery = "10m"\n')
    made = load(tmp_path / "digest.toml", environ={})
    told, now = [], [NOW]

    async def work() -> None:
        stop = asyncio.Event()
        daemon = Daemon(made, store, clock=lambda: now[0], stop=stop, tell=told.append)
        for minutes in (0, 5, 10):
            box.add(f"From: ann@home.example\nSubject: {minutes}\n\nHello.\n")
            now[0] = NOW + timedelta(minutes=minutes)
            daemon.tick(now[0])
            await daemon.settle()

    with open_store(made.store.url) as store:
        asyncio.run(work())
        assert len(store.bounces.list()) == 3
    words = [event.words for event in told if event.what == "returned"]
    assert words == ["1 mails came back, 1 tasks", "2 mails came back, 2 tasks"]


def test_a_mailbox_that_can_not_be_read_is_told_and_stops_nothing(tmp_path):
    settings(tmp_path)
    with (tmp_path / "digest.toml").open("a") as toml:
        toml.write('\n[bounces]\nbox = "Nowhere"\n')
    made, told = load(tmp_path / "digest.toml", environ={}), []

    async def work() -> None:
        stop = asyncio.Event()
        daemon = Daemon(made, store, clock=lambda: NOW, stop=stop, tell=told.append)
        await daemon.once()

    with open_store(made.store.url) as store:
        asyncio.run(work())
    [failed] = [event for event in told if event.what == "failed"]
    assert failed.words.startswith("bounces: ")
    assert "Nowhere" in failed.words
