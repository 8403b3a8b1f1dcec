"""What a page says of itself: OpenGraph, JSON-LD, microdata, its titles, headings and links.

Each is a claim by a stranger; extract decides between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from digest.collect import linked_data, titles
from digest.collect.clean import clean_line
from digest.collect.headers import links
from digest.collect.htmltext import base_of, linked
from digest.collect.linked_data import text_of
from digest.collect.urls import same_site, web_link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CANONICAL = "canonical"
_APP = "apple-mobile-web-app-title"
GUESSED = "found by trafilatura"
_MAX_HEADINGS = 60
_SILENT = frozenset(("script", "style", "svg", "noscript"))
_VALUES = ("content", "datetime", "href", "src")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims by name: `meta` by property or name in lower case, `ld` the article's JSON-LD.

    `micro` holds the first value of each microdata property, `headings` the page's h1 and h2;
    `base` is where its relative links start, `site` what JSON-LD calls the site.
    """

    url: str
    base: str = ""
    language: str = ""
    title: str = ""
    canonical: str | None = None
    headings: tuple[tuple[str, str], ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    micro: dict[str, str] = field(default_factory=dict)
    ld: dict[str, Any] = field(default_factory=dict)
    site: str = ""

    @property
    def is_article(self) -> bool:
        """Whether the page says that it is one article."""
        return bool(self.ld) or self.meta.get("og:type") == "article"

    def site_name(self) -> tuple[str, str]:
        """The publisher's name and where it stood; ("", "") where nothing tells it."""
        return titles.site_name(self._names(), (self.title,), titles.site_of(self.url, ()))

    def own_name(self) -> str:
        """What the page's site calls itself, on a page of any kind; "" where nothing tells it."""
        names = (*self._names(), (_APP, self.meta.get(_APP, "")), ("JSON-LD", self.site))
        return titles.site_name(names, (self.title,), titles.site_of(self.url, ()))[1]

    def best_title(self, fallback: str) -> tuple[str, str]:
        """Choose the title that most of the page agrees on: its origin, and the title."""
        claims = (
            ("og:title", self.meta.get("og:title", "")),
            ("JSON-LD headline", text_of(self.ld.get("headline"))),
            ("twitter:title", self.meta.get("twitter:title", "")),
            ("microdata headline", self.micro.get("headline", "")),
            ("title", self.title),
        )
        site = titles.site_of(self.url, [name for _, name in self._names()])
        found = titles.choose(claims, self.headings, site)
        return found if found[1] else (GUESSED, fallback)

    def _names(self) -> tuple[tuple[str, str], ...]:
        metas = ("prism.publicationname", "dc.publisher", "application-name", "al:ios:app_name")
        return (
            ("og:site_name", self.meta.get("og:site_name", "")),
            ("JSON-LD publisher", text_of(self.ld.get("publisher"))),
            ("microdata publisher", self.micro.get("publisher", "")),
            *((name, self.meta.get(name, "")) for name in metas),
        )


def gather(root: HtmlElement, url: str, *, link_header: str = "") -> Evidence:
    """Gather a page's claims about itself.

    Args:
        root: the page.
        url: where it was found, or "".
        link_header: HTTP's Link that came with it.
    """
    base = base_of(root, url)
    named = [web_link(link, base) for link in linked(root, _CANONICAL)][:1]
    named += [
        web_link(link, url) for relations, link in links(link_header) if _CANONICAL in relations
    ]
    things = linked_data.things(root)
    return Evidence(
        url=url,
        base=base,
        language=_first(root, "/html/@lang | /html/@*[name()='xml:lang']"),
        title=clean_line(_first(root, "//head/title/text()")),
        canonical=next(filter(None, (_own(link, url) for link in named)), None),
        headings=_headings(root),
        meta=_meta(root),
        micro=_microdata(root),
        ld=linked_data.article(things),
        site=linked_data.site(things),
    )


def _own(link: str | None, url: str) -> str | None:
    """A canonical link (RFC 6596) of the page's own site, and no front page that stands for all."""
    if not link or not url:
        return link
    fronted = urlsplit(link).path in {"", "/"} and urlsplit(url).path not in {"", "/"}
    return link if same_site(link, url) and not fronted else None


def _headings(root: HtmlElement) -> tuple[tuple[str, str], ...]:
    found = [tag for name in ("h1", "h2") for tag in root.iter(name)][:_MAX_HEADINGS]
    told = ((str(tag.tag), clean_line(_words(tag))) for tag in found)
    return tuple((name, words) for name, words in told if words)


def _words(tag: HtmlElement) -> str:
    """The words of a heading; what its parts say is told apart by spaces."""
    held = [tag.text or ""]
    for part in tag:
        if part.tag not in _SILENT and isinstance(part.tag, str):
            held.append(_words(part))
        held.append(part.tail or "")
    return " ".join(filter(None, map(str.strip, held)))


def _first(root: HtmlElement, path: str) -> str:
    found = root.xpath(path)
    return str(found[0]).strip() if isinstance(found, list) and found else ""


def _meta(root: HtmlElement) -> dict[str, str]:
    claims: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("http-equiv") or ""
        name = name.strip().lower()
        value = clean_line(tag.get("content") or "", 2_000)
        if name and value:
            claims.setdefault(name, value)
    return claims


def _microdata(root: HtmlElement) -> dict[str, str]:
    """The first value of each property (HTML, section 5.2); of a thing its name."""
    claims: dict[str, str] = {}
    for tag in root.xpath("//*[@itemprop]")[:500]:
        value = next((tag.get(name) for name in _VALUES if tag.get(name)), None)
        named = tag.xpath(".//*[@itemprop='name']") if "itemscope" in tag.attrib else ()
        words = value or _value(named[0] if named else tag)
        for name in (tag.get("itemprop") or "").lower().split():
            if words:
                claims.setdefault(name, clean_line(words))
    return claims


def _value(tag: HtmlElement) -> str:
    return tag.get("content") or _words(tag)[:1_000]
