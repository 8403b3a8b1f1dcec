"""Feeds of editions and of a topic's stories: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.

Pure: entries in, text out. What an entry says was cleaned before; here it is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FEEDS", "Entry", "Feed"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
register_namespace("content", _CONTENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edition or story. `html` is its content; `url` is its id too."""

    url: str
    title: str
    summary: str
    html: str
    published: datetime
    image: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What all formats tell. `home` is the page that it follows."""

    title: str
    publisher: str
    language: str
    home: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime | None:
        """When it changed last."""
        return max((entry.published for entry in self.entries), default=None)


def _atom(feed: Feed, url: str) -> str:
    root = Element("feed", {"xmlns": _ATOM, _LANG: feed.language})
    _texts(root, {"id": feed.home, "title": feed.title, "updated": _iso(feed.updated)})
    SubElement(root, "link", rel="self", type="application/atom+xml", href=url)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.home)
    _texts(SubElement(root, "author"), {"name": feed.publisher})
    for entry in feed.entries:
        made = SubElement(root, "entry")
        stamp = _iso(entry.published)
        _texts(made, {"id": entry.url, "title": entry.title, "published": stamp, "updated": stamp})
        SubElement(made, "link", rel="alternate", type="text/html", href=entry.url)
        for topic in entry.topics:
            SubElement(made, "category", term=topic)
        _texts(made, {"summary": entry.summary})
        SubElement(made, "content", type="html").text = entry.html
    return _xml(root)


def _rss(feed: Feed, url: str) -> str:
    # The prefix is written as it is: ElementTree would write two default namespaces.
    root = Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = SubElement(root, "channel")
    _texts(
        channel,
        {
            "title": feed.title,
            "link": feed.home,
            "description": feed.title,
            "language": feed.language,
        },
    )
    if feed.updated:
        _texts(channel, {"lastBuildDate": format_datetime(feed.updated, usegmt=True)})
    SubElement(channel, "atom:link", rel="self", type="application/rss+xml", href=url)
    for entry in feed.entries:
        made = SubElement(channel, "item")
        date = format_datetime(entry.published, usegmt=True)
        _texts(made, {"title": entry.title, "link": entry.url, "pubDate": date})
        SubElement(made, "guid", isPermaLink="true").text = entry.url
        for topic in entry.topics:
            _texts(made, {"category": topic})
        _texts(made, {"description": entry.summary})
        SubElement(made, f"{{{_CONTENT}}}encoded").text = entry.html
    return _xml(root)


def _json(feed: Feed, url: str) -> str:
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": url,
        "language": feed.language,
        "authors": [{"name": feed.publisher}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(made, ensure_ascii=False, indent=1)


def _item(entry: Entry) -> dict[str, object]:
    made: dict[str, object] = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": _iso(entry.published),
    }
    if entry.image:
        made["image"] = entry.image
    if entry.topics:
        made["tags"] = list(entry.topics)
    return made


FEEDS: Final[Mapping[str, tuple[str, Callable[[Feed, str], str]]]] = {
    "atom.xml": ("application/atom+xml; charset=utf-8", _atom),
    "rss.xml": ("application/rss+xml; charset=utf-8", _rss),
    "feed.json": ("application/feed+json; charset=utf-8", _json),
}
"""File name, media type and writer of each format."""


def _texts(parent: Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _iso(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else "1970-01-01T00:00:00Z"


def _xml(root: Element) -> str:
    return tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="utf-8"?>\n', "\n")
    )
