"""Wrapping of plain text by the columns it takes on a screen. Pure; knows nothing of mail."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BOUND = "\u00a0"  # a space that holds its words together
_BREAK = re.compile(rf"[^\S{_BOUND}]+")
# What takes one column, and is only broken at spaces: nearly all that most languages write with.
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0410-\u044f\u2010-\u2026\u20ac]*"
)
_SPACES = re.compile("  +")
_CHUNK = re.compile(
    "[\u3001\u3002\uff0c\uff0e\uff01\uff1f]|[\u1100-\u115f\u2e80-\u3000\u3003-\ua4cf"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff0b\uff0d\uff0f-\uff60]"
)


def columns(text: str) -> int:
    """Give the columns a text takes: two for wide characters (UAX 11), none for marks."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, width: int = 72, indent: str = "") -> str:
    """Wrap at `width` columns, every line behind `indent`.

    A word longer than a line, such as a URL, stays whole; Chinese and Japanese break between
    characters, but never before a full stop or comma. No line ends at U+00A0.
    """
    room = width - columns(indent)
    if _NARROW.fullmatch(text):
        line = _SPACES.sub(" ", text.strip())
        lines = [line] if len(line) <= room else _lines(room).findall(line) or [line]
        return "\n".join([indent + line for line in lines])
    lines, taken = [""], 0
    for glue, word in _words(text):
        wide = columns(word)
        if taken and taken + len(glue) + wide > room:
            lines.append(word)
            taken = wide
        else:
            lines[-1] += f"{glue}{word}" if taken else word
            taken += wide + len(glue) * bool(taken)
    return "\n".join(f"{indent}{line}" for line in lines)


@lru_cache(maxsize=16)
def _lines(room: int) -> re.Pattern[str]:
    """As many words as there is room for, or one that is longer."""
    return re.compile(rf"[^ ].{{0,{max(room - 1, 0)}}}(?= |$)|[^ ]+")


def _words(text: str) -> list[tuple[str, str]]:
    """Split into words, each with the space that joins it to the one before."""
    found: list[tuple[str, str]] = []
    for word in _BREAK.split(text.strip()) if _BOUND in text else text.split():
        pieces = [word] if word.isascii() else _split_wide(word)
        found.append((" ", pieces[0]))
        found.extend(("", piece) for piece in pieces[1:])
    return found


def _split_wide(word: str) -> list[str]:
    pieces = [""]
    for char in word:
        wide = _CHUNK.fullmatch(char) is not None
        if wide and pieces[-1] and _width(char) > 1 and char not in "、。，．！？":  # noqa: RUF001 - that is their form
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
