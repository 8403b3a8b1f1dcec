"""One article out of an HTML page: trafilatura's text, and the page's evidence for the rest.

The one module that knows trafilatura. Never fetches.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trafilatura import bare_extraction
from trafilatura.settings import Document

from digest.collect import clean, found_text, htmltext, language, page_picture
from digest.collect.article_links import article_links
from digest.collect.bylines import written_by
from digest.collect.dates import PLAIN, DateStyle
from digest.collect.decode import decode_page, is_document
from digest.collect.draft import PARSER_FAULTS, Draft, Page
from digest.collect.evidence import GUESSED, Evidence, gather
from digest.collect.linked_data import article_body, live_updates, text_of, texts_of
from digest.collect.origins import FOUND, first, told
from digest.collect.page_dates import last_such, published, stated
from digest.collect.urls import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.html import HtmlElement

    from digest.model import Image

_MONTH_FIRST = frozenset(("en", "en-US", "en-CA", "en-PH"))
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def read_page(
    body: bytes,
    *,
    url: str = "",
    content_type: str = "",
    link_header: str = "",
    dates: DateStyle = PLAIN,
) -> Page | None:
    """Read a page; the draft's text is empty where no article stands. None for no HTML, as a PDF.

    `link_header` is HTTP's Link, which names the page's own address where the page does not,
    `dates` how its source writes them.
    """
    markup = "" if is_document(body) else decode_page(body, content_type)
    root = htmltext.parse_html(markup)
    if root is None:
        return None
    evidence = gather(root, url, link_header=link_header)
    _, tongue = first(_languages(evidence))
    style = replace(dates, day_first=dates.day_first or _day_first(tongue or ""))
    links = article_links(root, url, evidence.base) if url else ()
    htmltext.without_hidden(root)
    pictured = page_picture.lead(root, evidence)
    found = _trafilatura(root, url)
    named = evidence.best_title(found.title or "")
    dated = published(root, evidence, style, title=named[1], guess=found.date or "")
    known = dated[1] is not None
    dated = dated if known else last_such(root, evidence, style)
    draft = _draft(found, evidence, named, dated, pictured)
    draft.nearest = draft.date is not None and not known
    return Page(
        draft,
        links,
        says_article=evidence.is_article,
        is_front=urlsplit(url).path in {"", "/"},
        site=evidence.own_name(),
        head=evidence.title,
    )


def _day_first(tag: str) -> bool:
    """Whether pages in this language write the day first: all, but those of the United States.

    English of no place is theirs; Canada writes both, and the Philippines as they do.
    """
    return bool(tag) and tag not in _MONTH_FIRST


def _trafilatura(root: HtmlElement, url: str) -> Document:
    try:
        found = bare_extraction(
            root,
            url=url or None,
            favor_precision=True,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
        )
    except PARSER_FAULTS:
        return Document()
    return found if isinstance(found, Document) else Document()


def _draft(
    found: Document,
    evidence: Evidence,
    named: tuple[str, str],
    dated: tuple[str, date | None],
    pictured: tuple[str, Image | None],
) -> Draft:
    titled, title = named
    chosen = {
        "published": dated,
        "summary": first(_summaries(evidence)),
        "language": first(_languages(evidence)),
        "publisher": first((evidence.site_name(), (GUESSED, _site(found, evidence.url)))),
        "byline": first(_bylines(found, evidence)),
        "image": pictured,
    }
    values: dict[str, Any] = {field: value for field, (_, value) in chosen.items()}
    origins = {field: origin for field, (origin, _) in chosen.items()}
    worded, text = _text(found, evidence, title)
    return Draft(
        title=title,
        text=text,
        summary=values["summary"] or "",
        url=evidence.canonical or web_link(evidence.url),
        date=values["published"],
        date_unread=stated(evidence),
        language=values["language"] or language.UNKNOWN,
        publisher=values["publisher"] or "",
        byline=values["byline"] or "",
        categories=_categories(evidence),
        image=values["image"],
        origins=told(
            "page",
            title=titled,
            text=worded,
            url="rel=canonical" if evidence.canonical else FOUND,
            categories="section",
            **origins,
        ),
    )


def _text(found: Document, evidence: Evidence, title: str) -> tuple[str, str]:
    """The text that trafilatura finds, or JSON-LD's where the page leaves most to its scripts.

    Of a live blog its updates, where they say more.
    """
    text = clean.join(found_text.paragraphs(found.body, title))
    live = clean.join(_updates(evidence))
    if len(live) > len(text):
        return "JSON-LD liveBlogUpdate", live
    body = htmltext.paragraphs(article_body(evidence.ld))
    return ("JSON-LD articleBody", body) if len(body) > 2 * len(text) else (GUESSED, text)


def _updates(evidence: Evidence) -> Iterator[str]:
    for headline, body in live_updates(evidence.ld):
        yield clean.heading(headline)
        yield from htmltext.paragraphs(body).split("\n\n")


def _summaries(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield "og:description", evidence.meta.get("og:description", "")
    yield "JSON-LD description", text_of(evidence.ld.get("description"))
    yield "meta description", evidence.meta.get("description", "")


def _bylines(found: Document, evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield "JSON-LD author", written_by(texts_of(evidence.ld.get("author")))
    yield "microdata author", written_by([evidence.micro.get("author", "")])
    yield "meta author", written_by([evidence.meta.get("author", "")])
    yield "article:author", written_by([evidence.meta.get("article:author", "")])
    yield GUESSED, found.author or ""


def _site(found: Document, url: str) -> str:
    """Give trafilatura's name of the site, unless it is only a host's, this one's or another."""
    name = found.sitename or ""
    return "" if _HOST.fullmatch(name) or name.casefold() in url.casefold() else name


def _languages(evidence: Evidence) -> Iterator[tuple[str, str]]:
    marks = (
        ("html lang", evidence.language),
        ("content-language", evidence.meta.get("content-language")),
        ("JSON-LD inLanguage", text_of(evidence.ld.get("inLanguage"))),
        ("og:locale", evidence.meta.get("og:locale")),
    )
    for origin, mark in marks:
        tag = language.tag(mark)
        yield origin, "" if tag == language.UNKNOWN else tag


def _categories(evidence: Evidence) -> tuple[str, ...]:
    sections = (
        *texts_of(evidence.ld.get("articleSection")),
        evidence.meta.get("article:section", ""),
        evidence.micro.get("articlesection", ""),
    )
    return tuple(filter(None, sections))
