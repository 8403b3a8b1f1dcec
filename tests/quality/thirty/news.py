"""Thirty days of news from a seed: events that break, are told again, and develop or do not.

Each article knows what it is: the first telling, another in other words, or one with a new fact.
The sentences of each kind are written in kinds.py; names are put together from parts of usual ones
(names.py), and first names come again, as they do.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from tests.quality.thirty.kinds import KINDS, Kind
from tests.quality.thirty.names import FIRMS, FIRST_NAMES, LAST_NAMES, PLACES

from digest.model import Article, Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.quality.thirty.names import Parts

SOURCES = ("Meridian", "Harbour Wire", "Northline", "Coast Post", "Courier")
NEW_A_DAY = 8
_ALONE = 5  # letters by which no two names are alike


class Telling(StrEnum):
    """What an article adds to its event."""

    FIRST = "first"
    AGAIN = "again"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Told:
    """An Article, the number of its event and what it adds."""

    event: int
    telling: Telling
    article: Article


def month(days: int, start: datetime, *, seed: int) -> list[Told]:
    """All articles of `days` days from `start`, oldest first."""
    rng = random.Random(seed)
    names = _Names(rng)
    told: list[Told] = []
    for day in range(days):
        for kind in rng.sample(KINDS, NEW_A_DAY):
            event = len({one.event for one in told})
            told.extend(_event(rng, names, kind, event, start + timedelta(days=day)))
    end = start + timedelta(days=days)
    known = [one for one in told if one.article.published < end]
    return sorted(known, key=lambda one: (one.article.published, one.article.id))


def _event(
    rng: random.Random, names: _Names, kind: Kind, event: int, day: datetime
) -> Iterator[Told]:
    words = names.of_an_event()
    breaks = day + timedelta(minutes=rng.randrange(60, 22 * 60))
    for at, source in enumerate(rng.sample(SOURCES, rng.choice((1, 1, 2, 3, 4)))):
        lines = (kind.titles[at % 3], kind.told[at % 3], *_shuffled(rng, kind.facts))
        when = breaks + timedelta(minutes=50 * at)
        yield Told(event, Telling.FIRST, _article(event, lines, words, source=source, when=when))
    develops = rng.random() < kind.develops
    for after in range(1, rng.choice((1, 2, 3, 4))):
        new = [rng.choice(kind.new)] if develops and after == 1 else []
        facts = _shuffled(rng, kind.facts)[:2]
        lines = (rng.choice(kind.titles), *new, *_shuffled(rng, kind.again), *facts)
        when = breaks + timedelta(days=after, minutes=rng.randrange(-120, 120))
        article = _article(event, lines, words, source=rng.choice(SOURCES), when=when)
        yield Told(event, Telling.NEW if new else Telling.AGAIN, article)


def _article(
    event: int, lines: tuple[str, ...], words: dict[str, str], *, source: str, when: datetime
) -> Article:
    """The first of `lines` is the title."""
    title, *text = (line.format_map(words) for line in lines)
    number = f"{event:06x}{round(when.timestamp()) % 0xFFFFFF:06x}"
    site = f"https://{source.lower().replace(' ', '')}.example"
    return Article(
        id=f"a{number}",
        url=f"{site}/{number}",
        title=title,
        source=source,
        publisher=source,
        published=when,
        text=" ".join(text),
        language="en",
        image=None if event % 3 else Image(url=f"{site}/{event}.jpg"),
    )


def _shuffled(rng: random.Random, lines: tuple[str, ...]) -> list[str]:
    return rng.sample(lines, len(lines))


class _Names:
    """Places, firms and people: last names, places and firms were not given before."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def of_an_event(self) -> dict[str, str]:
        numbers = {f"n{at}": str(self._rng.randrange(11, 990)) for at in range(4)}
        people = {f"person{at}": self._person() for at in range(3)}
        return {**numbers, **people, "place": self._new(PLACES), "firm": self._new(FIRMS)}

    def _person(self) -> str:
        return f"{self._rng.choice(FIRST_NAMES)} {self._new(LAST_NAMES)}"

    def _new(self, parts: Parts) -> str:
        while True:
            name = "".join(map(self._rng.choice, parts))
            if name[:_ALONE] not in self._given:
                self._given.add(name[:_ALONE])
                return name
