"""From ranked Stories to an Edition: sections, lead, subject, and what was left out.

The same stories, limits, overrides and instant give the same Edition, byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.compose.headline import preheader_for, teaser_of
from digest.compose.measures import measure
from digest.compose.overrides import Amended, amend
from digest.compose.place import line_of, place
from digest.compose.slots import lead_first, lead_of, sections_of, slot_of
from digest.compose.subject import subject_of
from digest.model import Block, BlockKind, Draft, Edition, EditionState, OverrideKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from digest.model import Cadence, Limits, Newsletter, Override, Slot, Story

__all__ = ["Composed", "compose", "composed"]


@dataclass(frozen=True, slots=True)
class Composed:
    """An Edition, and by story id the reason of each that does not stand in it."""

    edition: Edition
    reasons: Mapping[str, str] = field(default_factory=dict)


def compose(
    stories: Sequence[Story],
    newsletter: Newsletter,
    limits: Limits,
    *,
    date: date,
    cadence: Cadence,
    now: datetime,
    blocks: Sequence[Block] = (),
    overrides: Sequence[Override] = (),
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
        overrides: what editors decided, in that order; they have the last word.

    Returns:
        An Edition in state draft; skipped, and without sections, if fewer than the
        newsletter's `min_stories` could be placed.
    """
    draft = Draft(
        stories=tuple(stories),
        limits=limits,
        date=date,
        cadence=cadence,
        now=now,
        blocks=tuple(blocks),
    )
    return composed(draft, newsletter, overrides).edition


def id_of(newsletter: Newsletter, draft: Draft) -> str:
    """The id of the edition that a draft becomes."""
    return f"{newsletter.id}-{draft.cadence.value}-{draft.date.isoformat()}"


def composed(draft: Draft, newsletter: Newsletter, overrides: Sequence[Override] = ()) -> Composed:
    """The same, from all that a build hands on, with the reason of each story left out."""
    amended = amend(draft.stories, overrides)
    placed = place(amended.stories, newsletter, draft.limits, kept=amended.kept)
    fresh, stale = _standing(draft.blocks, draft.now)
    least = max(newsletter.min_stories, 1)
    enough = len(placed.stories) >= least
    slots = [slot_of(story, amended) for story in placed.stories] if enough else []
    lead = lead_of(slots, amended, newsletter.language)
    heads = _titled(lead_first(slots, lead), newsletter.title, draft, amended)
    own = subject_of(heads, newsletter.title, draft.before)
    subject = _said(amended, OverrideKind.SUBJECT, own)
    few = f"no edition: {len(placed.stories)} of at least {least} stories"
    edition = Edition(
        id=id_of(newsletter, draft),
        newsletter=newsletter.id,
        cadence=draft.cadence,
        date=draft.date,
        state=EditionState.DRAFT if enough else EditionState.SKIPPED,
        subject=subject,
        preheader=_said(amended, OverrideKind.PREHEADER, preheader_for(subject, *heads)),
        language=newsletter.language,
        sections=sections_of(heads, newsletter, measure(newsletter, draft.cadence).told, amended),
        blocks=_greeted(fresh, amended) if enough else (),
        lead=lead.id if lead else None,
        built=draft.now,
        left_out=(
            *([] if enough else [few]),
            *amended.left_out,
            *_hidden(draft.stories, amended),
            *placed.left_out,
            *stale,
            *draft.left_out,
        ),
    )
    return Composed(edition, {**placed.reasons, **amended.hidden})


def _titled(heads: Sequence[Slot], title: str, draft: Draft, amended: Amended) -> list[Slot]:
    """Each with the subject of the mails that it heads, and what goes on from that.

    An editor's own words are the lead's.
    """
    own = _said(amended, OverrideKind.SUBJECT, "")
    subjects = [subject_of([slot], title, draft.before) for slot in heads]
    subjects[:1] = [own or subject for subject in subjects[:1]]
    return [
        replace(
            slot, subject=subject, preheader=preheader_for(subject, slot), teaser=teaser_of(slot)
        )
        for slot, subject in zip(heads, subjects, strict=True)
    ]


def _said(amended: Amended, kind: OverrideKind, own: str) -> str:
    override = amended.whole.get(kind)
    return override.value if override else own


def _hidden(stories: Sequence[Story], amended: Amended) -> list[str]:
    hidden = amended.hidden
    return [line_of(story, hidden[story.id]) for story in stories if story.id in hidden]


def _greeted(blocks: tuple[Block, ...], amended: Amended) -> tuple[Block, ...]:
    """A greeting of the day stands in place of the configured one."""
    said = amended.whole.get(OverrideKind.GREETING)
    if said is None:
        return blocks
    own = Block(id="greeting", kind=BlockKind.GREETING, text=said.value, source=said.writer)
    return (own, *(block for block in blocks if block.kind is not BlockKind.GREETING))


def _standing(blocks: Sequence[Block], now: datetime) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks that still hold, and a line for each that expired."""
    fresh = tuple(block for block in blocks if not block.expires or block.expires > now)
    stale = tuple(
        f"{block.kind.value} block {block.id}: expired {block.expires:%Y-%m-%dT%H:%MZ}"
        for block in blocks
        if block.expires and block.expires <= now
    )
    return fresh, stale
