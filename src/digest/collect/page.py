"""A page as a source: one article, or a list page whose articles are on the same site."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.collect.draft import Draft, Harvest, finish, sort_out
from digest.collect.language import UNKNOWN
from digest.collect.urls import same_site, shown, web_link
from digest.errors import SourceError
from digest.model import Article, Quarantined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from digest.collect.context import Context
    from digest.collect.extract import Page
    from digest.collect.fetch import Response
    from digest.model import Source

MAX_LINKS = 30
_PER_LINK = 150  # characters of text for each link, where a page that does not say is an article
_TITLE_CHARS = 20  # a link's words, when it is a title
_ASIDE = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies)|authors?|search|login|subscribe|about|contact|privacy|"
    r"terms|newsletters?|feeds?|page)(?:/|$)|\.(?:jpe?g|png|gif|pdf|mp[34]|zip|xml|rss)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/\d{4}/\d{1,2}(?:/|$)|\d{5,}")
_SLUG = re.compile(r"[^/]*[^/-]+(?:-[^/-]+){2,}[^/]*/?$")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a parsed page holds: the article, the links to others, and which of both it is for."""

    draft: Draft
    links: tuple[str, ...]
    is_article: bool


async def read(answer: Response, source: Source, context: Context) -> Harvest:
    """Read a fetched page: the article it is, or those it links to.

    Raises:
        SourceError: it is no HTML, or neither article nor list.
    """
    seen = await context.parse(look, answer)
    if seen.is_article:
        result = finish(seen.draft, source=source.name, now=context.now)
        return sort_out([result])
    if not seen.links:
        raise SourceError(
            f"{shown(answer.url)} holds no article and links to none", "Give its feed's address."
        )
    return await gather([Draft(url=link) for link in seen.links], source, context)


def look(answer: Response) -> Seen:
    """Parse a page, as an article and as a list of them.

    Raises:
        SourceError: it is no HTML.
    """
    page = _parse(answer)
    links = article_links(page.root, answer.url)
    return Seen(page.draft, tuple(links), is_article=is_article(page, links))


async def gather(drafts: Iterable[Draft], source: Source, context: Context) -> Harvest:
    """Fetch and read the page of each draft; what the draft knows already wins.

    Raises:
        SourceError: not one of them could be read.
    """
    results = await asyncio.gather(*(_one(draft, source, context) for draft in drafts))
    harvest = sort_out(results)
    if harvest.quarantined and not harvest.articles:
        first = harvest.quarantined[0]
        raise SourceError(
            f"none of {len(results)} pages could be read; {first.place}: {first.reason}"
        )
    return harvest


def is_article(page: Page, links: list[str]) -> bool:
    """Whether a page is one article: it says so, or has more text than links; no front page."""
    text = page.draft.text
    if not text:
        return False
    if page.evidence.is_article or not links:
        return True
    front = urlsplit(page.evidence.url).path in {"", "/"}
    return not front and len(text) >= _PER_LINK * len(links)


def article_links(root: HtmlElement, url: str) -> list[str]:
    """List the links of a page that look like articles of its site, in the page's order."""
    found: dict[str, None] = {}
    for anchor in root.iter("a"):
        link = web_link(anchor.get("href"), url)
        words = " ".join(anchor.text_content().split())
        if link and link != url and same_site(link, url) and _looks_like_article(link, words):
            found.setdefault(link)
    return list(found)[:MAX_LINKS]


def _looks_like_article(link: str, words: str) -> bool:
    path = urlsplit(link).path
    if path in {"", "/"} or _ASIDE.search(path):
        return False
    return bool(_DATED.search(path) or _SLUG.search(path)) or len(words) >= _TITLE_CHARS


async def _one(draft: Draft, source: Source, context: Context) -> Article | Quarantined:
    place = draft.url or source.name
    try:
        answer = await context.page(place, source)
        seen = await context.parse(look, answer)
    except SourceError as error:
        return Quarantined(place=place, reason=error.message)
    if not seen.draft.text:
        return Quarantined(place=place, reason="no article's text was found on it")
    return finish(_merged(draft, seen.draft), source=source.name, now=context.now)


def _merged(known: Draft, found: Draft) -> Draft:
    tongue = known.language if known.language != UNKNOWN else found.language
    wins = {
        "title": known.title,
        "published": known.date,
        "publisher": known.publisher,
        "language": known.language != UNKNOWN,
    }
    origins = {field: known.origins.get(field, "") for field, value in wins.items() if value}
    return replace(
        found,
        title=known.title or found.title,
        date=known.date or found.date,
        publisher=known.publisher or found.publisher,
        language=tongue,
        origins={**found.origins, **origins},
    )


def _parse(answer: Response) -> Page:
    from digest.collect.extract import read_page  # noqa: PLC0415 - trafilatura is slow to import

    page = read_page(answer.body, url=answer.url, content_type=answer.content_type)
    if page is None:
        raise SourceError(f"{shown(answer.url)} is no HTML page")
    return page
