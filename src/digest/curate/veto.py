"""Look-alikes: the same kind of event twice is two stories.

Two earthquakes in two towns share nearly all words. What parts them are the names that each
speaks of most and the other never mentions, and the days that they name. A full text without
names vetoes nothing. Knows no place names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from digest.curate.reading import Reading

__all__ = [
    "APART",
    "ON_TEXTS",
    "ON_TITLES",
    "OTHER_DAYS",
    "SPOKEN_OF",
    "TITLES_LEAVE_OUT",
    "agreement",
    "other_days",
]

SPOKEN_OF = 8  # heaviest names of an article that are looked for in the other
ON_TITLES = 0.3  # share of them that the other must know, by weight, for two bare titles
ON_TEXTS = 0.5  # ... and for two full texts
TITLES_LEAVE_OUT = 0.25  # of what the better knowing title knows counts for the other
OTHER_DAYS = 0.3  # what is left of the likeness of two texts that name days of other months
APART = 0.3  # what 72 hours take from it


def agreement(
    one: Reading,
    other: Reading,
    *,
    spoken_of: tuple[Mapping[int, int], Mapping[int, int]],
    terms: tuple[Collection[int], Collection[int]],
    full: float,
) -> float:
    """Give the part of two articles' likeness that stays, 0 to 1.

    Args:
        one: a Reading.
        other: a Reading.
        spoken_of: each one's heaviest names with their weights.
        terms: each one's heaviest terms.
        full: 0 for bare titles, 1 for full texts.
    """
    days = OTHER_DAYS if other_days(one, other) else 1.0
    left = days * max(0.0, 1 - APART * abs(one.hours - other.hours) / 72)
    needed = ON_TITLES + (ON_TEXTS - ON_TITLES) * full
    known = _known(spoken_of[0], terms[1]), _known(spoken_of[1], terms[0])
    # A title names one thing or two: what one of them leaves out says less.
    agreed = min(known) + TITLES_LEAVE_OUT * (1 - full) * (max(known) - min(known))
    if not all(spoken_of):
        agreed = max(agreed, needed * full)
    return min(1.0, agreed / needed) * left


def other_days(one: Reading, other: Reading) -> bool:
    """Whether both name days, and none of the same months, or no months and other years."""
    if one.months and other.months:
        return one.months.isdisjoint(other.months)
    return bool(one.years and other.years) and one.years.isdisjoint(other.years)


def _known(names: Mapping[int, int], terms: Collection[int]) -> float:
    """The share of the names' weight that the other article's terms hold."""
    total = sum(names.values())
    return sum(weight for name, weight in names.items() if name in terms) / total if total else 1.0
