"""The demo newsroom's three feeds: RSS 2.0, Atom and JSON Feed 1.1.

Pure: articles, the server's address and the time in, bytes out. The broken one among the
articles is published as it is, for a reader of feeds to survive.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Final

import msgspec
from lxml import etree

from digest.demo.catalogue import DemoArticle, of
from digest.demo.pages import body

if TYPE_CHECKING:
    from collections.abc import Iterable

_ATOM: Final = "http://www.w3.org/2005/Atom"
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def rss(articles: Iterable[DemoArticle], base_url: str, now: datetime) -> bytes:
    """The Meridian as RSS 2.0 with content:encoded, dc:creator and categories."""
    chosen = of("meridian", articles)
    spaces = {"content": _CONTENT, "dc": _DC, "atom": _ATOM}
    root = etree.Element("rss", {"version": "2.0"}, nsmap=spaces)
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", "The Meridian")
    _add(channel, "link", f"{base_url}/")
    _add(channel, "description", "News from Calland and the world, from Port Ellery.")
    _add(channel, "language", "en")
    _add(channel, "lastBuildDate", format_datetime(_newest(chosen, now)))
    _self_link(channel, f"{base_url}/rss.xml")
    for article in chosen:
        for slug in filter(None, (article.slug, article.also)):
            _rss_article(channel, article, slug, base_url, now)
    return _bytes(root)


def _rss_article(
    channel: etree._Element, article: DemoArticle, slug: str, base_url: str, now: datetime
) -> None:
    node = etree.SubElement(channel, "item")
    _add(node, "guid", f"meridian-{slug}", isPermaLink="false")
    published = article.published(now)
    if published:
        _add(node, "pubDate", format_datetime(published))
    if article.broken:
        return
    _add(node, "title", article.title)
    _add(node, "link", _link(article, base_url, slug))
    _add(node, "description", article.summary)
    _add(node, f"{{{_DC}}}creator", article.byline)
    for category in article.categories:
        _add(node, "category", category)
    _add(node, f"{{{_CONTENT}}}encoded", _content(article, base_url))


def atom(articles: Iterable[DemoArticle], base_url: str, now: datetime) -> bytes:
    """Harbour Wire as Atom (RFC 4287); titles are plain text, whatever they look like."""
    chosen = of("harbour", articles)
    root = etree.Element(_a("feed"), nsmap={None: _ATOM})
    root.set(f"{{{_XML}}}lang", "en")
    _add(root, _a("id"), "tag:harbourwire.example,2026:wire")
    _add(root, _a("title"), "Harbour Wire")
    _add(root, _a("updated"), _newest(chosen, now).isoformat())
    _self_link(root, f"{base_url}/atom.xml")
    for article in chosen:
        _atom_article(root, article, base_url, now)
    return _bytes(root)


def _atom_article(root: etree._Element, article: DemoArticle, base_url: str, now: datetime) -> None:
    node = etree.SubElement(root, _a("entry"))
    node.set(f"{{{_XML}}}lang", article.language)
    when = (article.published(now) or now).isoformat()
    _add(node, _a("id"), f"tag:harbourwire.example,2026:{article.slug}")
    _add(node, _a("title"), article.title, type="text")
    _add(node, _a("published"), when)
    _add(node, _a("updated"), when)
    etree.SubElement(node, _a("link"), {"rel": "alternate", "href": _link(article, base_url)})
    if article.byline:
        _add(etree.SubElement(node, _a("author")), _a("name"), article.byline)
    for category in article.categories:
        etree.SubElement(node, _a("category"), {"term": category})
    _add(node, _a("summary"), article.summary, type="text")
    _add(node, _a("content"), _content(article, base_url), type="html")


def json_feed(articles: Iterable[DemoArticle], base_url: str, now: datetime) -> bytes:
    """Northline as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Northline",
        "home_page_url": f"{base_url}/",
        "feed_url": f"{base_url}/feed.json",
        "language": "en",
        "items": [_json_article(one, base_url, now) for one in of("northline", articles)],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1)


def _json_article(article: DemoArticle, base_url: str, now: datetime) -> dict[str, object]:
    published = article.published(now)
    fields: dict[str, object] = {
        "id": f"northline/{article.slug}",
        "url": _link(article, base_url),
        "title": article.title,
        "summary": article.summary,
        "content_html": _content(article, base_url),
        "language": article.language,
        "date_published": published.isoformat() if published else None,
        "tags": list(article.categories),
        "authors": [{"name": article.byline}] if article.byline else None,
    }
    return {name: value for name, value in fields.items() if value}


def _link(article: DemoArticle, base_url: str, slug: str = "") -> str:
    query = f"?{article.query}" if article.query else ""
    return f"{base_url}/{article.source}/{slug or article.slug}{query}"


def _newest(articles: Iterable[DemoArticle], now: datetime) -> datetime:
    """The newest date that is not in the future."""
    dates = (article.published(now) for article in articles)
    past = [date for date in dates if date and date <= now]
    return max(past, default=datetime.fromtimestamp(0, UTC))


def _content(article: DemoArticle, base_url: str) -> str:
    """The text, headed by the picture: as an img, where alone feeds can give its words."""
    if not article.image:
        return body(article)
    address = f"{base_url}/images/{article.image}"
    picture = f'<img src="{address}" alt="{escape(article.alt)}" width="1200" height="675">'
    return f"<p>{picture}</p>\n{body(article)}"


def _self_link(node: etree._Element, url: str) -> None:
    etree.SubElement(node, _a("link"), {"rel": "self", "href": url})


def _add(node: etree._Element, tag: str, text: str, **attributes: str) -> None:
    if text:
        etree.SubElement(node, tag, attributes).text = text


def _a(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
