"""The nearness of near.py over arrays: the same numbers to the last bit, in a fraction of the time.

Over numpy, which is loaded for many alone. What is a whole number there is one here; what is not
goes through the same steps in the same order. A test holds the two against each other.
"""

from __future__ import annotations

from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from digest.curate import veto
from digest.curate.forms import ALIKE, OTHER_EVENT
from digest.curate.near import (
    FULL,
    INDEXED,
    LEAST,
    ON_TEXTS,
    ON_TITLES,
    PARTIAL,
    PROBES,
    RECENT,
    WINDOW_HOURS,
    Nearness,
)
from digest.curate.rows import Rows, begins, spans
from digest.curate.subjects import LATER, Subjects

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from digest.curate.reading import Reading
    from digest.curate.rows import Ints

    Flags = np.ndarray[Any, np.dtype[np.bool_]]
    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["ArrayNearness"]

AT_ONCE = 2_000  # fresh articles whose candidates are looked for in one go
_NONE = (1 << 31) - 1
PAIRS = 40_000  # whose closeness is asked in one go


class ArrayNearness(Nearness):
    """The closeness of Readings that stand oldest first, known by their places."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._rows = Rows(readings)
        self._lengths = np.array([reading.length for reading in readings])
        self._subjects = Subjects(readings)
        self._parted = set()
        self._hours = np.array([reading.hours for reading in readings])
        self._dated = np.array([bool(reading.days or reading.years) for reading in readings])
        self._full = np.minimum(1.0, self._lengths / FULL)
        self._thresholds = ON_TITLES + (ON_TEXTS - ON_TITLES) * self._full
        weights = self._rows.weights  # 128 of them, below 2**12: the sum stays below 2**31
        self._squared = np.einsum("ij,ij->i", weights, weights).astype(np.int64)
        self._norms = np.sqrt(self._squared)
        self._named = self._rows.named.sum(axis=1)

    def drawn(
        self, fresh: Collection[int], least: float, reach: float = WINDOW_HOURS
    ) -> dict[tuple[int, int], float]:
        """Candidates of which one is fresh, so many hours apart at most, and at least so close."""
        found: dict[tuple[int, int], float] = {}
        for places, others in self._candidates(fresh):
            close = self._close(places, others, reach)
            near = np.flatnonzero(close >= least)
            left = np.minimum(places[near], others[near]).tolist()
            right = np.maximum(places[near], others[near]).tolist()
            found.update(zip(zip(left, right, strict=True), close[near].tolist(), strict=True))
        return found

    def grouped(self, components: Iterable[Sequence[int]]) -> Iterator[list[int]]:
        """Group the members of each component by average link."""
        for batch in _batches(components):
            pairs = chain.from_iterable(combinations(component, 2) for component in batch)
            left, right = np.fromiter(chain.from_iterable(pairs), np.int64).reshape(-1, 2).T
            close = iter(self._of_events(left, right).tolist())
            for component in batch:
                count = len(component) * (len(component) - 1) // 2
                yield from self._linked(component, list(islice(close, count)))

    def told_apart(self, left: int, right: int) -> bool:
        """Whether the two are as alike as one matter is, and tell two events of it all the same."""
        pair = min(left, right), max(left, right)
        places = np.array(pair[:1]), np.array(pair[1:])
        alike = self._close(*places)[0] >= 1
        return pair in self._parted or bool(alike and self._of_events(*places)[0] < 1)

    def _candidates(self, fresh: Collection[int]) -> Iterator[tuple[Ints, Ints]]:
        """Fresh places, each beside another with which it shares much of its heaviest words."""
        old = sorted(set(range(len(self._readings))).difference(fresh))
        order = np.array([*old, *sorted(fresh)], dtype=np.int64)
        line, rank, since = self._index(order)
        probes = np.flatnonzero((line >= len(old)) & (rank < PROBES))
        probes = probes[np.argsort(line[probes], kind="stable")]
        for first in range(len(old), len(order), AT_ONCE):
            some = slice(*np.searchsorted(line[probes], (first, first + AT_ONCE)))
            probe, other = spans(since[probes[some]], probes[some])
            at = probes[some][probe]
            if len(at):
                yield self._shared(order, line[at], line[other], rank[at])

    def _index(self, order: Ints) -> tuple[Ints, Ints, Ints]:
        """Word by word the lines of `order` that have it among their heaviest, and as which.

        Beside each where, among these, the last stand before it that have its word.
        """
        terms = self._rows.terms[order, :INDEXED].astype(np.int64)
        cells = np.sort((terms * terms.size + np.arange(terms.size).reshape(terms.shape)).ravel())
        cells = cells[np.searchsorted(cells, terms.size) :]  # 0 is no word
        term, cell = np.divmod(cells, terms.size)
        line, rank = np.divmod(cell, terms.shape[1])
        return line, rank, np.maximum(begins(term), np.arange(len(term)) - RECENT)

    def _shared(self, order: Ints, line: Ints, other: Ints, rank: Ints) -> tuple[Ints, Ints]:
        """Of lines beside others, one for each word that they share, those that share enough."""
        starts = begins(line)
        width = np.arange(len(line)) - starts
        keys = np.full((line[-1] - line[0] + 1, int(width.max()) + 1), _NONE, np.int32)
        keys[line - line[0], width] = other * PROBES + rank
        keys.sort()  # many short rows: ten times as fast as a long one
        other, rank = np.divmod(keys[keys < _NONE], PROBES)
        new = np.flatnonzero((np.diff(other, prepend=-1) != 0) | (np.arange(len(line)) == starts))
        weights = self._rows.weights[order[line], rank].astype(np.int64)
        parts = np.add.reduceat(weights * weights, new)
        place, other = order[line[new]], order[other[new]]
        much = parts >= self._thresholds[place] * PARTIAL * self._squared[place]
        return place[much], other[much]

    def _close(self, places: Ints, others: Ints, reach: float = WINDOW_HOURS) -> Floats:
        """The closeness of each pair; equal places stand together."""
        sizes = self._rows.sizes
        able = np.minimum(sizes[places], sizes[others]) >= LEAST
        able &= np.abs(self._hours[places] - self._hours[others]) <= reach
        close = np.zeros(len(places))
        if able.any():
            close[able] = self._closeness_of(places[able], others[able])
        return close

    def _of_events(self, places: Ints, others: Ints) -> Floats:
        """The closeness of each pair, less where the two tell two events of one matter."""
        close = self._close(places, others)
        later = np.abs(self._hours[places] - self._hours[others]) >= LATER
        full = np.minimum(self._full[places], self._full[others])
        for at in np.flatnonzero(later & (close >= 1)).tolist():
            pair = int(places[at]), int(others[at])
            if self._subjects.two_stories(*pair, full=float(full[at])):
                close[at] *= OTHER_EVENT
        return close

    def _closeness_of(self, places: Ints, others: Ints) -> Floats:
        product, *known = self._rows.pairs(places, others)
        cosine = product / (self._norms[places] * self._norms[others])
        shorter = np.where(self._lengths[places] <= self._lengths[others], places, others)
        threshold, full = self._thresholds[shorter], self._full[shorter]
        asked = np.flatnonzero(cosine >= threshold / 2)
        places, others = places[asked], others[asked]
        beside = self._rows.beside(places, others), self._rows.beside(others, places)
        weights = self._named[places] + beside[0], self._named[others] + beside[1]
        shares = (
            _share(known[0][asked] + beside[0], weights[0]),
            _share(known[1][asked] + beside[1], weights[1]),
        )
        unnamed = (weights[0] == 0) | (weights[1] == 0)
        raw = cosine[asked]
        cosine[asked] *= self._agreements(places, others, shares, unnamed, full[asked])
        close: Floats = cosine / threshold
        # Full texts that are less alike are of no form: the most by far, and nothing more is asked.
        maybe = (close[asked] >= 1) & ((full[asked] < 1) | (raw >= ALIKE))
        for at in np.flatnonzero(maybe).tolist():
            pair = int(places[at]), int(others[at])
            if self._subjects.told_apart(*pair, float(raw[at]), full=float(full[asked[at]])):
                close[asked[at]] *= OTHER_EVENT
                self._parted.add((min(pair), max(pair)))
        return close

    def _agreements(
        self, places: Ints, others: Ints, known: tuple[Floats, Floats], unnamed: Flags, full: Floats
    ) -> Floats:
        """What veto.agreement gives for each pair, of whose names each knows such a share."""
        apart = np.abs(self._hours[places] - self._hours[others])
        left = self._days(places, others) * np.maximum(0.0, 1 - veto.APART * apart / 72)
        needed = veto.ON_TITLES + (veto.ON_TEXTS - veto.ON_TITLES) * full
        low, high = np.minimum(*known), np.maximum(*known)
        agreed = low + veto.TITLES_LEAVE_OUT * (1 - full) * (high - low)
        agreed = np.where(unnamed, np.maximum(agreed, needed * full), agreed)
        agreements: Floats = np.minimum(1.0, agreed / needed) * left
        return agreements

    def _days(self, places: Ints, others: Ints) -> Floats:
        days = np.ones(len(places))
        for pair in np.flatnonzero(self._dated[places] & self._dated[others]).tolist():
            days[pair] = veto.of_days(self._readings[places[pair]], self._readings[others[pair]])
        return days


def _share(weight: Ints, total: Ints) -> Floats:
    """What part of the names' weight that is; without names all."""
    return np.where(total > 0, weight / np.maximum(total, 1), 1.0)


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
