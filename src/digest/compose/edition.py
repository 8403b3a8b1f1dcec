"""From ranked Stories to an Edition: sections, lead, subject, and what was left out.

The same stories, limits and instant give the same Edition, byte for byte.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compose.headline import headline_of, preheader_for, subject_for
from digest.compose.measures import measure
from digest.compose.place import OTHER, place
from digest.model import Edition, EditionState, Section, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from digest.model import Block, Cadence, Limits, Newsletter, Story

__all__ = ["compose"]

PICTURED = 3  # among so many of the best stories with text, one with an image leads


def compose(
    stories: Sequence[Story],
    newsletter: Newsletter,
    limits: Limits,
    *,
    date: date,
    cadence: Cadence,
    now: datetime,
    blocks: Sequence[Block] = (),
) -> Edition:
    """Compose the draft of one dated issue.

    Args:
        stories: best first.
        newsletter: gives the order of the sections; Other stands last.
        limits: how many stories, in all and in a topic.
        date: the issue's date in the newsletter's own zone.
        cadence: readers of which rhythm get it.
        now: aware, UTC; blocks that expired by then are left out.
        blocks: dated parts that are no stories.

    Returns:
        An Edition in state draft; skipped, and without sections, if fewer than the
        newsletter's `min_stories` could be placed.
    """
    placed = place(stories, newsletter, limits)
    fresh, stale = _standing(blocks, now)
    least = max(newsletter.min_stories, 1)
    enough = len(placed.stories) >= least
    slots = [_slot(story) for story in placed.stories] if enough else []
    lead = _lead(slots)
    heads = _order(slots, lead)
    few = f"no edition: {len(placed.stories)} of at least {least} stories"
    return Edition(
        id=f"{newsletter.id}-{cadence.value}-{date.isoformat()}",
        newsletter=newsletter.id,
        cadence=cadence,
        date=date,
        state=EditionState.DRAFT if enough else EditionState.SKIPPED,
        subject=subject_for(heads[0]) if heads else "",
        preheader=preheader_for(*heads[:3]) if heads else "",
        language=newsletter.language,
        sections=_sections(heads, newsletter, measure(newsletter, cadence).told),
        blocks=fresh if enough else (),
        lead=lead.id if lead else None,
        built=now,
        left_out=(*([] if enough else [few]), *placed.left_out, *stale),
    )


def _slot(story: Story) -> Slot:
    return Slot(
        id=story.id,
        story=story,
        headline=headline_of(story.lead),
        summary=story.summary or " ".join(story.lead.summary.split()),
    )


def _lead(slots: Sequence[Slot]) -> Slot | None:
    """The best story that has text; of the best three of these, the first with an image."""
    told = [slot for slot in slots if slot.story.lead.text.strip()][:PICTURED]
    pictured = [slot for slot in told if slot.story.lead.image]
    return next(iter([*pictured, *told, *slots]), None)


def _order(slots: Sequence[Slot], lead: Slot | None) -> list[Slot]:
    return [lead, *(slot for slot in slots if slot is not lead)] if lead else []


def _sections(
    slots: Sequence[Slot], newsletter: Newsletter, told: int | None
) -> tuple[Section, ...]:
    """Sections that have slots, in the newsletter's order; the lead is first in its own.

    Behind the first `told` of a section the others are briefs.
    """
    names = dict.fromkeys([*(topic.name for topic in newsletter.topics), OTHER])
    filled = {name: [slot for slot in slots if slot.story.topic == name] for name in names}
    return tuple(
        Section(topic=name, slots=tuple(_with_briefs(found, told)))
        for name, found in filled.items()
        if found
    )


def _with_briefs(slots: Sequence[Slot], told: int | None) -> list[Slot]:
    full = slots if told is None else slots[:told]
    return [*full, *(replace(slot, short=True) for slot in slots[len(full) :])]


def _standing(blocks: Sequence[Block], now: datetime) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks that still hold, and a line for each that expired."""
    fresh = tuple(block for block in blocks if not block.expires or block.expires > now)
    stale = tuple(
        f"{block.kind.value} block {block.id}: expired {block.expires:%Y-%m-%dT%H:%MZ}"
        for block in blocks
        if block.expires and block.expires <= now
    )
    return fresh, stale
