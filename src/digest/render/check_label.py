"""Preflight rule about what a language model wrote: readers are told so, in every form of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.render.check_sheet import Severity, finding, visible
from digest.render.messages import Words
from digest.render.safe import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.render.check_sheet import Finding, Sheet

SEEN = 24  # characters of a summary by which it is known in a template of the operator's own


def labels(sheet: Sheet) -> Iterator[Finding]:
    """DG055: a form of a story prints a model's words and not whose they are."""
    words = Words(sheet.rendered.language)
    slots = {slot.id: slot for section in sheet.edition.sections for slot in section.slots}
    for piece in sheet.pieces:
        slot = slots.get(piece.slot)
        if slot is None or not slot.summary_by:
            continue
        said = _squeezed(piece.words())
        label = words("by_model", model=clean(slot.summary_by))
        if _squeezed(slot.summary)[:SEEN] in said and _squeezed(label) not in said:
            yield finding(
                piece,
                "DG055",
                Severity.ERROR,
                f"{slot.summary_by} wrote the summary, and readers are not told",
                "print slot.label beside slot.summary and slot.brief, in both templates",
            )


def _squeezed(text: str) -> str:
    """Without white space and what isolates directions: line ends and marks are no words."""
    return visible(clean(text)).replace(" ", "")
