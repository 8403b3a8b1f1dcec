"""The nearness of near.py over arrays: the same numbers to the last bit, in a fraction of the time.

Needs numpy, an extra. What is a whole number there is one here; what is not goes through the
same steps in the same order. A test holds the two against each other.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from digest.curate.link import average_link
from digest.curate.near import (
    FULL,
    INDEXED,
    LEAST,
    PARTIAL,
    PROBES,
    RECENT,
    UNIT,
    WINDOW_HOURS,
    Nearness,
)
from digest.curate.rows import Rows, spans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from digest.curate.reading import Reading
    from digest.curate.rows import Ints

    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["ArrayNearness"]

AT_ONCE = 2_000  # fresh articles whose candidates are looked for in one go
PAIRS = 200_000  # inside components, whose closeness is kept at a time


class ArrayNearness(Nearness):
    """The closeness of Readings that stand oldest first, known by their places."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._rows = Rows(readings)
        self._names = {}
        self._asked = {}
        self._lengths = np.array([reading.length for reading in readings])
        self._sizes = np.array([len(reading.terms) for reading in readings])
        self._hours = np.array([reading.hours for reading in readings])
        self._thresholds = np.array([self._threshold(at) for at in range(len(readings))])

    def drawn(self, fresh: Collection[int], least: float) -> dict[tuple[int, int], float]:
        """Candidates of which one is fresh, and that are at least so close."""
        found: dict[tuple[int, int], float] = {}
        for places, others in self._candidates(fresh):
            close = self._close(places, others)
            near = np.flatnonzero(close >= least)
            left = np.minimum(places[near], others[near]).tolist()
            right = np.maximum(places[near], others[near]).tolist()
            found.update(zip(zip(left, right, strict=True), close[near].tolist(), strict=True))
        self._asked = found
        return found

    def grouped(self, components: Iterable[Sequence[int]]) -> Iterator[list[int]]:
        """Group the members of each component by average link."""
        for batch in _batches(components):
            pairs = [pair for component in batch for pair in combinations(component, 2)]
            close = self._among(pairs)
            for component in batch:
                yield from average_link(component, lambda *pair, close=close: close[pair])

    def _among(self, pairs: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], float]:
        known = {pair: self._asked[pair] for pair in pairs if pair in self._asked}
        new = [pair for pair in pairs if pair not in known]
        left, right = np.array(new, dtype=np.int64).reshape(-1, 2).T
        known.update(zip(new, self._close(left, right).tolist(), strict=True))
        return known

    def _heaviest(self, place: int) -> list[str]:
        terms = list(self._readings[place].terms)
        return [terms[at] for at in self._rows.heaviest(place).tolist()]

    def _weight(self, place: int, term: str) -> int:
        return self._rows.weight(place, term, self._readings[place].terms[term])

    def _candidates(self, fresh: Collection[int]) -> Iterator[tuple[Ints, Ints]]:
        """Fresh places, each beside another with which it shares much of its heaviest words."""
        count = len(self._readings)
        old = sorted(set(range(count)).difference(fresh))
        order = np.array([*old, *sorted(fresh)], dtype=np.int64)
        line, cell = self._heads(order, len(old))
        since, until, lines = _earlier(self._rows.terms[cell], line)
        rank = np.arange(len(line)) - _begins(line)
        probes = np.flatnonzero((line >= len(old)) & (rank < PROBES))
        for first in range(len(old), count, AT_ONCE):
            some = probes[(line[probes] >= first) & (line[probes] < first + AT_ONCE)]
            probe, other = spans(since[some], until[some])
            weight = self._rows.weights[cell[some]][probe] ** 2
            yield self._shared(order, line[some][probe], lines[other], weight)

    def _heads(self, order: Ints, old: int) -> tuple[Ints, Ints]:
        """The words by which each is found, heaviest first: its line in `order`, and the cell."""
        starts = [self._rows.start(place) for place in order.tolist()]
        sizes = np.minimum(self._sizes[order], INDEXED)
        cells = [np.arange(size) for size in sizes[:old].tolist()]
        cells += [self._rows.heaviest(place)[:INDEXED] for place in order[old:].tolist()]
        line = np.repeat(np.arange(len(order)), sizes)
        return line, np.concatenate(cells) + np.repeat(np.array(starts), sizes)

    def _shared(self, order: Ints, line: Ints, other: Ints, weight: Ints) -> tuple[Ints, Ints]:
        pairs, at = np.unique(line * len(order) + other, return_inverse=True)
        parts = np.bincount(at, weights=weight)  # whole numbers below 2**53: exact
        place, other = order[pairs // len(order)], order[pairs % len(order)]
        much = parts >= self._thresholds[place] * PARTIAL * UNIT**2
        return place[much], other[much]

    def _close(self, places: Ints, others: Ints) -> Floats:
        """The closeness of each pair; equal places stand together."""
        able = np.minimum(self._sizes[places], self._sizes[others]) >= LEAST
        able &= np.abs(self._hours[places] - self._hours[others]) <= WINDOW_HOURS
        close = np.zeros(len(places))
        if able.any():
            close[able] = self._closeness_of(places[able], others[able])
        return close

    def _closeness_of(self, places: Ints, others: Ints) -> Floats:
        cosine = self._rows.products(places, others) / UNIT**2
        shorter = np.where(self._lengths[places] <= self._lengths[others], places, others)
        threshold, full = self._thresholds[shorter], np.minimum(1.0, self._lengths[shorter] / FULL)
        asked = np.flatnonzero(cosine >= threshold / 2)
        cosine[asked] *= [
            self._agreement(place, other, full=part)
            for place, other, part in zip(
                places[asked].tolist(), others[asked].tolist(), full[asked].tolist(), strict=True
            )
        ]
        close: Floats = cosine / threshold
        return close


def _batches(components: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    batch: list[Sequence[int]] = []
    pairs = 0
    for component in components:
        batch.append(component)
        pairs += len(component) * (len(component) - 1) // 2
        if pairs >= PAIRS:
            yield batch
            batch, pairs = [], 0
    yield batch


def _earlier(terms: Ints, line: Ints) -> tuple[Ints, Ints, Ints]:
    """The lines, word by word; for each entry, where there the last before it with its word are."""
    sort = np.argsort(terms, kind="stable")
    until = np.empty_like(sort)
    until[sort] = np.arange(len(sort))
    since = np.maximum(_begins(terms[sort])[until], until - RECENT)
    return since, until, line[sort]


def _begins(numbers: Ints) -> Ints:
    """Where the run of equal numbers begins that each of them stands in."""
    new = np.flatnonzero(np.diff(numbers, prepend=-1))
    return np.repeat(new, np.diff(new, append=len(numbers)))
