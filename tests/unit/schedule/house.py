"""A newsroom with a schedule, a clock that stands still, and daemons to run in it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from digest.config import load
from digest.keys import load_root_key
from digest.model import Cadence, SubscriberRow
from digest.schedule import Daemon
from digest.store import open_store
from digest.web.inbox import Inbox, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date
    from pathlib import Path

    from digest.config import Settings
    from digest.pipeline.shift import Event
    from digest.store import Store

TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
public_url = "https://news.example"
postal_address = "1 Example Street"
approval = "{approval}"
min_stories = {min_stories}

[newsletters.briefing.schedule]
at = "{at}"
timezone = "{zone}"
max_late = "{max_late}"
{schedule}

[[sources]]
name = "Desk"
kind = "files"
path = "articles"

[smtp]
port = {port}
"""
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
# Two for each of three days: what was told yesterday is no news today.
STORIES = (
    {
        "Border treaty signed after a night of talks": "The two governments signed a treaty on "
        "their border on Sunday, after a night of talks in a mountain hotel.",
        "Telescope finds a moon with rings of its own": "Astronomers who used the new telescope "
        "say that they have found a moon with rings. The study took them eleven years.",
    },
    {
        "Ferry company halts its winter crossings": "The ferry company ends its winter crossings "
        "to the islands, and blames the price of fuel and a broken engine.",
        "Museum gets back a stolen painting": "Detectives handed a painting back to the museum "
        "from which thieves had cut it out of its frame.",
    },
    {
        "Parliament votes for shorter school days": "Pupils will go home an hour earlier, the "
        "parliament has voted, against the wish of the teachers' union.",
        "Harvest of olives is the best since decades": "Growers bring in more olives than in any "
        "year that they can remember, thanks to a mild spring.",
    },
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, *parts: int) -> datetime:
        self.now = utc(*parts)
        return self.now


def write_news(folder: Path, *, dated: datetime) -> None:
    """Two stories of a day, which the days around it have not."""
    (folder / "articles").mkdir(exist_ok=True)
    stamp = f"{dated:%Y-%m-%dT%H:%M:%SZ}"
    for number, (title, text) in enumerate(STORIES[dated.toordinal() % len(STORIES)].items()):
        front = f'---\ntitle: "{title}, {dated:%d %B at %H:%M}"\ndate: {stamp}\n---\n'
        file = folder / "articles" / f"{dated:%Y%m%d%H%M}-{number}.md"
        file.write_text(f"{front}{text} It was {dated:%A %d %B}.\n")


def write_settings(folder: Path, *, port: int = 9, more: str = "", **changes: object) -> Settings:
    values = {
        "approval": "auto",
        "min_stories": 1,
        "at": "07:00",
        "zone": "UTC",
        "max_late": "3h",
        "schedule": "",
        "port": port,
    }
    (folder / "articles").mkdir(exist_ok=True)
    load_root_key(folder / "digest.db", {})
    (folder / "digest.toml").write_text(TOML.format(**(values | changes)) + more)
    return load(folder / "digest.toml", environ={})


def add_readers(store: Store, count: int, newsletter: str = "briefing") -> None:
    addresses = (f"reader{number}@example.com" for number in range(1, count + 1))
    rows = [SubscriberRow(email=email, newsletters=(newsletter,)) for email in addresses]
    store.subscribers.upsert_many(rows, now=utc(2026, 1, 1))


class House:
    """The newsroom while its mailbox runs."""

    def __init__(
        self, folder: Path, settings: Settings, store: Store, inbox: Inbox, clock: Clock
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.store = store
        self.inbox = inbox
        self.clock = clock
        self.stop = asyncio.Event()
        self.events: list[Event] = []
        self.daemon = self.start()

    def start(self, settings: Settings | None = None) -> Daemon:
        """Another daemon, as after a restart."""
        self.daemon = Daemon(
            settings or self.settings,
            self.store,
            clock=self.clock,
            stop=self.stop,
            tell=self.events.append,
        )
        return self.daemon

    async def at(self, *parts: int) -> None:
        """Set the clock, tick, and let the work come to its end."""
        self.clock.set(*parts)
        await self.tick()

    async def tick(self) -> None:
        await self.daemon.once()

    def news(self, *parts: int) -> None:
        write_news(self.folder, dated=utc(*parts))

    @property
    def mails(self) -> list[str]:
        """To whom each mail went that came, in order."""
        return sorted(mail.envelope.recipients[0] for mail in self.inbox.mails())

    @property
    def states(self) -> list[tuple[datetime, str]]:
        """Slot and state of each run, oldest first."""
        return [(run.slot, run.state.value) for run in reversed(self.store.runs.list())]

    @property
    def told(self) -> list[str]:
        """What the daemon said, without the visits of sources."""
        return [event.what for event in self.events if event.what != "collected"]

    @property
    def last(self) -> Event:
        """The last thing that it said, but for the visits of sources."""
        return [event for event in self.events if event.what != "collected"][-1]

    def edition(self, day: date):
        return self.store.editions.find("briefing", Cadence.DAILY, day)


@asynccontextmanager
async def house(
    folder: Path, *, readers: int = 2, now: datetime, more: str = "", **changes: object
) -> AsyncIterator[House]:
    """A newsroom whose readers' mails come to an inbox."""
    inbox = Inbox()
    async with running(inbox) as address:
        settings = write_settings(folder, port=address.smtp_port, more=more, **changes)
        with open_store(settings.store.url) as store:
            add_readers(store, readers)
            yield House(folder, settings, store, inbox, Clock(now))


def without_relay(settings: Settings) -> Settings:
    """The same, but nobody listens where the relay should be."""
    return msgspec.structs.replace(settings, smtp=msgspec.structs.replace(settings.smtp, port=9))
