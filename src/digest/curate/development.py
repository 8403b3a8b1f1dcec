"""Whether a sentence tells a fact that was not told: an act, a count, a number or a name.

An act is one of a kind that nothing told before did, in a sentence that is tied to it; a count is
another number of the same. Ages, dates, years gone by and their clauses are no facts (trivia.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from digest.curate.acts import acts_in
from digest.curate.calendar import undated
from digest.curate.facts import DAYS, heard_in, news_in
from digest.curate.numerals import numbers_in
from digest.curate.sentences import sentences
from digest.curate.summarise import word_count
from digest.curate.text import tokens
from digest.curate.trivia import foreground

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LEAST", "Heard", "News", "hear", "news_of"]

LEAST: Final = 4  # words of a sentence that tells an act
LONG: Final = 6  # ... and of one that names or counts
READ: Final = 20_000  # characters of a text: hostile text costs no more
TIED: Final = 0.2  # share of a sentence's words beside the act that were told
ACT, COUNT = 3, 4  # what they weigh beside a name or number ...
NAMED: Final = 3  # ... of which no more count


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader could know: words and their stems, kinds of acts, and what was counted."""

    words: str
    stems: frozenset[str]
    acts: frozenset[str]
    counts: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class News:
    """What of a sentence is new, in its words, and how much that weighs."""

    words: tuple[str, ...]
    weight: int


def hear(texts: Iterable[str], year: int) -> Heard:
    """All that these texts of a year told."""
    read = [text[:READ] for text in texts]
    acts: set[str] = set()
    counts: set[tuple[str, int]] = set()
    for text in read:
        for sentence in _sentences(text):
            told = acts_in(foreground(sentence, year).acts)
            acts.update(told.kinds)
            counts.update(told.counts)
    said = [undated(text)[0] for text in read]
    words = " ".join(chain.from_iterable(map(tokens, said)))
    stems = heard_in(said) | {str(number) for _, _, number in numbers_in(words.split())}
    return Heard(f"{words} ", stems, frozenset(acts), frozenset(counts))


def _sentences(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield from sentences(paragraph)


def news_of(
    sentence: str,
    heard: Heard,
    outlets: frozenset[str],
    *,
    year: int,
    tongue: str = "",
    title: bool = False,
) -> News | None:
    """What is new in a sentence; None where nothing is.

    Args:
        sentence: one that stands by itself.
        heard: what was told before.
        outlets: words of publishers' and authors' names, which are no news.
        year: in which it was written.
        tongue: its language.
        title: it is a headline, whose capitals mean nothing.
    """
    ground = foreground(sentence, year)
    named: tuple[str, ...] = ()
    if word_count(sentence) >= LONG or title:
        named = news_in(ground.facts, heard.stems, outlets, tongue=tongue)
    if title:
        named = tuple(word for word in named if word[0].isdigit())
    counts = _counts(ground.facts, heard)
    acts = _acts(ground.acts, heard)
    words = tuple(dict.fromkeys((*named, *counts, *acts)))
    weight = ACT * len(acts) + COUNT * len(counts) + min(len(named), NAMED)
    return News(words, weight) if words else None


def _acts(text: str, heard: Heard) -> tuple[str, ...]:
    """The words of acts of a kind that was not told, where the rest of the text was."""
    new = {kind: said for kind, said in acts_in(text).kinds.items() if kind not in heard.acts}
    verbs = heard_in(new.values())
    own = {word for word in tokens(text) if word not in DAYS}
    known = [word for word in own if heard_in([word]) <= heard.stems or f"{word} " in heard.words]
    beside = len(own) - len(verbs)
    return tuple(new.values()) if len(known) >= max(1, TIED * beside) else ()


def _counts(text: str, heard: Heard) -> tuple[str, ...]:
    """Numbers of what was counted before and is another number now."""
    known = {kind for kind, _ in heard.counts}
    new = sorted(acts_in(text).counts - heard.counts)
    return tuple(str(number) for kind, number in new if kind in known)
