"""Overrides: what editors decided about an edition, in the order of their decisions.

A decision is never deleted or changed; what is undone says by whom and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.model import Override, OverrideKind
from digest.store.rows import clean, json_of, moment_of, moment_or_none, strings_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from digest.store.connection import Connection

_COLUMNS = (
    "id, edition, kind, who, at, story, articles, headline, value, writer, before, undone_by,"
    " undone_at"
)
_SELECT = f"SELECT {_COLUMNS} FROM overrides"


class Overrides:
    """The table `overrides`; what changes an edition is written with it, by `Drafts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, edition: str) -> tuple[Override, ...]:
        """All decisions about an edition, undone ones too, the first first."""
        rows = self._connection.rows(f"{_SELECT} WHERE edition = ? ORDER BY id", (edition,))
        return tuple(map(_override, rows))

    def since(
        self, kind: OverrideKind, since: datetime, *, newsletter: str | None = None
    ) -> tuple[Override, ...]:
        """Decisions of a kind that were made since and stand; about one newsletter's, or any."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE kind = ? AND at >= ? AND undone_at IS NULL AND (? IS NULL"
            " OR edition IN (SELECT id FROM editions WHERE newsletter = ?)) ORDER BY id",
            (kind, text_of(since), newsletter, newsletter),
        )
        return tuple(map(_override, rows))

    def add(self, override: Override) -> None:
        """Keep a note, which changes no edition, or that it was undone."""
        with self._connection.write() as raw:
            write(raw, override)


def age(raw: sqlite3.Connection, edition: str) -> int:
    """A number that goes up with every decision about the edition, and every undoing."""
    row = raw.execute(
        "SELECT count(*) + count(undone_at) FROM overrides WHERE edition = ?", (edition,)
    ).fetchone()
    return int(row[0])


def age_of(overrides: tuple[Override, ...]) -> int:
    """The same of decisions that were read."""
    return len(overrides) + sum(not one.stands for one in overrides)


def write(raw: sqlite3.Connection, override: Override) -> None:
    """Keep a new decision, or that an old one was undone."""
    kept = clean(override)
    if kept.id and kept.undone_at:
        raw.execute(
            "UPDATE overrides SET undone_by = ?, undone_at = ? WHERE id = ? AND undone_at IS NULL",
            (kept.undone_by, text_of(kept.undone_at), kept.id),
        )
        return
    raw.execute(
        "INSERT INTO overrides (edition, kind, who, at, story, articles, headline, value, writer,"
        " before) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            kept.edition,
            kept.kind,
            kept.who,
            text_of(kept.at),
            kept.story,
            json_of(kept.articles),
            kept.headline,
            kept.value,
            kept.writer,
            kept.before,
        ),
    )


def _override(row: tuple[Any, ...]) -> Override:
    ident, edition, kind, who, at, story, articles, headline, value, writer, before, *undone = row
    return Override(
        id=ident,
        edition=edition,
        kind=OverrideKind(kind),
        who=who,
        at=moment_of(at),
        story=story,
        articles=strings_of(articles),
        headline=headline,
        value=value,
        writer=writer,
        before=before,
        undone_by=undone[0],
        undone_at=moment_or_none(undone[1]),
    )
