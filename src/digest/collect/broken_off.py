"""What is whole of a feed or sitemap that breaks off: all before the cut is taken, and it is told.

Pure. A server that dies in the middle of its answer, or a full disk behind it, costs what was not
sent, and no more.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from digest.collect.urls import shown
from digest.model import Quarantined

REASON: Final = "it breaks off: what is whole before that was read"
_FEED_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ARTICLE_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
_SITEMAP_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>")
_PAGE_ENDS: Final = re.compile(rb"</((?:\w+:)?)(?:url|sitemap)\s*>")
_ROOT: Final = re.compile(rb"<((?:\w+:)?(?:urlset|sitemapindex))\b")
_ITEMS: Final = re.compile(r'"items"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")


def told(url: str) -> Quarantined:
    """What is said of a body that breaks off."""
    return Quarantined(place=shown(url), reason=REASON)


def feed_ends(body: bytes) -> bool:
    """Whether a feed in XML has its end, whatever stands behind it."""
    return bool(_FEED_ENDS.search(body))


def whole_feed(body: bytes) -> tuple[bytes, bool]:
    """A feed in XML up to the end of its last whole article, and whether there it was cut.

    One that has its end stays as it is, as does what is in an encoding that ASCII is no part of.
    """
    last = None if feed_ends(body) else _last(_ARTICLE_ENDS, body)
    return (body, False) if last is None else (body[: last.end()], True)


def whole_sitemap(body: bytes) -> bytes | None:
    """A sitemap up to its last whole address, closed; None where it does not break off."""
    last = None if _SITEMAP_ENDS.search(body) else _last(_PAGE_ENDS, body)
    root = _ROOT.search(body)
    if last is None or root is None:
        return None
    return body[: last.end()] + b"</" + root[1] + b">"


def whole_json(text: str) -> dict[str, Any] | None:
    """A JSON Feed up to its last whole article; None where there is none, or no feed around it."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    try:
        feed = json.loads(f"{text[: start.end()]}]}}", strict=False)
    except (ValueError, RecursionError):
        return None
    decoder, at = json.JSONDecoder(strict=False), start.end()
    items: list[Any] = []
    while True:
        try:
            item, at = decoder.raw_decode(text, _next(text, at))
        except (ValueError, RecursionError):
            break
        items.append(item)
    return {**feed, "items": items} if items else None


def _next(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _last(form: re.Pattern[bytes], body: bytes) -> re.Match[bytes] | None:
    found = None
    for found in form.finditer(body):  # noqa: B007 - the last is wanted
        pass
    return found
