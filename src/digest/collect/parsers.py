"""The parsers as a parser's process is asked for them: their libraries are imported there alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from digest.collect.dates import DateStyle
    from digest.collect.draft import Harvest, Page
    from digest.collect.response import Response

__all__ = ["parse_feed", "parse_page", "prepare"]


def prepare() -> None:
    """Import what reads plain feeds, before the first has come."""
    from digest.collect import feed  # noqa: F401, PLC0415 - lxml is slow to import


def parse_feed(
    body: bytes, url: str, content_type: str, *, source: str, now: datetime, dates: DateStyle
) -> Harvest:
    """Read a feed; see `feed.parse`.

    Raises:
        SourceError: it is none, or nested too deep.
    """
    from digest.collect.feed import parse  # noqa: PLC0415 - lxml is slow to import

    return parse(body, url=url, content_type=content_type, source=source, now=now, dates=dates)


def parse_page(answer: Response, *, dates: DateStyle) -> Page | None:
    """Read a page; see `extract.read_page`."""
    from digest.collect.extract import read_page  # noqa: PLC0415 - trafilatura is slow to import

    return read_page(
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        link_header=answer.link,
        dates=dates,
    )
