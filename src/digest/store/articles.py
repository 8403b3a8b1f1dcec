"""Articles and what was refused in their place. It never judges an article, it keeps it.

An article is known again by (source, guid), then URL, then id; one without a guid by its URL
first, as its source may use a guid for several. It keeps its first id and the time it was first
seen. Another source that tells the same URL doesn't overwrite the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from digest.errors import StoreError
from digest.model import Article, Image
from digest.store.rows import (
    clean,
    decoded,
    json_of,
    like,
    moment_of,
    strings_of,
    text_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from digest.model import Quarantined
    from digest.store.connection import Connection

RAW_LIMIT = 16_384
"""Characters kept of what was quarantined."""

_COLUMNS = (
    "id, source, guid, url, title, publisher, published, first_seen, summary, text, headings, "
    "language, byline, categories, image, notes, origins"
)
_SELECT = f"SELECT {_COLUMNS} FROM articles"
_INSERT = f"INSERT INTO articles ({_COLUMNS}) VALUES ({', '.join('?' * 17)})"
_UPDATE = f"UPDATE articles SET ({_COLUMNS}) = ({', '.join('?' * 17)}) WHERE id = ?"
_KNOWN = (
    "source = ? AND url = ? AND guid IS NULL",
    "source = ? AND guid = ?",
    "url = ?",
    "id = ?",
)


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """What a save brought."""

    new: int = 0
    changed: int = 0
    same: int = 0


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
            tally = Counter(_save(raw, clean(article), now) for article in batch)
        return ArticleCount(tally["new"], tally["changed"], tally["same"])

    def get(self, article: str) -> Article:
        """One article by id.

        Raises:
            StoreError: there is none.
        """
        row = self._connection.row(f"{_SELECT} WHERE id = ?", (article,))
        if row is None:
            raise StoreError(f"there is no article {article}", "see `digest articles list`")
        return _article(row)

    def among(self, names: Iterable[str]) -> tuple[Article, ...]:
        """Those of the articles by these ids that there are."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json_of(sorted(names)),),
        )
        return tuple(map(_article, rows))

    def at(self, url: str) -> Article | None:
        """The article at a canonical URL, or None."""
        row = self._connection.row(f"{_SELECT} WHERE url = ?", (url,))
        return _article(row) if row else None

    def kept(self, article: Article) -> Article:
        """The stored article that this one is, under whichever id it came first.

        Raises:
            StoreError: it was never saved.
        """
        known = _known(self._connection.raw, article)
        return known[0] if known else self.get(article.id)

    def between(
        self, since: datetime, until: datetime, *, sources: Collection[str] = ()
    ) -> tuple[Article, ...]:
        """Articles published after `since`, up to and with `until`, oldest first.

        Empty `sources` means all.
        """
        rows = self._connection.rows(
            f"{_SELECT} WHERE published > ? AND published <= ?"
            " AND (? OR source IN (SELECT value FROM json_each(?))) ORDER BY published, id",
            (text_of(since), text_of(until), not sources, json_of(sorted(sources))),
        )
        return tuple(map(_article, rows))

    def list(
        self, *, limit: int = 50, source: str | None = None, search: str | None = None
    ) -> tuple[Article, ...]:
        """The newest articles; `search` is looked for in title, summary and text."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE (:source IS NULL OR source = :source)"
            " AND (:like IS NULL OR title LIKE :like ESCAPE '\\' OR summary LIKE :like ESCAPE '\\'"
            " OR text LIKE :like ESCAPE '\\') ORDER BY published DESC, id LIMIT :limit",
            {"source": source, "like": like(search) if search else None, "limit": limit},
        )
        return tuple(map(_article, rows))

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


def _save(raw: sqlite3.Connection, article: Article, now: datetime) -> str:
    known = _known(raw, article)
    if known is None:
        raw.execute(_INSERT, _row(replace(article, first_seen=article.first_seen or now)))
        return "new"
    before, pruned = known
    after = _merged(before, article, now, pruned=pruned)
    if after.url != before.url and _taken(raw, after):
        after = replace(after, url=before.url)
    if after.guid != before.guid and _guid_taken(raw, after):
        after = replace(after, guid=before.guid)
    if after == before:
        return "same"
    raw.execute(_UPDATE, (*_row(after), before.id))
    return "changed"


def _known(raw: sqlite3.Connection, article: Article) -> tuple[Article, bool] | None:
    keys: tuple[tuple[object, ...], ...] = (
        (article.source, article.url),
        (article.source, article.guid),
        (article.url,),
        (article.id,),
    )
    for where, values in zip(_KNOWN, keys, strict=True):
        row = raw.execute(f"{_SELECT.replace(' FROM', ', pruned FROM')} WHERE {where}", values)
        if found := row.fetchone():
            return _article(found[:-1]), found[-1] is not None
    return None


def _taken(raw: sqlite3.Connection, article: Article) -> bool:
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


def _row(article: Article) -> tuple[object, ...]:
    assert article.first_seen is not None  # noqa: S101  # set by _save on every way here
    return (
        article.id,
        article.source,
        article.guid,
        article.url,
        article.title,
        article.publisher,
        text_of(article.published),
        text_of(article.first_seen),
        article.summary,
        article.text,
        json_of(article.headings),
        article.language,
        article.byline,
        json_of(article.categories),
        json_of(article.image) if article.image else None,
        json_of(article.notes),
        json_of(article.origins),
    )


def _article(row: tuple[Any, ...]) -> Article:
    (
        ident,
        source,
        guid,
        url,
        title,
        publisher,
        published,
        first_seen,
        summary,
        text,
        headings,
        language,
        byline,
        categories,
        image,
        notes,
        origins,
    ) = row
    return Article(
        id=ident,
        source=source,
        guid=guid,
        url=url,
        title=title,
        publisher=publisher,
        published=moment_of(published),
        first_seen=moment_of(first_seen),
        summary=summary,
        text=text,
        headings=strings_of(headings),
        language=language,
        byline=byline,
        categories=strings_of(categories),
        image=decoded(image, Image, what=f"the image of {ident}") if image else None,
        notes=strings_of(notes),
        origins=decoded(origins, tuple[tuple[str, str], ...], what=f"the origins of {ident}"),
    )
