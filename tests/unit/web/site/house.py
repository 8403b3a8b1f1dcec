"""A readers' site over a store in a folder, and a reader whose link leads there."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

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
JANE = "jane.doe@example.com"
SAVE = [
    ("topic", "World"),
    ("topic", "Art & More"),
    ("cadence", "weekdays"),
    ("length", "brief"),
    ("hour", "7"),
    ("timezone", "Asia/Tokyo"),
    ("do", "save"),
]
HOST = "news.example"
ROOT = RootKey(b"a root key for tests, and for them alone")
BARE = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
public_url = "http://news.example"
postal_address = "1 Harbour Street, Port Ellis"
"""
TOML = f"""
[[sources]]
name = "The Wire"
kind = "feed"
url = "https://wire.example/rss"

{BARE}topics = [{{ name = "World" }}, {{ name = "Science" }}, {{ name = "Art & More" }}]
"""


class Site:
    """The site, what it stands on, and a record of what it logged."""

    def __init__(self, house: House, moment: list[datetime]) -> None:
        self.house = house
        self._moment = moment
        self.log: list[str] = []
        self.app = make_app(house, log=self.log.append)
        known = house.store.subscribers.get("jane.doe@example.com")
        language = house.settings.newsletters["briefing"].language
        row = SubscriberRow(
            email="jane.doe@example.com", newsletters=("briefing",), language=language
        )
        self.reader = known or house.store.subscribers.add(row, now=NOW)

    @property
    def token(self) -> str:
        key = self.house.root.subkey("link")
        return sign(key, "leave", "briefing", self.reader.id, self.reader.generation)

    @property
    def left(self) -> bool:
        [one] = self.house.store.subscribers.subscriptions(self.reader.id)
        return one.state == "left"

    def later(self, **time) -> None:
        """Let time go by."""
        self._moment[0] += timedelta(**time)

    def link(self, purpose: str) -> str:
        """The reader's token for a purpose."""
        key = self.house.root.subkey("link")
        return sign(key, purpose, "briefing", self.reader.id, self.reader.generation)

    def chosen(self):
        """What the reader chose."""
        return self.house.store.subscriptions.get(self.reader.id, "briefing")

    def post(self, path, fields=(), **request):
        """Send a form as a browser does from our own page."""
        body = urlencode(list(fields)).encode()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        headers = {**kind, "sec-fetch-site": "same-origin", **request.pop("headers", {})}
        return self.ask(path, method="POST", body=(body,), headers=headers, **request)

    def fill(self, path, fields=(), *, form=0, **request):
        """Open a page and send one of its forms, with the fields that are hidden in it."""
        page = self.ask(path).text
        hidden = re.findall(
            r'type="hidden" name="(.*?)" value="(.*?)"', page.split("<form")[form + 1]
        )
        return self.post(path, [*hidden, *fields], **request)

    def mails(self, kind=None):
        """The notices that wait, oldest first."""
        return self.house.store.notices.list(kind=kind, limit=10_000)[::-1]

    def ask(self, path="/", **request):
        return ask(self.app, path, **{"hosts": (HOST,), **request})


def path_in(mail, place: str) -> str:
    """The one link of a mail that leads to such a place of the site: its path there."""
    (path,) = re.findall(rf"http://news\.example(/{place}/\S+)", mail.text)
    return path


@contextmanager
def opened(folder: Path, toml: str = TOML) -> Iterator[Site]:
    (folder / "digest.toml").write_text(toml)
    settings = load(folder / "digest.toml", environ={"DIGEST_SECRET": ROOT.secret.decode()})
    with open_store(settings.store.url) as store:
        moment = [NOW]
        house = House(settings=settings, store=store, root=ROOT, clock=lambda: moment[0])
        yield Site(house, moment)
