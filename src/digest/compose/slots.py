"""From placed stories to slots and sections, with the words and places that editors gave them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compose.headline import headline_of
from digest.compose.place import OTHER, plays
from digest.model import Block, BlockKind, OverrideKind, Section, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.compose.overrides import Amended
    from digest.model import Newsletter, Story

__all__ = ["lead_first", "lead_of", "sections_of", "slot_of"]

PICTURED = 3  # among so many of the best stories with text, one with an image leads,
CLOSE = 0.5  # where its score is no further below the best; one in the newsletter's language, too


def slot_of(story: Story, amended: Amended) -> Slot:
    """The slot of a story; an editor's words stand in place of its own."""
    title = amended.says(story.id, OverrideKind.RETITLE)
    summary = amended.says(story.id, OverrideKind.SUMMARY)
    headline = title.value if title else headline_of(story.lead)
    return Slot(
        id=story.id,
        story=story,
        headline=headline,
        summary=summary.value if summary else story.summary,
        essential=amended.says(story.id, OverrideKind.ESSENTIAL) is not None,
        kept=story.id in amended.kept,
        blocks=_why(story, amended),
        summary_by="" if summary else story.summary_by,
    )


def _why(story: Story, amended: Amended) -> tuple[Block, ...]:
    """Why it matters: only ever in the words of somebody with a name."""
    why = amended.says(story.id, OverrideKind.WHY)
    if why is None:
        return ()
    told = Block(
        id=f"why-{story.id}", kind=BlockKind.WHY, text=why.value, source=why.writer, time=why.at
    )
    return (told,)


def lead_of(slots: Sequence[Slot], amended: Amended, language: str) -> Slot | None:
    """The editors' lead, else the best story that has text and is no quiz or crossword.

    Of the stories with text it is one in the newsletter's language, and of the best three of these
    the first with an image, where its score is about the same.
    """
    for slot in slots:
        if slot.id == amended.lead:
            return slot
    news = [slot for slot in slots if not plays(slot.story)]
    told = [slot for slot in news if slot.story.lead.text.strip()]
    best = told[0].story.score if told else 0.0
    near = [slot for slot in told if slot.story.score >= best - CLOSE]
    own = [slot for slot in near if _speaks(slot, language)]
    pictured = [
        slot
        for slot in (own or told)[:PICTURED]
        if slot.story.lead.image and slot.story.score >= best - CLOSE
    ]
    return next(iter([*pictured, *own, *told, *news, *slots]), None)


def _speaks(slot: Slot, language: str) -> bool:
    """Whether a story's lead may be in a language (BCP 47): one of none known may be."""
    return slot.story.lead.tongue in {"", "und", language.partition("-")[0].lower()}


def lead_first(slots: Sequence[Slot], lead: Slot | None) -> list[Slot]:
    """The lead, then the others in their order; without a lead there are none."""
    return [lead, *(slot for slot in slots if slot is not lead)] if lead else []


def sections_of(
    slots: Sequence[Slot], newsletter: Newsletter, told: int | None, amended: Amended
) -> tuple[Section, ...]:
    """Sections that have slots, in the newsletter's order.

    The first of `slots` is first in its own; then stand those that an editor pinned. Behind
    the first `told` of a section the others are briefs, but those that an editor kept.
    """
    names = dict.fromkeys([*(topic.name for topic in newsletter.topics), OTHER])
    filled = {name: [slot for slot in slots if slot.story.topic == name] for name in names}
    return tuple(
        Section(topic=name, slots=tuple(_with_briefs(_arranged(found, slots[0], amended), told)))
        for name, found in filled.items()
        if found
    )


def _arranged(found: Sequence[Slot], lead: Slot, amended: Amended) -> list[Slot]:
    """Pinned ones first, then each moved one to its place; nothing goes before the lead."""

    def rank(slot: Slot) -> int:
        pinned = amended.says(slot.id, OverrideKind.PIN) is not None
        return 0 if slot is lead else 1 if pinned else 2

    placed = sorted(found, key=rank)
    places = {slot.id: slot for slot in found if slot is not lead}
    for story, to in amended.moved.items():
        if slot := places.get(story):
            placed.remove(slot)
            placed.insert(max(to - 1, int(lead in placed)), slot)
    return placed


def _with_briefs(slots: Sequence[Slot], told: int | None) -> list[Slot]:
    full = len(slots) if told is None else told
    return [
        replace(slot, short=not slot.kept) if at >= full else slot for at, slot in enumerate(slots)
    ]
