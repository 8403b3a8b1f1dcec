"""The words of a text that have to stand in its sources: names above all.

In scripts with capitals every capitalised word is taken for a name, also where a sentence begins
with it; two names side by side stand side by side in a source. In scripts without, every word is
held against the sources, of Chinese and Japanese each pair of signs. Knows no list of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.curate.text import fold, tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["NAME", "known_share", "names_in", "unknown_name"]

NAME = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
"""A pattern of one word that may be a name: it begins with no small letter."""

_RUN = re.compile(r"[^\s\u2010-\u2015/()\[\]\"“”„«»]+")
_EDGES = "'‘’‚`.,;:!?…。،؛؟।*"
_QUOTES = '"“”„«»()'
_ENDINGS = ("s", "es", "n", "en", "e", "er")
_STEM = 4  # letters that stay when an ending goes
_PREFIXES = "وفبلك"  # Arabic: and, so, in, for, as
_HIRAGANA = re.compile("[\u3040-\u309f]")


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the sources say: their words, folded; as written; in lower case; and in a row.

    `chains` are capitalised words behind one another: a name with all of its parts.
    """

    words: frozenset[str]
    written: frozenset[str]
    lower: frozenset[str]
    rows: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]


def unknown_name(text: str, sources: Sequence[str]) -> str:
    """The first word of `text` that has to stand in the sources and does not; "" for none."""
    told = _read(sources)
    for word in _runs(text):
        if not _stands(word, told):
            return word
    for left, right in _pairs(text, told):
        beside = any(f" {left} {right}" in row for row in told.rows)
        if not beside and not any(_in_order(left, right, chain) for chain in told.chains):
            return f"{left} {right}"
    return ""


def known_share(text: str, sources: Sequence[str]) -> float:
    """The share of a text's words, stopwords left out, that the sources have, 0 to 1."""
    told = _read(sources)
    said = tokens(text)
    return sum(_known(word, told) for word in said) / len(said) if said else 0.0


def names_in(text: str) -> frozenset[str]:
    """The capitalised words of a text, folded, but for stopwords."""
    return frozenset(
        piece for word in _runs(text) if _capital(word) for piece in tokens(word) if piece
    )


def _read(sources: Sequence[str]) -> _Sources:
    runs = [word for source in sources for word in _runs(source)]
    rows = [words(source) for source in sources]
    found = {word for row in rows for word in row}
    found |= {word[1:] for word in found if word[0] in _PREFIXES and len(word) > _STEM}
    return _Sources(
        frozenset(found),
        frozenset(word.replace(".", "") for word in runs),
        frozenset(fold(word) for word in runs if word.islower()),
        tuple(f" {' '.join(row)} " for row in rows),
        tuple(chain for source in sources for chain in _chains(source)),
    )


def _runs(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if word := run.strip(_EDGES):
            yield word


def _stands(word: str, told: _Sources) -> bool:
    """Whether a word is none that has to stand in the sources, or stands there."""
    bare = word.replace(".", "")
    if len(bare) > 1 and bare.isupper():
        return bare in told.written
    if not _capital(word) and not _caseless(word):
        return True
    return all(_known(piece, told) for piece in tokens(word) if not _HIRAGANA.search(piece))


def _known(word: str, told: _Sources) -> bool:
    if word in told.words or (word[0] in _PREFIXES and word[1:] in told.words):
        return True
    if len(word) < _STEM:
        return False
    longer = any(word + ending in told.words for ending in _ENDINGS)
    cut = (word.removesuffix(end) for end in _ENDINGS if word.endswith(end))
    return longer or any(len(stem) >= _STEM and stem in told.words for stem in cut)


def _pairs(text: str, told: _Sources) -> Iterator[tuple[str, str]]:
    """Two names in a row, with nothing but a space between them."""
    for chain in _chains(text):
        for left, right in pairwise(chain):
            if left not in told.lower and right not in told.lower:
                yield left, right


def _chains(text: str) -> Iterator[tuple[str, ...]]:
    """Runs of capitalised words, folded, with nothing but spaces between them."""
    chain: list[str] = []
    for run in text.split():
        word = run.strip(_EDGES + _QUOTES)
        pieces = tokens(word) if _capital(word) else []
        if chain and (len(pieces) != 1 or not run.startswith(word)):
            yield tuple(chain)
            chain = []
        chain += pieces if len(pieces) == 1 else []
        if chain and not run.endswith(word):
            yield tuple(chain)
            chain = []
    yield tuple(chain)


def _in_order(left: str, right: str, chain: Sequence[str]) -> bool:
    return left in chain and right in chain[chain.index(left) :]


def _capital(word: str) -> bool:
    return any(sign.isupper() for sign in word)


def _caseless(word: str) -> bool:
    return any(sign.isalpha() and sign.lower() == sign.upper() for sign in word)
