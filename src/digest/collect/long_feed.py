"""Feeds of more articles than are read: the newest are kept, whichever end they stand at. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.collect.dates import first_moment, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.collect.dates import DateStyle

MAX_ARTICLES: Final = 500
"""Of one feed are read, the newest."""

OPENS: Final = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_DATE: Final = re.compile(
    rb"<(?:\w+:)?(?:pubDate|published|updated|date|modified|issued)(?:\s[^>]*)?>([^<]{4,64})<"
)
_NEAR: Final = 50_000  # bytes from an article's start in which its date is looked for


def newest(body: bytes, dates: DateStyle) -> tuple[bytes, int]:
    """Take articles out of the front of a feed that ends with the newest; and how many are over.

    One that begins with the newest, as nearly all do, is left as it is: who reads it stops.
    """
    if body.count(b"item") + body.count(b"entry") <= MAX_ARTICLES:
        return body, 0  # as nearly all feeds
    starts = [opening.start() for opening in OPENS.finditer(body)]
    over = max(len(starts) - MAX_ARTICLES, 0)
    if over and ends_newest((_said(body, starts[0]), _said(body, starts[-1])), dates):
        return body[: starts[0]] + body[starts[over] :], over
    return body, over


def ends_newest(said: Sequence[str], dates: DateStyle) -> bool:
    """Whether the last of these dates of articles lies behind the first."""
    first, last = (parse_date(one, dates) for one in (said[0], said[-1]))
    return first is not None and last is not None and first_moment(last) > first_moment(first)


def _said(body: bytes, start: int) -> str:
    found = _DATE.search(body, start, start + _NEAR)
    return found[1].decode("utf-8", "replace") if found else ""
