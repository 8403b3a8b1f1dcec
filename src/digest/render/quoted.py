"""Quoted-printable (RFC 2045, section 6.7) in pieces that can be joined without a second look.

A piece starts at the start of a line and ends at one, on a soft line break, so that any two
may stand side by side. Of two spaces the second is escaped, and none ends a line: what comes out
is what DKIM's relaxed form is made of (RFC 6376, 3.4.4), and needs no second look to be signed.
It knows nothing of parts, pages or readers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOFT = b"=\r\n"
_WIDTH = 75  # 76 with the "=" of a soft break
_PLAIN = frozenset(range(33, 127)) - {ord("=")} | {ord(" ")}
_CODED = re.compile(rb"[^ -<>-~]+")  # what is not in _PLAIN
_SAME = bytes(_PLAIN - set(b"&<>\"'"))  # what means nothing to HTML
_RUN, _ESCAPED_RUN = b"  ", b" =20"
_TABLE = tuple(bytes([n]) if n in _PLAIN else b"=%02X" % n for n in range(256))


def encode(text: str) -> bytes:
    """Encode text; a newline becomes CRLF. Ends on a soft break, or at a line start, or is b""."""
    lines = text.encode().replace(b"\r\n", b"\n").split(b"\n")
    done = b"\r\n".join(SOFT.join(_fold(_line(line))) for line in lines)
    return done if done.endswith(b"\n") or not done else done + SOFT


def encode_value(value: bytes, *, html: bool) -> bytes:
    """Encode a field's value (UTF-8) to stand between two soft breaks; escaped for HTML."""
    dull = value[:1] != b"." and _RUN not in value and not value.translate(None, _SAME)
    if dull and len(value) <= _WIDTH:
        return value + SOFT if value else b""
    return _encode_value(value, html=html)


@lru_cache(maxsize=8192)
def _encode_value(value: bytes, *, html: bool) -> bytes:
    safe = _escape(value) if html else value
    coded = _CODED.sub(_escapes, safe).replace(_RUN, _ESCAPED_RUN)
    return SOFT.join(_fold(coded)) + SOFT if coded else b""


def _escape(value: bytes) -> bytes:
    value = value.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return value.replace(b'"', b"&#34;").replace(b"'", b"&#39;")


def _line(line: bytes) -> bytes:
    """Encode one line; white space at its end would be lost on the way (rule 3)."""
    coded = _CODED.sub(_escapes, line).replace(_RUN, _ESCAPED_RUN)
    return coded[:-1] + b"=20" if coded.endswith(b" ") else coded


def _escapes(found: re.Match[bytes]) -> bytes:
    return b"".join([_TABLE[byte] for byte in found[0]])


def _fold(coded: bytes) -> Iterator[bytes]:
    """Cut into lines of at most 75 bytes; never inside an escape, never a dot in front."""
    start = 0
    while True:
        dot = coded[start : start + 1] == b"."
        end = _cut(coded, start, _WIDTH - 2 if dot else _WIDTH)
        yield b"=2E" + coded[start + 1 : end] if dot else coded[start:end]
        start = end
        if start >= len(coded):
            return


def _cut(coded: bytes, start: int, room: int) -> int:
    end = start + room
    if end >= len(coded):
        return len(coded)
    escape = coded.rfind(b"=", end - 2, end)
    return end if escape < 0 else escape
