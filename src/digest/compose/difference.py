"""What changed between two drafts of an edition, as data. Words and places only, no scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.model import Edition, Slot

__all__ = ["Change", "Outline", "OutlineBlock", "OutlineSlot", "difference", "outline"]


class OutlineSlot(NamedTuple):
    """One story as a draft has it; `place` counts from 1 in its topic.

    `source` is who tells it, and where; `coverage` names who else does, `picture` is its address.
    """

    id: str
    topic: str
    place: int
    headline: str
    summary: str
    short: bool
    essential: bool
    source: str = ""
    coverage: str = ""
    picture: str = ""


class OutlineBlock(NamedTuple):
    """A part that is no story, or one that belongs to a story."""

    id: str
    kind: str
    text: str


class Outline(NamedTuple):
    """A draft in short: enough to say what another changes in it."""

    subject: str
    preheader: str
    lead: str
    slots: tuple[OutlineSlot, ...]
    blocks: tuple[OutlineBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference; `story` is a story's or a block's id.

    `what` is added, removed, moved, lead, headline, summary, length, essential, source, coverage,
    picture, subject, preheader or block.
    """

    what: str
    story: str = ""
    headline: str = ""
    before: str = ""
    after: str = ""


def outline(edition: Edition) -> Outline:
    """The draft in short."""
    slots = tuple(
        _slot(slot, section.topic, at)
        for section in edition.sections
        for at, slot in enumerate(section.slots, 1)
    )
    blocks = [*edition.blocks]
    blocks += [one for part in edition.sections for slot in part.slots for one in slot.blocks]
    told = tuple(
        OutlineBlock(
            one.id, one.kind.value, "\n".join(filter(None, (one.title, one.text, one.source)))
        )
        for one in blocks
    )
    return Outline(edition.subject, edition.preheader, edition.lead or "", slots, told)


def _slot(slot: Slot, topic: str, place: int) -> OutlineSlot:
    """What a brief does not print (who else tells it, a picture) it has none of."""
    lead, told = slot.story.lead, () if slot.short else slot.story.coverage
    others = dict.fromkeys(one.outlet for one in told if one.outlet != lead.outlet)
    picture = lead.image.url if lead.image and not slot.short else ""
    return OutlineSlot(
        id=slot.id,
        topic=topic,
        place=place,
        headline=slot.headline,
        summary=_summary(slot),
        short=slot.short,
        essential=slot.essential,
        source=f"{lead.outlet} {lead.url or ''}".rstrip(),
        coverage=", ".join(others),
        picture=picture,
    )


def _summary(slot: Slot) -> str:
    """What it says, with what another source adds and whose that is."""
    more = slot.addendum
    return f"{slot.summary} {more.sentence} — {more.source}" if more else slot.summary


def difference(before: Outline, after: Outline) -> tuple[Change, ...]:
    """What `after` changes: the whole first, then stories in their order, then blocks."""
    return (*_of_whole(before, after), *_of_slots(before, after), *_of_blocks(before, after))


def _of_whole(before: Outline, after: Outline) -> Iterator[Change]:
    for what in ("subject", "preheader"):
        old, new = getattr(before, what), getattr(after, what)
        if old != new:
            yield Change(what=what, before=old, after=new)
    if before.lead != after.lead:
        names = {slot.id: slot.headline for slot in (*before.slots, *after.slots)}
        old, new = names.get(before.lead, ""), names.get(after.lead, "")
        yield Change(what="lead", story=after.lead, headline=new, before=old, after=new)


def _of_slots(before: Outline, after: Outline) -> Iterator[Change]:
    was = {slot.id: slot for slot in before.slots}
    now = {slot.id: slot for slot in after.slots}
    ranks = _ranks(before, now), _ranks(after, was)
    for slot in after.slots:
        old = was.get(slot.id)
        if old is None:
            yield Change(what="added", story=slot.id, headline=slot.headline, after=_where(slot))
        else:
            yield from _of_slot(old, slot, moved=ranks[0][slot.id] != ranks[1][slot.id])
    for slot in before.slots:
        if slot.id not in now:
            yield Change(what="removed", story=slot.id, headline=slot.headline, before=_where(slot))


def _ranks(draft: Outline, other: Mapping[str, OutlineSlot]) -> dict[str, tuple[str, int]]:
    """Topic and rank among the stories that both drafts have there: one gone moves no other."""
    counts: dict[str, int] = {}
    ranks = {}
    for slot in draft.slots:
        if slot.id in other and other[slot.id].topic == slot.topic:
            counts[slot.topic] = counts.get(slot.topic, 0) + 1
        ranks[slot.id] = (slot.topic, counts.get(slot.topic, 0))
    return ranks


def _of_slot(old: OutlineSlot, new: OutlineSlot, *, moved: bool) -> Iterator[Change]:
    if moved:
        yield _change("moved", new, _where(old), _where(new))
    for what, was, now in (
        ("headline", old.headline, new.headline),
        ("summary", old.summary, new.summary),
        ("length", _length(old), _length(new)),
        ("essential", _yes(old.essential), _yes(new.essential)),
        ("source", old.source, new.source),
        ("coverage", old.coverage, new.coverage),
        ("picture", old.picture, new.picture),
    ):
        if was != now:
            yield _change(what, new, was, now)


def _change(what: str, slot: OutlineSlot, before: str, after: str) -> Change:
    return Change(what=what, story=slot.id, headline=slot.headline, before=before, after=after)


def _of_blocks(before: Outline, after: Outline) -> Iterator[Change]:
    was = {block.id: block for block in before.blocks}
    now = {block.id: block for block in after.blocks}
    for name in dict.fromkeys([*was, *now]):
        old, new = was.get(name), now.get(name)
        if old != new:
            yield Change(
                what="block",
                story=name,
                before=old.text if old else "",
                after=new.text if new else "",
            )


def _where(slot: OutlineSlot) -> str:
    return f"{slot.topic}, number {slot.place}"


def _length(slot: OutlineSlot) -> str:
    return "brief" if slot.short else "full"


def _yes(value: bool) -> str:  # noqa: FBT001 - it is what is printed
    return "yes" if value else "no"
