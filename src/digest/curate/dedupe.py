"""The same text twice: near-duplicates by shingles.

A shingle is five words in a row. Pairs to look at come from an inverted index over a
quarter of the shingles; the verdict is the exact share of the smaller text found in the
larger. Short texts are duplicates only if title and text are equal. Never joins two texts
that merely tell the same event: that is cluster's work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from digest.curate.text import body, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from digest.model import Article

__all__ = ["Duplicate", "duplicates", "seniority"]

SHINGLE = 5  # words
SHORT = 40  # words below which only equal texts count
SHARE = 0.8  # of the smaller text's shingles found in the larger
RATIO = 0.5  # the smaller text must be at least this much of the larger ...
FULLER = 1.2  # a copy this much longer is kept in place of the original
_SAMPLE = 4  # one shingle in four is indexed


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An Article left out because `kept` (an Article's id) says the same, and why."""

    kept: str
    reason: str


def seniority(article: Article) -> tuple[object, ...]:
    """Sort key: oldest first; ties by id, so that order of arrival never matters."""
    return (article.published, article.id)


def duplicates(articles: Sequence[Article]) -> dict[str, Duplicate]:
    """Find articles whose text another one carries, by the id of the one left out.

    Of a group of copies the earliest is kept, or a fuller one where it is at least a
    fifth longer; and before both a later one whose title has a number that it lacks.
    """
    ordered = sorted(articles, key=seniority)
    texts = [words(body(article.text)) for article in ordered]
    groups = _Groups(len(ordered))
    for left, right in [*_equal(ordered, texts), *_similar(texts)]:
        groups.join(left, right)
    found: dict[str, Duplicate] = {}
    for members in groups.sets():
        kept, why = _keep(members, ordered, texts)
        for member in sorted(set(members) - {kept}):
            reason = _reason(ordered[kept], why)
            found[ordered[member].id] = Duplicate(ordered[kept].id, reason)
    return found


class _Groups:
    """Union-find; the smallest index stands for its group."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, left: int, right: int) -> None:
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low

    def sets(self) -> list[list[int]]:
        members: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._parent)):
            members[self.find(index)].append(index)
        return [group for group in members.values() if len(group) > 1]


def _equal(ordered: Sequence[Article], texts: Sequence[list[str]]) -> Iterable[tuple[int, int]]:
    """Pairs of equal title and text; an article with neither equals nothing."""
    first: dict[tuple[str, ...], int] = {}
    for index, article in enumerate(ordered):
        below = texts[index] or words(article.summary)
        key = (*words(article.title), "\n", *below)
        # A bare title is no text: two sources may well write the same four words.
        if below and first.setdefault(key, index) != index:
            yield first[key], index


def _similar(texts: Sequence[list[str]]) -> Iterable[tuple[int, int]]:
    """Pairs of long texts of which one carries the other nearly whole."""
    numbers = _Numbers()
    samples = [numbers.sample(text) if len(text) >= SHORT else set() for text in texts]
    for (left, right), shared in sorted(_candidates(samples).items()):
        least = min(len(samples[left]), len(samples[right]))
        if shared * 2 >= least * SHARE and _same(numbers, texts[left], texts[right]):
            yield left, right


def _candidates(samples: Sequence[Collection[int]]) -> Counter[tuple[int, int]]:
    """Count shared shingles between each text and the oldest one that has the shingle.

    One pair for each place in the index, however often a text was copied: linear.
    """
    oldest: dict[int, int] = {}
    pairs: Counter[tuple[int, int]] = Counter()
    for index, sample in enumerate(samples):
        for shingle in sample:
            first = oldest.setdefault(shingle, index)
            if first != index:
                pairs[first, index] += 1
    return pairs


def _same(numbers: _Numbers, left: list[str], right: list[str]) -> bool:
    small, large = sorted((left, right), key=len)
    if len(small) < RATIO * len(large):
        return False
    mine = set(numbers.shingles(small))
    return len(mine.intersection(numbers.shingles(large))) >= SHARE * len(mine)


class _Numbers(dict[str, int]):
    """Words as numbers by CRC-32 (ISO 3309): equal in every run and machine."""

    def __missing__(self, word: str) -> int:
        number = self[word] = crc32(word.encode("utf-8", "surrogatepass"))
        return number

    def shingles(self, text: list[str]) -> Iterator[tuple[int, ...]]:
        line = list(map(self.__getitem__, text))
        return zip(*(line[at:] for at in range(SHINGLE)), strict=False)

    def sample(self, text: list[str]) -> set[int]:
        """Those that begin with one word in four: by the word, so that no other is looked at."""
        return {hash(shingle) for shingle in self.shingles(text) if not shingle[0] % _SAMPLE}


def _keep(
    members: Sequence[int], ordered: Sequence[Article], texts: Sequence[list[str]]
) -> tuple[int, str]:
    """Which of a group is kept, and what it is to the others."""
    longest = max(len(texts[member]) for member in members)
    full, *later = [member for member in members if len(texts[member]) * FULLER >= longest]
    kept, what = full, "the earlier one" if full == members[0] else "fuller"
    for member in later:
        told = _numbers([*words(ordered[kept].title), *texts[kept]])
        if _numbers(words(ordered[member].title)) - told:
            kept, what = member, "newer, with another number"
    return kept, what


def _numbers(text: Iterable[str]) -> set[str]:
    """The numbers among words: a toll that rises makes of a copy the news."""
    return {word for word in text if word[:1].isdigit()}


def _reason(kept: Article, what: str) -> str:
    who = kept.publisher or kept.source
    return f"same text as “{kept.title}” ({who}), which is {what}"
