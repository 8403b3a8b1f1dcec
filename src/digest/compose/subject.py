"""The subject of an edition's mail: from its first slots, short, and never bait.

Each candidate stands in the articles' own headlines. What reads like bait, or like a subject
of the days before, gives way to the next; where all do, the lead's headline stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.compose.bait import is_bait
from digest.compose.headline import NAMED, SUBJECT, cut, headline_of, spoken, subject_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Slot

__all__ = ["subject_of", "subjects_for"]

OFFERED = 4
ALIKE = 3  # first words by which two subjects look the same in an inbox


def subject_of(heads: Sequence[Slot], before: Sequence[str] = ()) -> str:
    """The subject of an edition that `heads` open, unlike those of the days `before`."""
    offered = subjects_for(heads)
    seen = {_start(subject) for subject in before}
    fresh = [one for one in offered if _start(one) not in seen]
    return next(iter([*fresh, *offered]), "")


def subjects_for(heads: Sequence[Slot]) -> tuple[str, ...]:
    """What could stand as subject, the best first, each at most 50 characters.

    The lead's headline, how others headline it, the lead beside the second story, the second.
    A headline that had to be cut in mid-thought gives way to a whole one of the same story.
    """
    found = dict.fromkeys(one for one in _candidates(heads) if one)
    sober = [one for one in found if not is_bait(one)]
    return tuple((sober or list(found))[:OFFERED])


def _candidates(heads: Sequence[Slot]) -> Iterator[str]:
    if not heads:
        return
    lead, *others = heads[:NAMED]
    own = subject_for(lead)
    if own.endswith("…"):
        yield from _whole(lead)
    yield own
    if is_bait(lead.headline):
        for article in lead.story.coverage:
            yield cut(headline_of(article), spoken(article))
    for other in others:
        both = f"{own}; {subject_for(other)}"
        bait = is_bait(lead.headline) or is_bait(other.headline)
        if len(both) <= SUBJECT and "…" not in both and not bait:
            yield both
    for other in others:
        yield subject_for(other)
    yield from _whole(lead)


def _whole(slot: Slot) -> Iterator[str]:
    """Headlines of others about the same, in its language, that need no cut."""
    for article in slot.story.coverage:
        headline = headline_of(article)
        if len(headline) <= SUBJECT and article.language == slot.story.lead.language:
            yield headline


def _start(subject: str) -> tuple[str, ...]:
    return tuple(word.strip(";:,.") for word in subject.casefold().split()[:ALIKE])
