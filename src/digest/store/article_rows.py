"""An Article as a row of `articles`, and back. Pure: it never touches the database."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple

from digest.model import Article, Image, Media
from digest.store.rows import decoded, json_of, moment_of, strings_of, text_of

_NAMES = (
    "id, source, guid, url, title, publisher, published, first_seen, summary, text, headings, "
    "language, byline, categories, image, notes, origins, url_key, shared_url, media"
)
COLUMNS = f"{_NAMES}, words"
_WORDS = _NAMES.count(",") + 1
_NONE = json_of(())
COUNT = COLUMNS.count(",") + 1
SELECT = f"SELECT {_NAMES} FROM articles"

Row = tuple[Any, ...]
"""The values of COLUMNS."""


class Names(NamedTuple):
    """What an article is known by, None where it has no such name; those of a source with it.

    Its title is such a name where it has no link, or one with a parameter.
    """

    guid: tuple[str, str] | None
    url: str | None
    key: str | None
    id: str
    words: tuple[str, str] | None
    title: tuple[str, str] | None = None


class Told(NamedTuple):
    """An article as its source tells it now, `first_seen` set, and its names."""

    article: Article
    names: Names

    @property
    def words(self) -> str:
        """A hash of title and text, the last by which it is known."""
        return self.names.words[1] if self.names.words else ""


def told(article: Article) -> Told:
    """An article with its names."""
    source, shared = article.source, article.shares_link
    key = None if shared else article.url_key or None
    words = blake2b(f"{article.title}\0{article.text}".encode(), digest_size=10).hexdigest()
    names = Names(
        guid=None if article.guid is None else (source, article.guid),
        url=None if shared else article.url,
        key=key,
        id=article.id,
        words=(source, words),
        title=None if article.is_file else _title(source, article.title, key),
    )
    return Told(article, names)


def names_of(row: Row) -> Names:
    """The names of an article as it is stored."""
    source, guid, words = row[1], row[2], row[-1]
    return Names(
        guid=None if guid is None else (source, guid),
        url=row[3],
        key=row[-4],
        id=row[0],
        words=None if words is None else (source, words),
        title=_title(source, row[4], row[-4]),
    )


def _title(source: str, title: str, key: str | None) -> tuple[str, str] | None:
    return (source, title) if key is None or "?" in key else None


def row_of(article: Article, *, words: str) -> Row:
    """The row of an article; `words` is the hash of what the source told."""
    assert article.first_seen is not None  # noqa: S101  # set by save on every way here
    shared = article.shares_link
    return (
        article.id,
        article.source,
        article.guid,
        None if shared else article.url,
        article.title,
        article.publisher,
        text_of(article.published),
        text_of(article.first_seen),
        article.summary,
        article.text,
        json_of(article.headings) if article.headings else _NONE,
        article.language,
        article.byline,
        json_of(article.categories) if article.categories else _NONE,
        json_of(article.image) if article.image else None,
        json_of(article.notes) if article.notes else _NONE,
        json_of(article.origins),
        None if shared else article.url_key or None,
        article.url if shared else None,
        json_of(article.media) if article.media else _NONE,
        words,
    )


def article_of(row: Row) -> Article:
    """The Article of a row, that SELECT gave or with its words."""
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
        url_key,
        shared_url,
        media,
    ) = row[:_WORDS]
    return Article(
        id=ident,
        source=source,
        guid=guid,
        url=shared_url if url is None else url,
        url_key=url_key or "",
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
        media=decoded(media, tuple[Media, ...], what=f"the media of {ident}"),
    )
