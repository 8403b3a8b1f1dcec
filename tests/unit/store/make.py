"""Builders for the store's tests: small, valid values with what a test cares about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from digest.model import (
    Article,
    Cadence,
    Edition,
    EditionState,
    OutboxRow,
    Part,
    PartKind,
    Rendered,
    Section,
    Selection,
    Slot,
    SlotLine,
    Story,
    SubscriberRow,
)
from digest.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from digest.store import Store

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)
ALL = Selection(("s1", "s2"))


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'digest.db'}"


def article(ident: str = "a1", **changes) -> Article:
    values = {
        "id": ident,
        "url": f"https://news.example/{ident}",
        "title": f"Title of {ident}",
        "source": "Example",
        "publisher": "The Example",
        "published": NOW - timedelta(hours=2),
        "text": "One paragraph.\n\n## A heading\n\nAnother.",
        "headings": ("A heading",),
        "guid": f"guid-{ident}",
    }
    return Article(**(values | changes))


def story(lead: Article, *coverage: Article) -> Story:
    return Story(id="s" + lead.id[1:], lead=lead, coverage=coverage, topic="World")


def edition(*stories: Story, day: date = date(2026, 11, 23), **changes) -> Edition:
    slots = tuple(
        Slot(id=one.id, story=one, headline=one.lead.title, summary="Why.") for one in stories
    )
    values = {
        "id": f"briefing-daily-{day}",
        "newsletter": "briefing",
        "cadence": Cadence.DAILY,
        "date": day,
        "state": EditionState.DRAFT,
        "subject": "What matters",
        "preheader": "and why",
        "language": "en",
        "sections": (Section(topic="World", slots=slots),) if slots else (),
        "built": NOW,
    }
    return Edition(**(values | changes))


def rendered(of: Edition, content_hash: str = "hash-1") -> Rendered:
    part = Part(PartKind.SLOT, b"=E2=82=AC\r\n", topic="World", slot="s1", fields=((3, "name"),))
    line = SlotLine("s1", "World", "Subject", "Preheader", 120)
    return Rendered(of.id, of.language, content_hash, (part,), (part,), (line,))


def readers(store: Store, count: int, newsletter: str = "briefing") -> None:
    rows = (
        SubscriberRow(email=f"reader{n}@example.com", name=f"Reader {n}", newsletters=(newsletter,))
        for n in range(1, count + 1)
    )
    store.subscribers.upsert_many(rows, now=NOW)


def approved(store: Store, day: date = date(2026, 11, 23)) -> Edition:
    draft = edition(day=day)
    store.editions.save(draft, rendered(draft))
    store.editions.approve(draft.id, "seal", now=NOW)
    return store.editions.get(draft.id)


def outbox_rows(store: Store, of: Edition, *, due: datetime = NOW) -> list[OutboxRow]:
    return [
        OutboxRow(
            subscriber=person.id,
            selection=ALL if person.id % 2 else Selection(("s1",)),
            due_at=due,
            message_id=f"<{of.id}.{person.id}@news.example>",
        )
        for person, _ in store.subscribers.audience(of.newsletter)
    ]


def frozen(store: Store, count: int) -> str:
    """An edition on its way to `count` readers; returns its id."""
    readers(store, count)
    going = approved(store)
    store.outbox.freeze(going.id, rendered(going), outbox_rows(store, going))
    return going.id


def frozen_file(folder: Path, count: int) -> str:
    with open_store(url(folder)) as store:
        return frozen(store, count)
