"""An edition of a store, approved and frozen, and what makes its mails: for tests of the wire."""

from __future__ import annotations

import contextlib
import dataclasses
from typing import TYPE_CHECKING

from tests.unit.deliver.memory import MemoryStore, Row
from tests.unit.deliver.signing import ED25519_PEM, rsa_pem
from tests.unit.pipeline.newsroom import NOW, article

from digest.config import Settings, load
from digest.model import Delivery, SubscriberRow
from digest.pipeline.build import build
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.links import link_key
from digest.pipeline.press import Press
from digest.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


TITLE = "Frühausgabe — „Morning“ 朝"
SENDER = "Zoë Ångström, Редакция"
EDITOR = "The “Editor”"
TOML = f"""
[newsletters.briefing]
title = "{TITLE}"
from = "{SENDER} <briefing@news.example>"
reply_to = "{EDITOR} <editor+letters@news.example>"
bounces = "bounces@news.example"
public_url = "https://news.example/briefing"
archive_url = "https://news.example/archive?of=briefing"
help_url = "https://news.example/help"
postal_address = "1 Harbour Street, Port Ellis"
topics = [{{ name = "World" }}, {{ name = "Science" }}]

[newsletters.briefing.dkim]
key = [{{ file = "ed.pem", selector = "ed" }}, {{ file = "rsa.pem", selector = "rsa" }}]
"""
NAMES = {
    "ann@private.example": 'Ann "the Ant" O\'Brien',
    "zoe@private.example": "Zoë Ångström",
    "mohammed@private.example": "محمد الكاتب",
    "ram@private.example": "राम कुमार",
    "li@private.example": "李雷 王小明",
    "olga@private.example": "Ольга Иванова",
    "family@private.example": "👩‍👩‍👧‍👦 family",
    "bcc@private.example": "Ann\r\nBcc: everyone@private.example",
    "nobody@private.example": "",
    "long@private.example": "é" * 190,
}
TOPICS = {"ann@private.example": ("Science",), "li@private.example": ("World",)}


@dataclasses.dataclass
class House:
    """The newsroom, its store, the edition's deliveries, and their store in memory."""

    settings: Settings
    store: Store
    deliveries: tuple[Delivery, ...]

    def press(self, now: datetime = NOW) -> Press:
        """What makes the mails, as of now."""
        edition = self.store.editions.get(self.deliveries[0].edition)
        return Press(self.settings, self.store, edition, now)

    def outbox(self, *only: str) -> MemoryStore:
        """The deliveries, or those to these addresses, as yet unsent."""
        wanted = (one for one in self.deliveries if not only or one.email in only)
        return MemoryStore({one.id: Row(one) for one in wanted})


@contextlib.contextmanager
def house(folder: Path, text: str = TOML) -> Iterator[House]:
    """An edition of two stories for readers whose names are in many scripts."""
    (folder / "digest.toml").write_text(text, encoding="utf-8")
    for name, pem in (("ed.pem", ED25519_PEM), ("rsa.pem", rsa_pem())):
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(pem)
    settings = load(folder / "digest.toml", environ={})
    with open_store(settings.store.url) as store:
        yield _frozen(settings, store)


def _frozen(settings: Settings, store: Store) -> House:
    world = article("1", title="Treaty signed – “at last”")
    store.articles.save([world, article("2", "Science", title="Moon  rocks")], now=NOW)
    rows = [
        SubscriberRow(
            email=address, name=name, newsletters=("briefing",), topics=TOPICS.get(address, ())
        )
        for address, name in NAMES.items()
    ]
    store.subscribers.upsert_many(rows, now=NOW)
    edition = build(settings, store, None, now=NOW).edition
    approve(settings, store, edition.id, now=NOW)
    edition = store.editions.get(edition.id)
    freeze(settings, store, edition, now=NOW, key=link_key(settings, store))
    return House(settings, store, tuple(store.outbox.list(edition.id)))
