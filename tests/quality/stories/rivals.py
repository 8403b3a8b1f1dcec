"""Two usual ways to find stories, to stand beside ours: MinHash and a one-pass centroid.

Written from the textbook, for their F1 alone: their time is measured with the libraries that
people use, in bench/curate.py.
"""

from __future__ import annotations

import math
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from digest.curate.text import content, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Article

PERMUTATIONS = 128
BANDS = 64  # of two rows: pairs from a Jaccard likeness of about .12 meet
LIKE = 0.15  # Jaccard from which two are alike; not tuned
NEAR = 0.2  # cosine to a centroid; not tuned
_MASK = (1 << 32) - 1


def by_minhash(articles: Sequence[Article]) -> list[list[Article]]:
    """Broder's MinHash over words, banded; who meets and is alike is one group."""
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    signatures = [_signature(set(_words(article))) for article in ordered]
    parent = list(range(len(ordered)))
    seen: dict[tuple[int, ...], int] = {}
    for index, signature in enumerate(signatures):
        for band in range(0, PERMUTATIONS, PERMUTATIONS // BANDS):
            key = (band, *signature[band : band + PERMUTATIONS // BANDS])
            other = seen.setdefault(key, index)
            if other != index and _alike(signatures[other], signature):
                parent[_root(parent, index)] = _root(parent, other)
    groups: dict[int, list[Article]] = {}
    for index, article in enumerate(ordered):
        groups.setdefault(_root(parent, index), []).append(article)
    return list(groups.values())


def by_centroid(articles: Sequence[Article]) -> list[list[Article]]:
    """Each article joins the nearest group's centroid, or founds a group; TF-IDF weights."""
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    bags = [Counter(_words(article)) for article in ordered]
    spread = Counter(word for bag in bags for word in bag)
    centroids: list[Counter[str]] = []
    groups: list[list[Article]] = []
    for article, bag in zip(ordered, bags, strict=True):
        weights = Counter(
            {word: count * math.log(len(bags) / spread[word] + 1) for word, count in bag.items()}
        )
        likeness = [_cosine(weights, centroid) for centroid in centroids]
        best = max(range(len(likeness)), key=likeness.__getitem__, default=-1)
        if best >= 0 and likeness[best] >= NEAR:
            groups[best].append(article)
            centroids[best].update(weights)
        else:
            groups.append([article])
            centroids.append(weights)
    return groups


def _words(article: Article) -> list[str]:
    return tokens(f"{article.title} {content(article.summary, article.text, limit=3000)}")


def _signature(words: set[str]) -> tuple[int, ...]:
    hashes = [int.from_bytes(blake2b(word.encode(), digest_size=4).digest()) for word in words]
    if not hashes:
        return tuple(-at for at in range(PERMUTATIONS))
    return tuple(
        min((one * (2 * at + 1) + at * 0x9E3779B1) & _MASK for one in hashes)
        for at in range(PERMUTATIONS)
    )


def _alike(left: Sequence[int], right: Sequence[int]) -> bool:
    same = sum(one == other for one, other in zip(left, right, strict=True))
    return same >= LIKE * PERMUTATIONS


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        index = parent[index]
    return index


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    shared = sum(weight * right[word] for word, weight in left.items() if word in right)
    norms = math.hypot(*left.values()) * math.hypot(*right.values())
    return shared / norms if norms else 0.0
