"""Whether a headline withholds what its story is about, though no turn of phrase gives it away.

"Everything is different now" is made of words that tell nothing. "They came for the miners" begins
with a pronoun, and neither a name, a number nor two words of what is told say who. Knows the words
of nine languages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from digest.compose.empty_words import EMPTY, PRONOUNS
from digest.prose.stopwords import STOPWORDS

__all__ = ["withholds"]

TIED: Final = 2  # words that headline and story share, from which it says what that is about
_STEM: Final = 4  # letters that forms of a word have in common
_WORD: Final = re.compile(r"[^\W_]+(?:['’]t\b)?")


def withholds(headline: str, told: str, tongue: str) -> bool:
    """Whether a headline says nothing of its story.

    Args:
        headline: on one line.
        told: what the reader is told below it, or "".
        tongue: its language, without script and region.
    """
    found = _WORD.findall(headline)
    if any(map(str.isdigit, headline)) or not found:
        return False
    if all(map(_says_nothing, found)):
        return True
    begins = _pronouns(tongue).match(headline) and not _is_acronym(found[0])
    if not begins or _names_one(found[1:], told):
        return False
    return len(_stems(headline) & _stems(told)) < TIED


@cache
def _pronouns(tongue: str) -> re.Pattern[str]:
    words = PRONOUNS.get(tongue, PRONOUNS["en"])
    return re.compile(rf"(?:{words})(?:['’]\w+)?(?!\w)", re.IGNORECASE)


def _says_nothing(word: str) -> bool:
    if _is_acronym(word):
        return False
    plain = _folded(word)
    return len(plain) == 1 or word.casefold() in STOPWORDS or plain in EMPTY or plain[-2:] == "'t"


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _names_one(words: list[str], told: str) -> bool:
    """Whether one of these has a capital, and in what is told as well, where anything is."""
    named = {word[:_STEM] for word in _WORD.findall(told) if word[0].isupper()}
    return any(
        word[0].isupper() and not _says_nothing(word) and (not told or word[:_STEM] in named)
        for word in words
    )


def _stems(text: str) -> set[str]:
    found = (_folded(word) for word in _WORD.findall(text) if not _says_nothing(word))
    return {word[:_STEM] for word in found if len(word) >= _STEM}


def _folded(word: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one)).replace("’", "'")
