"""What earlier editions of a cadence told of today's stories, from the store."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.dedupe import copied
from digest.curate.memory import Telling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from digest.model import Cadence, Edition, Newsletter, Slot, Story
    from digest.store import Store

LOOKED_AT = 7
"""Earlier editions of one story that are read."""


EDITIONS = 14
"""Latest editions whose texts are known again under any address and date."""


def memory_of(
    store: Store,
    letter: Newsletter,
    cadence: Cadence,
    day: date,
    stories: Sequence[Story],
) -> Mapping[str, Sequence[Telling]]:
    """By a story's id the editions before `day` that went out with it, the latest first."""
    edition_of = cache(store.editions.get)
    memory: dict[str, Sequence[Telling]] = {}
    for story in stories:
        told = store.stories.told(story.id, letter.id, cadence, day)[:LOOKED_AT]
        if told:
            memory[story.id] = [_telling(edition_of(name), articles) for name, articles in told]
    return memory


def memory_and_copies(
    store: Store,
    letter: Newsletter,
    cadence: Cadence,
    day: date,
    stories: Sequence[Story],
) -> Mapping[str, Sequence[Telling]]:
    """Likewise; and of a story that none told, the edition that had one of its texts.

    A text comes again under another date or address when no story reaches back to it any more.
    """
    memory = memory_of(store, letter, cadence, day, stories)
    new = [story for story in stories if story.id not in memory]
    editions = store.editions.carrying(letter.id, cadence, day, limit=EDITIONS)
    told = store.articles.among(chain.from_iterable(articles for _, articles in editions))
    copies = copied([one for story in new for one in (story.lead, *story.coverage)], told)
    edition_of = cache(store.editions.get)
    return {
        **memory,
        **{
            story.id: [
                _telling(edition_of(name), had & again) for name, had in editions if had & again
            ]
            for story in new
            if (again := _again(story, copies))
        },
    }


def _again(story: Story, copies: Mapping[str, str]) -> frozenset[str]:
    """The articles told before whose texts a story has."""
    own = (one.id for one in (story.lead, *story.coverage))
    return frozenset(copies[name] for name in own if name in copies)


def _telling(edition: Edition, articles: Collection[str]) -> Telling:
    slots = [slot for section in edition.sections for slot in section.slots]
    return Telling(edition, [slot for slot in slots if _holds(slot, articles)])


def _holds(slot: Slot, articles: Collection[str]) -> bool:
    return any(one.id in articles for one in (slot.story.lead, *slot.story.coverage))
