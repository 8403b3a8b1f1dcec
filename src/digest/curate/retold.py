"""A few lines that say again what was told, under a headline of their own.

Such lines share too few words with a full text to be of its story. They are known by what they
name: nobody and nothing that was not told, and most of their other words were. Long texts are
never known this way, nor is what names one thing or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from digest.curate.reading import read_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.curate.reading import Reading
    from digest.model import Article

__all__ = ["Said", "few_lines", "said_in"]

SHORT: Final = 50  # words that say something, those of the title three times
CHARACTERS: Final = 600  # of a text that is looked at
NAMES: Final = 2  # that both name
SHARE: Final = 0.6  # of the words that were told, too


@dataclass(frozen=True, slots=True)
class Said:
    """The terms that the articles of a story have, and those that are names."""

    terms: frozenset[int]
    names: frozenset[int]

    def holds(self, lines: Iterable[Reading]) -> bool:
        """Whether each of some short articles says nothing that is not of this story."""
        return all(map(self._holds, lines))

    def _holds(self, line: Reading) -> bool:
        said, names = frozenset(line.numbers()), line.named()
        named = names <= self.terms and len(names & self.names) >= NAMES
        return named and len(said & self.terms) >= SHARE * len(said)


def said_in(articles: Iterable[Article]) -> Said:
    """What the articles of a story that was told say."""
    readings = read_all(articles)
    return Said(
        frozenset(chain.from_iterable(reading.numbers() for reading in readings)),
        frozenset(chain.from_iterable(reading.named() for reading in readings)),
    )


def few_lines(articles: Sequence[Article]) -> Sequence[Reading]:
    """What was read of articles that are all short; nothing where one is not."""
    if any(len(one.text) + len(one.summary) > CHARACTERS for one in articles):
        return ()
    readings = read_all(articles)
    return readings if all(reading.length <= SHORT for reading in readings) else ()
