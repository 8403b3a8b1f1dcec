"""One article out of an HTML page: trafilatura's text, and the page's evidence for the rest.

The one module that knows trafilatura. Never fetches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from digest.collect import clean, htmltext, language
from digest.collect.dates import parse_date
from digest.collect.decode import decode_page
from digest.collect.draft import PARSER_FAULTS, Draft
from digest.collect.evidence import Evidence, gather, text_of
from digest.collect.urls import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

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
    title = evidence.best_title(found.title or "")
    text = clean.join(_paragraphs(found.body, title))
    meta, ld = evidence.meta, evidence.ld
    summary = (
        meta.get("og:description") or text_of(ld.get("description")) or meta.get("description")
    )
    return Draft(
        title=title,
        text=text,
        summary=summary or "",
        url=evidence.canonical or web_link(evidence.url),
        date=_date(found, evidence, root),
        language=_language(evidence),
        publisher=evidence.site or _site(found, evidence.url),
        byline=text_of(ld.get("author")) or meta.get("author") or found.author or "",
        categories=_categories(evidence),
        image=_image(evidence),
    )


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


def _date(found: Document, evidence: Evidence, root: HtmlElement) -> datetime | None:
    claims = [text_of(evidence.ld.get("datePublished"))]
    claims += [evidence.meta.get(name, "") for name in _DATES]
    claims += [str(claim) for claim in root.xpath("//article//time[1]/@datetime")[:1]]
    dates = (parse_date(claim) for claim in [*claims, found.date or ""])
    return next(filter(None, dates), None)


def _language(evidence: Evidence) -> str:
    marks = (
        evidence.language,
        text_of(evidence.ld.get("inLanguage")),
        evidence.meta.get("og:locale"),
    )
    tags = (language.tag(mark) for mark in marks)
    return next((tag for tag in tags if tag != language.UNKNOWN), language.UNKNOWN)


def _categories(evidence: Evidence) -> tuple[str, ...]:
    sections = (
        text_of(evidence.ld.get("articleSection")),
        evidence.meta.get("article:section", ""),
    )
    return tuple(filter(None, sections))


def _image(evidence: Evidence) -> Image | None:
    meta = evidence.meta
    link = meta.get("og:image:url") or meta.get("og:image") or text_of(evidence.ld.get("image"))
    if not link:
        return None
    width, height = meta.get("og:image:width"), meta.get("og:image:height")
    alt = meta.get("og:image:alt")
    return htmltext.image(link, evidence.url, width=width, height=height, alt=alt)
