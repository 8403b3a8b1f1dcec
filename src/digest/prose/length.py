"""How many words a text has, in scripts with and without spaces between them. Pure."""

from __future__ import annotations

import re

__all__ = ["WIDE", "word_count"]

WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""A sign of Chinese or Japanese, which write no spaces; Korean does."""

_INDOCHINA = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_LETTERS = 5  # of Thai, Lao, Burmese or Khmer that are about a word


def word_count(text: str) -> int:
    """Count words; two signs of Chinese and Japanese count as one, five letters of Thai."""
    if text.isascii():
        return len(text.split())
    wide = len(WIDE.findall(text))
    letters = sum(map(len, _INDOCHINA.findall(text)))
    spaced = _INDOCHINA.sub(" ", WIDE.sub(" ", text)).split()
    return len(spaced) + wide // 2 + letters // _LETTERS
