"""Text cut to the room it has: between words, or between characters as they are read. Pure."""

from __future__ import annotations

import re
import unicodedata

# Behind these a letter goes on: zero width joiner, the viramas that tie two letters in one (UAX 29,
# rule 9c, and Khmer's and Burmese's), vowels of Thai and Lao that are written before their letter.
_JOINERS = (
    "\u200d\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2"
    "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
)
_HANGS = re.compile("[\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # regional indicators


def shorten(text: str, limit: int) -> str:
    """Cut at a word so that the text and its ellipsis have at most `limit` characters."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    # Scripts without spaces are cut between characters as they are read (Unicode UAX 29, 3.1).
    cut = kept[:-1].rfind(" ") if " " in kept[limit // 2 : -1] else limit - 1
    while cut > 0 and _is_one(text[:cut], text[cut]):
        cut -= 1
    return kept[:cut].rstrip(" ,;:–—-·") + "…"


def _is_one(before: str, char: str) -> bool:
    """Whether a reader takes a character and what stands before it for one.

    So vowel signs, accents, joiners, tones of skin and the tags of a flag; a flag is two letters.
    """
    if char in _FLAG_LETTERS:
        letters = len(before) - len(before.rstrip(_FLAG_LETTERS))
        return letters % 2 == 1
    marked = unicodedata.category(char).startswith("M") or _HANGS.match(char)
    return bool(marked) or before[-1] in _JOINERS
