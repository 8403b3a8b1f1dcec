"""References that no parser reads as they were meant, made such that all do. Pure.

Emoji as a pair of surrogates, numbers that are no letter, and an ampersand that begins nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from digest.collect.decode import as_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERED: Final = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]{4,}|[0-9]{5,});?)+")
_NUMBER: Final = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_LEFT_ALONE: Final = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"  # XML 1.0, sections 2.5, 2.7
_BARE: Final = re.compile(rf"{_LEFT_ALONE}|&(?!#|\w+;)", re.DOTALL | re.ASCII)
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_LAST: Final = 0x10FFFF
_DIGITS: Final = 7  # of the last letter
_NO_LETTER: Final = 0xFFFD


def mended(text: str) -> str:
    """Make one reference of a pair of surrogates, U+FFFD of a lone one and of what is no letter."""
    return _NUMBERED.sub(_letters, text) if "&#" in text else text


def mended_xml(body: bytes) -> bytes:
    """Likewise in XML, where a bare ampersand becomes one that is escaped (section 2.4).

    Bytes of which ASCII is no part, as those of UTF-16, stay as they are.
    """
    if b"\0" in body[:64] or b"\x1b" in body or b"&" not in body:
        return body
    text = mended(body.decode("latin-1"))
    return _BARE.sub(_escaped, text).encode("latin-1")


def xml_in(body: bytes) -> tuple[bytes, str | None]:
    """Give such XML, and its encoding where that is not the one that it names, or the default."""
    clean = as_utf8(body)
    return (mended_xml(body), None) if clean is None else (mended_xml(clean), "utf-8")


def _escaped(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else found[0]


def _letters(found: re.Match[str]) -> str:
    codes = [_code(one) for one in _NUMBER.finditer(found[0])]
    if not any(code in _HIGH or code in _LOW or code > _LAST for code in codes):
        return found[0]
    return "".join(f"&#{code};" for code in _joined(codes))


def _code(found: re.Match[str]) -> int:
    hexadecimal, decimal = found.groups()
    if len(hexadecimal or decimal) > _DIGITS:
        return _LAST + 1
    return int(hexadecimal, 16) if hexadecimal else int(decimal)


def _joined(codes: list[int]) -> Iterator[int]:
    """UTF-16 as it is to be read (Unicode 3.9, D91)."""
    taken = False
    for one, other in pairwise([*codes, 0]):
        if taken:
            taken = False
        elif one in _HIGH and other in _LOW:
            taken = True
            yield 0x10000 + (one - _HIGH.start) * 0x400 + other - _LOW.start
        else:
            yield _NO_LETTER if one in _HIGH or one in _LOW or one > _LAST else one
