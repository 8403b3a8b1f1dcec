"""Which paragraphs stood at the ends of a source's last articles. It keeps hashes, never judges."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.store.connection import Connection

KEPT: Final = 1000
"""Marks of one source: those of its last 170 articles at least, of 300 mostly."""

_MARK: Final = "Q"  # 64 bits


class Passages:
    """The table `passages`: one row for each source."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, source: str) -> Counter[int]:
        """In how many of the source's last articles each mark stood."""
        return Counter(self._marks(source))

    def learn(self, source: str, marks: Iterable[int], *, now: datetime) -> None:
        """Remember the marks of new articles; what several have is given several times."""
        new = array(_MARK, marks)
        if not new:
            return
        with self._connection.write() as raw:
            kept = array(_MARK, chain(self._marks(source), new))[-KEPT:]
            raw.execute(
                "INSERT OR REPLACE INTO passages (source, marks, seen) VALUES (?, ?, ?)",
                (source, kept.tobytes(), text_of(now)),
            )

    def _marks(self, source: str) -> array[int]:
        row = self._connection.row("SELECT marks FROM passages WHERE source = ?", (source,))
        return array(_MARK, row[0] if row else b"")
