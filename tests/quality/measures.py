"""Measures of groups against labels. Pure; knows nothing of articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    f1: float


def bcubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """BCubed precision, recall and F1 (Bagga and Baldwin, 1998) over the keys of `gold`."""
    truth, guess = _members(gold), _members({one: found[one] for one in gold})
    shared = {one: len(truth[gold[one]] & guess[found[one]]) for one in gold}
    precision = sum(count / len(guess[found[one]]) for one, count in shared.items()) / len(gold)
    recall = sum(count / len(truth[gold[one]]) for one, count in shared.items()) / len(gold)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def merged(
    pairs: Iterable[tuple[str, str]], gold: Mapping[str, Hashable], found: Mapping[str, Hashable]
) -> list[tuple[str, str]]:
    """The pairs of labels of which one group holds the most articles of both."""
    groups: defaultdict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for one, label in gold.items():
        groups[label][found[one]] += 1
    main = {label: counts.most_common(1)[0][0] for label, counts in groups.items()}
    known = [pair for pair in pairs if pair[0] in main and pair[1] in main]
    return [(left, right) for left, right in known if main[left] == main[right]]


def _members(labels: Mapping[str, Hashable]) -> Mapping[Hashable, set[str]]:
    members: defaultdict[Hashable, set[str]] = defaultdict(set)
    for one, label in labels.items():
        members[label].add(one)
    return members
