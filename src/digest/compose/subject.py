"""The subject of an edition's mail: from its first slots, short, and never bait.

Each candidate stands in the articles' own headlines. What reads like bait, or like a subject
of the days before, gives way to the next; where all are bait, to the first sentence of a summary,
and where there is none, to the newsletter's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.compose.bait import is_bait
from digest.compose.headline import (
    NAMED,
    SUBJECT,
    cut,
    headline_of,
    is_told,
    opening,
    says_what,
    spoken,
    subject_for,
)

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

    The lead's headline, how others headline it, the lead beside the second story, the second. A
    headline that is bait or withholds what it is about is none: of the lead's, what others say
    of the same, then its summary's first sentence go before another story. One that had to be cut
    in mid-thought gives way to a whole one of the same story that is not hours older (what that
    says may be over), one in another language than the lead's to those in its own. None where all
    is bait.
    """
    told = (opening(slot) for slot in heads[:NAMED])
    found = dict.fromkeys([*_candidates(heads), *told])
    return tuple([one for one in found if one and not is_bait(one)][:OFFERED])


def _candidates(heads: Sequence[Slot]) -> Iterator[str]:
    if not heads:
        return
    lead, *others = heads[:NAMED]
    tongue = spoken(lead.story.lead)
    others = sorted(filter(is_told, others), key=lambda one: spoken(one.story.lead) != tongue)
    if not is_told(lead):
        yield from _instead(lead, tongue)
        yield from map(subject_for, others)
        return
    own = subject_for(lead)
    if own.endswith("…"):
        yield from _whole(lead)
    yield own
    for other in others:
        both = f"{own}; {subject_for(other)}"
        one_tongue = spoken(other.story.lead) == tongue
        if len(both) <= SUBJECT and "…" not in both and one_tongue:
            yield both
    yield from map(subject_for, others)
    yield from _whole(lead)


def _instead(lead: Slot, tongue: str) -> Iterator[str]:
    """How others headline it, those in its language first, then how its summary begins."""
    for article in sorted(lead.story.current, key=lambda one: spoken(one) != tongue):
        if says_what(article):
            yield cut(headline_of(article), spoken(article))
    yield opening(lead)


def _whole(slot: Slot) -> Iterator[str]:
    """Headlines of others about the same, in its language, that need no cut."""
    for article in slot.story.current:
        headline = headline_of(article)
        own = article.language == slot.story.lead.language
        if len(headline) <= SUBJECT and own and says_what(article):
            yield headline


def _start(subject: str) -> tuple[str, ...]:
    return tuple(word.strip(";:,.") for word in subject.casefold().split()[:ALIKE])
