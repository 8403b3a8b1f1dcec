"""How near two Readings are, and which ones are worth asking about.

Candidates come from an inverted index that slides over time, so the work grows with the number
of articles, not with its square. A word's weight depends on the articles that have the word and
on nothing else: an article about other things changes no nearness. Of each article its heaviest
words stand for all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from itertools import combinations, islice, product, starmap
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from digest.curate.forms import OTHER_EVENT
from digest.curate.link import average_link
from digest.curate.reading import MOST, read_all
from digest.curate.subjects import Subjects
from digest.curate.veto import FEW, SPOKEN_OF, agreement, other_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from digest.curate.reading import Reading
    from digest.model import Article

__all__ = [
    "THREAD_HOURS",
    "WINDOW_HOURS",
    "Nearness",
    "nearness_of",
    "rarities",
    "tell_two_events",
]

WINDOW_HOURS = 72  # articles further apart never tell the same story
THREAD_HOURS = 120  # ... and those further apart are of no thread: Friday's news and Tuesday's are
ON_TEXTS = 0.13  # cosine from which two full texts are one story
ON_TITLES = 0.09  # ... and two bare titles
FULL = 70  # words from which a text counts as full
LEAST = 3  # different words that say something; an article with fewer joins no story
HEAVIEST = 128  # words of an article that count
PARTIAL = 0.4  # of the threshold must come from the words by which others are looked for
INDEXED = 32  # heaviest words of an article by which it is found
PROBES = 12  # heaviest words by which it looks for others
RECENT = 40  # articles looked at for each of these words
UNIT = 64  # of a weight: whole numbers add up to the same in any order
COMMON = 2000  # a word found in n articles weighs log(1 + COMMON / n), however many there are
MANY = 1000  # readings from which arrays are worth the time that numpy takes to load


def tell_two_events(mine: Sequence[Article], told: Sequence[Article]) -> bool:
    """Whether each of some articles of one matter tells another event than each that was told."""
    nearness = Nearness(read_all([*mine, *told]))
    pairs = product(range(len(mine)), range(len(mine), len(mine) + len(told)))
    return bool(told) and all(starmap(nearness.two_events, pairs))


def nearness_of(readings: Sequence[Reading]) -> Nearness:
    """The Nearness for so many: over arrays from a thousand on. Both give the same."""
    if len(readings) >= MANY:
        from digest.curate.arrays import ArrayNearness  # noqa: PLC0415 - numpy takes long to load

        return ArrayNearness(readings)
    return Nearness(readings)


class Nearness:
    """The closeness of Readings that stand oldest first, known by their places."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._rarity = rarities(readings)
        self._subjects = Subjects(readings)
        self._parted: set[tuple[int, int]] = set()  # alike, but for their form or their subjects
        self._weights: dict[int, dict[int, int]] = {}
        self._squares: dict[int, int] = {}
        self._names: dict[int, dict[int, int]] = {}
        self._asked: dict[tuple[int, int], float] = {}

    def drawn(
        self, fresh: Collection[int], least: float, reach: float = WINDOW_HOURS
    ) -> dict[tuple[int, int], float]:
        """Candidates of which one is fresh, so many hours apart at most, and at least so close."""
        asked = ((pair, self._likeness(*pair, reach)) for pair in self._pairs(fresh))
        return {pair: close for pair, close in asked if close >= least}

    def grouped(self, components: Iterable[Sequence[int]]) -> Iterator[list[int]]:
        """Group the members of each component by average link."""
        for component in components:
            close = list(starmap(self.close, combinations(component, 2)))
            yield from self._linked(component, close)

    def _linked(self, component: Sequence[int], close: Sequence[float]) -> list[list[int]]:
        apart = self._apart if len(component) >= 2 * FEW else None
        return average_link(component, close, apart=apart)

    def _apart(self, left: Sequence[int], right: Sequence[int]) -> bool:
        if min(len(left), len(right)) < FEW:
            return False
        of = self._readings.__getitem__
        return other_names(list(map(of, left)), list(map(of, right)))

    def close(self, left: int, right: int) -> float:
        """Likeness, less where the two tell two events of one matter: 1 and more is one story."""
        likeness = self._likeness(left, right, WINDOW_HOURS)
        others = likeness >= 1 and self._subjects.two_stories(
            left, right, full=self._shorter(left, right)
        )
        return likeness * OTHER_EVENT if others else likeness

    def told_apart(self, left: int, right: int) -> bool:
        """Whether the two are as alike as one matter is, and tell two events of it all the same."""
        pair = min(left, right), max(left, right)
        alike = self._likeness(*pair, WINDOW_HOURS) >= 1
        return pair in self._parted or (alike and self.close(*pair) < 1)

    def two_events(self, left: int, right: int) -> bool:
        """Whether the two, if they are of one matter, tell two events of it."""
        return self._subjects.two_events(left, right, full=self._shorter(left, right))

    def _shorter(self, left: int, right: int) -> float:
        """How full the shorter of two texts is, 0 to 1."""
        return min(self._fullness(left), self._fullness(right))

    def _likeness(self, left: int, right: int, reach: float) -> float:
        """Cosine over the threshold for texts of that length: 1 and more is one matter."""
        if abs(self._readings[left].hours - self._readings[right].hours) > reach:
            return 0.0
        known = self._asked.get((left, right))
        if known is None:
            known = self._asked[left, right] = self._closeness(left, right)
        return known

    def _pairs(self, fresh: Collection[int]) -> Iterator[tuple[int, int]]:
        """Pairs of places that share much of their heaviest words, one of each being fresh."""
        index: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=RECENT))
        for place in sorted(set(range(len(self._readings))).difference(fresh)):
            for term in islice(self._weighed(place), INDEXED):
                index[term].append(place)
        for place in sorted(fresh):
            for other in self._found(index, place):
                yield min(other, place), max(other, place)

    def _found(self, index: Mapping[int, deque[int]], place: int) -> Iterator[int]:
        """Places that share much of this one's heaviest words; it is indexed after that."""
        shared: dict[int, int] = {}
        weights = self._weighed(place)
        for term, weight in islice(weights.items(), PROBES):
            for other in index[term]:
                shared[other] = shared.get(other, 0) + weight * weight
        least = self._threshold(place) * PARTIAL * self._squares[place]
        for term in islice(weights, INDEXED):
            index[term].append(place)
        return (other for other, part in shared.items() if part >= least)

    def _closeness(self, left: int, right: int) -> float:
        one, other = self._readings[left], self._readings[right]
        if min(len(one.counts), len(other.counts)) < LEAST:
            return 0.0
        product = _dot(self._weighed(left), self._weighed(right))
        cosine = product / (math.sqrt(self._squares[left]) * math.sqrt(self._squares[right]))
        shorter = min(left, right, key=lambda place: self._readings[place].length)
        threshold = self._threshold(shorter)
        if cosine < threshold / 2:
            return cosine / threshold
        full = self._fullness(shorter)
        close = cosine * self._agreement(left, right, full=full) / threshold
        if close < 1 or not self._subjects.told_apart(left, right, cosine, full=full):
            return close
        self._parted.add((left, right))
        return close * OTHER_EVENT

    def _agreement(self, left: int, right: int, *, full: float) -> float:
        return agreement(
            self._readings[left],
            self._readings[right],
            spoken_of=(self._beside(left, right), self._beside(right, left)),
            terms=(self._weighed(left), self._weighed(right)),
            full=full,
        )

    def _weighed(self, place: int) -> Mapping[int, int]:
        """The weights of its heaviest terms, heaviest first; ties as the article says them."""
        known = self._weights.get(place)
        if known is None:
            known = self._weights[place] = _weighed(self._readings[place], self._rarity)
            self._squares[place] = sum(map(mul, known.values(), known.values()))
        return known

    def _spoken_of(self, place: int) -> Mapping[int, int]:
        known = self._names.get(place)
        if known is None:
            names = self._readings[place].named()
            weights = self._weighed(place).items()
            said = ((term, weight) for term, weight in weights if term in names)
            known = self._names[place] = dict(islice(said, SPOKEN_OF))
        return known

    def _beside(self, place: int, other: int) -> Mapping[int, int]:
        """The names of an article, with the word that opens its title where the other names that.

        What a text only begins sentences with looks like no name in it: Veltron plans to close.
        """
        names, opens = self._spoken_of(place), self._readings[place].opens
        if opens in names or opens not in self._spoken_of(other):
            return names
        weight = self._weighed(place).get(opens)
        return {**names, opens: weight} if weight else names

    def _threshold(self, place: int) -> float:
        return ON_TITLES + (ON_TEXTS - ON_TITLES) * self._fullness(place)

    def _fullness(self, place: int) -> float:
        return min(1.0, self._readings[place].length / FULL)


def rarity_of(count: int) -> float:
    """The weight of a word that `count` articles have."""
    return UNIT * math.log1p(COMMON / count)


def rarities(readings: Iterable[Reading]) -> Mapping[int, float]:
    """The weight of each term by how many of these have it."""
    spread: Counter[int] = Counter()
    for reading in readings:
        spread.update(reading.numbers())
    return {term: rarity_of(count) for term, count in spread.items()}


log_of = [0.0, *(1 + math.log(count) for count in range(1, MOST + 1))].__getitem__


def _weighed(reading: Reading, rarity: Mapping[int, float]) -> dict[int, int]:
    # Loops of the interpreter, one line a term, would take four times as long.
    terms = reading.numbers()
    weights = map(int, map(mul, map(rarity.__getitem__, terms), map(log_of, reading.counts)))
    heavy = sorted(zip(terms, weights, strict=True), key=itemgetter(1), reverse=True)
    return dict(heavy[:HEAVIEST])


def _dot(left: Mapping[int, int], right: Mapping[int, int]) -> int:
    shared = left.keys() & right.keys()
    return sum(map(mul, map(left.__getitem__, shared), map(right.__getitem__, shared)))
