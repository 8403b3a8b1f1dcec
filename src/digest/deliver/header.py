"""Header fields as bytes: cleaned, encoded and folded at one place (RFC 5322, 2047).

Nothing that comes from outside can end a header or start another one. Pure.
"""

from __future__ import annotations

import base64
import re
import string
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from email_validator import EmailNotValidError, validate_email

if TYPE_CHECKING:
    from collections.abc import Iterator

SOFT: Final = 78  # RFC 5322, section 2.1.1: lines should be no longer
HARD: Final = 998  # and must not
MAX_NAME: Final = 200  # characters of a display name
WORD_BYTES: Final = 42  # UTF-8 bytes in one encoded word: base64 makes 56, with frame 68

_BIDI = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F))}
_BIDI |= {chr(code) for code in range(0x2066, 0x206A)}
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_URL = (string.ascii_letters + string.digits + "!#$%&'()*+,./:;=?@_~[]-").encode()
_UNSAFE_URL = re.compile(f"[^{re.escape(_URL.decode())}]")
_UNFIT = frozenset('<>," \\()')  # would end an address, or need quotes around it


def clean(value: str) -> str:
    """One line of text: no control, line or direction marks, no lone surrogates."""
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    kept = (_char(char) for char in value)
    return " ".join("".join(kept).split())


def text(name: str, value: str) -> bytes:
    """An unstructured field, such as Subject; one pair of isolates around it all stays.

    So does the mark that may stand behind the first, and says how the text runs.
    """
    isolated = value.startswith("\u2068") and value.endswith("\u2069")
    mark = value[1:2] if isolated and value[1:2] in {"\u200e", "\u200f"} else ""
    value = clean(value)
    value = f"\u2068{mark}{value}\u2069" if isolated else value
    plain = value.isascii() and "=?" not in value and max(map(len, value.split(" "))) <= SOFT
    words = value.split(" ") if plain else list(encoded_words(value))
    return _field(name, words)


def mailbox(name: str, address: str, phrase: str = "") -> bytes:
    """A field with one address and the name of whose it is, such as From or To.

    Raises:
        ValueError: the address can't stand in a header.
    """
    words = _phrase(clean(phrase)[:MAX_NAME])
    words.append(f"<{header_address(address)}>")
    return _field(name, words)


def raw(name: str, value: str) -> bytes:
    """A structured field whose value is ours; cleaned all the same.

    Raises:
        ValueError: the value is not ASCII or one word of it is over 998 bytes.
    """
    value = clean(value)
    if not value.isascii():
        raise ValueError(f"{name}: not ASCII: {value!a}")
    return _field(name, value.split(" "))


def urls(name: str, *values: str) -> bytes:
    """A field of URLs between angle brackets, a line each (RFC 2369, section 2).

    Raises:
        ValueError: one is over 998 bytes.
    """
    field = f"{name}: " + ",\r\n ".join([f"<{url(value)}>" for value in values])
    if len(field) > HARD and max(map(len, field.split("\r\n"))) > HARD:
        raise ValueError(f"{name}: a URL is too long for a header")
    return field.encode() + b"\r\n"


def url(value: str) -> str:
    """A URL that can stand between angle brackets: anything unsafe is percent-encoded."""
    if value.isascii() and not value.encode().translate(None, _URL):
        return value
    return _UNSAFE_URL.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode(errors="replace")),
        value.strip(),
    )


def mailto(receiver: str, subject: str = "") -> str:
    """A URL that writes a mail to the address, under the subject if one is given (RFC 6068).

    Raises:
        ValueError: it is no address.
    """
    local, _, domain = header_address(receiver).rpartition("@")
    made = f"mailto:{quote(local, safe='+')}@{quote(domain, safe='')}"
    return f"{made}?subject={quote(subject, safe='', errors='replace')}" if subject else made


def address(value: str) -> str:
    """An envelope address: its domain as A-labels (RFC 5890), its local part as it is.

    Raises:
        ValueError: it is no address.
    """
    if value.isascii():
        return value
    try:
        parts = validate_email(value, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None
    return f"{parts.local_part}@{parts.ascii_domain}"


def header_address(value: str) -> str:
    """An address for a header, without anything that could end it.

    Raises:
        ValueError: it holds white space, brackets, quotes or control characters, or has not
            one "@" with something on both sides.
    """
    value = address(value)
    local, _, domain = value.rpartition("@")
    whole = local and domain and "@" not in local
    if not whole or not value.isprintable() or not _UNFIT.isdisjoint(value):
        raise ValueError(f"not an address: {value!a}")
    return value


def encoded_words(value: str) -> Iterator[str]:
    """Cut at characters, never inside one, each at most 75 long (RFC 2047, section 2)."""
    chunk = b""
    for char in value:
        piece = char.encode()
        if len(chunk) + len(piece) > WORD_BYTES:
            yield _word(chunk)
            chunk = b""
        chunk += piece
    if chunk:
        yield _word(chunk)


def field_name(name: str) -> str:
    """The name, if it can be one (RFC 5322, section 2.2).

    Raises:
        ValueError: it can't.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a header's name: {name!a}")
    return name


def _phrase(name: str) -> list[str]:
    if not name:
        return []
    if not name.isascii() or "=?" in name or len(name) > SOFT - len("Reply-To: "):
        return list(encoded_words(name))
    if _ATOMS.fullmatch(name):
        return name.split(" ")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{escaped}"']


def _field(name: str, words: list[str]) -> bytes:
    """The one place where a header is put together: fold between words, end with CRLF."""
    value = " ".join(words)
    if len(name) + len(value) < SOFT - 1:
        return f"{name}: {value}\r\n".encode()
    lines, line = [], f"{name}:"
    for word in words:
        if len(line) + 1 + len(word) > SOFT and not line.endswith(":"):
            lines.append(line)
            line = ""
        line += f" {word}"
    lines.append(line)
    if max(map(len, lines)) > HARD:
        raise ValueError(f"{name}: a word is too long for a header")
    return "\r\n".join(lines).encode() + b"\r\n"


def _char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    if char in _BIDI:
        return ""
    return " " if category in {"Cc", "Zl", "Zp"} else char


def _word(chunk: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(chunk).decode()}?="
