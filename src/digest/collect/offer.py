"""What the site of a dead or silent source offers in its place: the feed that its pages name.

It only proposes; nobody is asked under the new address before a person says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from digest.collect.polite import SILENT, WEEK
from digest.collect.urls import web_link
from digest.collect.variants import url_key
from digest.errors import SourceError
from digest.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from digest.collect.context import Context
    from digest.model import Fetched, Source

_FEEDS: Final = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
    )
)
_ADDRESS: Final = re.compile(
    r"(?:^|[/.?=_-])(?:rss|atom|feed|feeds|rdf)(?:\d?\.(?:xml|rss|rdf|json|php|aspx?))?/?(?:[?#]|$)"
    r"|\.(?:rss|atom|rdf)(?:[?#]|$)|[?&]feed=",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(r"\b(?:rss|atom|(?:web|news|xml)[ -]?feed)\b", re.IGNORECASE)
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD: Final = 100_000  # bytes in which a page opens
_BRIEF: Final = 60  # letters of a link to a feed
_REFRESH: Final = re.compile(
    r"\s*(?P<wait>\d{0,9})(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?\s*(?P<url>[^\"'\s]+)",
    re.IGNORECASE,
)  # HTML, section 4.2.5.3
_AT_ONCE: Final = 10  # seconds after which a page that leads on is no page to read
_COMMENTS: Final = re.compile(
    r"\bcomments\b|kommentare|commentaires|comentarios|coment[aá]rios|commenti\b|reacties",
    re.IGNORECASE,
)


async def offered(source: Source, context: Context, *, works: bool = False) -> str:
    """Give the first feed, but for the source itself, that its site names; "" for none.

    A page that stands at its address now is believed before the site's front page. One that
    `works` has a feed in its place only where its site names it no more.
    """
    if not source.url:
        return ""
    front, is_feed = urljoin(source.url, "/"), source.kind == SourceKind.FEED
    for place in (front,) if works and is_feed else dict.fromkeys((source.url, front)):
        found = await _on(place, source, context)
        if works and url_key(source.url) in map(url_key, found):
            return ""
        if other := next((link for link in found if link != source.url), ""):
            return other
    return ""


def is_time_to_look(before: Fetched, *, now: datetime) -> bool:
    """Whether a source has just become silent, or has been so for another week."""
    if before.checked is None or before.changed is None:
        return True
    then, today = before.checked - before.changed, now - before.changed
    return then <= SILENT or then // WEEK < today // WEEK


async def _on(place: str, source: Source, context: Context) -> tuple[str, ...]:
    try:
        answer = await context.page(place, source)
        if not _PAGE.search(answer.body, 0, _HEAD):  # a broken feed names others' as it likes
            return ()
        return await context.parse(feeds, answer.body, answer.url, answer.content_type)
    except SourceError:
        return ()


def feeds(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """List the feeds that a page names (`<link rel="alternate">`, HTML 4.6.7.1), in its order.

    Where it names none, those that it links to. Feeds of its readers' comments are none.
    """
    from digest.collect.decode import decode_page  # noqa: PLC0415 - lxml is slow to import
    from digest.collect.htmltext import base_of, parse_html  # noqa: PLC0415 - likewise

    root = parse_html(decode_page(body, content_type))
    if root is None:
        return ()
    place = base_of(root, url)
    found = [web_link(link, place) for link in _named(root)]
    found = found or [web_link(link, place) for link in _linked(root)]
    return tuple(dict.fromkeys(filter(None, found)))


def led_to(body: bytes, url: str, content_type: str = "") -> str:
    """Where `<meta http-equiv=refresh>` leads a page's readers at once; "" for nowhere."""
    from digest.collect.decode import decode_page  # noqa: PLC0415 - lxml is slow to import
    from digest.collect.htmltext import base_of, parse_html  # noqa: PLC0415 - likewise

    root = parse_html(decode_page(body, content_type))
    if root is None:
        return ""
    for tag in root.iter("meta"):
        found = _REFRESH.match(tag.get("content") or "")
        if (tag.get("http-equiv") or "").strip().lower() != "refresh" or found is None:
            continue
        if next(tag.iterancestors("noscript"), None) is not None:  # a page for other browsers
            continue
        link = web_link(found["url"], base_of(root, url))
        if link and link != url and int(found["wait"] or 0) <= _AT_ONCE:
            return link
    return ""


def _named(root: HtmlElement) -> Iterator[str]:
    for tag in root.iter("link"):
        kind = (tag.get("type") or "").partition(";")[0].strip().lower()
        relations = (tag.get("rel") or "").lower().split()
        link = (tag.get("href") or "").strip()
        if link and kind in _FEEDS and "alternate" in relations and not _of_comments(tag):
            yield link


def _linked(root: HtmlElement) -> Iterator[str]:
    """Links that look like feeds, by their address or their words; who follows them sees."""
    for tag in root.iter("a"):
        link, words = tag.get("href") or "", f"{tag.text_content()} {tag.get('title') or ''}"
        is_feed = _ADDRESS.search(link) or (len(words) <= _BRIEF and _SAYS.search(words))
        if link and is_feed and not _of_comments(tag):
            yield link


def _of_comments(tag: HtmlElement) -> bool:
    said = f"{tag.get('title') or ''} {tag.get('href') or ''} {tag.text_content()[:_BRIEF]}"
    return bool(_COMMENTS.search(said))
