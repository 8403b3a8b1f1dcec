"""What a page says of itself: OpenGraph, JSON-LD, its title, heading and canonical link.

Each is a claim by a stranger; extract decides between them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from digest.collect.clean import clean_line
from digest.collect.urls import same_site, web_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "LiveBlogPosting", "Report")
_MAX_SCRIPT = 500_000  # characters of one JSON-LD script
GUESSED = "found by trafilatura"
_SUFFIXES = (" | ", " - ", " \u2013 ", " — ", " :: ", " · ")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims by name: `meta` by property or name in lower case, `ld` the article's JSON-LD."""

    url: str
    language: str = ""
    heading: str = ""
    title: str = ""
    canonical: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    ld: dict[str, Any] = field(default_factory=dict)

    @property
    def is_article(self) -> bool:
        """Whether the page says that it is one article."""
        return bool(self.ld) or self.meta.get("og:type") == "article"

    @property
    def site(self) -> str:
        """The publisher's name, or ""."""
        return next((name for _, name in self.sites() if name), "")

    def sites(self) -> tuple[tuple[str, str], ...]:
        """Where the publisher may be named, and the name."""
        named = text_of(self.ld.get("publisher"))
        return ("og:site_name", self.meta.get("og:site_name", "")), ("JSON-LD publisher", named)

    def best_title(self, fallback: str) -> tuple[str, str]:
        """Choose the title that most of the page agrees on: its origin, and the title."""
        claims = (
            ("og:title", self.meta.get("og:title", "")),
            ("JSON-LD headline", text_of(self.ld.get("headline"))),
            ("title", self.title),
        )
        claimed = [(origin, self._without_site(claim)) for origin, claim in claims if claim]
        agreed = any(_agree(self.heading, claim) for _, claim in claimed)
        if self.heading and (not claimed or agreed):
            return "h1", self.heading
        found = next(iter(claimed), ("", ""))
        return found if found[1] else (GUESSED, self._without_site(fallback))

    def _without_site(self, title: str) -> str:
        for suffix in _SUFFIXES:
            head, mark, tail = title.rpartition(suffix)
            if mark and self.site and tail.casefold() == self.site.casefold():
                return head
        return title


def gather(root: HtmlElement, url: str) -> Evidence:
    """Gather a page's claims about itself; `url` is where it was found, or ""."""
    canonical = web_link(_first(root, "//link[@rel='canonical']/@href"), url)
    return Evidence(
        url=url,
        language=_first(root, "/html/@lang"),
        heading=_heading(root),
        title=clean_line(_first(root, "//head/title/text()")),
        canonical=canonical if canonical and (not url or same_site(canonical, url)) else None,
        meta=_meta(root),
        ld=next(_linked_data(root), {}),
    )


def text_of(value: object) -> str:
    """Give the words of a JSON-LD value: a string, a thing with a name, or several."""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("url") or "")
    if isinstance(value, list):
        return ", ".join(filter(None, (text_of(one) for one in value[:10])))
    return ""


def _agree(heading: str, claim: str) -> bool:
    one, other = heading.casefold(), claim.casefold()
    return one == other or (len(one) > 20 and (one in other or other in one))  # noqa: PLR2004 - chars


def _heading(root: HtmlElement) -> str:
    found = root.xpath("//article//h1 | //main//h1") or root.xpath("//h1")
    return clean_line(found[0].text_content()) if len(found) == 1 else ""


def _first(root: HtmlElement, path: str) -> str:
    found = root.xpath(path)
    return str(found[0]).strip() if isinstance(found, list) and found else ""


def _meta(root: HtmlElement) -> dict[str, str]:
    claims: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("property") or tag.get("name") or "").strip().lower()
        value = clean_line(tag.get("content") or "", 2_000)
        if name and value:
            claims.setdefault(name, value)
    return claims


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads((script.text or "")[:_MAX_SCRIPT])
        except (ValueError, RecursionError):
            continue
        yield from _articles(data)


def _articles(data: object) -> Iterator[dict[str, Any]]:
    things = data if isinstance(data, list) else [data]
    for thing in things:
        if not isinstance(thing, dict):
            continue
        kinds = thing.get("@type")
        if any(str(kind).endswith(_ARTICLE_TYPES) for kind in _as_list(kinds)):
            yield thing
        yield from _articles(_as_list(thing.get("@graph")) if "@graph" in thing else [])


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
