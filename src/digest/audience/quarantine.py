"""Refused rows to a file that can be mended and imported again.

Written as they come, so that a million of them cost no memory. Only its owner may read it, for
it holds addresses. No file that somebody may have mended is written over. It judges nothing.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final, Self

from digest.audience.columns import LINE, REASON
from digest.audience.csvfile import delimiter_of, open_text, records
from digest.audience.jsonlines import REMARK, is_json
from digest.errors import AudienceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

    from digest.model import Quarantined

__all__ = ["Quarantine", "quarantine_path"]

_BLOCK: Final = 1 << 16
_FIRST_CELL: Final = re.compile(r'\s*("(?:[^"]|"")*"|[^,;\t"]*)[,;\t]')


def quarantine_path(source: Path) -> Path:
    """Where the refused rows of a file go: beside it."""
    return source.with_name(f"{source.stem}.quarantine{source.suffix or '.csv'}")


class Quarantine:
    """The file of the refused rows of one import; it is made with the first of them.

    Where one of its name stands it gets another, such as `readers.quarantine-2.csv`; in the end
    it takes the place of one that holds the same, or the beginning of it as a kill leaves it.

    Of CSV it has the header of the source with the columns `reason` and `line` in front, which an
    import passes over, and the rows stand as they stood there. One whose quotes are not paired
    stands in one cell, so that it can't swallow its neighbours. UTF-8 with a byte order mark, for
    Excel. Of JSON it has a line that starts with `#` and says why above each row.
    """

    def __init__(self, path: Path, *, source: Path) -> None:
        self.path = path
        self.count = 0
        self._source = source
        self._file: TextIO | None = None
        self._delimiter = ","
        self._own = 0  # columns of an earlier quarantine in front of the source's
        self._json = False
        self._others: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
            same = next((one for one in self._others if _begins(one, self.path)), None)
            if same is not None:
                self.path = self.path.replace(same)

    def add(self, row: Quarantined) -> None:
        """Write one row."""
        if self._file is None:
            self._file = self._opened()
        self.count += 1
        if self._json:
            reason = " ".join(row.reason.split())
            self._file.write(f"{REMARK} {row.place}: {reason}\n{row.raw}\n")
        else:
            line = row.place.rpartition(":")[2]
            self._file.write(self._line(row.reason, line, row.raw))

    def _opened(self) -> TextIO:
        with open_text(self._source) as stream:
            head = stream.readline(64)
            self._json = is_json(head)
            stream.seek(0)
            header = "" if self._json else next(records(stream)).raw
        opened = self._made()
        if self._json:
            return os.fdopen(opened, "w", encoding="utf-8", newline="")
        self._delimiter = delimiter_of(header)
        self._own = _own_columns(header)
        file = os.fdopen(opened, "w", encoding="utf-8-sig", newline="")
        file.write(self._line(REASON, LINE, header))
        return file

    def _made(self) -> int:
        """A new file, by the first name that is free."""
        names = _series(self.path)
        while True:
            self.path = next(names)
            try:
                return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                self._others.append(self.path)
            except OSError as error:
                raise AudienceError(
                    f"The refused rows can't be written to {self.path}: {error.strerror}.",
                    "Move the file to a folder that can be written to, and import it from there.",
                ) from error

    def _line(self, reason: str, line: str, raw: str) -> str:
        """A raw record behind reason and line, which take the place of earlier ones."""
        for _ in range(self._own):
            if first := _FIRST_CELL.match(raw):
                raw = raw[first.end() :]
        rest = raw if raw.count('"') % 2 == 0 else _quoted(raw)
        return f"{_quoted(reason)}{self._delimiter}{_quoted(line)}{self._delimiter}{rest}\r\n"


def _own_columns(header: str) -> int:
    """How many columns in front are those of a quarantine file."""
    found = 0
    for name in (REASON, LINE):
        first = _FIRST_CELL.match(header)
        if first is None or first[1].strip().strip('"') != name:
            break
        found, header = found + 1, header[first.end() :]
    return found


def _series(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _begins(one: Path, other: Path) -> bool:
    """Whether a file is another one, or its beginning."""
    with suppress(OSError), one.open("rb") as first, other.open("rb") as second:
        while block := first.read(_BLOCK):
            if block != second.read(len(block)):
                return False
        return True
    return False


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
