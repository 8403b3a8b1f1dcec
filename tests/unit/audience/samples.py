"""Newsletters and files for the tests of this room."""

from __future__ import annotations

import io
from datetime import time
from types import MappingProxyType

from digest.audience.importer import read_rows
from digest.model import (
    Mailbox,
    Newsletter,
    Quarantined,
    Schedule,
    SubscriberRow,
    Topic,
    Weekday,
)

SCHEDULE = Schedule(at=time(7), days=tuple(Weekday), timezone="UTC", weekly=Weekday.SAT)


def newsletter(id_: str, title: str, *topics: str, language: str = "en") -> Newsletter:
    return Newsletter(
        id=id_,
        title=title,
        sender=Mailbox(address=f"{id_}@news.example"),
        public_url="https://news.example",
        postal_address="1 Example Street",
        language=language,
        topics=tuple(Topic(name=name) for name in topics),
        schedule=SCHEDULE,
    )


BRIEFING = newsletter(
    "briefing", "Morning Briefing", "World", "Business", "Arts, Food and Drink", "Élysée"
)
EVENING = newsletter("evening", "Evening Post", "World", "Sport", language="de")
ONE = MappingProxyType({"briefing": BRIEFING})
TWO = MappingProxyType({"briefing": BRIEFING, "evening": EVENING})


def read(text: str, newsletters=ONE) -> list[SubscriberRow | Quarantined]:
    return list(read_rows(io.StringIO(text, newline=""), newsletters))


def rows(text: str, newsletters=ONE) -> list[SubscriberRow]:
    """All rows, none of which may be refused."""
    found = read(text, newsletters)
    assert not [row for row in found if isinstance(row, Quarantined)]
    return [row for row in found if isinstance(row, SubscriberRow)]


def refused(text: str, newsletters=ONE) -> list[Quarantined]:
    return [row for row in read(text, newsletters) if isinstance(row, Quarantined)]
