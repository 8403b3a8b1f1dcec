"""Quoted-printable (RFC 2045, section 6.7) in pieces that can be joined without a second look.

A piece starts at the start of a line and ends at one, on a soft line break, so that any two
may stand side by side. Of two spaces the second is escaped, and none ends a line: what comes out
is what DKIM's relaxed form is made of (RFC 6376, 3.4.4), and needs no second look to be signed.
It knows nothing of parts, pages or readers.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

SOFT = b"=\r\n"
_HANDLER = "digest.quoted"
_WIDTH = 75  # 76 with the "=" of a soft break
_PLAIN = frozenset(range(33, 127)) - {ord("=")} | {ord(" ")}
_ODD = re.compile(rb"[^\n -~]+")  # what is not in _PLAIN, but for "=", of which HTML is full
_EVEN = bytes(_PLAIN | {ord("="), ord("\n")})
# So much of a long line as there is room for, its end no half of an escape; then the rest.
_PIECES = re.compile(
    rb"(?=[^.].{75}|\..{73})(?:[^.].{72,74}|\..{70,72})(?<!=)(?<!=.)"  # =2E takes two more
    rb"|.+"
)
_END, _DOT, _ESCAPED_DOT = b"\r\n", b"\r\n.", b"\r\n=2E"
_SAME = bytes(_PLAIN - set(b"&<>\"'"))  # what means nothing to HTML
_RUN, _ESCAPED_RUN = b"  ", b" =20"
_TABLE = tuple(bytes([n]) if n in _PLAIN else b"=%02X" % n for n in range(256))


def encode(text: str) -> bytes:
    """Encode text; a newline becomes CRLF. Ends on a soft break, or at a line start, or is b"".

    Half of a surrogate pair, which UTF-8 can't say, becomes a question mark.
    """
    # Far quicker than a look at each character: hardly any is not ASCII.
    raw = text.replace("\r\n", "\n").replace("=", "=3D").encode("ascii", _HANDLER)
    # White space at the end of a line would be lost on the way (rule 3).
    coded = _coded(raw).replace(b" \n", b"=20\n")
    return _folded(coded[:-1] + b"=20" if coded.endswith(b" ") else coded)


def encode_value(value: bytes, *, html: bool) -> bytes:
    """Encode a field's value (UTF-8) to stand between two soft breaks; escaped for HTML."""
    dull = value[:1] != b"." and _RUN not in value and not value.translate(None, _SAME)
    if dull and len(value) <= _WIDTH:
        return value + SOFT if value else b""
    return _encode_value(value, html=html)


@lru_cache(maxsize=8192)
def _encode_value(value: bytes, *, html: bool) -> bytes:
    safe = _escape(value) if html else value
    return _folded(_coded(safe.replace(b"=", b"=3D")).replace(b"\n", b"=0A"))


def _escape(value: bytes) -> bytes:
    value = value.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return value.replace(b'"', b"&#34;").replace(b"'", b"&#39;")


def _coded(raw: bytes) -> bytes:
    """Escape what does not stand for itself; line ends and "=" are left alone."""
    if raw.translate(None, _EVEN):
        raw = _ODD.sub(lambda found: _escapes(found[0]), raw)
    return raw.replace(_RUN, _ESCAPED_RUN)


@lru_cache(maxsize=4096)
def _escapes(run: bytes) -> bytes:
    return b"".join([_TABLE[byte] for byte in run])


def _beyond_ascii(error: UnicodeError) -> tuple[bytes, int]:
    """Escape what ASCII can't say, as a handler of errors of Python's codecs."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _escapes(error.object[error.start : error.end].encode(errors="replace")), error.end


codecs.register_error(_HANDLER, _beyond_ascii)


def _folded(coded: bytes) -> bytes:
    """Cut into lines of at most 75 bytes; never inside an escape, never a dot in front."""
    lines = [
        line if len(line) < _WIDTH - 1 else SOFT.join(_PIECES.findall(line))
        for line in coded.split(b"\n")
    ]
    done = _END.join([b"", *lines]).replace(_DOT, _ESCAPED_DOT)[len(_END) :]
    return done if not done or done.endswith(_END) else done + SOFT
