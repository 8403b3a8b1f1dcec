"""RSS, RDF and Atom through feedparser, the one module that knows it; JSON Feed beside it.

feedparser neither cleans nor resolves here: htmltext and urls do. Never fetches: feedparser
is given bytes alone, for a string it would take as an address.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from digest.collect import broken_off, feed_article, htmltext, jsonfeed, quick_feed
from digest.collect.dates import PLAIN, DateStyle
from digest.collect.decode import as_utf8, decode_page
from digest.collect.depth import refuse_deep
from digest.collect.draft import (
    PARSER_FAULTS,
    RAW_CHARS,
    Draft,
    Harvest,
    finish,
    sort_out,
    too_many,
)
from digest.collect.identity import body_hash
from digest.collect.long_feed import MAX_ARTICLES, OPENS, newest
from digest.collect.references import mended_xml
from digest.collect.urls import shown
from digest.errors import SourceError
from digest.model import Quarantined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_ENTITIES = re.compile(rb"<!ENTITY[^>]{0,2000}?(?:&\w+;|%\w+;|\sSYSTEM\s|\sPUBLIC\s)")
_SUBSET = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE(?>[^>\["']|"[^"]*"|'[^']*')*+\[""",
    re.IGNORECASE | re.DOTALL,
)  # XML 1.0, section 2.8: where alone entities are declared
_ENCODING = re.compile(rb"""\A(\s*<\?xml[^>]{0,100}?)\s+encoding\s*=\s*["'][^"']{0,40}["']""")
_CAPTION = re.compile(rb"<(/?)media:description\b[^>]*?(/?)>")
_NAME = re.compile(
    rb"<(guid|(?:atom:)?id)(?:\s[^>]*)?>(?=\s*(?:<!\[CDATA\[\s*)?(?!https?:|/)[^\s<])",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_PROLOGUE = 100_000  # bytes in which entities are declared

_Raw = dict[str, Any]  # plain: feedparser's own type answers for other names, with warnings


def parse(
    body: bytes,
    *,
    url: str,
    content_type: str,
    source: str,
    now: datetime,
    dates: DateStyle = PLAIN,
) -> Harvest:
    """Read a feed of any format: its articles, and those that could not be taken.

    `dates` says how its source writes them.

    Raises:
        SourceError: the body is not a feed, nested too deep, or declares entities that grow.
    """
    read = drafts(body, url=url, content_type=content_type, dates=dates)
    harvest = sort_out(
        one if isinstance(one, Quarantined) else finish(one, source=source, now=now, raw=raw)
        for one, raw in read
    )
    cut = any(one.reason == broken_off.REASON for one in harvest.quarantined)
    return replace(harvest, body_hash=body_hash(body)) if cut else harvest


def drafts(
    body: bytes, *, url: str, content_type: str, dates: DateStyle
) -> Iterator[tuple[Draft | Quarantined, Callable[[], str]]]:
    """Read a feed of any format: what it says of each article, and what gives that in the raw.

    Raises:
        SourceError: the body is not a feed, nested too deep, or declares entities that grow.
    """
    body, content_type = _readable(body, content_type)
    if jsonfeed.looks_like(body):
        text = decode_page(body, content_type)
        yield from jsonfeed.drafts(text, url=url, dates=dates)
        return
    if _grows(body[:_PROLOGUE]):
        raise SourceError(f"{url} declares XML entities made of others", "No feed needs them.")
    body, over = newest(body, dates)
    feed: Any = quick_feed.read(body, url=url, content_type=content_type, most=MAX_ARTICLES)
    cut = False
    if feed is None:
        body, cut = broken_off.whole_feed(body)
        feed = _feedparser(body, url, content_type)
    about = feed_article.About.of(feed, url, dates)
    entries = feed.entries[:MAX_ARTICLES]
    for raw in feed_article.latest(entries, dates) if about.atom else map(dict, entries):
        yield _draft(raw, about), partial(_excerpt, raw)
    if over:
        yield too_many(url, MAX_ARTICLES), str
    if cut:
        yield broken_off.told(url), str


def title_of(body: bytes, *, url: str, content_type: str) -> str:
    """The title that a feed gives itself, "" where it has none.

    Raises:
        SourceError: the body is not a feed.
    """
    body, content_type = _readable(body, content_type)
    if jsonfeed.looks_like(body):
        return jsonfeed.title_of(decode_page(body, content_type), url=url)
    return htmltext.one_line(str(_feedparser(body, url, content_type).feed.get("title") or ""))


def _readable(body: bytes, content_type: str) -> tuple[bytes, str]:
    """A body in UTF-8 said to be it, with no bad byte for which all of it would be misread."""
    clean = as_utf8(body, content_type)
    if clean is None:
        return body, content_type
    return _ENCODING.sub(rb"\1", clean), f"{content_type.partition(';')[0]}; charset=utf-8"


def _grows(head: bytes) -> bool:
    """Whether entities are declared by others; what an article quotes of such is none."""
    return bool(_SUBSET.match(head) and _ENTITIES.search(head))


def _draft(raw: _Raw, about: feed_article.About) -> Draft | Quarantined:
    try:
        return feed_article.draft(raw, about)
    except PARSER_FAULTS as error:
        reason = f"it can't be read: {type(error).__name__}"
        place = str(raw.get("id") or about.url)
        return Quarantined(place=place, reason=reason, raw=_excerpt(raw))


def _feedparser(body: bytes, url: str, content_type: str) -> Any:  # noqa: ANN401 - untyped
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, no types

    refuse_deep(body, shown(url))
    headers = {"content-location": url, "content-type": content_type}
    options = {"sanitize_html": False, "resolve_relative_uris": False}
    try:
        feed = feedparser.parse(
            io.BytesIO(_named(_captioned(mended_xml(_first_articles(body))))),
            response_headers=headers,
            **options,
        )
    except PARSER_FAULTS as error:
        raise SourceError(f"{url} is too broken to read", "Tell the site.") from error
    if not feed.entries and (not feed.get("version") or _breaks_off(body, feed)):
        raise SourceError(f"{url} is not a feed: {_looks(body)}", "Look for the feed's address.")
    return feed


def _breaks_off(body: bytes, feed: Any) -> bool:  # noqa: ANN401 - untyped
    """Whether it opens as a feed and is cut before its end; one without articles is whole."""
    return bool(feed.bozo) and not broken_off.feed_ends(body)


def _looks(body: bytes) -> str:
    """What it is instead; said in full, for only an error's first line is remembered."""
    if not body.strip():
        return "it is empty"
    if _PAGE.search(body[:_PROLOGUE]):
        return 'it looks like a web page; use kind = "page" or its feed\'s address'
    opens = _FEED.search(body[:_PROLOGUE])
    return "it breaks off" if opens else "it is neither RSS, Atom nor JSON Feed"


def _first_articles(body: bytes) -> bytes:
    """Cut a feed behind the articles that are read: feedparser takes 0.3 ms for each."""
    opening = next(islice(OPENS.finditer(body), MAX_ARTICLES, None), None)
    return body[: opening.start()] if opening else body


def _captioned(body: bytes) -> bytes:
    """Rename what describes a picture: feedparser takes it for the article's description.

    Its attributes go: of an element that it doesn't know, feedparser gives those or the words.
    """
    return _CAPTION.sub(rb"<\1media:caption\2>", body)


def _named(body: bytes) -> bytes:
    """Say of what names an article and is no address that it is none: feedparser makes it one.

    An RSS GUID is a link unless it denies it, and Atom's id is read as if it were a GUID.
    """
    return _NAME.sub(rb'<\1 isPermaLink="false">', body)


def _excerpt(raw: _Raw) -> str:
    return json.dumps(raw, default=str, ensure_ascii=False)[:RAW_CHARS]
