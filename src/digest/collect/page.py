"""A page as a source: one article, or a list page whose articles are on the same site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.collect.dates import DateStyle
from digest.collect.draft import Draft, Harvest, Page, finish, sort_out
from digest.collect.linked import gather
from digest.collect.parsers import parse_page
from digest.collect.urls import shown
from digest.errors import SourceError

if TYPE_CHECKING:
    from digest.collect.context import Context
    from digest.collect.response import Response
    from digest.model import Source

_PER_LINK = 150  # characters of text for each link, where a page that does not say is an article


async def read(answer: Response, source: Source, context: Context) -> Harvest:
    """Read a fetched page: the article it is, or those it links to that are new or due again.

    Raises:
        SourceError: it is no HTML, or neither article nor list.
    """
    page = await parsed(answer, source, context)
    if is_article(page):
        result = finish(page.draft, source=source.name, now=context.now)
        return sort_out([result])
    if not page.links:
        raise SourceError(
            f"{shown(answer.url)} holds no article and links to none", "Give its feed's address."
        )
    drafts = [Draft(url=link) for link in page.links]
    return await gather(drafts, context.linked.of(source.name), source, context, parsed)


async def again(source: Source, context: Context) -> Harvest:
    """The pages that are due again, of a list that is the same as before."""
    return await gather((), context.linked.of(source.name), source, context, parsed)


def is_article(page: Page) -> bool:
    """Whether a page is one article: it says so, or has more text than links; no front page."""
    text = page.draft.text
    if page.says_article or not text:
        return bool(text)
    if not page.links:
        return len(text) >= _PER_LINK
    return not page.is_front and len(text) >= _PER_LINK * len(page.links)


async def parsed(answer: Response, source: Source, context: Context) -> Page:
    """Read a page in a process of its own.

    Raises:
        SourceError: it is no HTML, or what the parser raised.
    """
    page = await context.parse(parse_page, answer, dates=DateStyle.of(source, context.now))
    if page is None:
        raise SourceError(f"{shown(answer.url)} is no HTML page")
    return page
