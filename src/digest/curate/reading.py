"""What an Article says, as clustering needs it: read once, small enough to be kept.

Terms are words cut to their first six letters, which brings the forms of a word together in
any language that inflects at the end. Names are words that stand with a capital inside a
sentence and never without one; scripts without capitals have none. Terms are kept as numbers,
the same in every run and on every machine.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from digest.curate.acts import acts_in
from digest.curate.calendar import undated, weekdays_in
from digest.curate.forms import figures_in, opening
from digest.curate.numbers import scored
from digest.curate.text import (
    UPPER,
    content,
    has_digits,
    in_ascii_digits,
    in_title_case,
    number_of,
    says,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from digest.model import Article

Found = TypeVar("Found")

__all__ = ["MOST", "Reading", "read", "read_all"]

READ = 1500  # characters of title and of text that are read: news stands at the top
TITLE = 3  # a word of the title counts this often
MOST = 255  # times that a term is counted
_APART = "\n.\n"  # stands in no date and in no word
_NOTHING = 0  # the number of words that say nothing
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Looking back from a capital is four times as fast as looking on from every letter.
_INSIDE = re.compile(rf"[{UPPER}](?<=[\w,;:)] .)[\w'’-]+")
_YEAR = re.compile(r"[12](?<!\w.)(?:(?<=1)9|(?<=2)0)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An Article's terms, and the dates that it speaks of.

    `terms` are their numbers, four bytes each, as the article says them, but for its names, so
    many, which stand last; `counts` how often it says each, a byte each. `hours` is when it was
    published, since 1970; `length` counts all words that say something. `figures` are its numbers
    in their places (numerals.py), `heading` those of its title alone: pairs of a place and a value,
    each four bytes. They are `tolls` where the title counts people. `opens` is the term that the
    title begins with where that may be a name, else 0. `language` is its own, without a region.
    `weekdays` are bits (calendar.py).
    """

    id: str
    hours: float
    length: int
    terms: bytes
    counts: bytes
    names: int
    days: frozenset[int]
    years: frozenset[str]
    figures: bytes = b""
    heading: bytes = b""
    tolls: bool = False
    opens: int = 0
    language: str = ""
    weekdays: int = 0

    def numbers(self) -> memoryview[int]:
        """The numbers of its terms, in their order."""
        return memoryview(self.terms).cast("I")

    def said(self) -> dict[int, int]:
        """How often it says each of its terms."""
        return dict(zip(self.numbers(), self.counts, strict=True))

    def named(self) -> frozenset[int]:
        """The terms that are names."""
        return frozenset(self.numbers()[len(self.counts) - self.names :])


def read(article: Article) -> Reading:
    """Read an Article: its title, and the first 1,500 characters below it."""
    return _Reader()(article)


def read_all(articles: Iterable[Article]) -> list[Reading]:
    """Read many Articles: a word that several of them say is looked up once."""
    return list(map(_Reader(), articles))


class _Known(dict[str, Found], Generic[Found]):
    """What was found for each word, so that it is looked for once."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        self._find = find

    def __missing__(self, word: str) -> Found:
        found = self[word] = self._find(word)
        return found


class _Reader:
    """Reads Articles, and remembers the words that it met."""

    def __init__(self) -> None:
        number = _Known(lambda word: number_of(word) if says(word) else _NOTHING).__getitem__
        self._number = number
        self._place = _Known(number_of).__getitem__
        self._parts = _Known(lambda word: list(map(number, words(word)))).__getitem__

    def __call__(self, article: Article) -> Reading:
        title = in_ascii_digits(article.title)
        text = in_ascii_digits(content(article.summary, article.text, limit=READ))
        whole, days = undated(f"{title[:READ]}{_APART}{text}")
        heading = whole.partition(_APART)[0]
        all_words = words(_APART.join([whole, *[heading] * (TITLE - 1)]))
        said = Counter(map(self._number, all_words))
        del said[_NOTHING]
        parts = chain.from_iterable(map(self._parts, _names(title, text)))
        names = sorted(said.keys() & set(parts))
        for name in names:
            said[name] = said.pop(name)  # to the end
        return Reading(
            id=article.id,
            hours=article.published.timestamp() / 3600,
            length=said.total(),
            terms=array("I", said).tobytes(),
            counts=_bytes(said.values()),
            names=len(names),
            days=days,
            years=frozenset(_YEAR.findall(text) if has_digits(text) else ()),
            figures=self._figures(_counting(whole, all_words)) if has_digits(text) else b"",
            heading=(counted := self._figures(_counting(heading, words(heading)), spelt=True)),
            tolls=bool(counted and acts_in(heading).counts),
            opens=self._number(opening(title)),
            language=article.tongue,
            weekdays=weekdays_in(all_words),
        )

    def _figures(self, said: Sequence[str], *, spelt: bool = False) -> bytes:
        return figures_in(said, self._place, spelt=spelt)


def _counting(text: str, said: Sequence[str]) -> Sequence[str]:
    """The words of a text as its numbers are read, its scores being one: those said, but for them.

    Texts are near by the numbers as they stand: a score is a weak sign of one match.
    """
    told = scored(text) if has_digits(text) else text
    return said if told == text else words(told)


def _bytes(counts: Collection[int]) -> bytes:
    try:
        return bytes(counts)
    except ValueError:
        return bytes(min(count, MOST) for count in counts)


def _names(title: str, text: str) -> Iterable[str]:
    """Words with a capital, as they are written, that stand nowhere without one."""
    inside = set(_INSIDE.findall(text))
    heading = _WORD.findall(title)
    plain = f" {' '.join(heading)} {text} ".replace("\n", " ")
    if not in_title_case(heading):
        inside.update(word for word in heading[1:] if word[0].isupper())
    return (word for word in inside if f" {word.lower()} " not in plain)
