"""A CSV file as people have it: its encoding, its delimiter, its records one by one.

Streams: memory holds one record. Nothing here knows what a subscriber is. A broken record
costs itself only: what an open quote swallowed is read again line by line.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from digest.errors import AudienceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

__all__ = ["Broken", "Record", "delimiter_of", "open_text", "records"]

MAX_LINE: Final = 1 << 20  # characters; what goes beyond is dropped, and the line refused
UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
_SEPARATOR: Final = re.compile(r'"?sep=([,;\t])"?', re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"')
_ZIP: Final = b"PK\x03\x04"
_FALLBACK: Final = "digest-windows-1252"


class Record(NamedTuple):
    """One record: the line where it starts, its cells, and its text as it stood."""

    line: int
    cells: list[str]
    raw: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no record, and why."""

    line: int
    reason: str
    raw: str


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 comes from Windows-1252, of which Latin-1 text is a part."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding.startswith("utf-16"):
        return UNREADABLE, error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _as_windows_1252)


def open_text(path: Path) -> TextIO:
    """Open a file in UTF-8, UTF-16 or Latin-1, with or without a byte order mark.

    Bytes that are no UTF-8 are read as Windows-1252, each by itself: a file pasted together
    from both comes out right. What neither can hold becomes U+FFFD.

    Raises:
        AudienceError: The file can't be read, or is a spreadsheet's own format.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head == _ZIP:
            raise AudienceError(
                f"{path} is a workbook, not CSV.", "Save it as CSV in the spreadsheet program."
            )
        return path.open(encoding=_encoding(head), errors=_FALLBACK, newline="")
    except OSError as error:
        raise AudienceError(
            f"{path} can't be read: {error.strerror}.", "Check its name and permissions."
        ) from error


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1:2] == b"\0":  # a header is ASCII: every other byte is zero in UTF-16
        return "utf-16-le"
    return "utf-16-be" if head[:1] == b"\0" else "utf-8-sig"


def delimiter_of(header: str) -> str:
    """The delimiter of a header line: the most frequent of comma, semicolon and tab."""
    bare = _QUOTED.sub("", header)
    return max(",;\t", key=bare.count)


class _Lines:
    """Lines with a memory of those that the current record took, and a way to give back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self.number = 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self._taken.append(line)
        return line

    def _read(self) -> str:
        line = self._stream.readline(MAX_LINE)
        if len(line) < MAX_LINE or line.endswith(("\n", "\r")):
            return line
        while (rest := self._stream.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
            pass
        return line + "\n"

    def peek(self) -> str:
        """The next line, left where it is; empty at the end."""
        line = next(self, "")
        self._again.extendleft(self._taken)
        self._taken.clear()
        return line

    def settle(self) -> str:
        """The record took all the lines since the last call; their text."""
        return self._close(len(self._taken))

    def settle_first(self) -> str:
        """Only the first of them was its own; the others come again."""
        self._again.extendleft(reversed(self._taken[1:]))
        return self._close(1)

    def _close(self, count: int) -> str:
        text = "".join(self._taken[:count])
        self.number += count
        self._taken.clear()
        return text.rstrip("\r\n")


def records(stream: TextIO) -> Iterator[Record | Broken]:
    """Every record that is not blank, the header first.

    Strict about quotes (RFC 4180): text behind a closing quote and a quote left open are
    broken, since that is how one row swallows others. A line `sep=;` before the header, by which
    Excel knows a file, names the delimiter and is no record.
    """
    lines = _Lines(stream)
    named = _SEPARATOR.fullmatch(lines.peek().strip("\r\n"))
    if named:
        next(lines)
        lines.settle()
    delimiter = named[1] if named else delimiter_of(lines.peek())
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = lines.number
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(number, _reason(error), lines.settle_first())
        else:
            raw = lines.settle()
            if any(map(str.strip, cells)):
                yield Record(number, cells, raw)


def _reason(error: csv.Error) -> str:
    words = str(error)
    if "field larger" in words:
        return f"a cell of more than {csv.field_size_limit():,} characters"
    if "unexpected end" in words:
        return "a quote is opened and not closed"
    if "expected after" in words:
        return "a quote closes in the middle of a cell, or the one before it was left open"
    return words
