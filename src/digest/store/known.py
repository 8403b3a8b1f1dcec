"""Which stored article a told one is. It reads the table `articles`, and changes nothing.

By GUID, unless that stands on another page's article now; then by the page's address, unless
that stands under another GUID now; last by title and text, for a feed that moved, one whose GUIDs,
parameters of links and times are new at each visit, what has no other name, and a file that was
renamed: a file's path counts as its GUID. One of the latter two feeds whose words were edited is
found by its title, unless it is one that comes again: on another day, beside another, with other
words. All names of a visit's articles are looked up
together, each through an index, so that an archive of a million costs a visit no more than one of
ten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from digest.model import SHARED_LINK, Article
from digest.store.article_rows import COLUMNS, Names, article_of, names_of
from digest.store.likeness import (
    TELLING,
    alike,
    have_words_alone,
    is_edit,
    path_of,
    same_time,
    sight,
    told_time,
)
from digest.store.rows import json_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from digest.store.article_rows import Row, Told

_PLACES: Final = {
    "guid": "a.source = :source AND a.guid",
    "url": "a.url",
    "key": "a.url_key",
    "id": "a.id",
    "words": "a.source = :source AND a.words",
    "title": "a.source = :source AND a.first_seen >= :since"
    " AND (a.url_key IS NULL OR instr(a.url_key, '?') > 0) AND a.title",
}
"""By field of Names, where an article has it."""

# Joined in this order: of a list in IN SQLite makes a table first, and takes five times as long.
_ROWS: Final = " UNION ALL ".join(
    f"SELECT a.rowid FROM json_each(:{name}) n CROSS JOIN articles a ON {place} = n.value"
    for name, place in _PLACES.items()
)
LOOK: Final = f"SELECT {COLUMNS}, pruned FROM articles WHERE rowid IN ({_ROWS})"
_PAGES: Final = 3  # of Names: GUID, URL and its key
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
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
            for row in raw.execute(LOOK, _asked(source, list(ones))):
                self.put(row[:-1], pruned=row[-1] is not None)
        self._stored = tuple(self._loose)
        self._again = Counter(one.names.title for one in told)
        self._words = {one.names.words for one in told}

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
        known = (*bare, *(one for one in own if alike(one.article, told)))
        if known:
            return known[0].told_as(told)
        if own and not told.is_file:  # on another page's article: its source uses it again
            told = replace(told, guid=None)
        for one in linked:
            if told.source != one.article.source or alike(one.article, told, by_guid=True):
                return one.told_as(told)
        if linked and not told.shares_link:  # with other words: the link names neither
            told = replace(told, notes=(*told.notes, SHARED_LINK))
        same = next(self._same_words(told, names, seen), None) or self._retold(told, names, seen)
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
            known = same_time(before, told) or self._same_place(one, told, names)
            if known or have_words_alone(before, told):
                yield one

    def _same_place(self, one: _Kept, told: Article, names: Names) -> bool:
        """Whether it is the page of one that gets another GUID and parameter at each visit.

        Nothing in this visit has the stored one's own names. Neither tells a time, or that is
        new at each visit, too: then it takes a text that no two articles share.
        """
        page, before = path_of(names.key), one.article
        if not (page and told.text) or page != path_of(one.names.key):
            return False
        timed = told_time(told) or told_time(before)
        if (timed and len(told.text) < TELLING) or not self._told.isdisjoint(one.names[:_PAGES]):
            return False
        return sight(told) - sight(before) <= _SHOWN

    def _retold(self, told: Article, names: Names, seen: Collection[str]) -> _Kept | None:
        """The one that it tells anew in other words, all of its names new or none there.

        A title that several have at once is no name, nor is one in a feed whose names hold.
        """
        found = [
            one
            for one in self._at("title", names.title)
            if one.names.id not in seen and sight(told) - sight(one.article) <= _SHOWN
        ]
        sights = {sight(one.article) for one in found}
        if not found or self._again[names.title] > 1 or len(sights) < len(found):
            return None
        gone = (one for one in found if self._is_gone(one, told, names))
        return next((one for one in gone if is_edit(one.article, told)), None)

    def _is_gone(self, one: _Kept, told: Article, names: Names) -> bool:
        """Whether nothing in this visit is the stored one under a name that it shares."""
        if told.guid is None and names.url is None:
            return one.is_nameless and one.names.words not in self._words
        page = path_of(names.key)
        return bool(page) and page == path_of(one.names.key) and not self._names_hold()

    def _names_hold(self) -> bool:
        """Whether this visit tells of any stored article by GUID or link."""
        return any(not self._told.isdisjoint(one.names[:_PAGES]) for one in self._stored)

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

    @property
    def is_nameless(self) -> bool:
        """Whether it has neither GUID nor a link of its own."""
        return self.names.guid is None and self.names.url is None

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


def _asked(source: str, ones: Sequence[Told]) -> dict[str, str]:
    """What LOOK asks for."""
    names = [one.names for one in ones]
    told = {
        "guid": [one.guid[1] for one in names if one.guid],
        "url": [one.url for one in names if one.url],
        "key": [one.key for one in names if one.key],
        "id": [one.id for one in names],
        "words": [one.words[1] for one in names if one.words],
        "title": [one.title[1] for one in names if one.title],
    }
    since = text_of(max(min(sight(one.article) for one in ones), _EPOCH) - _SHOWN)
    return {
        "source": source,
        "since": since,
        **{name: json_of(values) for name, values in told.items()},
    }
