"""Articles about the same event: a graph of near pairs, average link inside its components.

All at once; where stories stand already, settle.py puts new articles beside them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.dedupe import seniority
from digest.curate.near import WINDOW_HOURS, nearness_of
from digest.curate.reading import Reading, read_all
from digest.curate.tongues import ties

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from digest.model import Article

__all__ = ["WINDOW", "cluster", "components_of", "groups_of", "joined"]

WINDOW = timedelta(hours=WINDOW_HOURS)
LARGEST = 400  # articles in one component before its weaker ties are cut


def cluster(articles: Sequence[Article]) -> list[list[Article]]:
    """Group articles by event, oldest first in each group and among the groups."""
    ordered = sorted(articles, key=seniority)
    groups = groups_of(read_all(ordered))
    return [[ordered[place] for place in group] for group in groups]


def groups_of(readings: Sequence[Reading]) -> list[list[int]]:
    """Group Readings that stand oldest first; gives their places."""
    places = range(len(readings))
    nearness = nearness_of(readings)
    near = nearness.drawn(places, 1.0)
    groups = list(nearness.grouped(components_of(places, near)))
    return sorted(joined(groups, readings, places))


def joined(
    groups: Sequence[Sequence[int]], readings: Sequence[Reading], asked: Collection[int]
) -> list[list[int]]:
    """The groups, those as one that tell one event in several languages.

    Args:
        groups: places of readings.
        readings: oldest first.
        asked: places of which each pair that joins two groups has at least one.
    """
    parts = _connected(range(len(groups)), ties(groups, readings, frozenset(asked)))
    return [sorted(chain.from_iterable(groups[at] for at in part)) for part in parts]


def components_of(places: Sequence[int], near: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Connected components, cut at rising closeness until none is too large."""
    members = _connected(places, near)
    small = [group for group in members if len(group) <= LARGEST]
    for group in members:
        if len(group) > LARGEST:
            small.extend(_cut(group, near))
    return small


def _cut(group: Sequence[int], near: Mapping[tuple[int, int], float]) -> list[list[int]]:
    inside = set(group)
    ties = sorted((close, pair) for pair, close in near.items() if pair[0] in inside)
    kept = {pair: close for close, pair in ties[len(ties) // 4 + 1 :]}
    parts: list[list[int]] = []
    for part in _connected(group, kept):
        parts.extend([part] if len(part) <= LARGEST else _cut(part, kept))
    return parts


def _connected(nodes: Sequence[int], near: Mapping[tuple[int, int], float]) -> list[list[int]]:
    neighbours: dict[int, list[int]] = defaultdict(list)
    for left, right in near:
        neighbours[left].append(right)
        neighbours[right].append(left)
    seen: set[int] = set()
    return [_reach(node, neighbours, seen) for node in nodes if node not in seen]


def _reach(start: int, neighbours: Mapping[int, list[int]], seen: set[int]) -> list[int]:
    seen.add(start)
    queue = [start]
    for node in queue:
        fresh = [other for other in neighbours.get(node, ()) if other not in seen]
        seen.update(fresh)
        queue.extend(dict.fromkeys(fresh))
    return sorted(queue)
