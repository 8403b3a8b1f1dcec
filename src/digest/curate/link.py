"""Average-link clustering of a few hundred things: join the nearest two, and again.

Knows nothing of articles. Ties go to the smallest indices, so the result depends on the
closeness alone, and on whom the caller keeps apart.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Apart = Callable[[Sequence[int], Sequence[int]], bool]

__all__ = ["average_link"]

SURE = 2.0  # of the least closeness: from there on two groups are one without being asked


def average_link(
    members: Sequence[int],
    closeness: Sequence[float],
    *,
    least: float = 1.0,
    apart: Apart | None = None,
) -> list[list[int]]:
    """Join groups while the mean closeness between two of them is at least `least`.

    Args:
        members: ascending indices.
        closeness: of each pair of them, in the order of `itertools.combinations`.
        least: mean closeness from which two groups are one.
        apart: asked of two groups that are to be joined and less than twice so close; those that
            it keeps apart, and whatever holds them, are never joined.
    """
    sure = SURE * least if apart else least
    if min(closeness, default=sure) >= sure:
        return [list(members)]  # then so is every mean
    return _Linker(members, closeness, least, apart).run()


class _Linker:
    """Groups under their smallest member, and the sums of closeness between them.

    Follows each group to its nearest until two are each other's nearest: nothing that is joined
    elsewhere can bring a third one nearer to either (Murtagh, 1983), so that they may be joined at
    once. A group whose nearest is too far away stays as it is, for the same reason. Two that are
    kept apart are endlessly far from each other, and so is what takes one of them in.
    """

    def __init__(
        self, members: Sequence[int], closeness: Sequence[float], least: float, apart: Apart | None
    ) -> None:
        self._groups = {member: [member] for member in members}
        self._sums: dict[int, dict[int, float]] = {member: {} for member in members}
        self._least = least
        self._apart = apart
        for (left, right), close in zip(combinations(members, 2), closeness, strict=True):
            self._sums[left][right] = self._sums[right][left] = close

    def run(self) -> list[list[int]]:
        done: list[list[int]] = []
        chain: list[int] = []
        while self._sums:
            one = chain[-1] if chain else next(iter(self._sums))
            near = self._nearest(one, chain[-2:-1])
            if near is None:
                done.append(sorted(self._groups[one]))
                self._leave(one)
                chain = []
            elif chain[-2:-1] == [near] and self._parted(one, near):
                chain.pop()
            elif chain[-2:-1] == [near]:
                self._join(*sorted((one, near)))
                chain = [other for other in chain[:-2] if other in self._sums]
            else:
                chain = [*(chain or [one]), near]
        return done

    def _nearest(self, one: int, before: Sequence[int]) -> int | None:
        """The group nearest to `one`, of equals the one that it was come from; none so near."""
        # The same from both sides to the last bit: each step along the chain comes nearer.
        size, groups = len(self._groups[one]), self._groups
        means = {
            other: total / (size * len(groups[other])) for other, total in self._sums[one].items()
        }
        most = max(means.values(), default=0.0)
        if most < self._least:
            return None
        if before and means[before[0]] == most:
            return before[0]
        return min(other for other, mean in means.items() if mean == most)

    def _parted(self, one: int, other: int) -> bool:
        """Whether two groups that are each other's nearest are kept apart: from now on they are."""
        if not self._apart:
            return False
        left, right = self._groups[one], self._groups[other]
        sure = self._sums[one][other] >= SURE * self._least * len(left) * len(right)
        if sure or not self._apart(left, right):
            return False
        self._sums[one][other] = self._sums[other][one] = -math.inf
        return True

    def _leave(self, one: int) -> dict[int, float]:
        for other in (lost := self._sums.pop(one)):
            del self._sums[other][one]
        return lost

    def _join(self, left: int, right: int) -> None:
        self._groups[left] += self._groups.pop(right)
        for other, total in self._leave(right).items():
            if other != left:
                joined = self._sums[left][other] + total
                self._sums[left][other] = self._sums[other][left] = joined
