"""SMTP replies from bytes (RFC 5321, section 4.2): pure, takes input cut anywhere.

Never reads a socket and never judges: what a reply means is said in outcomes.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LINE: Final = 4096  # RFC 5321 allows 512; servers with long help texts exceed it
MAX_LINES: Final = 128

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:\s+|$)")


class ReplyError(Exception):
    """The bytes are no SMTP reply; nothing after them can be trusted."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: code, enhanced code (RFC 3463, empty if none), its lines without codes."""

    code: int
    enhanced: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one printable line."""
        return " ".join(filter(None, self.lines))

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.code, self.enhanced, self.text) if part)


class ReplyParser:
    """Collects bytes until replies are whole."""

    def __init__(self) -> None:
        self._rest = b""
        self._lines: list[bytes] = []

    @property
    def pending(self) -> bool:
        """Whether a reply has begun and is not whole yet."""
        return bool(self._rest or self._lines)

    def feed(self, data: bytes) -> Iterator[Reply]:
        """Take the next bytes from the server and yield the replies they complete.

        What came whole before a broken line is yielded first.

        Raises:
            ReplyError: a line is too long, has no code, or a reply never ends.
        """
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            reply = self._take(line) if self._lines else _whole(line) or self._take(line)
            if reply is not None:
                yield reply
        if len(self._rest) > MAX_LINE:
            raise ReplyError("a reply line is too long")

    def _take(self, line: bytes) -> Reply | None:
        code, more, text = _read(line)
        self._lines.append(text)
        if len(self._lines) > MAX_LINES:
            raise ReplyError(f"a reply has more than {MAX_LINES} lines")
        if more:
            return None
        lines, self._lines = self._lines, []
        return _reply(code, tuple(lines))


# A server says the same few things to each message, so what they mean is kept.
@lru_cache(maxsize=256)
def _whole(line: bytes) -> Reply | None:
    """The reply of one line that it is; None for one of several lines."""
    code, more, text = _read(line)
    return None if more else _reply(code, (text,))


def _read(line: bytes) -> tuple[int, bool, bytes]:
    """A line's code, whether more lines follow, and its text."""
    match = _LINE.fullmatch(line.rstrip(b"\r"))
    if match is None or len(line) > MAX_LINE:
        raise ReplyError(f"not an SMTP reply: {_printable(line[:80])}")
    code, mark, text = match.groups()
    return int(code), mark == b"-", text or b""


def _reply(code: int, lines: tuple[bytes, ...]) -> Reply:
    texts = [_printable(line) for line in lines]
    match = _ENHANCED.match(texts[0])
    if match is None or match[1][0] != str(code)[0]:
        return Reply(code, "", tuple(texts))
    enhanced = match[1]
    return Reply(code, enhanced, tuple(text.removeprefix(enhanced).strip() for text in texts))


def _printable(line: bytes) -> str:
    text = line.decode("utf-8", "replace").strip()
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "?" for char in text)
