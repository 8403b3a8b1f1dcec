"""Articles that explain, found again by their words. It never judges which ones do.

Of each source no more than the latest are kept, so that looking for one takes no longer in an old
archive than in a young one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from digest.store.readings import packed, unpacked
from digest.store.rows import json_of, strings_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from digest.curate.reading import Reading
    from digest.model import Article
    from digest.store.connection import Connection

MOST: Final = 1000
"""Explainers that are kept of one source."""

_FOUND: Final = 20  # explainers that share most words


class Headline(NamedTuple):
    """What is known of an article that nobody looked at: `long` counts characters."""

    id: str
    title: str
    categories: tuple[str, ...]
    url: str | None
    long: int
    seen: str


class Explainers:
    """The tables `explainers`, `explainer_terms` and `looked`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unseen(self, source: str, *, limit: int = 500) -> tuple[Headline, ...]:
        """Articles of a source that came in since it was looked through, the first first."""
        seen, last = self._connection.row(
            "SELECT seen, article FROM looked WHERE source = ?", (source,)
        ) or ("", "")
        rows = self._connection.rows(
            "SELECT id, title, categories, coalesce(url, shared_url), length(text), first_seen"
            " FROM articles WHERE source = ? AND (first_seen, id) > (?, ?)"
            " ORDER BY first_seen, id LIMIT ?",
            (source, seen, last, limit),
        )
        return tuple(
            Headline(ident, title, strings_of(names), url, long, first)
            for ident, title, names, url, long, first in rows
        )

    def save(
        self,
        source: str,
        found: Iterable[tuple[Article, Reading, Collection[int]]],
        *,
        last: Headline,
    ) -> None:
        """Keep those that explain, each with what it says and the terms to find it by.

        `last` is the last of its source that was looked at.
        """
        with self._connection.write() as raw:
            for article, reading, terms in found:
                _write(raw, article, reading, terms)
            raw.execute(
                "DELETE FROM explainers WHERE source = ? AND article NOT IN (SELECT article"
                f" FROM explainers WHERE source = ? ORDER BY published DESC LIMIT {MOST})",
                (source, source),
            )
            raw.execute(
                "INSERT INTO looked (source, seen, article) VALUES (?, ?, ?) ON CONFLICT (source)"
                " DO UPDATE SET seen = excluded.seen, article = excluded.article",
                (source, last.seen, last.id),
            )

    def sharing(
        self, terms: Sequence[int], *, sources: Collection[str], before: datetime, known: datetime
    ) -> tuple[tuple[Reading, str], ...]:
        """Those published before that share most of these terms, each with its headline.

        None that came in after `known`.
        """
        rows = self._connection.rows(
            "SELECT e.reading, e.title FROM explainer_terms t JOIN explainers e USING (article)"
            " JOIN articles a ON a.id = e.article"
            " WHERE t.term IN (SELECT value FROM json_each(?)) AND e.published < ?"
            " AND a.first_seen <= ? AND e.source IN (SELECT value FROM json_each(?))"
            " GROUP BY e.article ORDER BY count(*) DESC, e.published DESC, e.article"
            f" LIMIT {_FOUND}",
            (
                json_of(list(terms)),
                text_of(before),
                text_of(known),
                json_of(sorted(sources)),
            ),
        )
        return unpacked(rows, what="an explainer")


def _write(
    raw: sqlite3.Connection, article: Article, reading: Reading, terms: Collection[int]
) -> None:
    raw.execute(
        "INSERT OR REPLACE INTO explainers (article, source, published, title, reading)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            article.id,
            article.source,
            text_of(article.published),
            article.title,
            packed(reading),
        ),
    )
    raw.executemany(
        "INSERT OR IGNORE INTO explainer_terms (term, article) VALUES (?, ?)",
        [(term, article.id) for term in sorted(terms)],
    )
