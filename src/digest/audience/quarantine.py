"""Refused rows to a file that can be mended and imported again.

Written as they come, so that a million of them cost no memory. Only its owner may read it, for
it holds addresses. It judges nothing.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, Self

from digest.audience.columns import REASON
from digest.audience.csvfile import delimiter_of, open_text, records
from digest.audience.jsonlines import REMARK, is_json

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

    from digest.model import Quarantined

__all__ = ["Quarantine", "quarantine_path"]

_FIRST_CELL: Final = re.compile(r'\s*("(?:[^"]|"")*"|[^,;\t"]*)[,;\t]')


def quarantine_path(source: Path) -> Path:
    """Where the refused rows of a file go: beside it."""
    return source.with_name(f"{source.stem}.quarantine{source.suffix or '.csv'}")


class Quarantine:
    """The file of the refused rows of one import; it is made with the first of them.

    Of CSV it has the header of the source with a column `reason` in front, which an import
    passes over, and the rows stand as they stood there. One whose quotes are not paired stands
    in one cell, so that it can't swallow its neighbours. UTF-8 with a byte order mark, for
    Excel. Of JSON it has a line that starts with `#` and says why above each row.
    """

    def __init__(self, path: Path, *, source: Path) -> None:
        self.path = path
        self.count = 0
        self._source = source
        self._file: TextIO | None = None
        self._delimiter = ","
        self._strip = False
        self._json = False

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

    def add(self, row: Quarantined) -> None:
        """Write one row."""
        if self._file is None:
            self._file = self._opened()
        self.count += 1
        if self._json:
            reason = " ".join(row.reason.split())
            self._file.write(f"{REMARK} {row.place}: {reason}\n{row.raw}\n")
        else:
            self._file.write(self._line(row.reason, row.raw))

    def _opened(self) -> TextIO:
        with open_text(self._source) as stream:
            head = stream.readline(64)
            self._json = is_json(head)
            stream.seek(0)
            header = "" if self._json else next(records(stream)).raw
        opened = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(opened, 0o600)  # also where it stood there before
        if self._json:
            return os.fdopen(opened, "w", encoding="utf-8", newline="")
        self._delimiter = delimiter_of(header)
        again = _FIRST_CELL.match(header)
        self._strip = again is not None and again[1].strip().strip('"') == REASON
        file = os.fdopen(opened, "w", encoding="utf-8-sig", newline="")
        file.write(self._line(REASON, header))
        return file

    def _line(self, reason: str, raw: str) -> str:
        """A raw record behind its reason, which takes the place of an earlier one."""
        if self._strip and (first := _FIRST_CELL.match(raw)):
            raw = raw[first.end() :]
        rest = raw if raw.count('"') % 2 == 0 else _quoted(raw)
        return f"{_quoted(reason)}{self._delimiter}{rest}\r\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
