"""What is remembered of each source between two visits. It never visits one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.model import Fetched
from digest.store.rows import clean, moment_or_none, text_or_none

if TYPE_CHECKING:
    from digest.store.connection import Connection

_SELECT = (
    "SELECT source, etag, last_modified, body_hash, checked, changed, failures, error, articles"
    " FROM fetched"
)


class FetchedSources:
    """The table `fetched`: one row for each source that was ever visited."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: str) -> Fetched | None:
        """What is remembered of the source with this name, None before its first visit."""
        row = self._connection.row(f"{_SELECT} WHERE source = ?", (source,))
        return _fetched(row) if row else None

    def all(self) -> tuple[Fetched, ...]:
        """What is remembered of every source, by name."""
        return tuple(map(_fetched, self._connection.rows(f"{_SELECT} ORDER BY source")))

    def save(self, fetched: Fetched) -> None:
        """Remember a visit in place of the one before."""
        row = clean(fetched)
        with self._connection.write() as raw:
            raw.execute(
                "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row.source,
                    row.etag,
                    row.last_modified,
                    row.body_hash,
                    text_or_none(row.checked),
                    text_or_none(row.changed),
                    row.failures,
                    row.error,
                    row.articles,
                ),
            )


def _fetched(row: tuple[Any, ...]) -> Fetched:
    source, etag, last_modified, body_hash, checked, changed, failures, error, articles = row
    return Fetched(
        source=source,
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        checked=moment_or_none(checked),
        changed=moment_or_none(changed),
        failures=failures,
        error=error,
        articles=articles,
    )
