"""One mail in the catch-all: its raw bytes, and what a person can read of them.

It never changes the bytes, and never raises on a mail, however badly that is written.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.policy import compat32
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message


_CID = re.compile(r"(?<=[\"'])cid:([^\"'<>\s]+)")
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sent a mail and to whom, as MAIL FROM and RCPT TO said (RFC 5321, section 3.3)."""

    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Mail:
    """A mail as it came in; `id` counts from 1, `received` is UTC."""

    id: int
    raw: bytes
    envelope: Envelope
    received: datetime

    @cached_property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """All header fields in their order, decoded (RFC 2047) and unfolded."""
        return tuple((name, _readable(str(value))) for name, value in self._parsed.raw_items())

    def header(self, name: str) -> str:
        """The first field of that name, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def subject(self) -> str:
        """The decoded subject."""
        return self.header("subject")

    @property
    def to(self) -> str:
        """Whom the header names, else whom the envelope names."""
        return self.header("to") or ", ".join(self.envelope.recipients)

    @cached_property
    def html(self) -> str:
        """The first text/html part, or an empty string."""
        return self._part("text/html")

    @cached_property
    def shown(self) -> str:
        """The HTML with the pictures that came with it in their places (RFC 2392, 2397)."""
        pictures = dict(filter(None, map(_picture, self._parsed.walk())))
        return _CID.sub(lambda found: pictures.get(found[1], found[0]), self.html)

    @cached_property
    def text(self) -> str:
        """The first text/plain part, or an empty string."""
        return self._part("text/plain")

    def encoded(self, kind: str) -> int:
        """Bytes of the first part of that kind as they go over the wire; 0 if there is none."""
        part = self._first(kind)
        return len(str(part.get_payload()).encode("utf-8", "replace")) if part else 0

    @cached_property
    def _parsed(self) -> Message:
        return message_from_bytes(self.raw, policy=compat32)

    def _part(self, kind: str) -> str:
        part = self._first(kind)
        return _content(part) if part else ""

    def _first(self, kind: str) -> Message | None:
        parts = (part for part in self._parsed.walk() if not part.is_multipart())
        return next((part for part in parts if part.get_content_type() == kind), None)


def _picture(part: Message) -> tuple[str, str] | None:
    """The Content-ID of a picture, and a data: URL of it."""
    cid, kind = str(part.get("Content-ID", "")).strip("<> "), part.get_content_type()
    body = part.get_payload(decode=True)
    if not cid or kind not in _PICTURES or not isinstance(body, bytes):
        return None
    return cid, f"data:{kind};base64,{base64.b64encode(body).decode()}"


def _content(part: Message) -> str:
    """The text of a part; what its charset can't explain becomes a replacement character."""
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    try:
        return body.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def _readable(value: str) -> str:
    """A header value as a person reads it: raw UTF-8 (RFC 6532) or encoded words."""
    plain = value.encode("ascii", "surrogateescape") if _escaped(value) else value.encode()
    unfolded = " ".join(plain.decode("utf-8", "replace").split())
    try:
        return "".join(_word(word, charset) for word, charset in decode_header(unfolded))
    except (HeaderParseError, LookupError, ValueError):
        return unfolded


def _escaped(value: str) -> bool:
    """Whether the parser kept bytes above 127 as lone surrogates (PEP 383)."""
    return any("\udc80" <= char <= "\udcff" for char in value)


def _word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    return word.decode(charset or "ascii", "replace")
