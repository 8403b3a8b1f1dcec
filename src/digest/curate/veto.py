"""Look-alikes: the same kind of event twice is two stories.

Two earthquakes in two towns share nearly all words. What parts them are the names that each
speaks of most and the other never mentions, and the days that they name. A full text without
names vetoes nothing. Knows no place names.

Two articles may lay stress on different people of one event. Where several tell it on each side,
what nearly all of them name is what the side is about.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain, product
from typing import TYPE_CHECKING

from digest.curate.calendar import YEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from digest.curate.reading import Reading

__all__ = [
    "APART",
    "FEW",
    "ON_TEXTS",
    "ON_TITLES",
    "SPOKEN_OF",
    "TITLES_LEAVE_OUT",
    "agreement",
    "days_apart",
    "of_days",
    "other_names",
]

SPOKEN_OF = 8  # heaviest names of an article that are looked for in the other
ON_TITLES = 0.3  # share of them that the other must know, by weight, for two bare titles
ON_TEXTS = 0.5  # ... and for two full texts
TITLES_LEAVE_OUT = 0.25  # of what the better knowing title knows counts for the other
OTHER_DAYS = 0.3  # what is left of the likeness of two texts that name days weeks apart ...
FAR_DAYS = 20  # ... as many, or other years
WEEK_APART = 0.5  # ... and of two whose days are this far apart:
NEAR_DAYS = 6
APART = 0.3  # what 72 hours take from it
FEW = 5  # articles on each side, below which two groups' names are not held against each other
NEARLY_ALL = 0.75  # of a group's articles have the names that it is about
IN_PASSING = 0.5  # of one group's stress on a name: with less, the other is not about it


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
    left = of_days(one, other) * max(0.0, 1 - APART * abs(one.hours - other.hours) / 72)
    needed = ON_TITLES + (ON_TEXTS - ON_TITLES) * full
    known = _known(spoken_of[0], terms[1]), _known(spoken_of[1], terms[0])
    # A title names one thing or two: what one of them leaves out says less.
    agreed = min(known) + TITLES_LEAVE_OUT * (1 - full) * (max(known) - min(known))
    if not all(spoken_of):
        agreed = max(agreed, needed * full)
    return min(1.0, agreed / needed) * left


def of_days(one: Reading, other: Reading) -> float:
    """The part that stays where both name days, and none that are near, or other years."""
    if one.days and other.days:
        apart = days_apart(one, other)
        return OTHER_DAYS if apart > FAR_DAYS else WEEK_APART if apart > NEAR_DAYS else 1.0
    others = one.years and other.years and one.years.isdisjoint(other.years)
    return OTHER_DAYS if others else 1.0


def days_apart(one: Reading, other: Reading) -> int:
    """How many days lie between the nearest two that they name; 0 where one names none."""
    return min(map(_apart, product(one.days, other.days)), default=0)


def _apart(pair: tuple[int, int]) -> int:
    """How many days lie between two days of a year, the short way round."""
    between = abs(pair[0] - pair[1])
    return min(between, YEAR - between)


def other_names(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Whether each of two groups of Readings is about a name that the other has in passing at most.

    One side alone is no other event: a name may have become known only later.
    """
    mine, theirs = ([reading.said() for reading in group] for group in (one, other))
    return _has_its_own(one, mine, theirs) and _has_its_own(other, theirs, mine)


def _has_its_own(
    group: Sequence[Reading], mine: Sequence[Mapping[int, int]], theirs: Sequence[Mapping[int, int]]
) -> bool:
    having = Counter(chain.from_iterable(reading.named() for reading in group))
    names = (name for name, count in having.items() if count >= NEARLY_ALL * len(group))
    return any(_stress(name, theirs) <= IN_PASSING * _stress(name, mine) for name in names)


def _stress(name: int, said: Sequence[Mapping[int, int]]) -> float:
    """How much a group's articles speak of a name, in the mean: 1 for once in each."""
    told = (1 + math.log(counts[name]) for counts in said if name in counts)
    return math.fsum(told) / len(said)


def _known(names: Mapping[int, int], terms: Collection[int]) -> float:
    """The share of the names' weight that the other article's terms hold."""
    total = sum(names.values())
    return sum(weight for name, weight in names.items() if name in terms) / total if total else 1.0
