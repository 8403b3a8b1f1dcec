"""Which stories are told shorter, or not at all, so that a mail stays under what Gmail shows.

Judges by sizes that it is given; never renders, and never touches the lead, an essential slot or
one that an editor kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compose.headline import preheader_for
from digest.errors import RenderError
from digest.model import Length

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from digest.model import Edition, Section, Slot

__all__ = ["BUDGET", "CUT", "SHORTENED", "shrink", "trimmed", "trimmings", "unpictured"]

BUDGET = 100_000  # bytes of encoded HTML; Gmail clips near 102,000 and hides the link to leave
CUT = "left out, so that the mail stays under 100 KB"
UNPICTURED = "left out, so that a mail's pictures stay within embedded_kb"
SHORTENED = "told in a sentence, so that the mail stays under 100 KB"


def shrink(
    edition: Edition, ranked: Sequence[str], sizes: Mapping[tuple[str, Length], int], over: int
) -> Edition:
    """Take at least `over` bytes off: short forms from the last in rank up, then out likewise.

    Args:
        edition: its lead, its essential and its kept slots stay as they are.
        ranked: story ids, best first.
        sizes: bytes of each slot's form in each length; a short slot's FULL is its short form.
        over: bytes too many, over 0.

    Raises:
        RenderError: nothing is left to shorten or to leave out.
    """
    found = _loose(edition, ranked)
    if not found:
        raise RenderError(
            f"{edition.id}: what has to stand in it is {over} bytes over the {BUDGET} that a mail "
            "may have",
            "shorten the lead's summary, the blocks or the template; "
            "Gmail would hide the link to leave",
        )
    long = [slot for slot in found if not slot.short]
    short, saved = _until(
        long, {n.id: sizes[n.id, Length.FULL] - sizes[n.id, Length.BRIEF] for n in long}, over
    )
    if saved >= over:
        return _with_short(edition, short)
    rest = {n.id: sizes[n.id, Length.FULL if n.short else Length.BRIEF] for n in found}
    gone, _ = _until(found, rest, over - saved)
    return _without(_with_short(edition, short), gone, ranked)


def unpictured(
    edition: Edition, ranked: Sequence[str], urls: Collection[str], room: int
) -> Edition:
    """Take the picture off the last in rank of the slots that show one of `urls`.

    Raises:
        RenderError: none does: it is the logo that is too heavy.
    """
    shown = [one for one in _ranked(edition, ranked) if _shows(one, urls)]
    if not shown:
        raise RenderError(
            f"{edition.id}: a mail's pictures are more than its {room} bytes",
            "raise embedded_kb, or give look.logo a smaller picture",
        )
    bare = _bare(shown[-1])

    def told(section: Section) -> Section:
        slots = (bare if one.id == bare.id else one for one in section.slots)
        return replace(section, slots=tuple(slots))

    return replace(edition, sections=tuple(told(section) for section in edition.sections))


def trimmings(before: Edition, after: Edition) -> tuple[str, ...]:
    """Say of each slot of `before` what became of it, where it is not told as it was."""
    kept = {slot.id: slot for slot in _slots(after)}
    told = tuple(
        f"“{slot.headline}”: {SHORTENED if slot.id in kept else CUT} (score {slot.story.score:.2f})"
        for slot in _slots(before)
        if slot.id not in kept or kept[slot.id].short != slot.short
    )
    bare = tuple(
        f"picture of “{slot.headline}”: {UNPICTURED}"
        for slot in _slots(before)
        if slot.id in kept and slot.story.lead.image and not kept[slot.id].story.lead.image
    )
    return (*told, *bare)


def trimmed(left_out: Iterable[str]) -> tuple[int, int]:
    """Of what `trimmings` said, how many stories were left out, and how many told shorter."""
    lines = tuple(left_out)
    gone, short = (sum(f"”: {what}" in line for line in lines) for what in (CUT, SHORTENED))
    return gone, short


def _shows(slot: Slot, urls: Collection[str]) -> bool:
    image = slot.story.lead.image
    return image is not None and image.url in urls


def _bare(slot: Slot) -> Slot:
    lead = replace(slot.story.lead, image=None)
    return replace(slot, story=replace(slot.story, lead=lead))


def _slots(edition: Edition) -> list[Slot]:
    return [slot for section in edition.sections for slot in section.slots]


def _loose(edition: Edition, ranked: Sequence[str]) -> list[Slot]:
    """Slots that may be touched, last in rank first."""
    loose = [one for one in _ranked(edition, ranked) if not (one.essential or one.kept)]
    return [one for one in reversed(loose) if one.id != edition.lead]


def _ranked(edition: Edition, ranked: Sequence[str]) -> list[Slot]:
    """The lead, then best first."""
    place = {story: number for number, story in enumerate(ranked)}
    slots = sorted(_slots(edition), key=lambda one: place.get(one.id, len(place)))
    return sorted(slots, key=lambda one: one.id != edition.lead)


def _until(slots: Iterable[Slot], saves: Mapping[str, int], over: int) -> tuple[set[str], int]:
    """Take slots until they save `over` bytes, or all of them."""
    taken: set[str] = set()
    saved = 0
    for slot in slots:
        if saved >= over:
            break
        taken.add(slot.id)
        saved += max(saves[slot.id], 0)
    return taken, saved


def _with_short(edition: Edition, short: Collection[str]) -> Edition:
    def told(section: Section) -> Section:
        slots = (replace(one, short=one.short or one.id in short) for one in section.slots)
        return replace(section, slots=tuple(slots))

    return replace(edition, sections=tuple(told(section) for section in edition.sections))


def _without(edition: Edition, gone: Collection[str], ranked: Sequence[str]) -> Edition:
    """Leave slots out, and no headline of theirs in a preheader that is made of headlines."""
    sections = (
        replace(section, slots=tuple(one for one in section.slots if one.id not in gone))
        for section in edition.sections
    )
    left = replace(edition, sections=tuple(section for section in sections if section.slots))
    if edition.preheader != _preheader(edition, ranked):
        return left
    return replace(left, preheader=_preheader(left, ranked))


def _preheader(edition: Edition, ranked: Sequence[str]) -> str:
    return preheader_for(edition.subject, *_ranked(edition, ranked))
