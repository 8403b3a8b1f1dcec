"""One article out of an HTML page: trafilatura's text, and the page's evidence for the rest.

The one module that knows trafilatura. Never fetches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from digest.collect import clean, htmltext, language
from digest.collect.dates import parse_date
from digest.collect.decode import decode_page
from digest.collect.draft import PARSER_FAULTS, Draft
from digest.collect.evidence import GUESSED, Evidence, gather, text_of
from digest.collect.origins import first, told
from digest.collect.urls import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.etree import _Element

    from digest.model import Image

_DATES = ("article:published_time", "datepublished", "dc.date", "dcterms.date", "date", "pubdate")
_BLOCKS = frozenset(("p", "code", "quote", "list", "item"))


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its tree, what it says of itself, and the article in it."""

    root: HtmlElement
    evidence: Evidence
    draft: Draft


def read_page(body: bytes, *, url: str = "", content_type: str = "") -> Page | None:
    """Read a page; the draft's text is empty where no article stands. None for no HTML."""
    markup = decode_page(body, content_type)
    root = htmltext.parse_html(markup)
    if root is None:
        return None
    evidence = gather(root, url)
    return Page(root, evidence, _draft(_trafilatura(root, url), evidence, root))


def _trafilatura(root: HtmlElement, url: str) -> Document:
    try:
        found = bare_extraction(
            root,
            url=url or None,
            favor_precision=True,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
        )
    except PARSER_FAULTS:
        return Document()
    return found if isinstance(found, Document) else Document()


def _draft(found: Document, evidence: Evidence, root: HtmlElement) -> Draft:
    titled, title = evidence.best_title(found.title or "")
    chosen = {
        "published": first(_dates(found, evidence, root)),
        "summary": first(_summaries(evidence)),
        "language": first(_languages(evidence)),
        "publisher": first((*evidence.sites(), (GUESSED, _site(found, evidence.url)))),
        "byline": first(_bylines(found, evidence)),
        "image": first(_images(evidence)),
    }
    values: dict[str, Any] = {field: value for field, (_, value) in chosen.items()}
    origins = {field: origin for field, (origin, _) in chosen.items()}
    return Draft(
        title=title,
        text=clean.join(_paragraphs(found.body, title)),
        summary=values["summary"] or "",
        url=evidence.canonical or web_link(evidence.url),
        date=values["published"],
        language=values["language"] or language.UNKNOWN,
        publisher=values["publisher"] or "",
        byline=values["byline"] or "",
        categories=_categories(evidence),
        image=values["image"],
        origins=told("page", title=titled, text=GUESSED, **origins),
    )


def _summaries(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield "og:description", evidence.meta.get("og:description", "")
    yield "JSON-LD description", text_of(evidence.ld.get("description"))
    yield "meta description", evidence.meta.get("description", "")


def _bylines(found: Document, evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield "JSON-LD author", text_of(evidence.ld.get("author"))
    yield "meta author", evidence.meta.get("author", "")
    yield GUESSED, found.author or ""


def _site(found: Document, url: str) -> str:
    """Give trafilatura's name of the site, unless it is only the host's."""
    name = found.sitename or ""
    return "" if name.casefold() in url.casefold() else name


def _paragraphs(body: _Element, title: str) -> Iterator[str]:
    """Give the paragraphs of trafilatura's tree, less the title at its head."""
    for block in body:
        words = " ".join("".join(block.itertext()).split())
        if block.tag == "head":
            if words.casefold() != title.casefold():
                yield clean.heading(words)
        elif block.tag in {"list", "quote"} and len(block):
            yield from (clean.paragraph("".join(part.itertext())) for part in block)
        elif block.tag in _BLOCKS:
            yield clean.paragraph(words)


def _dates(
    found: Document, evidence: Evidence, root: HtmlElement
) -> Iterator[tuple[str, date | None]]:
    claims = [("JSON-LD datePublished", text_of(evidence.ld.get("datePublished")))]
    claims += [(name, evidence.meta.get(name, "")) for name in _DATES]
    claims += [("time", str(one)) for one in root.xpath("//article//time[1]/@datetime")[:1]]
    for origin, claim in [*claims, (GUESSED, found.date or "")]:
        yield origin, parse_date(claim)


def _languages(evidence: Evidence) -> Iterator[tuple[str, str]]:
    marks = (
        ("html lang", evidence.language),
        ("JSON-LD inLanguage", text_of(evidence.ld.get("inLanguage"))),
        ("og:locale", evidence.meta.get("og:locale")),
    )
    for origin, mark in marks:
        tag = language.tag(mark)
        yield origin, "" if tag == language.UNKNOWN else tag


def _categories(evidence: Evidence) -> tuple[str, ...]:
    sections = (
        text_of(evidence.ld.get("articleSection")),
        evidence.meta.get("article:section", ""),
    )
    return tuple(filter(None, sections))


def _images(evidence: Evidence) -> Iterator[tuple[str, Image | None]]:
    """The one picture that the page names first; another is not tried in its place."""
    meta = evidence.meta
    links = [(name, meta.get(name, "")) for name in ("og:image:url", "og:image")]
    origin, link = first([*links, ("JSON-LD image", text_of(evidence.ld.get("image")))])
    if link:
        width, height = meta.get("og:image:width"), meta.get("og:image:height")
        alt = meta.get("og:image:alt")
        yield origin, htmltext.image(link, evidence.url, width=width, height=height, alt=alt)
