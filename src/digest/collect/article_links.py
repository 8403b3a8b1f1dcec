"""The links of a list page that look like articles of its site. Pure: it asks no server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.collect.urls import same_site, web_link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_LINKS = 30
_TITLE_CHARS = 20  # a link's words, when it is a title
_ASIDE = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|search|login|subscribe|about|contact|privacy|"
    r"terms|newsletters?|feeds?|page)(?:/|$)|\.(?:jpe?g|png|gif|pdf|mp[34]|zip|xml|rss)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/\d{4}/\d{1,2}(?:/|$)|\d{5,}")
_SLUG = re.compile(r"[^/]*[^/-]+(?:-[^/-]+){2,}[^/]*/?$")


def article_links(root: HtmlElement, url: str, base: str) -> tuple[str, ...]:
    """List the links of a page that look like articles of its site, in the page's order.

    `base` is where its relative links start.
    """
    found: dict[str, None] = {}
    for anchor in root.iter("a"):
        link = web_link(anchor.get("href"), base)
        words = " ".join(anchor.text_content().split())
        if link and link != url and same_site(link, url) and _looks_like_article(link, words):
            found.setdefault(link)
    return tuple(found)[:MAX_LINKS]


def _looks_like_article(link: str, words: str) -> bool:
    path = urlsplit(link).path
    if path in {"", "/"} or _ASIDE.search(path):
        return False
    return bool(_DATED.search(path) or _SLUG.search(path)) or len(words) >= _TITLE_CHARS
