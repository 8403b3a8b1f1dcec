"""What one reader gets of an Edition. Readers with the same choices share the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Length, Selection

if TYPE_CHECKING:
    from digest.model import Edition, Section, Slot

__all__ = ["select"]


def select(
    edition: Edition,
    *,
    topics: tuple[str, ...],
    length: Length = Length.FULL,
    muted: tuple[str, ...] = (),
) -> Selection:
    """Choose the slots of a reader's topics, the edition's lead first, then by section.

    Args:
        edition: any state.
        topics: names in any case; none means all of them.
        length: how much of each story the reader wants.
        muted: sources, in any case, whose stories are left out.

    Returns:
        A Selection that also holds every essential slot; it may be empty.
    """
    wanted = {topic.casefold() for topic in topics}
    silent = {source.casefold() for source in muted}
    slots = [
        slot
        for section in edition.sections
        for slot in section.slots
        if slot.essential or (_chosen(section, wanted) and not _muted(slot, silent))
    ]
    return Selection(tuple(slot.id for slot in _lead_first(slots, edition.lead)), length)


def _chosen(section: Section, wanted: set[str]) -> bool:
    return not wanted or section.topic.casefold() in wanted


def _muted(slot: Slot, silent: set[str]) -> bool:
    return bool(silent) and slot.story.lead.source.casefold() in silent


def _lead_first(slots: list[Slot], lead: str | None) -> list[Slot]:
    return sorted(slots, key=lambda slot: slot.id != lead)
