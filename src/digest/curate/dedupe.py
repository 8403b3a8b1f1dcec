"""The same text twice: near-duplicates by shingles.

A shingle is five words in a row. Pairs to look at come from an inverted index over a quarter of the
shingles; the verdict is the exact share of the smaller text found in the larger, or, where it was
cut, in the beginning of that. Short texts are duplicates only if they are equal, or the cut
beginning of another: a wire's few lines under another headline, of another outlet, or the same
title and text. Never joins two texts that merely tell the same event: that is cluster's work.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from digest.curate.dateline import without_dateline
from digest.curate.furniture import boilerplate
from digest.curate.numerals import placed_in
from digest.curate.text import body, tokens, words
from digest.prose.genre import is_live

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from digest.model import Article

__all__ = ["Duplicate", "copied", "duplicates", "seniority"]

SHINGLE = 5  # words
SHORT = 40  # words below which only equal texts count
SHARE = 0.8  # of the smaller text's shingles found in the larger
RATIO = 0.5  # the smaller text must be at least this much of the larger, or of its beginning
LINES = 8  # words from which a text under another headline is a wire's
CUT = 12  # ... and from which it may be the beginning of another
WHOLE = 8  # texts with the same first words of which one may be the whole of it
TOP = 600  # characters of a text in which its first words stand
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
    fifth longer, but no live page before what somebody wrote down; and before both a later one
    with a number that no earlier one had, in its title or where the kept text has another.
    """
    ordered = sorted(articles, key=seniority)
    texts = [words(body(article.text)) for article in ordered]
    found: dict[str, Duplicate] = {}
    for members in _same_texts(ordered, texts):
        kept, why = _keep(members, ordered, texts)
        for member in sorted(set(members) - {kept}):
            reason = _reason(ordered[kept], why)
            found[ordered[member].id] = Duplicate(ordered[kept].id, reason)
    return found


def copied(articles: Sequence[Article], told: Sequence[Article]) -> dict[str, str]:
    """Of each article whose text was told, the latest that it was told from, by their ids."""
    ordered = sorted({one.id: one for one in (*articles, *told)}.values(), key=seniority)
    before = {one.id for one in told}
    texts = [words(body(one.text)) for one in ordered]
    found: dict[str, str] = {}
    for members in _same_texts(ordered, texts):
        names = [ordered[member].id for member in members]
        if earlier := [name for name in names if name in before]:
            found.update((name, earlier[-1]) for name in names if name not in before)
    return found


def _same_texts(ordered: Sequence[Article], texts: Sequence[list[str]]) -> list[list[int]]:
    groups = _Groups(len(ordered))
    for left, right in [*_equal(ordered, texts), *_cut(ordered, texts), *_similar(ordered, texts)]:
        groups.join(left, right)
    return groups.sets()


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
    """Pairs of equal texts: under one title, or lines of a wire that several outlets took.

    An article with neither text nor summary equals nothing.
    """
    titled: dict[tuple[str, ...], int] = {}
    wired: dict[tuple[str, ...], int] = {}
    for index, article in enumerate(ordered):
        below = _below(article, texts[index])
        # A bare title is no text: two sources may well write the same four words.
        if below and titled.setdefault((*words(article.title), "\n", *below), index) != index:
            yield titled[*words(article.title), "\n", *below], index
        if len(below) >= LINES and not boilerplate(article.text or article.summary):
            first = wired.setdefault(tuple(below), index)
            if _is_wire(ordered[first], article, below):
                yield first, index


def _cut(ordered: Sequence[Article], texts: Sequence[list[str]]) -> Iterable[tuple[int, int]]:
    """Pairs of a wire's text and its first words, cut anywhere, under another outlet's headline."""
    tops = [_top(article, text) for article, text in zip(ordered, texts, strict=True)]
    begun: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in sorted(range(len(tops)), key=lambda index: -len(tops[index])):
        top = tops[index]
        if len(top) < CUT:
            break
        alike = begun[tuple(top[: CUT - 1])]
        whole = (other for other in alike if tops[other][: len(top) - 1] == top[:-1])
        short = len(texts[index]) < SHORT
        wires = (one for one in whole if short and _is_wire(ordered[one], ordered[index], top))
        found = next(wires, None)
        if found is None:
            alike += [index][: WHOLE - len(alike)]
        elif not boilerplate(ordered[index].text or ordered[index].summary):
            yield found, index


def _top(article: Article, text: Sequence[str]) -> list[str]:
    """The first words of a text, without the place and agency at its start."""
    if len(text) < SHORT:
        return _below(article, list(text))
    return words(without_dateline(body(article.text).lstrip()[:TOP]))[:SHORT]


def _below(article: Article, text: list[str]) -> list[str]:
    """The words below a title; of a short text without the place and agency at its start."""
    if len(text) >= SHORT:
        return text
    return words(without_dateline((body(article.text).strip() or article.summary).strip()))


def _is_wire(one: Article, other: Article, below: Sequence[str]) -> bool:
    """Whether two outlets have a text that each one's headline is about.

    What a site prints below whatever it has no text of is about none.
    """
    said = {*below, *tokens(one.title)}
    about = all(not said.isdisjoint(tokens(article.title)) for article in (one, other))
    return one.outlet != other.outlet and about and not set(below).isdisjoint(tokens(one.title))


def _similar(ordered: Sequence[Article], texts: Sequence[list[str]]) -> Iterable[tuple[int, int]]:
    """Pairs of long texts of which one carries the other nearly whole, or begins with it."""
    numbers = _Numbers()
    samples = [numbers.sample(text) if len(text) >= SHORT else set() for text in texts]
    for (left, right), shared in sorted(_candidates(samples).items()):
        least = min(len(samples[left]), len(samples[right]))
        small, large = sorted((left, right), key=lambda index: len(texts[index]))
        whole = len(texts[small]) >= RATIO * len(texts[large])
        if (
            shared * 2 >= least * SHARE
            and (whole or _goes_on(ordered[small], texts[small], texts[large]))
            and _same(numbers, texts[small], texts[large])
        ):
            yield left, right


def _goes_on(article: Article, small: Sequence[str], large: Sequence[str]) -> bool:
    """Whether a text goes on about what an article is about where that one was cut.

    What begins with one article and goes on about others is a review of the day.
    """
    about = set(tokens(article.title))
    return len(about.intersection(large[len(small) :])) * 2 >= max(1, len(about))


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


def _same(numbers: _Numbers, small: list[str], large: list[str]) -> bool:
    """Whether the larger text has the smaller one, in what of it is at most so much longer."""
    mine = set(numbers.shingles(small))
    front = large[: math.ceil(len(small) / RATIO)]
    return len(mine.intersection(numbers.shingles(front))) >= SHARE * len(mine)


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
    oldest = members[0]
    members = _written(members, ordered, texts)
    first = "the earlier one" if members[0] == oldest else "no live page"
    longest = max(len(texts[member]) for member in members)
    full = next(member for member in members if len(texts[member]) * FULLER >= longest)
    kept, what = full, first if full == members[0] else "fuller"
    told: set[str] = set()
    below = {member: _below(ordered[member], texts[member]) for member in members}
    numbers = {member: list(placed_in(below[member])) for member in members}
    for member in members:
        title = {value for _, value in placed_in(words(ordered[member].title))} - told
        whole = len(texts[member]) * FULLER >= longest
        if member > full and ((title and whole) or _recounts(numbers[kept], numbers[member], told)):
            kept, what = member, "newer, with another number"
        told |= title.union(value for _, value in numbers[member])
    return kept, what


def _written(
    members: Sequence[int], ordered: Sequence[Article], texts: Sequence[list[str]]
) -> Sequence[int]:
    """Those that are no live pages, where one of these has a text."""
    written = [at for at in members if not is_live(ordered[at].title, ordered[at].url or "")]
    return written if any(len(texts[at]) >= SHORT for at in written) else members


def _recounts(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], told: Collection[str]
) -> bool:
    """Whether a number that nobody told stands where another one stood: a toll that rises."""
    places: dict[str, set[str]] = defaultdict(set)
    for place, value in before:
        places[place].add(value)
    return any(
        place in places and value not in places[place] and value not in told
        for place, value in after
    )


def _reason(kept: Article, what: str) -> str:
    return f"same text as “{kept.title}” ({kept.outlet}), which is {what}"
