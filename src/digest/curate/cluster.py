"""Articles about the same event: TF-IDF, a graph of near pairs, average link inside it.

Candidates come from an inverted index that slides over time, so the work grows with the
number of articles, not with its square. A word's weight depends on the articles that have
the word and on nothing else: an article about other things changes no story.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from digest.curate.dedupe import seniority
from digest.curate.link import average_link
from digest.curate.text import content, tokens
from digest.curate.veto import Profile, look_alike, profile

if TYPE_CHECKING:
    from digest.model import Article

__all__ = ["WINDOW", "cluster"]

WINDOW = timedelta(hours=72)  # articles further apart never tell the same story
ON_TEXTS = 0.14  # cosine from which two full texts are one story
ON_TITLES = 0.10  # ... and two bare titles
FULL = 120  # words from which a text counts as full
READ = 3000  # characters of a text that are read: news stands at the top
TITLE = 3  # a word of the title counts this often
LEAST = 3  # different words that say something; an article with fewer joins no story
PARTIAL = 0.4  # of the threshold must come from these words alone
INDEXED = 64  # heaviest words of an article by which it is found
PROBES = 16  # heaviest words by which it looks for others
RECENT = 60  # articles looked at for each of these words
LARGEST = 400  # articles in one component before its weaker ties are cut
COMMON = 2000  # a word found in n articles weighs log(1 + COMMON / n), however many there are


_Closeness = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class _Document:
    title: str
    text: str
    hours: float
    length: int
    weights: Mapping[str, float]

    def profile(self) -> Profile:
        return profile(self.title, self.text, self.weights)


def cluster(articles: Sequence[Article]) -> list[list[Article]]:
    """Group articles by event, oldest first in each group and among the groups."""
    ordered = sorted(articles, key=seniority)
    documents = _documents(ordered)
    closeness = _closeness(documents)
    near = _near(documents, closeness)
    groups: list[list[int]] = []
    for component in _components(len(ordered), near):
        groups.extend(average_link(component, closeness))
    return [[ordered[index] for index in group] for group in sorted(groups)]


def _documents(ordered: Sequence[Article]) -> list[_Document]:
    texts = [content(article.summary, article.text, limit=READ) for article in ordered]
    bags = [_bag(article.title, text) for article, text in zip(ordered, texts, strict=True)]
    spread = Counter(term for bag in bags for term in bag)
    rarity = {term: math.log1p(COMMON / count) for term, count in spread.items()}
    return [
        _Document(
            title=article.title,
            text=text,
            hours=article.published.timestamp() / 3600,
            length=sum(bag.values()),
            weights=_weights(bag, rarity),
        )
        for article, bag, text in zip(ordered, bags, texts, strict=True)
    ]


def _bag(title: str, text: str) -> Counter[str]:
    bag = Counter(tokens(text))
    for term in tokens(title):
        bag[term] += TITLE
    return bag


def _weights(bag: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Unit vector; heaviest term first, ties by the term itself."""
    raw = {term: (1 + math.log(count)) * rarity[term] for term, count in bag.items()}
    norm = math.sqrt(math.fsum(weight * weight for weight in raw.values())) or 1.0
    heavy = sorted(raw.items(), key=lambda pair: (-pair[1], pair[0]))
    return {term: weight / norm for term, weight in heavy}


def _near(documents: Sequence[_Document], closeness: _Closeness) -> dict[tuple[int, int], float]:
    """Pairs of documents that are close enough for one story."""
    pairs: dict[tuple[int, int], float] = {}
    for left, right in _candidates(documents):
        close = closeness(left, right)
        if close >= 1.0:
            pairs[left, right] = close
    return pairs


def _candidates(documents: Sequence[_Document]) -> Iterator[tuple[int, int]]:
    """Earlier documents that share much with a later one's heaviest words."""
    index: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=RECENT))
    for right, document in enumerate(documents):
        shared: dict[int, float] = {}
        for term, weight in islice(document.weights.items(), PROBES):
            for left in index[term]:
                shared[left] = shared.get(left, 0.0) + weight * documents[left].weights[term]
        least = _threshold(document.length) * PARTIAL
        yield from ((left, right) for left, partial in shared.items() if partial >= least)
        for term in islice(document.weights, INDEXED):
            index[term].append(right)


def _closeness(documents: Sequence[_Document]) -> _Closeness:
    """Cosine over the threshold for texts of that length: 1 and more is one story."""
    profiled = cache(lambda index: documents[index].profile())

    def closeness(left: int, right: int) -> float:
        one, other = documents[left], documents[right]
        if min(len(one.weights), len(other.weights)) < LEAST:
            return 0.0
        if abs(one.hours - other.hours) > WINDOW.total_seconds() / 3600:
            return 0.0
        cosine = _dot(one.weights, other.weights)
        threshold = _threshold(min(one.length, other.length))
        alike = cosine >= threshold and look_alike(profiled(left), profiled(right))
        return 0.0 if alike else cosine / threshold

    return closeness


def _dot(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The sum of products, exact whatever the order of the terms."""
    return math.fsum(left[term] * right[term] for term in left.keys() & right.keys())


def _threshold(shorter: int) -> float:
    return ON_TITLES + (ON_TEXTS - ON_TITLES) * min(1.0, shorter / FULL)


def _components(size: int, near: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Connected components, cut at rising closeness until none is too large."""
    members = _connected(range(size), near)
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
