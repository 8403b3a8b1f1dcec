"""What earlier editions of a cadence told of today's stories, from the store."""

from __future__ import annotations

from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from digest.curate.dedupe import copied
from digest.curate.memory import Telling, recall
from digest.curate.near import tell_two_events
from digest.curate.retold import Said, few_lines, said_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from digest.model import Cadence, Edition, Newsletter, Slot, Story
    from digest.store import Store

LOOKED_AT = 7
"""Earlier editions of one story that are read."""


EDITIONS = 14
"""Latest editions whose texts are known again under any address and date."""

LATEST = 4
"""Latest editions of which a few lines are known to say no more than they did."""


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
    """Likewise; and of a story that none told, the edition that had one of its texts, or said it.

    A text comes again under another date or address when no story reaches back to it any more; a
    few lines say again what was told, under a headline of their own. What goes on from what was
    told and is another event is news, though nothing in it was never heard: another match.
    """
    memory = dict(memory_of(store, letter, cadence, day, stories))
    for story in stories:
        if story.id in memory and _is_another_event(story, memory[story.id]):
            del memory[story.id]
    new = [story for story in stories if story.id not in memory]
    editions = store.editions.carrying(letter.id, cadence, day, limit=EDITIONS)
    told = store.articles.among(chain.from_iterable(articles for _, articles in editions))
    copies = copied([one for story in new for one in (story.lead, *story.coverage)], told)
    edition_of = cache(store.editions.get)
    return {
        **memory,
        **_retold(new, (edition_of(name) for name, _ in editions[:LATEST])),
        **{
            story.id: [
                _telling(edition_of(name), had & again) for name, had in editions if had & again
            ]
            for story in new
            if (again := _again(story, copies))
        },
    }


def _is_another_event(story: Story, tellings: Sequence[Telling]) -> bool:
    """Whether a story would be left out as told, and none of its articles tells what was told."""
    slots = [slot for telling in tellings for slot in telling.slots]
    told = [one for slot in slots for one in (slot.story.lead, *slot.story.coverage)]
    if not tell_two_events([story.lead, *story.coverage], told):
        return False
    return not recall([story], {story.id: tellings}).stories


def _retold(stories: Sequence[Story], latest: Iterable[Edition]) -> Mapping[str, Sequence[Telling]]:
    """By its id each story of a few lines that add nothing, with the latest telling of them."""
    short = {one.id: lines for one in stories if (lines := few_lines((one.lead, *one.coverage)))}
    if not short:
        return {}
    told = [(Telling(one, [slot]), _said(slot)) for one in latest for slot in _slots(one)]
    found: dict[str, Sequence[Telling]] = {}
    for story in (one for one in stories if one.id in short):
        tellings = [[telling] for telling, said in told if said.holds(short[story.id])]
        nothing_new = (one for one in tellings if not recall([story], {story.id: one}).stories)
        found.update((story.id, one) for one in islice(nothing_new, 1))
    return found


def _said(slot: Slot) -> Said:
    return said_in((slot.story.lead, *slot.story.coverage))


def _slots(edition: Edition) -> Iterator[Slot]:
    return chain.from_iterable(section.slots for section in edition.sections)


def _again(story: Story, copies: Mapping[str, str]) -> frozenset[str]:
    """The articles told before whose texts a story has."""
    own = (one.id for one in (story.lead, *story.coverage))
    return frozenset(copies[name] for name in own if name in copies)


def _telling(edition: Edition, articles: Collection[str]) -> Telling:
    return Telling(edition, [slot for slot in _slots(edition) if _holds(slot, articles)])


def _holds(slot: Slot, articles: Collection[str]) -> bool:
    return any(one.id in articles for one in (slot.story.lead, *slot.story.coverage))
