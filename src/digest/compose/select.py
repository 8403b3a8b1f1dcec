"""What one reader gets of an Edition. Readers with the same choices share the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Length, Selection

if TYPE_CHECKING:
    from digest.model import Edition, Section, Slot

__all__ = ["select"]


def select(edition: Edition, *, topics: tuple[str, ...], length: Length = Length.FULL) -> Selection:
    """Choose the slots of a reader's topics, the edition's lead first, then by section.

    Args:
        edition: any state.
        topics: names in any case; none means all of them.
        length: how much of each story the reader wants.

    Returns:
        A Selection that also holds every essential slot; it may be empty.
    """
    wanted = {topic.casefold() for topic in topics}
    slots = [
        slot
        for section in edition.sections
        for slot in section.slots
        if slot.essential or _chosen(section, wanted)
    ]
    return Selection(tuple(slot.id for slot in _lead_first(slots, edition.lead)), length)


def _chosen(section: Section, wanted: set[str]) -> bool:
    return not wanted or section.topic.casefold() in wanted


def _lead_first(slots: list[Slot], lead: str | None) -> list[Slot]:
    return sorted(slots, key=lambda slot: slot.id != lead)
