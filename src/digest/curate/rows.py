"""The vectors of many Readings as rows of whole numbers, multiplied many pairs at a time.

Needs numpy, an extra; knows no thresholds. The weights are those of near.py to the last bit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from digest.curate.near import UNIT, log_of, rarity_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.curate.reading import Reading

    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Rows", "spans"]

CELLS = 1 << 19  # of the table in which rows are multiplied: it should stay in a cache


class Rows:
    """One row of terms and weights for each Reading, by its place."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        lengths = np.array([len(reading.terms) for reading in readings], dtype=np.int64)
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        every = chain.from_iterable(reading.terms for reading in readings)
        self.terms: Ints = np.fromiter(map(self._numbers.__getitem__, every), np.int64)
        self._rare = np.array([rarity_of(count) for count in np.bincount(self.terms).tolist()])
        counts = chain.from_iterable(reading.terms.values() for reading in readings)
        self._weigh(np.fromiter(map(log_of, counts), np.float64), lengths)

    def _weigh(self, logs: np.ndarray[Any, np.dtype[np.float64]], lengths: Ints) -> None:
        raw = self._rare[self.terms] * logs
        # numpy's root of a sum of squares would differ in the last bit.
        norms = [math.hypot(*raw[start:end].tolist()) or 1.0 for start, end in self._bounds()]
        self._units = UNIT / np.array(norms)
        self.weights: Ints = (np.repeat(self._units, lengths) * raw).astype(np.int64)

    def _bounds(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts.tolist(), self._ends.tolist(), strict=True)

    def weight(self, place: int, term: str, count: int) -> int:
        """What a term weighs that the Reading says `count` times."""
        return int(self._units[place] * (self._rare[self._numbers[term]] * log_of(count)))

    def heaviest(self, place: int) -> Ints:
        """Where in `place`'s row its terms stand, heaviest first; ties as the row has them."""
        return np.argsort(-self.weights[self._starts[place] : self._ends[place]], kind="stable")

    def start(self, place: int) -> int:
        """Where its row begins."""
        return int(self._starts[place])

    def products(self, anchors: Ints, others: Ints) -> Ints:
        """Multiply the rows of each anchor and its other; equal anchors stand together."""
        found = np.zeros(len(anchors), dtype=np.int64)
        at_once = max(1, CELLS // max(1, len(self._numbers)))
        changes = np.flatnonzero(np.diff(anchors, prepend=-1))
        table = np.zeros((at_once, len(self._numbers)), dtype=np.int32)
        for first in range(0, len(changes), at_once):
            start = int(changes[first])
            last = first + at_once
            end = int(changes[last]) if last < len(changes) else len(anchors)
            found[start:end] = self._products(table, anchors[start:end], others[start:end])
        return found

    def _products(self, table: np.ndarray[Any, Any], anchors: Ints, others: Ints) -> Ints:
        rows, at = np.unique(anchors, return_inverse=True)
        line, cell = spans(self._starts[rows], self._ends[rows])
        table[line, self.terms[cell]] = self.weights[cell]
        pair, other = spans(self._starts[others], self._ends[others])
        cells = at[pair] * table.shape[1] + self.terms[other]
        parts = table.ravel().take(cells) * self.weights[other]
        sums = np.add.reduceat(parts, np.searchsorted(pair, np.arange(len(others))))
        table[line, self.terms[cell]] = 0
        return sums


def spans(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """All numbers from each start up to its end, each beside the span that it is of."""
    lengths = ends - starts
    span = np.repeat(np.arange(len(starts)), lengths)
    offset = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return span, offset + np.arange(int(lengths.sum()))
