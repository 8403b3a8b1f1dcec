"""Feeds that tell beginnings only: the page of each article is read for its text.

What the feed says stands; its page adds a longer text and what lacks. Over many visits each page
is asked as rarely as those that a list names. Never loses an article: one whose page can't be
read is taken as its feed tells it.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from digest.collect.dates import UNSURE
from digest.collect.draft import Harvest, finish
from digest.collect.linked import AT_ONCE, FIRST_RETRY, ask, failed, is_due, unasked
from digest.collect.origins import FIELDS, GUESSED_WORDS
from digest.collect.page import parsed
from digest.errors import HostRestsError, SourceError
from digest.model import Article, LinkedPage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from digest.collect.context import Context
    from digest.collect.draft import Draft
    from digest.model import Image, Source

WHOLE: Final = 2_000
"""Characters of a text from which on a feed's own words count as all of it."""

_NOT_ITS_TEXT: Final = "the article's text was not found on it"
_WORD: Final = re.compile(r"\w{4,}")
_ADDED: Final = ("summary", "byline", "categories")


@dataclass(frozen=True, slots=True)
class _Look:
    """What became of one page; `article` is None where what is stored of it stays."""

    page: LinkedPage
    article: Article | None = None
    refused: str = ""


async def filled(harvest: Harvest, source: Source, context: Context) -> Harvest:
    """The articles of a feed, those that are beginnings with the text of their pages.

    One whose page is known, of which the feed says the same and which is not due again, is left
    out: what is stored of it stays.
    """
    known, now = context.linked.of(source.name), context.now
    begun = {one.url: one for one in harvest.articles if one.url and _is_beginning(one)}
    pages = ((one, _page(one, known.get(url), source, now)) for url, one in begun.items())
    due = [
        (one, page) for one, page in pages if page is not known.get(page.url) or is_due(page, now)
    ]
    looks = await _looks(due[:AT_ONCE], source, context)
    later = [_Look(replace(page, next=now), one) for one, page in due[AT_ONCE:]]
    found = {look.page.url: look.article for look in (*looks, *later)}
    articles = (found.get(one.url or "") if one.url in begun else one for one in harvest.articles)
    return replace(
        harvest,
        articles=tuple(one for one in articles if one is not None),
        pages=tuple(look.page for look in (*looks, *later)),
        told=harvest.dates,
        notes=_notes(looks),
    )


async def again(source: Source, context: Context) -> Harvest:
    """The pages that are due again, of a feed that is the same as before."""
    known = context.linked.of(source.name).values()
    due = [(_told(page), page) for page in known if page.said and is_due(page, context.now)]
    looks = await _looks(due[:AT_ONCE], source, context)
    return Harvest(
        articles=tuple(look.article for look in looks if look.article),
        pages=tuple(look.page for look in looks),
        notes=_notes(looks),
    )


def _is_beginning(article: Article) -> bool:
    return len(article.text) < WHOLE and not article.shares_link


def _says_the_same(told: Article, before: LinkedPage) -> bool:
    return bool(before.said) and _words(_told(before)) == _words(told)


def _words(article: Article) -> tuple[object, ...]:
    when = None if UNSURE.intersection(article.notes) else article.published
    return article.title, article.summary, article.text, article.guid, when


def _page(told: Article, before: LinkedPage | None, source: Source, now: datetime) -> LinkedPage:
    """What is known of its page; to be read anew where the feed says something else now."""
    if before is not None and _says_the_same(told, before):
        return before
    said = msgspec.json.encode(told).decode()
    if before is None:
        return replace(unasked(told.url or "", source, now), said=said)
    return replace(before, said=said, etag="", last_modified="", body_hash="")


def _told(page: LinkedPage) -> Article:
    return msgspec.json.decode(page.said, type=Article)


async def _looks(
    due: Sequence[tuple[Article, LinkedPage]], source: Source, context: Context
) -> list[_Look]:
    return await asyncio.gather(*(_look(*one, source, context) for one in due))


async def _look(told: Article, before: LinkedPage, source: Source, context: Context) -> _Look:
    alone = told if before.published is None else None  # once it was read, that text stays
    try:
        after, page = await ask(before, source, context, parsed)
    except HostRestsError as error:
        return _Look(replace(before, next=context.now + FIRST_RETRY), alone, error.message)
    except SourceError as error:
        return _Look(failed(before, context.now), alone, error.message)
    if page is None:
        return _Look(after)
    found = finish(page.draft, source=source.name, now=context.now)
    if not isinstance(found, Article) or not _is_of(told, page.draft):
        return _Look(failed(before, context.now), alone, _NOT_ITS_TEXT)
    return _Look(replace(after, published=told.published), merged(told, found))


def _is_of(told: Article, found: Draft) -> bool:
    """Whether a page is the article's, and no wall or front page in its place.

    It has a text, and half of the title's longer words.
    """
    words = set(_WORD.findall(told.title.casefold()))
    there = f"{found.title}\n{found.text}".casefold()
    return bool(found.text) and 2 * sum(word in there for word in words) >= len(words)


def merged(told: Article, page: Article) -> Article:
    """What a feed tells of an article, with what its page adds; each field with its origin."""
    values: dict[str, Any] = {
        name: getattr(page, name)
        for name in _ADDED
        if getattr(page, name) and not getattr(told, name)
    }
    if len(page.text) > len(told.text):
        values |= {"text": page.text, "headings": page.headings}
    if page.image and _is_wider(page.image, told.image):
        values["image"] = page.image
    if dict(told.origins).get("language") in {None, GUESSED_WORDS}:
        values["language"] = page.language
    if UNSURE.intersection(told.notes) and not UNSURE.intersection(page.notes):
        values |= {"published": page.published, "notes": page.notes}
    return replace(told, **values, origins=_origins(told, page, values))


def _is_wider(image: Image, than: Image | None) -> bool:
    return than is None or (image.width or 0) > (than.width or 0)


def _origins(
    told: Article, page: Article, taken: Mapping[str, object]
) -> tuple[tuple[str, str], ...]:
    """In the order of FIELDS."""
    of_page = [(name, place) for name, place in page.origins if name in taken]
    where = dict((*told.origins, *of_page))
    return tuple((name, where[name]) for name in FIELDS if name in where)


def _notes(looks: Sequence[_Look]) -> tuple[str, ...]:
    """Where not one page could be read, why the first could not."""
    if not looks or not all(look.refused for look in looks):
        return ()
    count = "its page" if len(looks) == 1 else f"none of {len(looks)} pages"
    said = "could not be read" if len(looks) == 1 else "could be read"
    return (f"full text: {count} {said}; {looks[0].page.url}: {looks[0].refused}",)
