"""The weights of many Readings as rows of whole numbers, multiplied many pairs at a time.

Over numpy, which is loaded for many alone; knows no thresholds. The weights are those of near.py to
the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from digest.curate.near import HEAVIEST, log_of, rarity_of
from digest.curate.reading import MOST
from digest.curate.veto import SPOKEN_OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.curate.reading import Reading

    Flags = np.ndarray[Any, np.dtype[np.bool_]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]
    Cells = np.ndarray[Any, np.dtype[np.int32]]

__all__ = ["Rows", "begins", "spans"]

AT_ONCE = 4096  # rows that are weighed in one go
CELLS = 1 << 19  # of the table in which rows are multiplied: it should stay in a cache
_PLACES = 15  # bits that tell where in its row a term stands
_NAMED = 12  # bits of a weight; a name's stands above them once more
_WEIGHT = (1 << _NAMED) - 1
_LOGS = np.array([log_of(count) for count in range(MOST + 1)])


class Rows:
    """For each Reading a row of its heaviest terms and one of its heaviest names, by its place.

    `terms` and `weights` stand heaviest first, ties as the article says them; so do `names` and
    `named`, their weights; `opens` are the terms that titles begin with, `opened` their weights.
    0 stands for no term, and weighs nothing.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        said = np.frombuffer(b"".join(reading.terms for reading in readings), np.uint32)
        counts = np.frombuffer(b"".join(reading.counts for reading in readings), np.uint8)
        self.sizes = np.array([len(reading.counts) for reading in readings], np.int64)
        kinds = np.array([reading.names for reading in readings], np.int64)
        words = _Words(said)
        self._words = words.count
        width = min(HEAVIEST, int(self.sizes.max(initial=1)))
        self.terms: Cells = np.zeros((len(readings), width), np.int32)
        self.weights: Cells = np.zeros((len(readings), width), np.int32)
        self.names: Cells = np.zeros((len(readings), SPOKEN_OF), np.int32)
        self.named: Cells = np.zeros((len(readings), SPOKEN_OF), np.int32)
        ends = np.cumsum(self.sizes)
        for first in range(0, len(readings), AT_ONCE):
            some = slice(first, first + AT_ONCE)
            cells = slice(int(ends[first] - self.sizes[first]), int(ends[some][-1]))
            terms = words.places(said[cells])
            weights = words.rarity[terms] * _LOGS[counts[cells]]
            self._fill(some, terms, weights.astype(np.int32), kinds[some])
        self.opens = words.places(np.array([reading.opens for reading in readings], np.uint32))
        begun = (self.terms == self.opens[:, None]) & (self.opens[:, None] > 0)
        self.opened: Cells = np.einsum("ij,ij->i", self.weights, begun)

    def beside(self, places: Ints, others: Ints) -> Ints:
        """What the words weigh that titles begin with where the others name them, they do not."""
        beside: Ints = np.zeros(len(places), np.int64)
        at = np.flatnonzero(self.opened[places])
        at = at[self._has(others[at], places[at])]
        at = at[~self._has(places[at], places[at])]
        beside[at] = self.opened[places[at]]
        return beside

    def _fill(self, some: slice, terms: Cells, weights: Cells, kinds: Ints) -> None:
        """Sort the terms of some Readings by weight, and keep the heaviest."""
        sizes = self.sizes[some, None]
        # Many short rows are sorted ten times as fast as a long one.
        at = np.arange(max(int(sizes.max()), self.terms.shape[1]), dtype=np.int32)
        values = np.zeros((2, len(sizes), len(at)), np.int32)
        values[:, at < sizes] = terms, weights
        heavy = np.sort((_WEIGHT - values[1] << _PLACES) + at) & ((1 << _PLACES) - 1)
        heavy = heavy[:, : self.terms.shape[1]]
        self.terms[some], self.weights[some] = np.take_along_axis(values, heavy[None], axis=2)
        name = (heavy >= sizes - kinds[:, None]) & (heavy < sizes)
        nth = np.cumsum(name, axis=1)
        line, at = np.nonzero(name & (nth <= SPOKEN_OF))
        self.names[some][line, nth[line, at] - 1] = self.terms[some][line, at]
        self.named[some][line, nth[line, at] - 1] = self.weights[some][line, at]

    def _has(self, whose: Ints, titles: Ints) -> Flags:
        """Whether the word that a title begins with is among somebody's names."""
        has: Flags = (self.names[whose] == self.opens[titles][:, None]).any(axis=1)
        return has

    def pairs(self, anchors: Ints, others: Ints) -> tuple[Ints, Ints, Ints]:
        """Multiply the rows of each anchor and its other; equal anchors stand together.

        Beside the products what the anchor's names weigh that the other has, and the other way
        round.
        """
        found = np.zeros((3, len(anchors)), np.int64)
        at_once = max(1, CELLS // self._words)
        table = np.zeros((at_once, self._words), np.int32)
        starts = np.flatnonzero(np.diff(anchors, prepend=-1))
        ends = np.append(starts[1:], len(anchors))
        for first in range(0, len(starts), at_once):
            some = slice(first, first + at_once)
            pairs = slice(int(starts[first]), int(ends[some][-1]))
            owners, line = anchors[starts[some]], np.arange(len(starts[some]))[:, None]
            table[line, self.terms[owners]] = self.weights[owners]
            table[line, self.names[owners]] |= self.named[owners] << _NAMED
            table[:, 0] = 0  # of words that no other article has
            at = np.repeat(line * self._words, ends[some] - starts[some])[:, None]
            found[:, pairs] = self._looked_up(table.ravel(), at, others[pairs])
            table[line, self.terms[owners]] = 0
        return found[0], found[1], found[2]

    def _looked_up(self, table: Cells, at: Ints, others: Ints) -> tuple[Ints, Ints, Ints]:
        """What the rows from `at` on of a table of weights make of these others' rows."""
        both = table.take(self.terms[others] + at)
        product = np.einsum("ij,ij->i", both & _WEIGHT, self.weights[others])
        known = table.take(self.names[others] + at) > 0
        return product, (both >> _NAMED).sum(axis=1), (known * self.named[others]).sum(axis=1)


class _Words:
    """The words that are said, each with a place, and how rare it is; of one article alone: 0."""

    def __init__(self, said: np.ndarray[Any, np.dtype[np.uint32]]) -> None:
        ordered = np.sort(said)
        new = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] + 1))
        spread = np.diff(new, append=len(ordered))
        self._numbers = ordered[new][spread > 1]
        self.rarity = np.array([rarity_of(1), *map(rarity_of, spread[spread > 1].tolist())])
        self.count = len(self.rarity)
        # Where the numbers begin that have the same leading bits: few have.
        self._shift = 32 - max(1, self.count.bit_length() + 3)
        leading = np.arange((1 << 32 - self._shift) + 1, dtype=np.int64) << self._shift
        self._leading = np.searchsorted(self._numbers, leading).astype(np.int32)
        self._numbers = np.append(self._numbers, np.uint64(1 << 32))  # greater than all

    def places(self, said: np.ndarray[Any, np.dtype[np.uint32]]) -> Cells:
        """The place of each number."""
        places: Cells = self._leading[said >> self._shift]
        behind = np.flatnonzero(self._numbers[places] < said)
        while len(behind):
            places[behind] += 1
            behind = behind[self._numbers[places[behind]] < said[behind]]
        return np.where(self._numbers[places] == said, places + 1, 0)


def spans(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """All numbers from each start up to its end, each beside the span that it is of."""
    lengths = ends - starts
    span = np.repeat(np.arange(len(starts)), lengths)
    offset = np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return span, offset + np.arange(int(lengths.sum()))


def begins(numbers: Ints) -> Ints:
    """Where the run of equal numbers begins that each of them stands in."""
    new = np.flatnonzero(np.diff(numbers, prepend=-1))
    return np.repeat(new, np.diff(new, append=len(numbers)))
