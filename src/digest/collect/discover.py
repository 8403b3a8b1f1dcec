"""What source stands behind an address: a feed, the feed that a page names, or the page itself.

Looks where feeds usually lie when a page names none. Asks nobody, stores nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientConnectorError

from digest.collect.clean import clean_line
from digest.collect.context import Context
from digest.collect.dates import PLAIN
from digest.collect.fetch import Client
from digest.collect.offer import feeds, led_to
from digest.collect.page import is_article
from digest.collect.parsers import parse_page
from digest.collect.robots import Gate, sitemaps_of
from digest.collect.titles import shared_part
from digest.collect.urls import of_feed, shown, web_link
from digest.collect.workers import Workers
from digest.errors import SourceError
from digest.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.collect.draft import Draft, Page
    from digest.collect.response import Response
    from digest.collect.sitemap import Named
    from digest.config import CollectSettings

_PLACES: Final = ("feed", "rss.xml", "feed.xml", "atom.xml", "rss", "index.xml", "feed.json")
_SITEMAPS: Final = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # no port: "host:80/"
_TRIED = 5  # feeds that one page names
_HOPS = 3  # pages that do nothing but lead to the next
_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A source, and in words how it was found."""

    source: Source
    how: str


async def discover(
    url: str, *, settings: CollectSettings, root: Path, now: datetime, every: bool = False
) -> tuple[Found, ...]:
    """Find the source behind an address; with `every` all feeds that its page names.

    Where the address does not say by which scheme, it is asked by http if https finds nobody.

    Raises:
        SourceError: the address is none, can't be fetched, or there is nothing to read.
    """
    links = [link for one in _addresses(url) if (link := web_link(one))]
    if not links:
        raise SourceError(f"{shown(url)} is no web address", 'as in "https://news.example"')
    async with Client(settings) as client, Workers(seconds=settings.timeout) as workers:
        context = Context(
            client=client,
            gate=Gate(client.get, now=now),
            workers=workers,
            settings=settings,
            root=root,
            now=now,
        )
        return await _Search(context).behind_one(links, every=every)


class _Search:
    """One look for sources; it remembers no answer."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def behind_one(self, links: Sequence[str], *, every: bool) -> tuple[Found, ...]:
        """What stands behind the first of these addresses where somebody listens."""
        silent: list[SourceError] = []
        for link in links:
            try:
                return await self.behind(link, every=every)
            except SourceError as error:
                if not isinstance(error.__cause__, ClientConnectorError):
                    raise
                silent.append(error)
        raise silent[0]

    async def behind(self, url: str, *, every: bool, hops: int = _HOPS) -> tuple[Found, ...]:
        answer = await self._context.client.get(url)
        if title := await self._feed_title(answer):
            return (self._found(SourceKind.FEED, url, title, "it is a feed"),)
        if name := await self._sitemap_name(answer):
            return (self._found(SourceKind.SITEMAP, url, name, "it is a sitemap"),)
        named = await self._named(answer)
        if named:
            return named if every else named[:1]
        if hops and (link := await self._led_to(answer)):
            return await self.behind(link, every=every, hops=hops - 1)
        found = await self._usual(answer.url) or await self._sitemap(answer.url)
        found = found or await self._page(answer)
        if found is None:
            raise SourceError(
                f"{shown(url)} names no feed, is no article, and links to none",
                "look for the site's feed or news sitemap yourself",
            )
        return (found,)

    async def _named(self, answer: Response) -> tuple[Found, ...]:
        links = await self._context.parse(feeds, answer.body, answer.url, answer.content_type)
        tried = [await self._try(link, "its page names it") for link in links[:_TRIED]]
        return tuple(found for found in tried if found)

    async def _led_to(self, answer: Response) -> str:
        return await self._context.parse(led_to, answer.body, answer.url, answer.content_type)

    async def _usual(self, url: str) -> Found | None:
        for place in _PLACES:
            if found := await self._try(urljoin(url, f"/{place}"), "it lies where feeds often lie"):
                return found
        return None

    async def _try(self, url: str, how: str) -> Found | None:
        try:
            answer = await self._context.client.get(url)
        except SourceError:
            return None
        title = await self._feed_title(answer)
        return self._found(SourceKind.FEED, url, title, how) if title else None

    async def _feed_title(self, answer: Response) -> str:
        """The title of a feed, or its host where it has none; "" for what is no feed."""
        from digest.collect.feed import title_of  # noqa: PLC0415 - feedparser is slow to import

        try:
            title = await self._context.parse(
                title_of, answer.body, url=answer.url, content_type=answer.content_type
            )
        except SourceError:
            return ""
        return title or _host(answer.url)

    async def _sitemap(self, url: str) -> Found | None:
        for link in (*await self._listed(url), *(urljoin(url, f"/{one}") for one in _SITEMAPS)):
            try:
                answer = await self._context.client.get(link)
            except SourceError:
                continue
            if name := await self._sitemap_name(answer):
                return self._found(SourceKind.SITEMAP, link, name, "it is a news sitemap")
        return None

    async def _listed(self, url: str) -> tuple[str, ...]:
        """The news sitemaps that the site's robots.txt names."""
        try:
            answer = await self._context.client.get(urljoin(url, "/robots.txt"))
        except SourceError:
            return ()
        named = (web_link(link, answer.url) for link in sitemaps_of(answer))
        return tuple(link for link in named if link and "news" in urlsplit(link).path)[:_TRIED]

    async def _sitemap_name(self, answer: Response) -> str:
        """The publication of a sitemap, or its host where it names none; "" for what is none."""
        try:
            found = await self._sitemap_of(answer)
        except SourceError:
            return ""
        drafts = found.drafts or await self._newest_part(found)
        named = next((draft.publisher for draft in drafts if draft.publisher), "")
        return named or (_host(answer.url) if found.children or found.drafts else "")

    async def _sitemap_of(self, answer: Response) -> Named:
        from digest.collect.sitemap import parse  # noqa: PLC0415 - lxml is slow to import

        return await self._context.parse(parse, answer.body, answer.url)

    async def _newest_part(self, index: Named) -> list[Draft]:
        """What the newest sitemap of an index names; nothing where it can't be read."""
        for link in index.children[:1]:
            with suppress(SourceError):
                return (await self._sitemap_of(await self._context.client.get(link))).drafts
        return []

    async def _page(self, answer: Response) -> Found | None:
        page = await self._context.parse(parse_page, answer, dates=PLAIN)
        if page is None or not (page.links or is_article(page)):
            return None
        name = page.site or await self._name_beside(page, answer.url) or _host(answer.url)
        links = "no feed was found: the page's own links are read"
        how = "no feed was found: the page is one article" if is_article(page) else links
        return self._found(SourceKind.PAGE, answer.url, name, how)

    async def _name_beside(self, page: Page, url: str) -> str:
        """The site's name by another of its pages: what that says, or both have in their titles."""
        place = urljoin(url, "/") if not page.is_front else next(iter(page.links), "")
        try:
            answer = await self._context.client.get(place)
            other = await self._context.parse(parse_page, answer, dates=PLAIN)
        except SourceError:  # also where the page has no link
            return ""
        return (other.site or shared_part(page.head, other.head)) if other else ""

    def _found(self, kind: SourceKind, url: str, title: str, how: str) -> Found:
        return Found(Source(name=_name(title, url), kind=kind.value, url=url), how)


def _addresses(url: str) -> tuple[str, ...]:
    """An address whole; of one without a scheme (feed://host has none, either) what to try."""
    named = of_feed(url)
    if _SCHEME.match(named) and not url.strip().lower().startswith("feed://"):
        return (named,)
    bare = named.removeprefix("https://")
    return f"https://{bare}", f"http://{bare}"


def unique(name: str, taken: Sequence[str]) -> str:
    """A name that no other source has: with a number behind it where it is taken."""
    known = {one.casefold() for one in taken}
    names = (name, *(f"{name} {number}" for number in range(2, len(known) + 3)))
    return next(one for one in names if one.casefold() not in known)


def _name(title: str, url: str) -> str:
    return clean_line(title, _NAME_CHARS).strip(" -|") or _host(url)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
