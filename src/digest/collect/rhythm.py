"""What a feed says of its own rhythm and hub, read from its head alone, before its articles.

Pure, and bounded in time: patterns over at most HEAD bytes. Never raises; what can't be read
is as if it were not said.
"""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from digest.collect.headers import links as header_links
from digest.collect.urls import web_link
from digest.model import Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable

    _Link = tuple[frozenset[str], str]  # its relations in lower case, and its address

HEAD: Final = 65_536
"""Bytes of a feed in which its head is looked for."""

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS: Final = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_MOST_MINUTES: Final = 60 * 24 * 366
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_ARTICLE: Final = re.compile(rb"<(?:[\w\x80-\xff]{1,40}:)?(?:item|entry)[\s>]")
_INNER: Final = {
    name: re.compile(rf"<(?:\w{{1,20}}:)?{name}(?:\s[^<>]{{0,500}})?>([^<]{{0,100}})<")
    for name in ("ttl", "updatePeriod", "updateFrequency")
}
_LINK: Final = re.compile(r"<(?:\w{1,20}:)?link\s([^<>]{1,2000})>")
_ATTRIBUTE: Final = re.compile(r"(rel|href)\s{0,9}=\s{0,9}[\"']([^\"'<>]{0,2000})[\"']")


class _JsonHub(msgspec.Struct):
    type: str = ""
    url: str = ""


class _JsonHead(msgspec.Struct):
    feed_url: str = ""
    hubs: list[_JsonHub] = []


def rhythm_of(body: bytes, url: str, *, link_header: str = "") -> Rhythm:
    """Read ttl, skipHours, skipDays, sy:updatePeriod and the links to hub and self.

    Args:
        body: a feed: RSS, Atom or JSON Feed; anything else says nothing.
        url: where it came from, for relative links.
        link_header: HTTP's Link, which goes before the feed's own (WebSub, section 4).
    """
    if body.lstrip()[:1] == b"{":
        links = _json_links(body)
        head = ""
    else:
        head = _head(body)
        links = list(_xml_links(head))
    links = [*header_links(link_header), *links]
    hub = _first(links, "hub", url)
    return Rhythm(
        period=_period(head),
        skip_hours=_hours(_block(head, "skipHours")),
        skip_days=_days(_block(head, "skipDays")),
        hub=hub,
        topic=(_first(links, "self", url) or url) if hub else "",
    )


def _head(body: bytes) -> str:
    """What stands before the first article."""
    if body.startswith(_WIDE):
        body = body[:HEAD].decode("utf-16", "replace").encode()
    article = _ARTICLE.search(body, 0, HEAD)
    return body[: article.start() if article else HEAD].decode("utf-8", "replace")


def _period(head: str) -> timedelta | None:
    """The longer of ttl (minutes) and sy:updatePeriod over its frequency."""
    said = (_minutes(_inner(head, "ttl")), _syndication(head))
    return max(filter(None, said), default=None)


def _minutes(text: str) -> timedelta | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return timedelta(minutes=min(int(text[:9]), _MOST_MINUTES)) or None


def _syndication(head: str) -> timedelta | None:
    hours = _PERIODS.get(_inner(head, "updatePeriod").lower())
    if hours is None:
        return None
    often = _inner(head, "updateFrequency")
    times = int(often[:6]) if often.isascii() and often.isdigit() else 1
    return timedelta(hours=hours) / max(times, 1)


def _inner(head: str, name: str) -> str:
    found = _INNER[name].search(head)
    return found[1].strip() if found else ""


def _block(head: str, name: str) -> str:
    start = head.find(f"<{name}")
    end = head.find(f"</{name}", start)
    return head[start:end] if 0 <= start < end else ""


def _hours(block: str) -> tuple[int, ...]:
    """Hours 0 to 23; some write midnight as 24."""
    found = {int(text) % 24 for text in re.findall(r">\s{0,20}(\d{1,2})\s{0,20}<", block)}
    return tuple(sorted(found)) if len(found) < 24 else ()  # noqa: PLR2004 - all: no hour is left


def _days(block: str) -> tuple[int, ...]:
    words = {word.lower() for word in re.findall(r">\s{0,20}([A-Za-z]{3,12})\s{0,20}<", block)}
    found = tuple(number for number, day in enumerate(_DAYS) if day in words)
    return found if len(found) < len(_DAYS) else ()


def _xml_links(head: str) -> Iterable[_Link]:
    for found in _LINK.finditer(head):
        said = dict(_ATTRIBUTE.findall(found[1]))
        yield _relations(said.get("rel", "")), html.unescape(said.get("href", ""))


def _relations(said: str) -> frozenset[str]:
    return frozenset(said.lower().split())


def _json_links(body: bytes) -> list[_Link]:
    try:
        head = msgspec.json.decode(body, type=_JsonHead)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return []
    hubs = [(_relations("hub"), hub.url) for hub in head.hubs if hub.type.lower() == "websub"]
    return [*hubs, (_relations("self"), head.feed_url)]


def _first(links: Iterable[_Link], relation: str, base: str) -> str:
    """The first link of that relation; not canonical, hubs compare topics letter by letter."""
    for said, link in links:
        if relation in said and web_link(link, base):
            return link if "://" in link else web_link(link, base) or ""
    return ""
