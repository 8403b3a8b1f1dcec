"""In how many articles of a source a paragraph stood. It keeps hashes, and never judges."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from digest.store.rows import json_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.store.connection import Connection


class Passages:
    """The table `passages`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, source: str, marks: Iterable[str]) -> dict[str, int]:
        """In how many articles each of these stood; those that stood in none are left out."""
        rows = self._connection.rows(
            "SELECT mark, articles FROM passages WHERE source = ?"
            " AND mark IN (SELECT value FROM json_each(?))",
            (source, json_of(sorted(set(marks)))),
        )
        return dict(rows)

    def count(self, source: str, marks: Iterable[str], *, now: datetime) -> None:
        """Count each of these once more; what several articles have is given several times."""
        tally = Counter(marks)
        if not tally:
            return
        with self._connection.write() as raw:
            raw.executemany(
                "INSERT INTO passages (source, mark, articles, seen) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles,"
                " seen = excluded.seen",
                [(source, mark, count, text_of(now)) for mark, count in tally.items()],
            )
