"""What articles said before their sources changed them: the table `article_revisions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.model import Revision
from digest.store.rows import moment_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from digest.model import Article
    from digest.store.connection import Connection

KEPT: Final = 20
"""Revisions of one article: a page that changes with every visit fills no disk."""


def keep(raw: sqlite3.Connection, before: Article, now: datetime, *, source: str = "") -> None:
    """Keep what an article said until `now`, in the transaction that stands open.

    `source` told it, where that is another than the one whose words follow.
    """
    raw.execute(
        "INSERT INTO article_revisions (article, replaced, title, summary, text, source)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (before.id, text_of(now), before.title, before.summary, before.text, source),
    )
    raw.execute(
        "DELETE FROM article_revisions WHERE article = ? AND id <= (SELECT id FROM"
        " article_revisions WHERE article = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (before.id, before.id, KEPT),
    )


def of(connection: Connection, article: str) -> tuple[Revision, ...]:
    """The revisions of one article, the latest first."""
    rows = connection.rows(
        "SELECT replaced, title, summary, text, source FROM article_revisions WHERE article = ?"
        " ORDER BY id DESC",
        (article,),
    )
    return tuple(
        Revision(
            replaced=moment_of(replaced), title=title, summary=summary, text=text, source=source
        )
        for replaced, title, summary, text, source in rows
    )
