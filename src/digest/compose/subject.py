"""The subject of an edition's mail: from its first slots, short, and never bait.

Each candidate stands in the articles' own headlines. What reads like bait, or like a subject
of the days before, gives way to the next; where all are bait, to the first sentence of a summary,
and where there is none, to the newsletter's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.compose.bait import is_bait
from digest.compose.headline import NAMED, SUBJECT, cut, headline_of, opening, spoken, subject_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Slot

__all__ = ["subject_of", "subjects_for"]

OFFERED = 4
ALIKE = 3  # first words by which two subjects look the same in an inbox


def subject_of(heads: Sequence[Slot], title: str, before: Sequence[str] = ()) -> str:
    """The subject of an edition that `heads` open, unlike those of the days `before`.

    Args:
        heads: none for an edition without stories, which has no subject.
        title: the newsletter's, which stands where nothing sober is told.
        before: subjects of other days.
    """
    offered = subjects_for(heads) or ((cut(title, ""),) if heads else ())
    seen = {_start(subject) for subject in before}
    fresh = [one for one in offered if _start(one) not in seen]
    return next(iter([*fresh, *offered]), "")


def subjects_for(heads: Sequence[Slot]) -> tuple[str, ...]:
    """What could stand as subject, the best first, each at most 50 characters.

    The lead's headline, how others headline it, the lead beside the second story, the second.
    A headline that had to be cut in mid-thought gives way to a whole one of the same story that is
    not hours older (what that says may be over), one in another language than the lead's to
    those in its own. None where all is bait.
    """
    told = (opening(slot) for slot in heads[:NAMED])
    for found in (_candidates(heads), told):
        sober = [one for one in dict.fromkeys(found) if one and not is_bait(one)]
        if sober:
            return tuple(sober[:OFFERED])
    return ()


def _candidates(heads: Sequence[Slot]) -> Iterator[str]:
    if not heads:
        return
    lead, *others = heads[:NAMED]
    tongue = spoken(lead.story.lead)
    others.sort(key=lambda slot: spoken(slot.story.lead) != tongue)
    own = subject_for(lead)
    if own.endswith("…"):
        yield from _whole(lead)
    yield own
    if is_bait(lead.headline):
        for article in sorted(lead.story.current, key=lambda one: spoken(one) != tongue):
            yield cut(headline_of(article), spoken(article))
    for other in others:
        both = f"{own}; {subject_for(other)}"
        bait = is_bait(lead.headline) or is_bait(other.headline)
        one_tongue = spoken(other.story.lead) == tongue
        if len(both) <= SUBJECT and "…" not in both and one_tongue and not bait:
            yield both
    for other in others:
        yield subject_for(other)
    yield from _whole(lead)


def _whole(slot: Slot) -> Iterator[str]:
    """Headlines of others about the same, in its language, that need no cut."""
    for article in slot.story.current:
        headline = headline_of(article)
        if len(headline) <= SUBJECT and article.language == slot.story.lead.language:
            yield headline


def _start(subject: str) -> tuple[str, ...]:
    return tuple(word.strip(";:,.") for word in subject.casefold().split()[:ALIKE])
