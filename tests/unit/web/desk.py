"""A newsroom's folder with an edition and its readers: what a preview looks at."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.unit.render.sample import TOPICS, edition

from digest.config import load
from digest.model import Cadence, Length, SubscriberRow, SubscriptionState
from digest.pipeline.draft import render_edition
from digest.pipeline.freeze import approve
from digest.pipeline.proof import Proof, choose
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.config import Settings
    from digest.model import Edition
    from digest.store import Store

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TITLE = "Morning Briefing"
HOSTILE = "<script>alert(1)</script>"
READERS = (
    SubscriberRow(
        email="zoe@example.com",
        name="Zoë Åström",
        newsletters=("briefing",),
        topics=("Science", "Sport"),
        length=Length.BRIEF,
    ),
    SubscriberRow(email="mallory@example.com", name=HOSTILE, newsletters=("briefing",)),
    SubscriberRow(email="week@example.com", newsletters=("briefing",), cadence=Cadence.WEEKLY),
    SubscriberRow(email="none@example.com", newsletters=("briefing",), topics=("Chess",)),
    SubscriberRow(
        email="gone@example.com", newsletters=("briefing",), state=SubscriptionState.LEFT
    ),
    SubscriberRow(email="other@example.com"),
)


def write_config(folder: Path, *, title: str = TITLE) -> Path:
    names = ", ".join(f'{{ name = "{topic}" }}' for topic in TOPICS)
    path = folder / "digest.toml"
    path.write_text(f"""
[newsletters.briefing]
title = "{title}"
from = "Morning Briefing <briefing@meridian.example>"
public_url = "https://meridian.example"
postal_address = "1 Harbour Street, Port Ellis"
topics = [{names}]
""")
    return path


def write_template(folder: Path, name: str, text: str) -> Path:
    path = folder / "templates" / "email" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def settings(folder: Path) -> Settings:
    return load(folder / "digest.toml", environ={})


def save(folder: Path, store: Store, made: Edition) -> None:
    """Keep an edition as a build does, its articles before it."""
    slots = [slot for section in made.sections for slot in section.slots]
    articles = [one for slot in slots for one in (slot.story.lead, *slot.story.coverage)]
    store.articles.save(articles, now=NOW)
    letter = settings(folder).newsletter()
    rendered = render_edition(settings(folder), letter, made)
    store.editions.save(replace(made, hash=rendered.hash), rendered)


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The store of a folder that was furnished."""
    with open_store(settings(folder).store.url) as store:
        yield store


def furnish(folder: Path, *, approved: bool = False) -> str:
    """Configuration, edition and readers; returns the edition's id."""
    write_config(folder)
    made = edition()
    with opened(folder) as store:
        save(folder, store, made)
        store.subscribers.upsert_many(READERS, now=NOW)
        if approved:
            approve(settings(folder), store, made.id, now=NOW)
    return made.id


def proof_of(folder: Path, store: Store) -> Proof:
    chosen = choose(settings(folder), store, None, None)
    return Proof(lambda: settings(folder), store, chosen, clock=lambda: NOW)
