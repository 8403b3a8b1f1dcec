"""What the site of a dead source offers in its place: the feed that its front page names.

It only proposes; nobody is asked under the new address before a person says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from digest.collect.urls import web_link
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.collect.context import Context
    from digest.model import Source

_FEEDS: Final = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    )
)


async def offered(source: Source, context: Context) -> str:
    """Give the first feed, but for the source itself, on its site's front page; "" for none."""
    if not source.url:
        return ""
    try:
        answer = await context.page(urljoin(source.url, "/"), source)
        found = await context.parse(feeds, answer.body, answer.url, answer.content_type)
    except SourceError:
        return ""
    return next((link for link in found if link != source.url), "")


def feeds(body: bytes, url: str, content_type: str = "") -> tuple[str, ...]:
    """List the feeds that a page names (`<link rel="alternate">`, HTML 4.6.7.1), in its order."""
    return tuple(dict.fromkeys(_feeds(body, url, content_type)))


def _feeds(body: bytes, url: str, content_type: str) -> Iterator[str]:
    from digest.collect.decode import decode_page  # noqa: PLC0415 - lxml is slow to import
    from digest.collect.htmltext import parse_html  # noqa: PLC0415 - likewise

    root = parse_html(decode_page(body, content_type))
    for tag in () if root is None else root.iter("link"):
        kind = (tag.get("type") or "").partition(";")[0].strip().lower()
        relations = (tag.get("rel") or "").lower().split()
        link = web_link(tag.get("href"), url)
        if link and kind in _FEEDS and "alternate" in relations:
            yield link
