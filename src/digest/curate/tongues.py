"""One event told in several languages: which stories share the names and figures of another's.

Words part what two languages say of one event, so that closeness (near.py) leaves such stories
apart, while names and figures are written alike where the script is one. They are weighed by how
few articles have them, as words are. Where all articles are in one language nothing is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from digest.curate.forms import SMALL
from digest.curate.near import UNIT, WINDOW_HOURS, rarity_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from digest.curate.reading import Reading

__all__ = ["ties"]

ENOUGH: Final = 11.0 * UNIT  # weight of what two articles share: two rare names and a figure
PART: Final = 0.3  # of what the one that has less of them has
LEAST: Final = 3  # different ones
BACKED: Final = 0.1  # of the pairs of articles of two stories must say that they are one
PROBES: Final = 16  # rarest names and figures of an article by which others are looked for
KNOWN: Final = 80  # articles that have a name; from there on it finds nobody


def ties(
    groups: Sequence[Sequence[int]], readings: Sequence[Reading], asked: Collection[int]
) -> dict[tuple[int, int], float]:
    """Which two groups tell one event in two languages, and the part of their pairs that say so.

    Args:
        groups: places of readings; the keys of what comes back are their indices.
        readings: oldest first; one that is in no group is tied to none.
        asked: places of which each pair that is looked at has at least one.
    """
    if len({reading.language for reading in readings} - {""}) <= 1:
        return {}
    group_of = {place: at for at, group in enumerate(groups) for place in group}
    found = (pair for pair in _Names(readings).pairs(asked) if group_of.keys() >= set(pair))
    pairs = ((group_of[one], group_of[other]) for one, other in found)
    backing = Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    parts = {
        (one, other): count / (len(groups[one]) * len(groups[other]))
        for (one, other), count in backing.items()
    }
    return {pair: part for pair, part in parts.items() if part >= BACKED}


class _Names:
    """The names and figures of Readings, known by their places, and how rare each is."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._said = [_proper(reading) for reading in readings]
        self._spread = Counter(term for said in self._said for term in said)
        self._rarity = {term: int(rarity_of(count)) for term, count in self._spread.items()}
        self._whole = list(map(self._weight, self._said))

    def pairs(self, asked: Collection[int]) -> Iterator[tuple[int, int]]:
        """Places of articles in two languages, one of them asked, that tell one event."""
        index = self._index()
        for place in asked:
            for other in self._found(place, index):
                if (other < place or other not in asked) and self._one(place, other):
                    yield place, other

    def _index(self) -> Mapping[int, Sequence[int]]:
        index: defaultdict[int, list[int]] = defaultdict(list)
        for place, said in enumerate(self._said):
            for term in said:
                if self._spread[term] <= KNOWN:
                    index[term].append(place)
        return index

    def _found(self, place: int, index: Mapping[int, Sequence[int]]) -> set[int]:
        rare = sorted(index.keys() & self._said[place], key=lambda term: (self._spread[term], term))
        return {other for term in islice(rare, PROBES) for other in index[term]}

    def _one(self, place: int, other: int) -> bool:
        mine, theirs = self._readings[place], self._readings[other]
        if mine.language == theirs.language or not (mine.language and theirs.language):
            return False
        if abs(mine.hours - theirs.hours) > WINDOW_HOURS:
            return False
        shared = self._said[place] & self._said[other]
        named = shared & mine.named() & theirs.named()
        needed = max(ENOUGH, PART * min(self._whole[place], self._whole[other]))
        return len(shared) >= LEAST and bool(named) and self._weight(shared) >= needed

    def _weight(self, terms: Collection[int]) -> int:
        return sum(map(self._rarity.__getitem__, terms))


def _proper(reading: Reading) -> frozenset[int]:
    """Its names, and its figures but for small ones."""
    values = memoryview(reading.figures).cast("I")[1::2]
    return reading.named().union(values) - SMALL
