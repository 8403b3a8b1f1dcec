"""Names and their initials: UN after the United Nations, the World Health Organization after WHO.

Goes by capitals alone and knows no list of names; small words between them count for nothing.
"""

from __future__ import annotations

import re
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from digest.curate.text import UPPER, fold, says

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["initials_in", "known_by_initials"]

LEAST, MOST = 2, 6  # letters of initials
READ: Final = 12  # words of a name: hostile text costs no more
_BETWEEN: Final = (
    r"(?:of|the|for|and|on|de|des|du|la|les|el|los|las|del|y|et|e|und|der|für|di|da|do)"
)
_RUN: Final = re.compile(
    rf"[{UPPER}][\w'’-]+(?: (?:{_BETWEEN} ){{0,2}}[{UPPER}][\w'’-]+){{1,{READ}}}"
)
_WORD: Final = re.compile(rf"[{UPPER}][\w'’-]+")
_SHORT: Final = re.compile(
    rf"\b(?:[{UPPER}]{{{LEAST},{MOST}}}|(?:[{UPPER}]\.){{{LEAST},{MOST}}})(?!\w)"
)


def initials_in(texts: Iterable[str]) -> frozenset[str]:
    """Initials that texts tell, and those of the names that they tell, folded."""
    read = list(texts)
    names = (_first_letters(name) for text in read for name in _names(text))
    return frozenset(chain(names, *(map(_plain, _SHORT.findall(text)) for text in read)))


def known_by_initials(text: str, heard: frozenset[str]) -> frozenset[str]:
    """Words of a text, folded, that are initials, or of a name with initials, that were heard."""
    names = (name for name in _names(text) if _first_letters(name) in heard)
    short = (one for one in _SHORT.findall(text) if _plain(one) in heard)
    return frozenset(map(fold, chain(short, *names)))


def _names(text: str) -> Iterator[Sequence[str]]:
    """Words with capitals in a row, from each one to each other."""
    for run in _RUN.finditer(text):
        words = [word for word in _WORD.findall(run[0])[:READ] if says(fold(word))]
        for start, end in combinations(range(len(words) + 1), 2):
            if LEAST <= end - start <= MOST:
                yield words[start:end]


def _first_letters(name: Sequence[str]) -> str:
    return fold("".join(word[0] for word in name))


def _plain(short: str) -> str:
    return fold(short.replace(".", ""))
