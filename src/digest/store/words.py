"""A reader's words as a question to the full-text index (SQLite FTS5, section 3).

Whatever is typed becomes quoted strings, so that no operator of the index can be reached, and
no more of them than the index answers at once. Pure.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

LONGEST: Final = 200
"""Characters of a search that are looked at."""

_MOST: Final = 12  # words and phrases
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"\w+")
_MARK = re.compile("[\u0300-\u0331]")  # accents that NFC leaves alone; the index drops them, too
# Scripts that leave no space between words: each letter is one.
_LETTER = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_CLOSE = re.compile(f"({_LETTER})")
_APART = re.compile(f"(?<=[\x02\x03]) (?={_LETTER})|(?<={_LETTER}) (?=[\x02\x03]?{_LETTER})")


def expression(words: str) -> str:
    """The question for the index; "" where nothing can be asked.

    All words must be there, "some words" behind one another, and what has a minus in front must
    not; the last word may be the beginning of one.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, quoted, plain in _TERM.findall(words[:LONGEST])[:_MOST]:
        if said := " ".join(_WORD.findall(_MARK.sub("", spaced(quoted or plain)))):
            begun = "*" if plain and len(said) > 1 else ""
            (unwanted if minus else wanted).append(f'"{said}"{begun}')
    if not wanted:
        return ""
    whole = [*(one.rstrip("*") for one in wanted[:-1]), wanted[-1]]
    asked = " AND ".join(whole)
    without = " OR ".join(one.rstrip("*") for one in unwanted)
    return f"({asked}) NOT ({without})" if without else asked


def spaced(text: str) -> str:
    """The text, composed (NFC), with letters apart that are words of their own."""
    return _CLOSE.sub(r" \1 ", normalize("NFC", text))


def joined(text: str) -> str:
    """The same put together again, for the eye."""
    return _APART.sub("", re.sub(" {2,}", " ", text)).strip()
