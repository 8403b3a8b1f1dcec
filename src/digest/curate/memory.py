"""Yesterday's story is not news: what earlier editions told is left out, unless it developed.

A development is a sentence of an article that came since, with a name, a number or an act that no
earlier telling had. Another article that says the same in other words is none. Knows nothing of
readers: all of a cadence have seen the same editions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.facts import heard_in, news_in, outlets_of, standing
from digest.curate.sentences import sentences
from digest.curate.summarise import joined, word_count
from digest.curate.text import body
from digest.model import Development, Edition, Slot, Story

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Recalled", "Telling", "begun", "recall"]

SAID = 60  # words of a summary that begins with a development


@dataclass(frozen=True, slots=True)
class Telling:
    """What an earlier Edition told of a story: the slots that held its articles."""

    edition: Edition
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Stories that are news, and the reason of each other one by its id."""

    stories: tuple[Story, ...]
    told: Mapping[str, str] = field(default_factory=dict)

    def lines(self, stories: Sequence[Story]) -> tuple[str, ...]:
        """A line for each of `stories` that was told already."""
        out = [story for story in stories if story.id in self.told]
        return tuple(f"“{one.lead.title}”: {self.told[one.id]}" for one in out)


def recall(stories: Sequence[Story], memory: Mapping[str, Sequence[Telling]]) -> Recalled:
    """Leave out what was told; let what developed begin with what is new.

    Args:
        stories: best first, of articles that no earlier edition had.
        memory: by a story's id its earlier tellings, the latest first.
    """
    kept: list[Story] = []
    told: dict[str, str] = {}
    for story in stories:
        tellings = memory.get(story.id, ())
        if not tellings:
            kept.append(story)
        elif developed := _developed(story, tellings):
            kept.append(developed)
        else:
            told[story.id] = _reason(story, tellings[0])
    return Recalled(tuple(kept), told)


def _reason(story: Story, last: Telling) -> str:
    more = 1 + len(story.coverage)
    came = f"{more} article{'s' if more > 1 else ''} came since"
    return f"told in {last.edition.id}; {came}, none with a fact that was not told"


def _developed(story: Story, tellings: Sequence[Telling]) -> Story | None:
    """The story as an update, or None where nothing is new."""
    heard = _heard(tellings)
    outlets = outlets_of((story.lead, *story.coverage))
    found = [
        (len(new), -order, sentence, new, article)
        for article in (story.lead, *story.coverage)
        for order, sentence in enumerate(standing(article))
        if (new := news_in(sentence, heard, outlets))
    ]
    if not found:
        return None
    _, _, sentence, new, article = max(found, key=lambda one: one[:2])
    last = tellings[0]
    development = Development(
        edition=last.edition.id,
        date=last.edition.date,
        headline=last.slots[0].headline,
        url=last.slots[0].story.lead.url,
        sentence=sentence,
        source=article.publisher or article.source,
    )
    reason = f"told in {last.edition.id}; new since, by {development.source}: {', '.join(new)}"
    return replace(
        story,
        summary=begun(sentence, story.summary),
        update=development,
        reasons=(*story.reasons, reason),
    )


def begun(sentence: str, summary: str) -> str:
    """The new sentence, then as much of the summary as there is room for."""
    told, length = [sentence], word_count(sentence)
    for more in sentences(summary):
        length += word_count(more)
        if more not in sentence and length <= SAID:
            told.append(more)
    return joined(told)


def _heard(tellings: Sequence[Telling]) -> frozenset[str]:
    """The stems of all that the reader could know: what was printed, and what it was drawn from."""
    slots = (slot for telling in tellings for slot in telling.slots)
    return heard_in(chain.from_iterable(map(_printed, slots)))


def _printed(slot: Slot) -> Iterator[str]:
    yield slot.headline
    yield slot.summary
    for article in (slot.story.lead, *slot.story.coverage):
        yield f"{article.title} {article.summary} {body(article.text)}"
