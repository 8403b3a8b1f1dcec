"""Articles about the same event: a graph of near pairs, average link inside its components.

All at once; where stories stand already, settle.py puts new articles beside them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import chain, product, starmap
from typing import TYPE_CHECKING

from digest.curate.dedupe import seniority
from digest.curate.near import WINDOW_HOURS, nearness_of
from digest.curate.reading import Reading, read_all
from digest.curate.tongues import ties

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from digest.curate.near import Nearness
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
    return sorted(joined(groups, readings, places, nearness))


def joined(
    groups: Sequence[Sequence[int]],
    readings: Sequence[Reading],
    asked: Collection[int],
    nearness: Nearness,
) -> list[list[int]]:
    """The groups, those as one that tell one event in several languages.

    The closest tie goes first. What one language tells as two events, such as the closes of two
    days, another language does not make one.

    Args:
        groups: places of readings.
        readings: oldest first.
        asked: places of which each pair that joins two groups has at least one.
        nearness: of these readings.
    """
    tied = ties(groups, readings, frozenset(asked))
    part_of: dict[int, tuple[int, ...]] = {at: (at,) for at in range(len(groups))}
    for one, other in sorted(tied, key=lambda pair: (-tied[pair], pair)):
        mine, theirs = part_of[one], part_of[other]
        left, right = _places(groups, mine), _places(groups, theirs)
        if mine != theirs and not _two_events(left, right, readings, nearness):
            whole = (*mine, *theirs)
            part_of.update(dict.fromkeys(whole, whole))
    return [_places(groups, part) for part in dict.fromkeys(part_of.values())]


def _places(groups: Sequence[Sequence[int]], part: Sequence[int]) -> list[int]:
    return sorted(chain.from_iterable(groups[at] for at in part))


def _two_events(
    mine: Sequence[int], theirs: Sequence[int], readings: Sequence[Reading], nearness: Nearness
) -> bool:
    """Whether in one language all of these are alike, and were told apart all the same."""
    pairs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one, other in product(mine, theirs):
        if readings[one].language == readings[other].language:
            pairs[readings[one].language].append((one, other))
    return any(all(starmap(nearness.told_apart, some)) for some in pairs.values())


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
