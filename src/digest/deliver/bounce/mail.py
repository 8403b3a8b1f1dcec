"""A mail that came back, taken apart: its headers, its reports, its words, the mail inside it.

Whatever a server makes of MIME is read as far as it goes. Nothing here judges.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser, HeaderParser
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BYTES: Final = 512 * 1024
"""No more of a mail is read: a report stands at its top, what it brings back at its end."""

_MOST_PARTS: Final = 40
_MOST_WORDS: Final = 64 * 1024
_MOST_BLOCKS: Final = 200

_TAG = re.compile(r"<(?:br|/p|/div|/tr|/td|/h[1-6]|/li)\b[^<>]{0,300}>|<!--|-->", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>@]{0,1000}>")
_STYLE = re.compile(r"(?is)<(style|script|head)\b.*?</\1\s*>")
_HEADER = re.compile(r"[>|]?[ \t>|]*([A-Za-z][A-Za-z0-9-]{1,60}):")
_MAILS: Final = frozenset({"message/rfc822", "message/global", "message/partial"})
_HEADERS: Final = frozenset(
    {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}
)
_RECIPIENT = re.compile(r"(?im)^(?:final|original)-recipient:")
_TELLING: Final = frozenset(
    (
        *("received", "from", "to", "subject", "date", "message-id", "mime-version"),
        *("return-path", "content-type", "reply-to"),
    )
)
_LEAST_TELLING: Final = 3


class Fields(dict[str, tuple[str, ...]]):
    """Header fields by name in lower case, each with its values as one line each."""

    def first(self, *names: str) -> str:
        """The first value of the first of these fields that is there, else ""."""
        return next((self[name][0] for name in names if self.get(name)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A mail that came back.

    `status` holds the blocks of a delivery status (RFC 3464, section 2.1): first that of the
    message, then one for each recipient. `feedback` is a complaint's report (RFC 5965),
    `words` what a person would read, without the mail inside, `original` that mail's header.
    """

    headers: Fields
    kind: str
    words: str
    status: tuple[Fields, ...] = ()
    feedback: Fields | None = None
    original: Fields


def take_apart(raw: bytes) -> Returned:
    """The parts of a mail as it stands in a mailbox; nothing of it makes this raise."""
    message = BytesParser().parsebytes(_lines(raw[:MOST_BYTES]))
    headers = fields_of(message)
    parts = list(islice(_leaves(message), _MOST_PARTS))
    words, inside = _split("\n".join(_words(parts))[:_MOST_WORDS])
    return Returned(
        headers=headers,
        kind=message.get_content_type(),
        words=words,
        status=tuple(islice(_status(parts), _MOST_BLOCKS)) or tuple(_loose(words)),
        feedback=next(_feedback(parts), None),
        original=next(_originals(parts), None) or inside,
    )


def fields_of(message: Message) -> Fields:
    """The header of a message, decoded where it can be (RFC 2047)."""
    found: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower().strip(), []).append(_line(_readable(str(value))))
    return Fields({name: tuple(values) for name, values in found.items()})


def _lines(raw: bytes) -> bytes:
    """With line feeds, and without the line that mbox files put before a mail."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    return raw.lstrip(b"\r\n")


def _readable(text: str) -> str:
    """A header's bytes as UTF-8 where they are that (RFC 6532), else as Latin-1."""
    with suppress(UnicodeError):
        return _decoded(text.encode("utf-8", "surrogateescape"), "utf-8")
    return text


def _line(text: str) -> str:
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        text = str(make_header(decode_header(text)))
    return " ".join(text.split())


def _inside(part: Message) -> list[Message]:
    """The messages that a part holds; none where it holds text."""
    inner = part.get_payload() if part.is_multipart() else ()
    return [one for one in inner if isinstance(one, Message)]


def _leaves(message: Message, depth: int = 8) -> Iterator[Message]:
    """The parts that hold no others; reports and mails inside count as one each."""
    inner = _inside(message)
    if message.get_content_maintype() != "multipart" or not inner or depth == 0:
        yield message
        return
    if message.preamble and message.defects:
        yield _plain(message.preamble)
    for part in inner:
        yield from _leaves(part, depth - 1)


def _plain(text: str) -> Message:
    """As a part of its own, what stands between no boundaries."""
    part = Message()
    part.set_payload(text)
    return part


def _words(parts: Iterable[Message]) -> Iterator[str]:
    """The text a person would read; of HTML only where there is no plain text."""
    texts = [part for part in parts if part.get_content_maintype() in {"text", "multipart"}]
    plain = [text for part in texts if _is_plain(part) and (text := _text(part)).strip()]
    if plain:
        return iter(plain)
    return (_bare(_text(part)) for part in texts if part.get_content_type() == "text/html")


def _is_plain(part: Message) -> bool:
    return part.get_content_type() not in {"text/html", "text/rfc822-headers", "text/css"}


def _text(part: Message) -> str:
    body = part.get_payload(decode=True)
    return _decoded(body, _charset(part)) if isinstance(body, bytes) else ""


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or "utf-8"
    except ValueError:  # a NUL in its name
        return "utf-8"


def _decoded(body: bytes, charset: str) -> str:
    for one in (charset, "utf-8"):
        try:
            return body.decode(one).replace("\r\n", "\n").replace("\r", "\n")
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _bare(html: str) -> str:
    return unescape(_ANY_TAG.sub(" ", _TAG.sub("\n", _STYLE.sub(" ", html))))


def _status(parts: Iterable[Message]) -> Iterator[Fields]:
    for part in parts:
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            yield from filter(None, _blocks(part))


def _blocks(part: Message) -> Iterator[Fields]:
    text = _unparsed(part) if _inside(part) else _text(part)
    return (_header(block) for block in re.split(r"\n[ \t]*\n", text))


def _unparsed(part: Message) -> str:
    """The text of a part whose blocks the parser took for mails, as it does with all `message/*`.

    Of those of RFC 6533 it reads the first block alone, and none where they are encoded.
    """
    blocks = b"\n\n".join(map(_as_it_stood, _inside(part)))
    plain = _plain(blocks.decode("ascii", "surrogateescape"))
    plain["Content-Transfer-Encoding"] = part.get("Content-Transfer-Encoding", "8bit")
    return _text(plain)


def _as_it_stood(message: Message) -> bytes:
    header = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
    body = message.get_payload(decode=True)
    return header.encode("utf-8", "surrogateescape") + (
        b"\n" + body if isinstance(body, bytes) else b""
    )


def _loose(words: str) -> Iterator[Fields]:
    """Blocks of a delivery status that stand in a text, where its parts are not marked."""
    if "inal-" in words:
        blocks = re.split(r"\n[ \t]*\n", words)
        yield from (_header(one) for one in blocks if _RECIPIENT.search(one))


def _feedback(parts: Iterable[Message]) -> Iterator[Fields]:
    for part in parts:
        if part.get_content_type() == "message/feedback-report":
            inner = _inside(part)
            yield fields_of(inner[0]) if inner else _header(_text(part))


def _originals(parts: Iterable[Message]) -> Iterator[Fields]:
    """Headers of the mail that is brought back, whole or as its header alone (RFC 6522)."""
    for part in parts:
        kind, inner = part.get_content_type(), _inside(part)
        if kind in _MAILS and inner and len(inner[0]):
            yield fields_of(inner[0])
        elif kind in _HEADERS:
            yield fields_of(inner[0]) if inner else _header(_text(part))


def _header(text: str) -> Fields:
    return fields_of(HeaderParser().parsestr(text.lstrip()))


def _split(text: str) -> tuple[str, Fields]:
    """The words, and the header of the mail that stands below them without any MIME."""
    lines = text.split("\n")
    for start, line in enumerate(lines):
        match = _HEADER.match(line) if line[:1].strip() else None  # what is set in is a summary
        if match and match[1].lower() in _TELLING | {"dkim-signature", "delivered-to"}:
            block = list(_block(lines[start:]))
            if len(_telling(block)) >= _LEAST_TELLING:
                return "\n".join(lines[:start]), _header("\n".join(block))
    return text, Fields()


def _block(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a header, until the first that is none; quotation marks before them go."""
    margin: str | None = None
    for line in lines:
        match = _HEADER.match(line)
        if margin is None and match:
            margin = line[: match.start(1)]
        bare = line.removeprefix(margin or "")
        if not bare.strip() or not (_HEADER.match(bare) or bare[:1] in " \t"):
            return
        yield bare


def _telling(block: Iterable[str]) -> set[str]:
    names = (match[1].lower() for line in block if (match := _HEADER.match(line)))
    return {name for name in names if name in _TELLING}
