"""The articles of one visit, stored: what is new, what has changed, and what stays.

In the transaction that stands open; `known` tells which are known. New ones are written
together at the end, or before one that is known is changed.
"""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from digest.model import SHARED_LINK, Article
from digest.store import revisions
from digest.store.article_rows import COLUMNS, COUNT, row_of, told
from digest.store.known import Shelf
from digest.store.rows import moment_of, text_of
from digest.store.stories import read_again

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from digest.store.article_rows import Row, Told
    from digest.store.known import Known

_INSERT = f"INSERT INTO articles ({COLUMNS}) VALUES ({', '.join('?' * COUNT)})"
_UPDATE = f"UPDATE articles SET ({COLUMNS}) = ({', '.join('?' * COUNT)}) WHERE id = ?"
_QUIET = frozenset(("id", "guid", "url_key", "notes", "origins", "first_seen"))
_LOUD = tuple(one.name for one in fields(Article) if one.name not in _QUIET)
_REVISED = ("title", "summary", "text")


class Prefers(Protocol):
    """A rule of whose words stand where two sources tell one URL."""

    def __call__(self, before: Article, told: Article, /) -> bool:
        """Whether what is told now takes the place of what another source told before."""


def no_other(_before: Article, _told: Article, /) -> bool:
    """Who told it first keeps it."""
    return False


class Saving:
    """One visit's articles on their way into the table."""

    def __init__(self, raw: sqlite3.Connection, now: datetime, prefers: Prefers) -> None:
        self._raw, self._now, self._prefers = raw, now, prefers
        self._new: list[Row] = []
        self._seen: set[str] = set()

    def all(self, articles: Iterable[Article]) -> list[str]:
        """Store them; what became of each: "new", "changed" or "same"."""
        batch = [
            told(one if one.first_seen else replace(one, first_seen=self._now)) for one in articles
        ]
        self._shelf = Shelf(self._raw, batch)
        ends = [self._one(one) for one in batch]
        self._write_new()
        return ends

    def _one(self, one: Told) -> str:
        known = self._shelf.find(one, seen=self._seen)
        if one.article.is_file:
            self._take_path(one.article, known.before)
        if known.before is None:
            row = row_of(self._free(known.told), words=one.words)
            self._new.append(row)
            self._seen.add(row[0])
            self._shelf.put(row)
            return "new"
        self._seen.add(known.before.id)
        return self._update(known.before, self._kept_names(known), one.words, pruned=known.pruned)

    def _take_path(self, told: Article, before: Article | None) -> None:
        """A path names what its file holds now: the article that it held has it no more."""
        for ident in self._shelf.unnamed(told, before):
            self._write_new()
            self._raw.execute("UPDATE articles SET guid = NULL WHERE id = ?", (ident,))

    def _write_new(self) -> None:
        self._raw.executemany(_INSERT, self._new)
        self._new = []

    def _update(self, before: Article, after: Article, words: str, *, pruned: bool) -> str:
        if after == before:
            return "same"
        self._write_new()
        other = before.source if before.source != after.source else ""
        if other or any(getattr(after, name) != getattr(before, name) for name in _REVISED):
            revisions.keep(self._raw, before, self._now, source=other)
        row = row_of(after, words=words)
        self._raw.execute(_UPDATE, (*row, before.id))
        if other:
            read_again(self._raw, after)
        self._shelf.put(row, pruned=pruned)
        changed = any(getattr(after, name) != getattr(before, name) for name in _LOUD)
        return "changed" if changed else "same"

    def _kept_names(self, known: Known) -> Article:
        """The merged article, less a URL or GUID that another one has.

        A link that others have, too, stays shared for as long as the article has it.
        """
        assert known.before is not None  # noqa: S101  # asked where there is one
        before, has = known.before, self._shelf.has
        after = self._after(before, known.told, pruned=known.pruned)
        if before.shares_link and after.url == before.url and not after.shares_link:
            after = replace(after, notes=(*after.notes, SHARED_LINK))
        if after.url != before.url and not after.shares_link and has("url", after.url):
            after = replace(after, url=before.url, url_key=before.url_key)
        if after.guid != before.guid and has("guid", (after.source, after.guid)):
            after = replace(after, guid=before.guid if after.source == before.source else None)
        return replace(after, url_key="") if after.shares_link else after

    def _after(self, before: Article, told: Article, *, pruned: bool) -> Article:
        """The known article as it is from now on."""
        if told.source == before.source:
            return _merged(before, told, self._now, pruned=pruned)
        return _taken(before, told, pruned=pruned) if self._prefers(before, told) else before

    def _free(self, article: Article) -> Article:
        """A new article under an id of its own: that of a GUID may be another's."""
        new = replace(article, url_key="") if article.shares_link else article
        if not self._shelf.has("id", new.id):
            return new
        names = f"{new.id}\0{new.url}\0{new.title}\0{new.text}".encode()
        return replace(new, id="a" + blake2b(names, digest_size=6).hexdigest())


def _merged(before: Article, told: Article, now: datetime, *, pruned: bool) -> Article:
    """The known article with what its source tells now."""
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


def _taken(before: Article, told: Article, *, pruned: bool) -> Article:
    """The known article in another source's words; of the first one's the sight of it stays."""
    first = before.first_seen if _is_guess(told) and before.first_seen else told.published
    return replace(
        told,
        id=before.id,
        first_seen=before.first_seen,
        url=told.url or before.url,
        published=first,
        text="" if pruned else told.text,
        headings=() if pruned else told.headings,
    )


def _origins(before: Article, told: Article, kept: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What is told now, but for the fields that stay as they were."""
    known = {field: origin for field, origin in before.origins if field in kept}
    return tuple({**dict(told.origins), **known}.items())


def _published(before: Article, told: Article, now: datetime) -> datetime:
    """Only a guessed time gives way."""
    better = _is_guess(before) and told.published < now
    return moment_of(text_of(told.published)) if better else before.published


def _is_guess(article: Article) -> bool:
    """Whether its time stood in for one: it is not before the first sight of the article."""
    return article.first_seen is not None and article.published >= article.first_seen
