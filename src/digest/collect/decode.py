"""Bytes to text, by mark, declaration, and the two encodings that are left. Pure."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]{2,40})", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page names its encoding
# Pages that say Latin-1 mean Windows' (WHATWG Encoding, section 4.2).
_ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}


def decode(raw: bytes) -> str:
    """Decode a text file: byte order mark, then UTF-8, then Windows' Western.

    Raises:
        UnicodeDecodeError: none of them fits.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def decode_page(raw: bytes, content_type: str = "") -> str:
    """Decode a page: mark, header, meta, UTF-8, Windows' Western; never fails."""
    marked = any(raw.startswith(mark) for mark, _ in _MARKS)
    named = _CHARSET.search(content_type)
    meta = _META.search(raw[:_HEAD])
    declared = (named[1] if named else "", meta[1].decode("ascii") if meta else "")
    for name in () if marked else filter(None, declared):
        text = _try(raw, _ALIASES.get(name.lower(), name))
        if text is not None:
            return text
    try:
        return decode(raw)
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (LookupError, ValueError):
        return None
