"""A readers' site over a store in a folder, and a reader whose link leads there."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.unit.web.asked import ask

from digest.audience.tokens import sign
from digest.config import load
from digest.keys import RootKey
from digest.model import SubscriberRow
from digest.store import open_store
from digest.web.site import House, make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOST = "news.example"
ROOT = RootKey(b"a root key for tests, and for them alone")
TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
public_url = "http://news.example"
postal_address = "1 Harbour Street, Port Ellis"
"""


class Site:
    """The site, what it stands on, and a record of what it logged."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.log: list[str] = []
        self.app = make_app(house, log=self.log.append)
        known = house.store.subscribers.get("jane.doe@example.com")
        row = SubscriberRow(email="jane.doe@example.com", newsletters=("briefing",))
        self.reader = known or house.store.subscribers.add(row, now=NOW)

    @property
    def token(self) -> str:
        key = self.house.root.subkey("link")
        return sign(key, "leave", "briefing", self.reader.id, self.reader.generation)

    @property
    def left(self) -> bool:
        [one] = self.house.store.subscribers.subscriptions(self.reader.id)
        return one.state == "left"

    def ask(self, path="/", **request):
        return ask(self.app, path, **{"hosts": (HOST,), **request})


@contextmanager
def opened(folder: Path, toml: str = TOML) -> Iterator[Site]:
    (folder / "digest.toml").write_text(toml)
    settings = load(folder / "digest.toml", environ={"DIGEST_SECRET": ROOT.secret.decode()})
    with open_store(settings.store.url) as store:
        yield Site(House(settings=settings, store=store, root=ROOT, clock=lambda: NOW))
