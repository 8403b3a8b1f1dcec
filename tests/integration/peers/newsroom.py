"""The demo newsroom before a relay of the test's own: its day, or an edition ready to go."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.config import load
from digest.demo.day import run_day
from digest.demo.desk import write_desk
from digest.demo.newsroom import CSV, settings_toml, subscribers_csv
from digest.demo.server import DemoServer
from digest.model import SubscriberRow
from digest.pipeline.build import build
from digest.pipeline.collect import collect
from digest.pipeline.freeze import approve
from digest.pipeline.send import send
from digest.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.config import Settings
    from digest.deliver import SendReport
    from digest.demo.day import Day

NEWSLETTER = "briefing"
TABLE = f"[newsletters.{NEWSLETTER}]"
SITE = "https://meridian.example"


@dataclass
class Newsroom:
    """A folder with its digest.toml, a store, and an approved edition."""

    folder: Path
    news: str
    store: Store
    edition: str
    extra: str = ""

    def send(self, smtp: str, password: str) -> SendReport:
        """Send or go on sending, with these `[smtp]` keys, as a new process would."""
        settings = configured(self.folder, self.news, smtp, password, self.extra)
        return asyncio.run(send(settings, self.store, self.edition, clock=_now))

    def states(self) -> dict[str, int]:
        """How many deliveries are in each state."""
        return {state.value: n for state, n in self.store.outbox.counts(self.edition).items()}


def configured(folder: Path, news: str, smtp: str, password: str, extra: str = "") -> Settings:
    """The demo's settings, but for the relay and what is extra in the newsletter's table."""
    demo, _, _ = settings_toml(news=news, site=SITE, smtp=0).partition("[smtp]")
    demo = demo.replace(TABLE, f"{TABLE}\n{extra}", 1)
    (folder / "digest.toml").write_text(f"{demo}[smtp]\n{smtp}\n", encoding="utf-8")
    (folder / "smtp.password").write_text(f"{password}\n", encoding="utf-8")
    return load(folder / "digest.toml", environ={})


def demo_day(folder: Path, smtp: str, password: str) -> Day:
    """All that `digest demo` does, from the feeds to this relay."""

    async def day() -> Day:
        async with DemoServer(_now()) as news:
            settings = configured(folder, news.base_url, smtp, password)
            write_desk(folder / "articles", _now())
            (folder / CSV).write_text(subscribers_csv(), encoding="utf-8")
            with open_store(settings.store.url) as store:
                return await run_day(settings, store, folder / CSV)

    return asyncio.run(day())


@contextmanager
def newsroom(
    folder: Path, readers: Iterable[tuple[str, str]], *, extra: str = ""
) -> Iterator[Newsroom]:
    """An approved edition for readers, given as addresses and names.

    `extra` are more keys of its `[newsletters.briefing]`.
    """
    rows = (
        SubscriberRow(email=email, name=name, newsletters=(NEWSLETTER,)) for email, name in readers
    )
    settings, news, edition = asyncio.run(_built(folder, extra))
    with open_store(settings.store.url) as store:
        store.subscribers.upsert_many(rows, now=_now())
        approve(settings, store, edition, now=_now())
        yield Newsroom(folder, news, store, edition, extra)


async def _built(folder: Path, extra: str) -> tuple[Settings, str, str]:
    async with DemoServer(_now()) as news:
        settings = configured(folder, news.base_url, "", "", extra)
        write_desk(folder / "articles", _now())
        with open_store(settings.store.url) as store:
            await collect(settings, store, now=_now())
            edition = build(settings, store, NEWSLETTER, now=_now()).edition.id
        return settings, news.base_url, edition


def _now() -> datetime:
    return datetime.now(UTC)
