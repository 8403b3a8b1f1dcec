"""The article that a page tells of in JSON-LD (schema.org), with what it refers to put in.

Scripts are broken more often than not: comments, raw line ends and references by @id are put
up with. Never fetches a context.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from digest.collect.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "Review",
)
_SITES = ("WebSite", "NewsMediaOrganization")
_BEST = ("NewsArticle", "LiveBlogPosting")  # beside a plain Article these are the page's own
_MAX_SCRIPT = 500_000  # characters of one script
_MAX_THINGS = 2_000
_DEPTH = 6
_WRAPPED = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)"
    r"|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*;?\s*$"
)
_COMMA = re.compile(r",(?=\s*[}\]])")  # behind the last of a list: JavaScript lets it stand
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item")

_CLOSED = frozenset(("false", "no", "0", "http://schema.org/false", "https://schema.org/false"))

Thing = dict[str, Any]


def things(root: HtmlElement) -> list[Thing]:
    """All that the page's JSON-LD tells of, in its order."""
    return [thing for data in _scripts(root) for thing in _things(data, _DEPTH)][:_MAX_THINGS]


def article(things: Sequence[Thing]) -> Thing:
    """The page's article among them; {} where there is none."""
    known = _known(things)
    found = [thing for thing in things if _is_article(thing)]
    found.sort(key=lambda thing: not _kinds(thing).intersection(_BEST))
    return _resolved(found[0], known) if found else {}


def site(things: Sequence[Thing]) -> str:
    """What the site of a page is called: a WebSite's name, or of who publishes any of them."""
    known = _known(things)
    named = [text_of(one.get("name")) for kind in _SITES for one in things if kind in _kinds(one)]
    return next(filter(None, (*named, *(_publisher(one, known) for one in things))), "")


def _publisher(thing: Thing, known: dict[str, Thing]) -> str:
    return text_of(_referred(thing.get("publisher"), known))


def _known(things: Sequence[Thing]) -> dict[str, Thing]:
    """Those that others may refer to, by @id."""
    return {str(thing["@id"]): thing for thing in things if len(thing) > 1 and "@id" in thing}


def live_updates(thing: Thing) -> list[tuple[str, str]]:
    """The updates of a live blog, headline and text, in its order."""
    updates = as_list(thing.get("liveBlogUpdate"))[:_MAX_THINGS]
    told = [one for one in updates if isinstance(one, dict)]
    return [(text_of(one.get("headline")), _plain(one.get("articleBody"))) for one in told]


def article_body(thing: Thing) -> str:
    """The article's whole text, unless it is there for subscribers alone."""
    closed = str(thing.get("isAccessibleForFree", "")).lower() in _CLOSED
    return "" if closed else _plain(thing.get("articleBody"))


def text_of(value: object) -> str:
    """Give the words of a JSON-LD value: a string, a thing with a name, or several."""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("url") or "")
    if isinstance(value, list):
        return ", ".join(filter(None, (text_of(one) for one in value[:10])))
    return ""


def texts_of(value: object) -> list[str]:
    """The words of each of several values; of one value, its own."""
    return list(filter(None, map(text_of, as_list(value)[:20])))


def picture(value: object) -> dict[str, str]:
    """The first picture of a JSON-LD value: `url`, and `width`, `height`, `credit` where told."""
    one = next(iter(as_list(value)), None)
    if isinstance(one, str):
        return {"url": clean_line(one, 2_000)}
    if not isinstance(one, dict):
        return {}
    link = one.get("url") or one.get("contentUrl") or one.get("@id") or ""
    credit = text_of(one.get("creditText")) or text_of(one.get("copyrightHolder"))
    sizes = {name: _edge(one.get(name)) for name in ("width", "height")}
    return {"url": link if isinstance(link, str) else "", "credit": credit, **sizes}


def _edge(value: object) -> str:
    """A length in pixels, which may be a QuantitativeValue or end in "px"."""
    told = value.get("value") if isinstance(value, dict) else value
    return str(told) if isinstance(told, str | int | float) else ""


def as_list(value: object) -> list[Any]:
    """A value that may be one or several, as several; none for None."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _scripts(root: HtmlElement) -> Iterator[object]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _WRAPPED.sub("", (script.text or "")[:_MAX_SCRIPT])
        found = _loaded(text)
        yield _loaded(_COMMA.sub("", text)) if found is None else found


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(data: object, depth: int) -> Iterator[Thing]:
    for thing in as_list(data):
        if isinstance(thing, dict):
            yield thing
            for name in _INSIDE if depth else ():
                yield from _things(thing.get(name), depth - 1)


def _kinds(thing: Thing) -> set[str]:
    return {str(kind).rpartition("/")[2].rpartition(":")[2] for kind in as_list(thing.get("@type"))}


def is_article_type(name: str) -> bool:
    """Whether a type of schema.org, by its name or its address, is one of articles."""
    return name.endswith(_ARTICLE_TYPES)


def _is_article(thing: Thing) -> bool:
    return any(map(is_article_type, _kinds(thing)))


def _resolved(thing: Thing, known: dict[str, Thing]) -> Thing:
    return {name: _referred(value, known) for name, value in thing.items()}


def _referred(value: object, known: dict[str, Thing]) -> object:
    """Put in place of a bare {"@id": ...} what stands under that name elsewhere on the page."""
    if isinstance(value, list):
        return [_referred(one, known) for one in value]
    if isinstance(value, dict) and "name" not in value and "url" not in value:
        return known.get(str(value.get("@id")), value)
    return value
