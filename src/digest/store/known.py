"""Which stored article a told one is. It reads the table `articles`, and changes nothing.

By GUID, unless that stands on another page's article now; then by the page's address, unless
that stands under another GUID now; last by title and text, for a feed that moved. Each look
goes through an index, so that an archive of a million costs a visit no more than one of ten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from digest.model import SHARED_LINK, Article
from digest.store.article_rows import FIELDS, article_of, words_of
from digest.store.rows import text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import datetime

# By its URL first where it has no GUID: its source may use one for several.
_BARE, _GUID, _URL, _ID, _WORDS = range(5)
_PLACES: Final = {
    _BARE: "source = :source AND url = :url AND guid IS NULL",
    _GUID: "source = :source AND guid = :guid",
    _URL: "(url = :url OR url_key = :key)",
    _ID: "id = :id",
    _WORDS: "source = :source AND words = :words",
}
LOOKS: Final = " UNION ALL ".join(
    f"SELECT {FIELDS}, pruned, {place} FROM articles WHERE {where}"
    for place, where in _PLACES.items()
)
_TELLING: Final = 200  # characters of a text that no two articles without a date share


@dataclass(frozen=True, slots=True)
class Known:
    """A told article, less the names that are not its own, and the stored one that it is.

    `pruned` says that the stored one's text was dropped.
    """

    told: Article
    before: Article | None = None
    pruned: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: Article
    pruned: bool
    place: int


def find(raw: sqlite3.Connection, told: Article, *, seen: Collection[str] = ()) -> Known:
    """Find what is stored of an article.

    Args:
        raw: the connection.
        told: the article as its source tells it now, `first_seen` set.
        seen: ids that this visit told already: no copy of one is taken for it.
    """
    found = _candidates(raw, told)
    for look in (_by_url_alone, _by_guid):
        if known := look(told, found):
            return known
    told = _less_guid(told, found)
    for one in _at(found, _URL):
        if told.source != one.article.source or _alike(one.article, told, by_guid=True):
            return Known(told, one.article, one.pruned)
    told = _less_link(told, found)
    return _by_words(told, found, seen) or Known(told)


def _candidates(raw: sqlite3.Connection, told: Article) -> list[_Candidate]:
    own = not told.shares_link
    values = {
        "source": told.source,
        "guid": told.guid,
        "url": told.url if own else None,
        "key": (told.url_key or None) if own else None,
        "id": None if told.guid or (own and told.url) else told.id,
        "words": words_of(told),
    }
    rows = raw.execute(LOOKS, values)
    return [_Candidate(article_of(row[:-2]), row[-2] is not None, row[-1]) for row in rows]


def _at(found: list[_Candidate], *places: int) -> list[_Candidate]:
    return [one for one in found if one.place in places]


def _by_url_alone(told: Article, found: list[_Candidate]) -> Known | None:
    return next((Known(told, one.article, one.pruned) for one in _at(found, _BARE)), None)


def _by_guid(told: Article, found: list[_Candidate]) -> Known | None:
    same = (one for one in _at(found, _GUID) if _alike(one.article, told))
    return next((Known(told, one.article, one.pruned) for one in same), None)


def _less_guid(told: Article, found: list[_Candidate]) -> Article:
    """Its GUID names another page's article: its source uses it again."""
    return replace(told, guid=None) if _at(found, _GUID) else told


def _less_link(told: Article, found: list[_Candidate]) -> Article:
    """Its link stands under another GUID of its source with other words: it names neither."""
    taken = _at(found, _URL) and not told.shares_link
    return replace(told, notes=(*told.notes, SHARED_LINK)) if taken else told


def _by_words(told: Article, found: list[_Candidate], seen: Collection[str]) -> Known | None:
    for one in _at(found, _ID, _WORDS):
        moved = one.article.id not in seen and _same_time(one.article, told)
        if one.place == _ID or moved:
            return Known(told, one.article, one.pruned)
    return None


def _alike(before: Article, told: Article, *, by_guid: bool = False) -> bool:
    """Whether two that share a GUID (`by_guid`: a link) are one, whatever their other name."""
    names = (before.guid, told.guid) if by_guid else (_key(before), _key(told))
    if not all(names) or names[0] == names[1] or before.title == told.title:
        return True
    same_text = bool(told.text) and before.text == told.text
    return same_text or (_told_time(told) and not told.day_only and _same_time(before, told))


def _key(article: Article) -> str | None:
    return article.url_key or article.url


def _same_time(before: Article, told: Article) -> bool:
    if not _told_time(told):
        return len(told.text) >= _TELLING
    return text_of(before.published) == text_of(told.published)


def _told_time(article: Article) -> bool:
    """Whether its source says when it was published; what stands in is the first sight of it."""
    seen: datetime | None = article.first_seen
    return seen is None or article.published < seen
