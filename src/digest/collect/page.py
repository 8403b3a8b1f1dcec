"""A page as a source: one article, or a list page whose articles are on the same site."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.collect.draft import Draft, Harvest, Page, finish, sort_out
from digest.collect.language import UNKNOWN
from digest.collect.parsers import parse_page
from digest.collect.urls import shown
from digest.errors import SourceError
from digest.model import Article, Quarantined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.collect.context import Context
    from digest.collect.response import Response
    from digest.model import Source

_PER_LINK = 150  # characters of text for each link, where a page that does not say is an article


async def read(answer: Response, source: Source, context: Context) -> Harvest:
    """Read a fetched page: the article it is, or those it links to.

    Raises:
        SourceError: it is no HTML, or neither article nor list.
    """
    page = await _parsed(answer, source, context)
    if is_article(page):
        result = finish(page.draft, source=source.name, now=context.now)
        return sort_out([result])
    if not page.links:
        raise SourceError(
            f"{shown(answer.url)} holds no article and links to none", "Give its feed's address."
        )
    return await gather([Draft(url=link) for link in page.links], source, context)


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


def is_article(page: Page) -> bool:
    """Whether a page is one article: it says so, or has more text than links; no front page."""
    text = page.draft.text
    if page.says_article or not text:
        return bool(text)
    if not page.links:
        return len(text) >= _PER_LINK
    return not page.is_front and len(text) >= _PER_LINK * len(page.links)


async def _one(draft: Draft, source: Source, context: Context) -> Article | Quarantined:
    place = draft.url or source.name
    try:
        answer = await context.page(place, source)
        page = await _parsed(answer, source, context)
    except SourceError as error:
        return Quarantined(place=place, reason=error.message)
    if not page.draft.text:
        return Quarantined(place=place, reason="no article's text was found on it")
    return finish(_merged(draft, page.draft), source=source.name, now=context.now)


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


async def _parsed(answer: Response, source: Source, context: Context) -> Page:
    page = await context.parse(parse_page, answer, now=context.now, day_first=source.day_first)
    if page is None:
        raise SourceError(f"{shown(answer.url)} is no HTML page")
    return page
