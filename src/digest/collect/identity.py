"""Which article this is: a short stable id from what its source says of it.

Pure. The store decides whether two ids mean one article; this only names, and says which
names of one visit can't be trusted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from digest.model import SHARED_LINK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Article

SHARED_GUID = "other articles of its source had the same GUID: known by its URL"


def article_id(*, source: str, guid: str | None, url: str | None, words: str) -> str:
    """Name an article by its GUID within its source, else its URL, else its own words.

    Args:
        source: the source's name; a GUID is unique in its source only.
        guid: as the source gave it.
        url: canonical, or what all addresses of the page share.
        words: title and text, or what else makes it this article.
    """
    if guid:
        key = f"guid\0{source}\0{guid}"
    elif url:
        key = f"url\0{url}"
    else:
        key = f"words\0{words}"
    return "a" + blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()


def body_hash(body: bytes) -> str:
    """Name a body, so that an unchanged one is known without reading it again."""
    return blake2b(body, digest_size=16).hexdigest()


def words_of(source: str, title: str, text: str) -> str:
    """Give what names an article that has neither GUID nor a link of its own."""
    return f"{source}\0{title}\0{text}"


def told_apart(articles: Iterable[Article]) -> list[Article]:
    """Take from the articles of one visit the GUIDs and links that several of them share."""
    return _by_link(_by_guid(list(articles)))


def _by_guid(articles: list[Article]) -> list[Article]:
    """A GUID that stands on several pages with several titles names none of them.

    Where no article of it has a page, several texts tell as much.
    """
    if len({one.guid for one in articles}) == len(articles):
        return articles  # as nearly always
    urls, titles, texts = defaultdict(set), defaultdict(set), defaultdict(set)
    for one in articles:
        urls[one.guid].add(one.url_key)
        titles[one.guid].add(one.title)
        texts[one.guid].add(one.text)
    named = {guid for guid in urls if guid and len(titles[guid]) > 1}
    shared = {one for one in named if len(urls[one] if any(urls[one]) else texts[one]) > 1}
    return [_without_guid(one) if one.guid in shared else one for one in articles]


def _by_link(articles: list[Article]) -> list[Article]:
    """A link that stands under several GUIDs, or none, with several titles names none of them."""
    if len({one.url_key for one in articles}) == len(articles):
        return articles  # as nearly always
    guids, titles = defaultdict(set), defaultdict(set)
    for one in articles:
        guids[one.url_key].add(one.guid)
        titles[one.url_key].add(one.title)
    shared = {key for key in titles if key and len(titles[key]) > 1}
    shared -= {key for key in shared if len(guids[key]) == 1 and guids[key] != {None}}
    return [_without_link(one) if one.url_key in shared else one for one in articles]


def _without_guid(article: Article) -> Article:
    return _renamed(replace(article, guid=None, notes=(*article.notes, SHARED_GUID)))


def _without_link(article: Article) -> Article:
    return _renamed(replace(article, notes=(*article.notes, SHARED_LINK)))


def _renamed(article: Article) -> Article:
    words = words_of(article.source, article.title, article.text)
    url = None if article.shares_link else article.url_key
    ident = article_id(source=article.source, guid=article.guid, url=url, words=words)
    return replace(article, id=ident)
