"""Relaxed canonicalisation (RFC 6376, 3.4.2 and 3.4.4). Pure.

Relaxing 60 KB costs as much as three hashes of it; quoted.py writes parts that are relaxed
already, so for those it is enough to have looked, once an edition.
"""

from __future__ import annotations

_RUN = b"  "


def relaxed_field(field: bytes) -> bytes:
    """A header field, name and value, with CRLF at its end (RFC 6376, 3.4.2)."""
    name, _, value = field.partition(b":")
    words = value.replace(b"\r\n", b"").replace(b"\t", b" ").split(b" ")
    return name.rstrip(b" \t").lower() + b":" + b" ".join(filter(None, words)) + b"\r\n"


def relaxed_lines(lines: bytes) -> bytes:
    """Whole lines of a body, each relaxed (RFC 6376, 3.4.4).

    Empty ones at the end stay: our mails end with a boundary.
    """
    lines = lines.replace(b"\t", b" ")
    while _RUN in lines:
        lines = lines.replace(_RUN, b" ")
    return lines.replace(b" \r\n", b"\r\n")


def is_relaxed(piece: bytes) -> bool:
    """Whether these are whole lines that relaxing would leave as they are."""
    return (not piece or piece.endswith(b"\r\n")) and relaxed_lines(piece) == piece
