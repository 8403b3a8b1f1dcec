"""Articles and what was refused in their place. It never judges an article, it keeps it.

How an article is known again stands in `known`. It keeps its first id and the time it was first
seen; what it said before an edit is kept as a revision. Another source that tells the same URL
doesn't overwrite the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from digest.errors import StoreError
from digest.model import SHARED_LINK, Article
from digest.store import revisions
from digest.store.article_rows import COLUMNS, COUNT, SELECT, article_of, row_of, words_of
from digest.store.known import find
from digest.store.rows import clean, json_of, like, moment_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from digest.model import Quarantined, Revision
    from digest.store.connection import Connection
    from digest.store.known import Known

RAW_LIMIT = 16_384
"""Characters kept of what was quarantined."""

_INSERT = f"INSERT INTO articles ({COLUMNS}) VALUES ({', '.join('?' * COUNT)})"
_UPDATE = f"UPDATE articles SET ({COLUMNS}) = ({', '.join('?' * COUNT)}) WHERE id = ?"
_QUIET = frozenset(("id", "guid", "url_key", "notes", "origins", "first_seen"))
_REVISED = ("title", "summary", "text")


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

    def save(self, articles: Iterable[Article], *, now: datetime) -> ArticleCount:
        """Keep the articles of one visit, all in one transaction.

        An edit updates the text; `published` only moves where it was a guess, that is
        not before the article was first seen.
        """
        batch = tuple(articles)
        with self._connection.write() as raw:
            seen: set[str] = set()
            ends = [_save(raw, clean(article), now, seen) for article in batch]
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
        return find(self._connection.raw, article).before or self.get(article.id)

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


def _save(raw: sqlite3.Connection, article: Article, now: datetime, seen: set[str]) -> str:
    told = replace(article, first_seen=article.first_seen or now)
    known = find(raw, told, seen=seen)
    if known.before is None:
        new = _free(raw, known.told)
        raw.execute(_INSERT, row_of(new, words=words_of(told)))
        seen.add(new.id)
        return "new"
    seen.add(known.before.id)
    return _update(raw, known.before, _kept_names(raw, known, now), words_of(told), now)


def _update(
    raw: sqlite3.Connection, before: Article, after: Article, words: str, now: datetime
) -> str:
    if after == before:
        return "same"
    if any(getattr(after, name) != getattr(before, name) for name in _REVISED):
        revisions.keep(raw, before, now)
    raw.execute(_UPDATE, (*row_of(after, words=words), before.id))
    told = (one.name for one in fields(Article) if one.name not in _QUIET)
    changed = any(getattr(after, name) != getattr(before, name) for name in told)
    return "changed" if changed else "same"


def _kept_names(raw: sqlite3.Connection, known: Known, now: datetime) -> Article:
    """The merged article, less a URL or GUID that another one has.

    A link that others have, too, stays shared for as long as the article has it.
    """
    assert known.before is not None  # noqa: S101  # asked where there is one
    before, after = known.before, _merged(known.before, known.told, now, pruned=known.pruned)
    if before.shares_link and after.url == before.url and not after.shares_link:
        after = replace(after, notes=(*after.notes, SHARED_LINK))
    if after.url != before.url and not after.shares_link and _url_taken(raw, after):
        after = replace(after, url=before.url, url_key=before.url_key)
    if after.guid != before.guid and _guid_taken(raw, after):
        after = replace(after, guid=before.guid)
    return replace(after, url_key="") if after.shares_link else after


def _free(raw: sqlite3.Connection, article: Article) -> Article:
    """A new article under an id of its own: that of a GUID may be another's."""
    new = replace(article, url_key="") if article.shares_link else article
    if raw.execute("SELECT 1 FROM articles WHERE id = ?", (new.id,)).fetchone() is None:
        return new
    names = f"{new.id}\0{new.url}\0{new.title}\0{new.text}".encode()
    return replace(new, id="a" + blake2b(names, digest_size=6).hexdigest())


def _url_taken(raw: sqlite3.Connection, article: Article) -> bool:
    row = raw.execute("SELECT 1 FROM articles WHERE url = ?", (article.url,)).fetchone()
    return row is not None


def _guid_taken(raw: sqlite3.Connection, article: Article) -> bool:
    values = (article.source, article.guid)
    row = raw.execute("SELECT 1 FROM articles WHERE source = ? AND guid = ?", values).fetchone()
    return row is not None


def _merged(before: Article, told: Article, now: datetime, *, pruned: bool) -> Article:
    """The known article with what the source tells now."""
    if told.source != before.source:
        return before
    keeps_text = pruned or not told.text
    published = _published(before, told, now)
    kept = {"text"} if keeps_text else set()
    kept |= {"published"} if published == before.published else set()
    return replace(
        told,
        id=before.id,
        first_seen=before.first_seen,
        guid=told.guid or before.guid,
        url=told.url or before.url,
        published=published,
        text=before.text if keeps_text else told.text,
        headings=before.headings if keeps_text else told.headings,
        origins=_origins(before, told, kept),
    )


def _origins(before: Article, told: Article, kept: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What is told now, but for the fields that stay as they were."""
    known = {field: origin for field, origin in before.origins if field in kept}
    return tuple({**dict(told.origins), **known}.items())


def _published(before: Article, told: Article, now: datetime) -> datetime:
    """A guessed time is one not before the first sight of it; only a guess gives way."""
    guessed = before.first_seen is not None and before.published >= before.first_seen
    known_now = told.published < now
    return moment_of(text_of(told.published)) if guessed and known_now else before.published
