"""Capitals: whether a text shouts in them, and how a language writes them.

It knows nothing of mails and of templates.
"""

from __future__ import annotations

import re
import unicodedata

# Where i and \u0131 are two letters, each has a capital of its own (Unicode, SpecialCasing).
_DOTTED = frozenset({"tr", "az"})
_CAPITAL_I = str.maketrans({"i": "\u0130", "\u0131": "I"})
# Greek capitals have no accent; the diaeresis stays.
_TONOS = re.compile("\u0301")


def shouts(text: str, letters: int) -> bool:
    """Whether a text of at least so many letters is in capitals alone.

    In letters that have no capitals nobody shouts, whatever names stand among them.
    """
    cased = [char.isupper() for char in text if char.isalpha()]
    return len(cased) >= letters and all(cased)


def capitals(text: str, language: str) -> str:
    """Write a text in the capitals of its language, a tag or a part of one (BCP 47)."""
    spoken = language.split("-", 1)[0].lower()
    if spoken in _DOTTED:
        return text.translate(_CAPITAL_I).upper()
    if spoken == "el":
        bare = _TONOS.sub("", unicodedata.normalize("NFD", text))
        return unicodedata.normalize("NFC", bare).upper()
    return text.upper()
