"""What earlier editions of a cadence told of today's stories, from the store."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from digest.curate.memory import Telling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from digest.model import Cadence, Edition, Newsletter, Slot, Story
    from digest.store import Store

LOOKED_AT = 7
"""Earlier editions of one story that are read."""


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


def _telling(edition: Edition, articles: Collection[str]) -> Telling:
    slots = [slot for section in edition.sections for slot in section.slots]
    return Telling(edition, [slot for slot in slots if _holds(slot, articles)])


def _holds(slot: Slot, articles: Collection[str]) -> bool:
    return any(one.id in articles for one in (slot.story.lead, *slot.story.coverage))
