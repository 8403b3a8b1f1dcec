"""Average-link clustering of a few hundred things: join the nearest two, and again.

Knows nothing of articles. Ties go to the smallest indices, so the result depends on the
closeness alone.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["average_link"]


def average_link(
    members: Sequence[int], closeness: Callable[[int, int], float], *, least: float = 1.0
) -> list[list[int]]:
    """Join groups while the mean closeness between two of them is at least `least`.

    Args:
        members: ascending indices.
        closeness: symmetric; asked once for each pair of members, the smaller index first.
        least: mean closeness from which two groups are one.
    """
    pairs = {pair: closeness(*pair) for pair in combinations(members, 2)}
    if min(pairs.values(), default=least) >= least:
        return [list(members)]  # then so is every mean
    return _Linker(members, pairs, least).run()


class _Linker:
    """Groups under their smallest member, the sums of closeness between them, and a heap."""

    def __init__(
        self, members: Sequence[int], pairs: Mapping[tuple[int, int], float], least: float
    ) -> None:
        self._groups = {member: [member] for member in members}
        self._sums: dict[int, dict[int, float]] = {member: {} for member in members}
        self._least = least
        for (left, right), close in pairs.items():
            self._sums[left][right] = self._sums[right][left] = close
        self._heap = [pair for left in members for pair in self._offers(left) if pair[1] < pair[2]]
        heapify(self._heap)

    def run(self) -> list[list[int]]:
        while self._heap:
            offer, left, right = heappop(self._heap)
            if self._stands(offer, left, right):
                self._join(left, right)
        return [sorted(group) for group in self._groups.values()]

    def _mean(self, left: int, right: int) -> float:
        pairs = len(self._groups[left]) * len(self._groups[right])
        return self._sums[left][right] / pairs

    def _offers(self, one: int) -> Iterator[tuple[float, int, int]]:
        for other in self._sums[one]:
            mean = self._mean(one, other)
            if mean >= self._least:
                yield -mean, min(one, other), max(one, other)

    def _stands(self, offer: float, left: int, right: int) -> bool:
        alive = left in self._groups and right in self._groups
        return alive and -offer == self._mean(left, right)

    def _join(self, left: int, right: int) -> None:
        self._groups[left] += self._groups.pop(right)
        lost = self._sums.pop(right)
        for other, total in lost.items():
            if other != left:
                joined = self._sums[left][other] + total
                self._sums[left][other] = self._sums[other][left] = joined
                del self._sums[other][right]
        del self._sums[left][right]
        for offer in self._offers(left):
            heappush(self._heap, offer)
