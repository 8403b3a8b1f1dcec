"""Which stored article a told one is. It reads the table `articles`, and changes nothing.

By GUID, unless that stands on another page's article now; then by the page's address, unless
that stands under another GUID now; last by title and text, for a feed that moved, one whose GUIDs,
parameters of links and times are new at each visit, what has no other name, and a file that was
renamed: a file's path counts as its GUID. All names of a visit's articles are looked up
together, each through an index, so that an archive of a million costs a visit no more than one of
ten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from digest.model import SHARED_LINK, Article
from digest.store.article_rows import COLUMNS, Names, article_of, names_of
from digest.store.likeness import much_alike
from digest.store.rows import json_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from digest.store.article_rows import Row, Told

_PLACES: Final = {
    "guid": "a.source = :source AND a.guid",
    "url": "a.url",
    "key": "a.url_key",
    "id": "a.id",
    "words": "a.source = :source AND a.words",
}
"""By field of Names, where an article has it."""

# Joined in this order: of a list in IN SQLite makes a table first, and takes five times as long.
_ROWS: Final = " UNION ALL ".join(
    f"SELECT a.rowid FROM json_each(:{name}) n CROSS JOIN articles a ON {place} = n.value"
    for name, place in _PLACES.items()
)
LOOK: Final = f"SELECT {COLUMNS}, pruned FROM articles WHERE rowid IN ({_ROWS})"
_TELLING: Final = 200  # characters of a text that no two articles without a date share
_PAGES: Final = 3  # of Names: GUID, URL and its key
_SHOWN: Final = timedelta(days=30)  # as long as a feed shows an article, as a rule


@dataclass(frozen=True, slots=True)
class Known:
    """A told article, less the names that are not its own, and the stored one that it is.

    `pruned` says that the stored one's text was dropped.
    """

    told: Article
    before: Article | None = None
    pruned: bool = False


class Shelf:
    """The stored articles that those of one visit may be, found by their names."""

    def __init__(self, raw: sqlite3.Connection, told: Sequence[Told]) -> None:
        """Look up all that are told."""
        self._loose: list[_Kept] = []
        self._names: set[object] = set()
        self._told = {name for one in told for name in one.names[:_PAGES]} - {None}
        self._kept: dict[str, _Kept] = {}
        self._by: dict[str, dict[object, list[str]]] = {place: {} for place in Names._fields}
        for source, ones in groupby(told, key=lambda one: one.article.source):
            for row in raw.execute(LOOK, _asked(source, [one.names for one in ones])):
                self.put(row[:-1], pruned=row[-1] is not None)

    def put(self, row: Row, *, pruned: bool = False) -> None:
        """Take an article as it is stored now, in place of what it was before."""
        kept = _Kept(row, pruned=pruned)
        self._loose.append(kept)
        self._names.update(kept.names)
        self._names.discard(None)

    def has(self, place: str, name: object) -> bool:
        """Whether a stored article is known by this name: of `Names`, one by its field."""
        return name in self._names and bool(self._at(place, name))

    def unnamed(self, told: Article, before: Article | None) -> list[str]:
        """Take a GUID from those that have it beside `before`; their ids."""
        others = [
            one
            for one in self._at("guid", (told.source, told.guid))
            if before is None or one.names.id != before.id
        ]
        for one in others:
            self.put((*one.row[:2], None, *one.row[3:]), pruned=one.pruned)
        return [one.names.id for one in others]

    def find(self, what: Told, *, seen: Collection[str] = ()) -> Known:
        """Find what is stored of an article; no copy of one in `seen` is taken for it.

        Those are the ids that this visit told already.
        """
        told, names = what
        if self._names.isdisjoint(names):  # as most that are new
            return Known(told)
        own, linked = self._at("guid", names.guid), self._linked(names)
        bare = (one for one in linked if one.is_bare(told.source, names.url))
        known = (*bare, *(one for one in own if _alike(one.article, told)))
        if known:
            return known[0].told_as(told)
        if own and not told.is_file:  # on another page's article: its source uses it again
            told = replace(told, guid=None)
        for one in linked:
            if told.source != one.article.source or _alike(one.article, told, by_guid=True):
                return one.told_as(told)
        if linked and not told.shares_link:  # with other words: the link names neither
            told = replace(told, notes=(*told.notes, SHARED_LINK))
        same = next(self._same_words(told, names, seen), None)
        return same.told_as(told) if same else Known(told)

    def _linked(self, names: Names) -> list[_Kept]:
        """Those at its URL, then those at another address of the page."""
        found = [*self._at("url", names.url), *self._at("key", names.key)]
        return list({one.names.id: one for one in found}.values())

    def _same_words(self, told: Article, names: Names, seen: Collection[str]) -> Iterator[_Kept]:
        if names.guid is None and names.url is None:
            yield from self._at("id", names.id)
        elif told.is_file:  # the same file in another source has the same id
            yield from (one for one in self._at("id", names.id) if one.has_words(names))
        for one in self._at("words", names.words):
            if one.names.id in seen:
                continue
            before = one.article
            known = _same_time(before, told) or self._same_place(one, told, names)
            if known or _have_words_alone(before, told):
                yield one

    def _same_place(self, one: _Kept, told: Article, names: Names) -> bool:
        """Whether it is the page of one that gets another GUID and parameter at each visit.

        Nothing in this visit has the stored one's own names. Neither tells a time, or that is
        new at each visit, too: then it takes a text that no two articles share.
        """
        page, before = _path(names.key), one.article
        if not (page and told.text) or page != _path(one.names.key):
            return False
        timed = _told_time(told) or _told_time(before)
        if (timed and len(told.text) < _TELLING) or not self._told.isdisjoint(one.names[:_PAGES]):
            return False
        return _sight(told) - _sight(before) <= _SHOWN

    def _at(self, place: str, name: object) -> list[_Kept]:
        self._arrange()
        found = self._by[place].get(name)
        if not found:
            return []
        kept = (self._kept[ident] for ident in found)
        return [one for one in kept if getattr(one.names, place) == name]

    def _arrange(self) -> None:
        """Put what was taken where its names are looked up; nobody asks, as a rule."""
        for one in self._loose:
            self._kept[one.names.id] = one
            for place, name in zip(Names._fields, one.names, strict=True):
                if name is not None:
                    self._by[place].setdefault(name, []).append(one.names.id)
        self._loose = []


class _Kept:
    """A stored article, read when it is asked for."""

    def __init__(self, row: Row, *, pruned: bool) -> None:
        self.names = names_of(row)
        self.row, self.pruned = row, pruned
        self._article: Article | None = None

    @property
    def article(self) -> Article:
        """As it is stored."""
        if self._article is None:
            self._article = article_of(self.row)
        return self._article

    def is_bare(self, source: str, url: str | None) -> bool:
        """Whether it has no GUID beside this URL: its source may use one for several."""
        return self.names.guid is None and self.names.url == url and self.row[1] == source

    def has_words(self, names: Names) -> bool:
        """Whether it still says what its id was made of."""
        says, said = self.names.words, names.words
        return says is not None and said is not None and says[1] == said[1]

    def told_as(self, told: Article) -> Known:
        """It is what is told."""
        return Known(told, self.article, self.pruned)


def _asked(source: str, names: Sequence[Names]) -> dict[str, str]:
    """What LOOK asks for."""
    told = {
        "guid": [one.guid[1] for one in names if one.guid],
        "url": [one.url for one in names if one.url],
        "key": [one.key for one in names if one.key],
        "id": [one.id for one in names],
        "words": [one.words[1] for one in names if one.words],
    }
    return {"source": source, **{name: json_of(values) for name, values in told.items()}}


def _alike(before: Article, told: Article, *, by_guid: bool = False) -> bool:
    """Whether two that share a GUID (`by_guid`: a link) are one, whatever their other name."""
    if told.is_file:
        return _same_file(before, told)
    names = (before.guid, told.guid) if by_guid else (_key(before), _key(told))
    if not all(names) or names[0] == names[1] or before.title == told.title:
        return True
    same_text = bool(told.text) and before.text == told.text
    return same_text or (_told_time(told) and not told.day_only and _same_time(before, told))


def _same_file(before: Article, told: Article) -> bool:
    """Whether a file still holds its article: title and day, or most of the text, are the same."""
    same_day = before.published.date() == told.published.date()
    return (same_day and before.title == told.title) or much_alike(before.text, told.text)


def _key(article: Article) -> str | None:
    return article.url_key or article.url


def _path(key: str | None) -> str:
    """A page's host and path; "" for a front page, whose parameters are all that names a page."""
    page = (key or "").partition("?")[0]
    return page if "/" in page else ""


def _have_words_alone(before: Article, told: Article) -> bool:
    """Whether their words are all that names two articles: a link of several names neither.

    One that is alone in its visit with that link may not know that it is shared.
    """
    if before.guid is not None or told.guid is not None:
        return False
    linked = [one.url for one in (before, told) if not one.shares_link and one.url]
    return not linked or before.url == told.url


def _sight(article: Article) -> datetime:
    """When it was first seen."""
    return article.first_seen or article.published


def _same_time(before: Article, told: Article) -> bool:
    if told.is_file and not told.day_only:  # its time is the file's, which changes with an edit
        return True
    if not _told_time(told):
        return len(told.text) >= _TELLING
    return text_of(before.published) == text_of(told.published)


def _told_time(article: Article) -> bool:
    """Whether its source says when it was published; what stands in is the first sight of it."""
    seen: datetime | None = article.first_seen
    return seen is None or article.published < seen
