"""robots.txt (RFC 9309): which pages of a site this program may read, and how fast.

For pages alone: a feed is published to be fetched by programs.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from protego import Protego

from digest.collect.decode import decode_page
from digest.collect.urls import shown
from digest.errors import HostRestsError, SourceError
from digest.model import Robots

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from digest.collect.response import Response

AGENT: Final = "digest"
"""The product token that sites name to speak to this program."""

LONGEST_DELAY: Final = 30.0
"""Seconds; a site that wants more between two pages gets no more."""

_KEPT: Final = timedelta(hours=24)  # RFC 9309, 2.4
_MOST_BYTES: Final = 512 * 1024  # RFC 9309, 2.5 asks for 500 KiB at least
_ALLOW_ALL: Final = ""
_CLIENT_ERRORS: Final = range(400, 500)
_TOO_MANY: Final = 429


def sitemaps_of(answer: Response) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names (sitemaps.org/protocol)."""
    return tuple(Protego.parse(_text(answer)).sitemaps)


def _text(answer: Response) -> str:
    return decode_page(answer.body[:_MOST_BYTES], answer.content_type)


class RobotsBook(Protocol):
    """Where looks at robots.txt are kept between passes."""

    def get(self, site: str) -> Robots | None:
        """What is known of a site, None before the first look."""
        ...

    def save(self, robots: Robots) -> None:
        """Remember a look in place of the one before."""
        ...


class Gate:
    """Judges pages for one pass; asks each site for its robots.txt once a day."""

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[Response]],
        *,
        now: datetime,
        book: RobotsBook | None = None,
    ) -> None:
        self._fetch, self._now, self._book = fetch, now, book
        self._sites: dict[str, Protego | None] = {}
        self._looks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def delay(self, url: str) -> float:
        """Seconds that the site wants between two pages, 0 where it does not care.

        Raises:
            SourceError: the page is not for programs.
        """
        parts = urlsplit(url)
        rules = await self._rules(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        if not rules.can_fetch(url, AGENT):
            raise SourceError(
                f"{shown(url)} is closed to programs by the site's robots.txt",
                "Ask the site for permission, or for a feed.",
            )
        return min(float(rules.crawl_delay(AGENT) or 0), LONGEST_DELAY)

    async def _rules(self, site: str) -> Protego:
        async with self._looks[site]:
            if site not in self._sites:
                rules = await self._read(site)
                self._sites[site] = None if rules is None else Protego.parse(rules)
        if (found := self._sites[site]) is None:
            raise SourceError(
                f"{site}/robots.txt could not be read, so its pages are left alone",
                "It is asked again at the next visit (RFC 9309, 2.3.1.4).",
            )
        return found

    async def _read(self, site: str) -> str | None:
        known = self._book.get(site) if self._book else None
        if known and timedelta() <= self._now - known.checked < _KEPT:
            return known.rules
        rules = await self._ask(site)
        if rules is None:  # it fails: the site is left alone (RFC 9309, 2.3.1.4), until it answers
            return known.rules if known else None
        if self._book:
            self._book.save(Robots(site=site, rules=rules, checked=self._now))
        return rules

    async def _ask(self, site: str) -> str | None:
        """What it holds now; a site without one allows all (RFC 9309, 2.3.1.3)."""
        try:
            answer = await self._fetch(f"{site}/robots.txt")
        except HostRestsError:
            raise
        except SourceError as error:
            closed = error.status in _CLIENT_ERRORS and error.status != _TOO_MANY
            return _ALLOW_ALL if closed else None
        return _text(answer)
