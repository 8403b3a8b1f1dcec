"""How long a reader needs."""

from __future__ import annotations

import math

__all__ = ["reading_minutes"]

WORDS = 230  # a minute, silent reading of prose
CHARACTERS = 500  # a minute, in scripts that write no spaces
_BY_CHARACTER = frozenset({"zh", "ja", "ko", "yue"})


def reading_minutes(words: int, language: str = "en") -> int:
    """Whole minutes, at least 1, for `words` words (Chinese, Japanese, Korean: characters)."""
    primary = language.replace("_", "-").partition("-")[0].casefold()
    pace = CHARACTERS if primary in _BY_CHARACTER else WORDS
    return max(1, math.ceil(words / pace))
