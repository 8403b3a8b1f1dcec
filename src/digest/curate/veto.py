"""Look-alikes: the same kind of event twice is two stories.

Two earthquakes in two towns share nearly every word. What parts them stands in the title:
a name or a number that the other article never mentions, both ways round. Knows no place
names; a name is a word with a capital that never stands in lower case. Scripts without
capitals get no veto.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.curate.text import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Profile", "look_alike", "profile"]

ABSENT = 0.5  # share of the title's names that the other article must not know
UNTITLED = 120  # characters of a text that stand in for a missing title
_STEM = 2  # letters an ending may add or take (Larmont, Larmonts, Larmonter)
_MIN_STEM = 4
_TITLE_CASE = 0.7  # share of long words with a capital: the title's capitals mean nothing
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MID_SENTENCE = re.compile(r"(?<=[\w,;)]\s)[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Profile:
    """What tells an Article from its look-alikes; `known` is all its words and their stems."""

    names: frozenset[str]
    numbers: frozenset[str]
    known: frozenset[str]


def profile(title: str, text: str, vocabulary: Iterable[str]) -> Profile:
    """Take names and numbers from the title, judged by how `text` writes them.

    `vocabulary` is what `tokens` makes of both. Without a title the text's start is taken.
    """
    title = title or text[:UNTITLED]
    whole = frozenset(vocabulary)
    return Profile(
        names=frozenset(_names(title, text)),
        numbers=frozenset(_NUMBER.findall(title)),
        known=whole.union(map(_stem, whole)),
    )


def look_alike(left: Profile, right: Profile) -> bool:
    """Tell whether each title names what the other article does not know of.

    Differing numbers alone never part two articles that agree on every name: a death toll
    rises. They do so when a name differs as well.
    """
    apart = _absent(left.names, right), _absent(right.names, left)
    if min(apart) >= ABSENT:
        return True
    return max(apart) > 0 and _numbers_differ(left, right)


def _numbers_differ(left: Profile, right: Profile) -> bool:
    shared = left.numbers & right.known or right.numbers & left.known
    return bool(left.numbers and right.numbers) and not shared


def _absent(names: frozenset[str], other: Profile) -> float:
    if not names:
        return 0.0
    missing = sum(1 for name in names if not _knows(other, name))
    return missing / len(names)


def _knows(other: Profile, name: str) -> bool:
    return name in other.known or _stem(name) in other.known


def _stem(word: str) -> str:
    return word[: max(_MIN_STEM, len(word) - _STEM)]


def _names(title: str, text: str) -> set[str]:
    seen = _WORD.findall(title)
    capitals = [word for word in seen if word[0].isupper()]
    lower = {word for word in _WORD.findall(text) if word[0].islower()}
    inside = set(_MID_SENTENCE.findall(text))
    trusted = [] if _all_capitals(seen) else seen[1:]
    certain = [word for word in capitals if word in inside or word in trusted]
    return {name for word in certain if word.lower() not in lower for name in tokens(word)}


def _all_capitals(seen: list[str]) -> bool:
    long = [word for word in seen if len(word) > len("and")]
    return sum(1 for word in long if word[0].isupper()) >= _TITLE_CASE * max(len(long), 1)
