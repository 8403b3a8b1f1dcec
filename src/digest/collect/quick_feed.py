"""A short way for the plainest RSS 2.0, in front of feedparser: the same values, sooner.

It reads only what it is sure of. One element, attribute or letter that feedparser might take in
some way of its own, and nothing is read here: feedparser is the reference, and does it. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from digest.collect.dates import rfc_5322

if TYPE_CHECKING:
    from collections.abc import Callable

_Raw = dict[str, Any]
_Told = dict[str, str]  # the attributes of an element

_OF: Final = "}"  # between a namespace and a name in it
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR: Final = "http://purl.org/dc/elements/1.1/}creator"
_MEDIA: Final = "http://search.yahoo.com/mrss/}"
_UNSAID: Final = frozenset(
    (
        "comments",
        "http://purl.org/rss/1.0/modules/slash/}comments",
        "http://wellformedweb.org/CommentAPI/}commentRss",
    )
)
_PICTURES: Final = frozenset((f"{_MEDIA}content", f"{_MEDIA}thumbnail"))
_SEVERAL: Final = _UNSAID | _PICTURES | {"category", _CREATOR}
_TOLD: Final = _UNSAID | _PICTURES | {"guid", "enclosure"}  # they may have attributes
_LINKS: Final = re.compile(r"https?:|/", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9_~!$'()*+,=:@%/-]*"
    r"(?:\.[A-Za-z0-9]+)?(?:\?[A-Za-z0-9_~=&%.+-]+)?"
)  # one that no resolving changes
_ODD: Final = re.compile("[\x80-\x9f]|[\xc2-\xf4][\x80-\xbf]")  # what feedparser repairs
_FOUND: Final = frozenset(
    ("item", "entry", "language", "channel", "feed", "rss", "rdf")
)  # feedparser heeds them anywhere, in any case and namespace
_MARKUP: Final = re.compile(r"</\w+>|&#?\w+;")
_HEAD: Final = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=["']1\.0["']"""
    rb"""(?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["']yes["'])?\s*\?>)?\s*<rss[\s>]""",
    re.IGNORECASE,
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_IN_CHANNEL: Final = 3  # elements deep: rss, channel, and what stands in it
_DEEPEST: Final = 20


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
        feed = _Reader(url, most)
        feed.read(body)
    except (_UnsureError, expat.ExpatError, ValueError):
        return None
    return QuickFeed(feed.said, feed.entries) if feed.entries else None


class _Reader:
    """Takes from expat, the parser that feedparser has too, what stands in a channel."""

    def __init__(self, url: str, most: int) -> None:
        self.said: _Raw = {}
        self.entries: list[_Raw] = []
        self._url, self._most = url, most
        self._deep, self._place = 0, ""
        self._made: _Raw = {}
        self._seen: set[str] = set()
        self._told: _Told | None = None
        self._words: list[str] = []

    def read(self, body: bytes) -> None:
        """Read a feed.

        Raises:
            _UnsureError: it is not as plain as that.
            expat.ExpatError: it is no XML.
        """
        self._parser = parser = expat.ParserCreate("utf-8", _OF)
        parser.buffer_text = True
        parser.CharacterDataHandler = self._words.append
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._aside
        self._be_in_channel()
        try:
            parser.Parse(body, True)  # noqa: FBT003 - expat takes it so
        finally:
            del self._parser

    def _be_in_channel(self) -> None:
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close

    def _be_in_article(self) -> None:
        self._made, self._seen, self._told = {}, set(), None
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def _open(self, name: str, told: _Told) -> None:
        """Take note of what the feed and its channel are, and where an article begins."""
        self._deep += 1
        if self._deep < _IN_CHANNEL:
            wanted = ("rss", {"version": "2.0"}) if self._deep == 1 else ("channel", {})
            if (name, told) != wanted or self._place:
                raise _UnsureError
            return
        known = name.rpartition(_OF)[2].lower() in _FOUND
        if self._deep > _IN_CHANNEL:
            if known or self._deep > _DEEPEST or self._place == "language":
                raise _UnsureError
        elif known and (told or name not in {"item", "language"}):
            raise _UnsureError
        else:
            self._place = name
            self._words.clear()
            if name == "item" and len(self.entries) < self._most:
                self._be_in_article()

    def _close(self, name: str) -> None:
        if name == "language" and self._deep == _IN_CHANNEL:
            self.said["language"] = self._said()
        self._deep -= 1

    def _begin(self, name: str, told: _Told) -> None:
        """An element of an article, in which no other may be."""
        if self._told is not None or name not in _READERS:
            raise _UnsureError
        self._told = told
        self._words.clear()

    def _end(self, name: str) -> None:
        told, self._told = self._told, None
        if told is None:
            _settle(self._made, self._url)
            self.entries.append(self._made)
            self._close(name)
            self._be_in_channel()
        elif (told and name not in _TOLD) or (name in self._seen and name not in _SEVERAL):
            raise _UnsureError
        else:
            self._seen.add(name)
            _READERS[name](self._made, told, self._said())

    def _said(self) -> str:
        """The words of an element, its references resolved."""
        said = "".join(self._words).strip()
        if not said.isascii() and _ODD.search(said):
            raise _UnsureError
        return said

    def _aside(self, *_: str) -> None:
        """A comment or instruction: of no matter beside the articles."""
        if self._deep not in {0, _IN_CHANNEL - 1}:
            raise _UnsureError


def _settle(made: _Raw, url: str) -> None:
    """What depends on several elements, or on what was found in one."""
    if made.pop("permalink", False) and _LINKS.match(made["id"]):
        if not _ADDRESS.fullmatch(made["id"]):
            raise _UnsureError
        made.setdefault("link", made["id"])
    if "tags" in made:
        terms = filter(None, made["tags"])
        made["tags"] = [{"term": term, "scheme": None, "label": None} for term in terms]
    if "content" in made:
        made.setdefault("summary", made["content"][0]["value"])
        made["content"][0]["base"] = url


def _title(made: _Raw, _told: _Told, title: str) -> None:
    made["title"] = title
    if ("<" in title or "&" in title) and _MARKUP.search(title):  # HTML? feedparser guesses
        raise _UnsureError
    made["title_detail"] = {"type": "text/plain", "language": None, "value": title}


def _link(made: _Raw, _told: _Told, link: str) -> None:
    made["link"] = link
    if not _ADDRESS.fullmatch(link):
        raise _UnsureError
    made.setdefault("links", []).append({"rel": "alternate", "type": "text/html", "href": link})


def _guid(made: _Raw, told: _Told, name: str) -> None:
    permalink = told.get("isPermaLink", "true")
    if told.keys() - {"isPermaLink"} or permalink not in {"true", "false"} or "<" in name:
        raise _UnsureError
    made["id"] = name
    made["permalink"] = permalink == "true"


def _date(made: _Raw, _told: _Told, date: str) -> None:
    made["published"] = date
    if not rfc_5322(date):
        raise _UnsureError


def _description(made: _Raw, _told: _Told, value: str) -> None:
    made["summary"] = value
    made["summary_detail"] = {"type": "text/html", "language": None, "value": value}


def _content(made: _Raw, _told: _Told, value: str) -> None:
    made["content"] = [{"type": "text/html", "language": None, "value": value}]


def _category(made: _Raw, _told: _Told, term: str) -> None:
    made.setdefault("tags", {})[term] = None


def _creator(made: _Raw, _told: _Told, name: str) -> None:
    if "@" in name:
        raise _UnsureError
    made.setdefault("authors", []).append({"name": name} if name else {})


def _enclosure(made: _Raw, told: _Told, words: str) -> None:
    said = _attributes(told, words)
    href = said.pop("url", None)
    if href:
        said["href"] = href
    made.setdefault("links", []).append({**said, "rel": "enclosure"})


def _media(name: str) -> Callable[[_Raw, _Told, str], None]:
    def take(made: _Raw, told: _Told, words: str) -> None:
        made.setdefault(name, []).append(_attributes(told, words))

    return take


def _unsaid(_made: _Raw, _told: _Told, _words: str) -> None:
    """What no article keeps."""


_READERS: Final[dict[str, Callable[[_Raw, _Told, str], None]]] = {
    "title": _title,
    "link": _link,
    "guid": _guid,
    "pubDate": _date,
    "description": _description,
    _CONTENT: _content,
    "category": _category,
    _CREATOR: _creator,
    "enclosure": _enclosure,
    f"{_MEDIA}content": _media("media_content"),
    f"{_MEDIA}thumbnail": _media("media_thumbnail"),
    **dict.fromkeys(_UNSAID, _unsaid),
}


def _attributes(told: _Told, words: str) -> _Raw:
    """The attributes of an empty element, by their plain names."""
    if words or any(_OF in name for name in told):
        raise _UnsureError
    said = {name.lower(): value for name, value in told.items()}
    return said | {"type": said["type"].lower()} if "type" in said else said
