"""Two texts of one form: the same words around other numbers, days or names tell two events.

A weather report, a quarter's results, a bank's rates: each is like that of the day before or of the
next bank. What parts two titles is a number that stands in the same place and is another one. Where
one text says the number of the other's title (12 billion instead of 20), or a toll rises, no number
parts: there the names must differ, too. Between texts nearly all numbers have to be others, where
nearly all words are the same; between those that name other weekdays most.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from digest.curate.numbers import is_score
from digest.curate.numerals import placed_in
from digest.curate.text import number_of, says, words
from digest.curate.topic_words import LANGUAGES, words_for
from digest.curate.veto import days_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from digest.curate.reading import Reading

__all__ = [
    "ALIKE",
    "OTHER_EVENT",
    "SAME_FORM",
    "SMALL",
    "counts_others",
    "counts_the_same",
    "figures_in",
    "numbers_at",
    "opening",
    "other_event",
    "scores_others",
]

OTHER_EVENT: Final = 0.1  # what is left of the likeness of two texts that this parts
DAYS_ON_TITLES: Final = 2  # between the days that two titles of one event name
SAME_FORM: Final = 0.65  # cosine of texts of one form
OTHERS: Final = 4  # places with other numbers, from which texts are about others
ALIKE: Final = 0.5  # cosine of reports of two days; full texts less alike are of no form
AGREED: Final = 0.25  # of these, how many places may have the same number
SHARED: Final = 0.6  # of two titles' words beside the names that they begin with
BARE: Final = 0.5  # of a full text's words, with fewer of which it is little more than a title
_SCORE: Final = ":"  # the place of all scores
_SCORES: Final = number_of(_SCORE)
MOST: Final = 32  # numbers of a text that count
# Words of topics are no names though a title begin with them.
_COMMON: Final = frozenset(
    word for language in LANGUAGES for topic in words_for(language).values() for word in topic
)
SMALL: Final = frozenset(number_of(str(count)) for count in range(13))  # which any text says
_FIRST = re.compile(r"\W*([^\W\d_][\w'’]*)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def figures_in(said: Sequence[str], number: Callable[[str], int], *, spelt: bool) -> bytes:
    """The numbers of a text in their places: pairs of a place and a value, each four bytes.

    A score is one, and has a place of its own beside those in which it stands.

    Args:
        said: its words, folded.
        number: gives four bytes for a text.
        spelt: also those that are told in words.
    """
    found = [(_SCORE, word) for word in said if ":" in word and is_score(word)]
    found += [one for one in placed_in(said, spelt=spelt) if not _YEAR.fullmatch(one[1])]
    pairs = array("I")
    for place, value in dict.fromkeys(found[: 2 * MOST]):
        pairs.extend((number(place), number(value)))
    return pairs.tobytes()


def opening(title: str) -> str:
    """The word that a title begins with, where it has a capital and is no common word; else ""."""
    first = _FIRST.match(title)
    if not first or not first[1][0].isupper():
        return ""
    (word, *_) = words(first[1]) or [""]
    return word if word and says(word) and word not in _COMMON else ""


def other_event(one: Reading, other: Reading, cosine: float, *, full: float) -> bool:
    """Whether two texts that are near are of one form and tell two events.

    Args:
        one: a Reading.
        other: a Reading.
        cosine: of their words.
        full: 1 where both are full texts, less where one is short.
    """
    if _other_texts(one, other, cosine) or _of_other_days(one, other, cosine):
        return True
    return full < BARE and _other_titles(one, other)


def _of_other_days(one: Reading, other: Reading, cosine: float) -> bool:
    """Whether two are the reports of two days: the weather of Monday, the shares of Tuesday."""
    if cosine < ALIKE or one.tolls or other.tolls:
        return False
    if not one.weekdays or not other.weekdays or one.weekdays & other.weekdays:
        return False
    return counts_others(one, other)


def scores_others(one: Reading, other: Reading) -> bool:
    """Whether a title tells a score, and the other text other scores alone: of two matches."""
    mine, theirs = (_by_place(reading.figures).get(_SCORES, set()) for reading in (one, other))
    if not mine or not theirs or not mine.isdisjoint(theirs):
        return False
    return any(_SCORES in _by_place(reading.heading) for reading in (one, other))


def counts_others(one: Reading, other: Reading) -> bool:
    """Whether two texts have other numbers in more places than the same."""
    others, agreed = _held(one.figures, other.figures)
    return others > agreed


def counts_the_same(one: Reading, other: Reading) -> bool:
    """Whether two titles have a number in common, but for small ones."""
    return not _values(one.heading).isdisjoint(_values(other.heading) - SMALL)


def _other_texts(one: Reading, other: Reading, cosine: float) -> bool:
    if cosine < SAME_FORM or not one.figures or not other.figures:
        return False
    others, agreed = _held(one.figures, other.figures)
    return others >= OTHERS and agreed <= AGREED * others


def _other_titles(one: Reading, other: Reading) -> bool:
    if days_apart(one, other) > DAYS_ON_TITLES:
        return True
    mine, theirs = set(one.numbers()), set(other.numbers())
    opens = {one.opens} - theirs - {0}, {other.opens} - mine - {0}
    if all(opens) and _same_beside(mine - opens[0], theirs - opens[1]):
        return True
    others, agreed = _held(one.heading, other.heading)
    if not others or agreed:
        return False
    names = one.named() - theirs, other.named() - mine
    if one.tolls and other.tolls:
        return all(names)
    shared = (one.named() & theirs) | (other.named() & mine)
    own = all((names[0] | opens[0], names[1] | opens[1]))
    if _knows(one, other) or _knows(other, one):
        return own and not shared
    return own or not shared


def _knows(one: Reading, other: Reading) -> bool:
    """Whether a text says the number of the other's title: from 20 to 12 billion, 600 statt 900."""
    said = _values(one.figures) | _values(one.heading)
    return not said.isdisjoint(_values(other.heading) - SMALL)


def _values(figures: bytes) -> set[int]:
    return {value for _, value in _pairs(figures)}


def numbers_at(figures: bytes, places: Collection[int]) -> frozenset[int]:
    """The numbers that stand in some places, of the pairs that `figures_in` gives."""
    return frozenset(value for place, value in _pairs(figures) if place in places)


def _same_beside(mine: set[int], theirs: set[int]) -> bool:
    return len(mine & theirs) >= max(1, SHARED * max(len(mine), len(theirs)))


def _held(one: bytes, other: bytes) -> tuple[int, int]:
    """In how many places two texts have other numbers, and in how many the same."""
    mine, theirs = _by_place(one), _by_place(other)
    both = [not mine[place].isdisjoint(theirs[place]) for place in mine.keys() & theirs.keys()]
    return both.count(False), both.count(True)


def _by_place(figures: bytes) -> Mapping[int, set[int]]:
    places: defaultdict[int, set[int]] = defaultdict(set)
    for place, value in _pairs(figures):
        places[place].add(value)
    return places


def _pairs(figures: bytes) -> Iterator[tuple[int, int]]:
    cells = iter(memoryview(figures).cast("I"))
    return zip(cells, cells, strict=True)
