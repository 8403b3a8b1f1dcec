"""What a source said of one article, before it is one.

Readers of formats fill a Draft; `finish` is the only place where one becomes an Article.
Never touches a file, the network or a clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from digest.collect import clean
from digest.collect.dates import NEAREST, settle
from digest.collect.identity import article_id, told_apart, words_of
from digest.collect.language import UNKNOWN, guess_prose
from digest.collect.origins import settled
from digest.collect.variants import url_key
from digest.model import Article, Image, LinkedPage, Media, Quarantined
from digest.prose.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RAW_CHARS = 1_000
LINK_DROPPED = "its link is no web address that can be used: dropped"
# What parsing libraries raise on hostile input beside their own errors.
PARSER_FAULTS = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
_GUID_CHARS = 500
_MAX_CATEGORIES = 20
_MAX_MEDIA = 10
_CATEGORY_CHARS = 80
_NAME_CHARS = 200
_DATE_CHARS = 80
_TITLE_FROM_TEXT = 90


@dataclass(slots=True, kw_only=True)
class Draft:
    """One article as read: `text` is clean paragraphs, `url` canonical, `date` aware UTC.

    `date` is a plain date where the source gives no time.
    `date_unread` is what it gives in place of one, if that can't be read; `nearest` says that it
    names no year.
    `key` names an article that has neither GUID nor URL; by default its words do. `origins`
    says of a field of the Article where its value was found.
    """

    title: str = ""
    text: str = ""
    summary: str = ""
    url: str | None = None
    guid: str = ""
    key: str = ""
    date: dt.date | None = None
    language: str = UNKNOWN
    publisher: str = ""
    byline: str = ""
    categories: tuple[str, ...] = ()
    image: Image | None = None
    media: tuple[Media, ...] = ()
    link_dropped: bool = False
    date_unread: str = ""
    nearest: bool = False
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives: the article in it, and the links to others of its site.

    `says_article` is the page's own word that it is one article; `is_front` says that it
    stands at the root of its site, `site` what that calls itself, `head` the title of the whole
    page. It stands here, and not with its
    reader, so that who gets one from a parser's process need not import that.
    """

    draft: Draft
    links: tuple[str, ...] = ()
    says_article: bool = False
    is_front: bool = False
    site: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one body gave: articles in the source's order, and what could not be taken.

    Where it names pages, `pages` are those to be remembered, and `told` are the dates of all that
    are articles, read now or before; `body_hash` names all bodies that it was made of, where that
    is more than one; `notes` are what else is to be said of the visit.
    """

    articles: tuple[Article, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    pages: tuple[LinkedPage, ...] = ()
    told: tuple[dt.datetime, ...] | None = None
    body_hash: str = ""
    notes: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[dt.datetime, ...]:
        """When the articles that it tells of were published."""
        if self.told is not None:
            return self.told
        return tuple(article.published for article in self.articles)


def too_many(url: str, most: int) -> Quarantined:
    """What is said of a feed whose oldest articles are left out."""
    return Quarantined(place=url, reason=f"of its articles the {most} newest are read, no more")


def finish(
    draft: Draft, *, source: str, now: dt.datetime, raw: Callable[[], str] = str
) -> Article | Quarantined:
    """Make an Article of a draft, or say why not: one needs a title or a text.

    `raw` gives what the draft was read from, for one that is not taken.
    """
    named = clean.clean_line(draft.title)
    title = named or _title_from(draft.text)
    if not title:
        place, reason = draft.url or draft.guid or source, "it has neither title nor text"
        return Quarantined(place=place, reason=reason, raw=raw()[:RAW_CHARS])
    untitled = {} if named else {"title": ""}
    return _article(draft, title, {**draft.origins, **untitled}, source=source, now=now)


def _article(
    draft: Draft, title: str, claimed: Mapping[str, str], *, source: str, now: dt.datetime
) -> Article:
    unread = "" if draft.date else clean.clean_line(draft.date_unread, _DATE_CHARS)
    published, notes = settle(draft.date, now, given=bool(unread))
    notes = (*notes, f"what stands for its date: {unread}") if unread else notes
    notes = (*notes, NEAREST) if draft.nearest else notes
    guid = clean.clean_line(draft.guid, _GUID_CHARS)
    words, key = draft.key or words_of(source, title, draft.text), url_key(draft.url)
    publisher = clean.clean_line(draft.publisher, _NAME_CHARS)
    said = {"publisher": bool(publisher), "language": draft.language != UNKNOWN}
    values: dict[str, Any] = {
        "title": title,
        "published": published,
        "text": draft.text,
        "summary": _summary(draft.summary, title),
        "image": draft.image,
        "byline": clean.clean_line(draft.byline, _NAME_CHARS),
        "language": _tongue(draft, draft.text or title),
        "publisher": publisher or source,
        "url": draft.url,
        "guid": guid or None,
        "categories": _categories(draft.categories),
        "media": draft.media[:_MAX_MEDIA],
    }
    return Article(
        **values,
        id=article_id(source=source, guid=guid, url=key, words=words),
        url_key=key,
        source=source,
        headings=clean.headings(draft.text),
        first_seen=now,
        notes=(*notes, LINK_DROPPED) if draft.link_dropped else notes,
        origins=settled(values, notes, _less(claimed, said)),
    )


def _less(claimed: Mapping[str, str], said: Mapping[str, bool]) -> Mapping[str, str]:
    """Take from what is claimed the fields that the source did not say after all."""
    if all(said.values()):
        return claimed
    return {**claimed, **{field: "" for field, told in said.items() if not told}}


def sort_out(results: Iterable[Article | Quarantined]) -> Harvest:
    """Part articles from what is quarantined; an article named twice is taken once."""
    found: list[Article] = []
    refused: list[Quarantined] = []
    for one in results:
        if isinstance(one, Article):
            found.append(one)
        else:
            refused.append(one)
    articles: dict[str, Article] = {}
    for article in told_apart(found):
        articles.setdefault(article.id, article)
    return Harvest(tuple(articles.values()), tuple(refused))


def _title_from(text: str) -> str:
    first = next((one for one in text.split("\n\n") if not one.startswith(clean.HEADING)), "")
    return shorten(first, _TITLE_FROM_TEXT)


def _tongue(draft: Draft, words: str) -> str:
    return guess_prose(words) if draft.language == UNKNOWN else draft.language


def _summary(summary: str, title: str) -> str:
    line = clean.clean_line(summary, clean.SUMMARY_CHARS)
    return "" if line == title else line


def _categories(names: tuple[str, ...]) -> tuple[str, ...]:
    lines = (clean.clean_line(name, _CATEGORY_CHARS) for name in names[:_MAX_CATEGORIES])
    return tuple(dict.fromkeys(filter(None, lines)))
