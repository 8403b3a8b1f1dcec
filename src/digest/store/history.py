"""What became of one article or one reader over all editions. Reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.store.rows import moment_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from digest.store.connection import Connection


class History:
    """Questions that go across the tables of several nouns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def editions_with(self, article: str) -> tuple[str, ...]:
        """Ids of the editions that hold the article, the latest first."""
        rows = self._connection.rows(
            "SELECT e.id FROM edition_articles a JOIN editions e ON e.id = a.edition"
            " WHERE a.article = ? ORDER BY e.date DESC, e.id",
            (article,),
        )
        return tuple(edition for (edition,) in rows)

    def editions_with_story(self, story: str) -> tuple[str, ...]:
        """Ids of the editions that hold an article of the story, the latest first.

        One that was told before stories were kept holds the article that it is named after.
        """
        rows = self._connection.rows(
            "SELECT DISTINCT e.id, e.date FROM edition_articles a JOIN editions e ON e.id = edition"
            " WHERE article = ? OR article IN (SELECT article FROM story_articles WHERE story = ?)"
            " ORDER BY e.date DESC, e.id",
            (f"a{story[1:]}", story),
        )
        return tuple(edition for edition, _ in rows)

    def joined(self, subscriber: int) -> datetime | None:
        """When the person was first known."""
        return self._moment("SELECT created FROM subscribers WHERE id = ?", (subscriber,))

    def chose(self, subscriber: int, newsletter: str) -> datetime | None:
        """When the person's choices for the newsletter changed last; leaving is a change."""
        return self._moment(
            "SELECT changed FROM subscriptions WHERE subscriber = ? AND newsletter = ?",
            (subscriber, newsletter),
        )

    def frozen(self, edition: str) -> datetime | None:
        """When the edition's readers were fixed, or None before that."""
        return self._moment("SELECT frozen FROM editions WHERE id = ?", (edition,))

    def mails(self, subscriber: int) -> tuple[tuple[str, str, str], ...]:
        """Every edition that was for the person: its id, what became of it, and when."""
        rows = self._connection.rows(
            "SELECT edition, state, changed FROM deliveries WHERE subscriber = ? ORDER BY id",
            (subscriber,),
        )
        return tuple((edition, state, changed) for edition, state, changed in rows)

    def _moment(self, sql: str, values: tuple[Any, ...]) -> datetime | None:
        row = self._connection.row(sql, values)
        return moment_or_none(row[0]) if row else None
