"""Articles and what was refused in their place. It never judges an article, it keeps it.

How an article is known again stands in `known`. It keeps its first id and the time it was first
seen; what it said before an edit is kept as a revision. Another source that tells the same URL
overwrites the text only where it is preferred.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.errors import StoreError
from digest.store import revisions
from digest.store.article_rows import SELECT, article_of, told
from digest.store.known import Shelf
from digest.store.rows import clean, json_of, like, text_of
from digest.store.saving import Saving, no_other

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from digest.model import Article, Quarantined, Revision
    from digest.store.connection import Connection
    from digest.store.saving import Prefers

RAW_LIMIT = 16_384
"""Characters kept of what was quarantined."""


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """What a save brought; `fresh` are the ids, as they were told, of those that were new."""

    new: int = 0
    changed: int = 0
    same: int = 0
    fresh: frozenset[str] = field(default=frozenset(), compare=False)


class Articles:
    """The tables `articles` and `quarantine`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(
        self, articles: Iterable[Article], *, now: datetime, prefers: Prefers = no_other
    ) -> ArticleCount:
        """Keep the articles of one visit, all in one transaction.

        An edit updates the text; `published` only moves where it was a guess, that is
        not before the article was first seen. `prefers` says whether the words of a told
        article take the place of those that another source told.
        """
        batch = tuple(articles)
        with self._connection.write() as raw:
            ends = Saving(raw, now, prefers).all(clean(batch))
        tally = Counter(ends)
        fresh = (one.id for one, end in zip(batch, ends, strict=True) if end == "new")
        return ArticleCount(tally["new"], tally["changed"], tally["same"], frozenset(fresh))

    def get(self, article: str) -> Article:
        """One article by id.

        Raises:
            StoreError: there is none.
        """
        row = self._connection.row(f"{SELECT} WHERE id = ?", (article,))
        if row is None:
            raise StoreError(f"there is no article {article}", "see `digest articles list`")
        return article_of(row)

    def among(self, names: Iterable[str]) -> tuple[Article, ...]:
        """Those of the articles by these ids that there are."""
        rows = self._connection.rows(
            f"{SELECT} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json_of(sorted(names)),),
        )
        return tuple(map(article_of, rows))

    def at(self, url: str) -> Article | None:
        """The article at a canonical URL, or None."""
        row = self._connection.row(f"{SELECT} WHERE url = ?", (url,))
        return article_of(row) if row else None

    def kept(self, article: Article) -> Article:
        """The stored article that this one is, under whichever id it came first.

        Raises:
            StoreError: it was never saved.
        """
        what = told(article)
        known = Shelf(self._connection.raw, [what]).find(what)
        return known.before or self.get(article.id)

    def revisions(self, article: str) -> tuple[Revision, ...]:
        """What an article said before, the latest first."""
        return revisions.of(self._connection, article)

    def between(
        self, since: datetime, until: datetime, *, sources: Collection[str] = ()
    ) -> tuple[Article, ...]:
        """Articles published after `since`, up to and with `until`, oldest first.

        Empty `sources` means all.
        """
        rows = self._connection.rows(
            f"{SELECT} WHERE published > ? AND published <= ?"
            " AND (? OR source IN (SELECT value FROM json_each(?))) ORDER BY published, id",
            (text_of(since), text_of(until), not sources, json_of(sorted(sources))),
        )
        return tuple(map(article_of, rows))

    def late(
        self, since: datetime, until: datetime, *, seen: tuple[datetime, datetime]
    ) -> tuple[Article, ...]:
        """Likewise, those that came in after the first instant of `seen`, up to the second."""
        rows = self._connection.rows(
            f"{SELECT} WHERE published > ? AND published <= ?"
            " AND first_seen > ? AND first_seen <= ? ORDER BY published, id",
            tuple(map(text_of, (since, until, *seen))),
        )
        return tuple(map(article_of, rows))

    def revised(self, since: datetime, until: datetime) -> frozenset[str]:
        """Ids of articles whose words changed after `since`, up to and with `until`."""
        rows = self._connection.rows(
            "SELECT DISTINCT article FROM article_revisions WHERE replaced > ? AND replaced <= ?",
            (text_of(since), text_of(until)),
        )
        return frozenset(article for (article,) in rows)

    def list(
        self, *, limit: int = 50, source: str | None = None, search: str | None = None
    ) -> tuple[Article, ...]:
        """The newest articles; `search` is looked for in title, summary and text."""
        rows = self._connection.rows(
            f"{SELECT} WHERE (:source IS NULL OR source = :source)"
            " AND (:like IS NULL OR title LIKE :like ESCAPE '\\' OR summary LIKE :like ESCAPE '\\'"
            " OR text LIKE :like ESCAPE '\\') ORDER BY published DESC, id LIMIT :limit",
            {"source": source, "like": like(search) if search else None, "limit": limit},
        )
        return tuple(map(article_of, rows))

    def quarantine(self, source: str, items: Iterable[Quarantined], *, now: datetime) -> None:
        """Keep what was refused at one visit; the same refusal is kept once."""
        seen = text_of(now)
        refused = [clean(item) for item in items]
        with self._connection.write() as raw:
            raw.executemany(
                "INSERT INTO quarantine (source, place, reason, raw, seen) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET raw = excluded.raw, seen = excluded.seen",
                [(source, item.place, item.reason, item.raw[:RAW_LIMIT], seen) for item in refused],
            )
