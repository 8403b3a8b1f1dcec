"""A folder with an approved edition, frozen for so many readers: what a send starts from."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from digest.config import load
from digest.dkimkey import new_pem
from digest.model import (
    Article,
    Cadence,
    DkimAlgorithm,
    Edition,
    EditionState,
    Part,
    PartKind,
    Rendered,
    Section,
    Slot,
    SlotLine,
    Story,
    SubscriberRow,
)
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.links import link_key
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.config import Settings

EDITION = "briefing-daily-2026-11-23"
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SLOTS = 12
TOPICS = ("World", "Business", "Technology", "Science")
TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
public_url = "https://news.example"
postal_address = "1 Example Street, Example City"
topics = [{ name = "World" }, { name = "Business" }, { name = "Technology" }, { name = "Science" }]
[smtp]
connections = 10
[store]
url = "sqlite:///digest.db"
"""


def settings(folder: Path, port: int) -> Settings:
    """The folder's settings, with the sink as relay."""
    environ = {**os.environ, "DIGEST_SMTP__PORT": str(port)}
    return load(folder / "digest.toml", environ=environ)


def trim(folder: Path, readers: int) -> None:
    """Leave so many readers in the folder's outbox."""
    with closing(sqlite3.connect(folder / "digest.db")) as database, database:
        database.execute(
            "DELETE FROM deliveries WHERE id > (SELECT id FROM deliveries ORDER BY id"
            " LIMIT 1 OFFSET ?)",
            (readers - 1,),
        )


def sign_with(folder: Path, algorithm: DkimAlgorithm) -> None:
    """Have the folder's mails signed with its key of that kind."""
    with (folder / "digest.toml").open("a") as toml:
        toml.write(f'[newsletters.briefing.dkim]\nkey = {{ file = "{algorithm.value}.pem" }}\n')


def prepare(folder: Path, readers: int, size: int) -> None:
    """Fill the folder; each reader's mail has about `size` bytes."""
    folder.mkdir(parents=True)
    (folder / "digest.toml").write_text(TOML)
    for algorithm in DkimAlgorithm:
        path = folder / f"{algorithm.value}.pem"
        path.write_bytes(new_pem(algorithm))
        path.chmod(0o600)
    made = settings(folder, 25)
    with open_store(made.store.url) as store:
        rows = (
            SubscriberRow(
                email=f"reader{n}@example{n % 97}.com",
                name=f"Reader {n}" if n % 3 else "",
                newsletters=("briefing",),
            )
            for n in range(readers)
        )
        store.subscribers.upsert_many(rows, now=NOW)
        edition = _edition()
        articles = [slot.story.lead for section in edition.sections for slot in section.slots]
        store.articles.save(articles, now=NOW)
        store.editions.save(edition, _rendered(size))
        approve(made, store, EDITION, now=NOW)
        found = store.editions.get(EDITION)
        freeze(made, store, found, now=NOW, key=link_key(made, store))


def _edition() -> Edition:
    sections = tuple(
        Section(topic=topic, slots=tuple(_slots(topic, place)))
        for place, topic in enumerate(TOPICS)
    )
    return Edition(
        id=EDITION,
        newsletter="briefing",
        cadence=Cadence.DAILY,
        date=date(2026, 11, 23),
        state=EditionState.DRAFT,
        subject="Border treaty signed after a night of talks",
        preheader="and what else matters",
        language="en",
        sections=sections,
        built=NOW,
    )


def _slots(topic: str, place: int) -> Iterator[Slot]:
    each = SLOTS // len(TOPICS)
    for number in range(place * each, (place + 1) * each):
        lead = Article(
            id=f"a{number}",
            url=f"https://news.example/{number}",
            title=f"Headline number {number}",
            source="Desk",
            publisher="Desk",
            published=NOW,
            text="Text.",
            guid=str(number),
        )
        story = Story(id=f"s{number}", lead=lead, coverage=(), topic=topic)
        yield Slot(id=f"s{number}", story=story, headline=lead.title, summary="Why.")


def _rendered(size: int) -> Rendered:
    """Parts of the sizes that templates/email/daily gives: one in seven bytes is text."""
    html = size * 6 // 7 // SLOTS
    parts = [
        Part(
            PartKind.FRAME, b"<!DOCTYPE html><p>Good morning =\r\n</p>=\r\n", fields=((34, "name"),)
        ),
        *(_slot(number, html) for number in range(SLOTS)),
        Part(
            PartKind.FRAME, b'<a href=3D"=\r\n">Leave</a>=\r\n', fields=((14, "unsubscribe_url"),)
        ),
    ]
    text = [
        *(_slot(number, size // 7 // SLOTS) for number in range(SLOTS)),
        Part(PartKind.FRAME, b"Leave: =\r\n", fields=((10, "unsubscribe_url"),)),
    ]
    lines = tuple(
        SlotLine(f"s{n}", TOPICS[n * len(TOPICS) // SLOTS], f"Headline number {n}", "Why", 120)
        for n in range(SLOTS)
    )
    return Rendered(EDITION, "en", "5eed" * 16, tuple(parts), tuple(text), lines)


def _slot(number: int, size: int) -> Part:
    line = (
        b'<td style=3D"font: 16px serif">%d words as a newspaper has =E2=80=93 them=\r\n' % number
    )
    body = line * (size // len(line))
    return Part(PartKind.SLOT, body, TOPICS[number * len(TOPICS) // SLOTS], f"s{number}")
