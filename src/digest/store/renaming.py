"""A source under another name: all that is kept of it goes along. It never reads digest.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from digest.store.connection import Connection

_TABLES: Final = (
    *("articles", "quarantine", "fetched", "pushes", "passages", "explainers", "looked"),
    *("article_revisions", "linked_pages"),
)


def rename(connection: Connection, old: str, new: str) -> None:
    """Give what is kept of `old` to `new`; where that has the like already, it stays as it is."""
    with connection.write() as raw:
        for table in _TABLES:
            raw.execute(f"UPDATE OR IGNORE {table} SET source = ? WHERE source = ?", (new, old))
