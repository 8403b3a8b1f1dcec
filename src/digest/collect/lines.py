"""Which ends of lines part paragraphs: two in a row, those of a list and of short lines. Pure.

A single one is a space elsewhere: mails and old systems end a line wherever it is full.
"""

from __future__ import annotations

import re
from typing import Final

BREAK: Final = "\x1e"
"""Where a line ends, while words are gathered: no HTML can hold it."""

_PARTED: Final = re.compile(rf"{BREAK}\s*{BREAK}")
_POINT: Final = re.compile("\\s*[•·▪●◦‣*\u2013\u2014-]\\s")
_NUMBERED: Final = re.compile(r"\s*(\d{1,2})[.)]\s")
_SHORT: Final = 40  # characters of a line that no program ended
_FEW: Final = 3  # lines that are several


def parted(words: str) -> list[str]:
    """The paragraphs of words in which lines end."""
    return [one for block in _PARTED.split(words) for one in _lines(block)]


def _lines(block: str) -> list[str]:
    """One paragraph, or each line of a timetable or an address, each point of a list."""
    lines = block.split(BREAK)
    told = list(filter(None, map(str.strip, lines)))
    if len(told) >= _FEW and all(map(_stands_alone, told)):
        return told
    numbers = [int(number[1]) for number in map(_NUMBERED.match, lines) if number]
    counted = numbers == [*range(1, len(numbers) + 1)] and len(numbers) > 1
    found: list[str] = []
    for line in lines:
        is_point = _POINT.match(line) or (counted and _NUMBERED.match(line))
        if found and not is_point:
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _stands_alone(line: str) -> bool:
    return len(line) <= _SHORT and (line[0].isupper() or line[0].isdigit())
