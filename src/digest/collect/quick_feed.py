"""A short way for the plainest RSS 2.0, in front of feedparser: the same values, sooner.

It reads only what it is sure of. One element, attribute or letter that feedparser might take in
some way of its own, and nothing is read here: feedparser is the reference, and does it. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from digest.collect.dates import rfc_5322

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Raw = dict[str, Any]

_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_MEDIA: Final = "{http://search.yahoo.com/mrss/}"
_UNSAID: Final = frozenset(
    (
        "comments",
        "{http://purl.org/rss/1.0/modules/slash/}comments",
        "{http://wellformedweb.org/CommentAPI/}commentRss",
    )
)  # what no article keeps
_SEVERAL: Final = frozenset(("category", _CREATOR, f"{_MEDIA}content", f"{_MEDIA}thumbnail"))
_LINKS: Final = re.compile(r"https?:|/", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9_~!$'()*+,=:@%/-]*"
    r"(?:\.[A-Za-z0-9]+)?(?:\?[A-Za-z0-9_~=&%.+-]+)?"
)  # one that no resolving changes
_ODD: Final = re.compile("[\x80-\x9f]|[\xc2-\xf4][\x80-\xbf]")  # what feedparser repairs
_MARKUP: Final = re.compile(r"</\w+>|&#?\w+;")
_HEAD: Final = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=["']1\.0["']"""
    rb"""(?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["']yes["'])?\s*\?>)?\s*<rss[\s>]""",
    re.IGNORECASE,
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuickFeed:
    """What of a feed matters for its articles, in the names that feedparser has for it."""

    feed: _Raw
    entries: list[_Raw]
    version: str = "rss20"


class _UnsureError(Exception):
    """Feedparser is to do it."""


def read(
    body: bytes,
    *,
    url: str,
    content_type: str,
    most: int,
) -> QuickFeed | None:
    """Read a feed, at most so many articles; None where feedparser is to."""
    charset = _CHARSET.search(content_type)
    if not _HEAD.match(body[:400]) or (charset and charset[1].lower() != "utf-8"):
        return None
    try:
        if not body.isascii() and _ODD.search(body.decode("utf-8")):
            return None
        channel = _channel(body)
        found = [one for one in channel if one.tag == "item"][:most]
        entries = [_entry(one, url) for one in found]
        said = _said(channel)
    except (_UnsureError, etree.XMLSyntaxError, ValueError):
        return None
    return QuickFeed(said, entries) if entries else None


def _channel(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(body, parser)
    plain = root.tag == "rss" and dict(root.attrib) == {"version": "2.0"} and len(root) == 1
    if not plain or root.getroottree().docinfo.doctype:
        raise _UnsureError
    channel = root[0]
    if channel.tag != "channel" or channel.attrib:
        raise _UnsureError
    return channel


def _said(channel: etree._Element) -> _Raw:
    tongues = [_text(one) for one in channel if one.tag == "language"]
    if any(str(one.tag).endswith("}language") for one in channel):
        raise _UnsureError
    return {"language": tongues[-1]} if tongues else {}


def _entry(item: etree._Element, url: str) -> _Raw:
    if item.attrib:
        raise _UnsureError
    raw: _Raw = {}
    for one in item:
        tag = one.tag
        if tag in _UNSAID:
            continue
        if tag not in _READERS or len(one) or (tag in raw and tag not in _SEVERAL):
            raise _UnsureError
        raw[str(tag)] = [*raw.get(str(tag), ()), one]
    made: _Raw = {}
    for tag, ones in raw.items():
        _READERS[tag](made, ones)
    _settle(made, url)
    return made


def _settle(made: _Raw, url: str) -> None:
    """What depends on several elements, or on what was found in one."""
    if made.pop("permalink", False) and _LINKS.match(made["id"]):
        if not _ADDRESS.fullmatch(made["id"]):
            raise _UnsureError
        made.setdefault("link", made["id"])
    if "content" in made:
        made.setdefault("summary", made["content"][0]["value"])
        made["content"][0]["base"] = url


def _title(made: _Raw, ones: Sequence[etree._Element]) -> None:
    made["title"] = title = _text(ones[0])
    if _MARKUP.search(title):  # whether it is HTML, feedparser guesses
        raise _UnsureError
    made["title_detail"] = {"type": "text/plain", "language": None, "value": title}


def _link(made: _Raw, ones: Sequence[etree._Element]) -> None:
    made["link"] = link = _text(ones[0])
    if not _ADDRESS.fullmatch(link):
        raise _UnsureError
    made.setdefault("links", []).append({"rel": "alternate", "type": "text/html", "href": link})


def _guid(made: _Raw, ones: Sequence[etree._Element]) -> None:
    attributes = dict(ones[0].attrib)
    permalink = attributes.pop("isPermaLink", "true")
    if attributes or permalink not in {"true", "false"}:
        raise _UnsureError
    made["id"] = "".join(ones[0].itertext()).strip()
    made["permalink"] = permalink == "true"


def _date(made: _Raw, ones: Sequence[etree._Element]) -> None:
    made["published"] = date = _text(ones[0])
    if not rfc_5322(date):
        raise _UnsureError


def _description(made: _Raw, ones: Sequence[etree._Element]) -> None:
    made["summary"] = value = _text(ones[0])
    made["summary_detail"] = {"type": "text/html", "language": None, "value": value}


def _content(made: _Raw, ones: Sequence[etree._Element]) -> None:
    made["content"] = [{"type": "text/html", "language": None, "value": _text(ones[0])}]


def _categories(made: _Raw, ones: Sequence[etree._Element]) -> None:
    terms = dict.fromkeys(filter(None, map(_text, ones)))
    made["tags"] = [{"term": term, "scheme": None, "label": None} for term in terms]


def _creators(made: _Raw, ones: Sequence[etree._Element]) -> None:
    names = [_text(one) for one in ones]
    if any("@" in name for name in names):
        raise _UnsureError
    made["authors"] = [{"name": name} if name else {} for name in names]


def _enclosure(made: _Raw, ones: Sequence[etree._Element]) -> None:
    told = _attributes(ones[0])
    href = told.pop("url", None)
    if href:
        told["href"] = href
    made.setdefault("links", []).append({**told, "rel": "enclosure"})


def _media(name: str) -> Callable[[_Raw, Sequence[etree._Element]], None]:
    def take(made: _Raw, ones: Sequence[etree._Element]) -> None:
        made[name] = [_attributes(one) for one in ones]

    return take


_READERS: Final[dict[Any, Callable[[_Raw, Sequence[etree._Element]], None]]] = {
    "title": _title,
    "link": _link,
    "guid": _guid,
    "pubDate": _date,
    "description": _description,
    _CONTENT: _content,
    "category": _categories,
    _CREATOR: _creators,
    "enclosure": _enclosure,
    f"{_MEDIA}content": _media("media_content"),
    f"{_MEDIA}thumbnail": _media("media_thumbnail"),
}


def _text(one: etree._Element) -> str:
    if one.attrib or len(one):
        raise _UnsureError
    return (one.text or "").strip()


def _attributes(one: etree._Element) -> _Raw:
    """The attributes of an empty element, by their plain names."""
    if (one.text or "").strip() or any("{" in name for name in one.attrib):
        raise _UnsureError
    told = {name.lower(): value for name, value in one.attrib.items()}
    return told | {"type": told["type"].lower()} if "type" in told else told
