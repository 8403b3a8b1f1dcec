"""Lists of feeds as other programs keep them (OPML 2.0, opml.org/spec2): read and written. Pure.

XML entities and the network are off; what gives no source is named with its reason. What OPML has
no words for stands in attributes of a namespace of our own, so that nothing of a source is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from digest.collect.clean import clean_line
from digest.collect.references import xml_in
from digest.collect.urls import of_feed, shown, web_link
from digest.config.sources import keys_of, source_of, text_of
from digest.errors import ConfigError, SourceError
from digest.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_SOURCES: Final = 5_000
_DEPTH: Final = 20
_NAME_CHARS: Final = 60
_OURS: Final = "urn:uuid:5d0f3f5e-8f0b-4d5e-9a52-6a1c7f0e2b41"
_KIND: Final = f"{{{_OURS}}}kind"
_WEB: Final = (SourceKind.FEED, SourceKind.PAGE, SourceKind.SITEMAP)
_ELSEWHERE: Final = frozenset(("name", "kind", "url", "topic"))  # as OPML itself writes them


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An outline that gives no source, or none that is new, and why; `url` as it may be printed."""

    name: str
    url: str
    reason: str


class Outlines(NamedTuple):
    """What an OPML file gives, and what it names beside."""

    sources: tuple[Source, ...]
    left_out: tuple[LeftOut, ...] = ()


def read_opml(body: bytes) -> Outlines:
    """Read the feeds of an OPML file, each once; its folder, or else its category, is its topic.

    Of one that `write_opml` made the pages and sitemaps, too, and all that was said of each.
    What is left out is named with its reason, but for folders and lines that are words alone.

    Raises:
        SourceError: it is no OPML, or names no feed, or more than 5,000, or says of one of ours
            what can't be.
    """
    mended, encoding = xml_in(body)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    try:
        root = etree.fromstring(mended, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the file is broken XML", "export it again") from error
    if getattr(root, "tag", "") not in {"opml", "OPML"}:  # recovered from nothing it is None
        raise SourceError("the file is no OPML", "export the feeds of your reader as OPML")
    found: dict[str, Source] = {}
    left_out: list[LeftOut] = []
    for one in _outlines(root, "", _DEPTH):
        if isinstance(one, LeftOut):
            left_out.append(one)
        elif first := found.get(one.url or ""):
            left_out.append(left(one.name, one.url or "", f"its address is that of {first.name!r}"))
        else:
            found[one.url or ""] = one
        if len(found) > MAX_SOURCES:
            raise SourceError(f"it names more than {MAX_SOURCES} feeds")
    if not found:
        why = f": {left_out[0].name or 'one'}: {left_out[0].reason}" if left_out else ""
        raise SourceError(f"the file names no feed{why}", "export the feeds of your reader as OPML")
    return Outlines(tuple(found.values()), tuple(left_out))


def left(name: str, url: str, reason: str) -> LeftOut:
    """Name what is left out by words that are safe to print."""
    return LeftOut(clean_line(name, _NAME_CHARS), shown(url), reason)


def write_opml(sources: Iterable[Source], *, title: str) -> bytes:
    """Write feeds, pages and sitemaps as OPML, each below its topic; a feed as `rss`."""
    root = etree.Element("opml", version="2.0", nsmap={"digest": _OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        if source.url and source.kind in _WEB:
            place = _folder(body, folders, source.topic)
            etree.SubElement(place, "outline", _attributes(source))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _folder(
    body: etree._Element, folders: dict[str, etree._Element], topic: str | None
) -> etree._Element:
    if topic is None:
        return body
    if topic not in folders:
        folders[topic] = etree.SubElement(body, "outline", {"text": topic, "title": topic})
    return folders[topic]


def _attributes(source: Source) -> dict[str, str]:
    link = source.url or ""
    told = {
        f"{{{_OURS}}}{key}": text_of(value)
        for key, value in keys_of(source).items()
        if key not in _ELSEWHERE
    }
    told[_KIND] = source.kind
    if source.kind == SourceKind.FEED:
        return {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": link, **told}
    return {"type": "link", "text": source.name, "url": link, **told}


def _outlines(tag: etree._Element, topic: str, depth: int) -> Iterator[Source | LeftOut]:
    if not depth:
        yield left(topic, "", f"what is in it lies in more than {_DEPTH} folders")
        return
    for one in tag:
        if not isinstance(one.tag, str):
            continue
        name = one.get("title") or one.get("text") or ""
        said = next((str(to) for name, to in one.attrib.items() if _is_feed(str(name)) and to), "")
        link = web_link(of_feed(said))
        if one.get(_KIND) in _WEB:
            yield _own(one, topic)
        elif link:
            named = clean_line(name, _NAME_CHARS)
            place = clean_line(topic, _NAME_CHARS) or _category(one)
            kind = SourceKind.FEED.value
            yield Source(name=named or link, kind=kind, url=link, topic=place or None)
        elif said or (reason := _no_feed(one)):
            place = said or one.get("url") or one.get("htmlUrl") or ""
            yield left(name, place, "its address is none of the web" if said else reason)
        inside = name if etree.QName(one).localname == "outline" and not link else topic
        if len(one):
            yield from _outlines(one, inside, depth - 1)


def _category(tag: etree._Element) -> str:
    """The first category of a feed that lies in no folder, the last part of its path.

    They are parted by commas, their parts by slashes (OPML 2.0, "Common attributes").
    """
    paths = (tag.get("category") or "").split(",")
    parts = (path.strip(" /").rpartition("/")[2] for path in paths)
    return next(filter(None, (clean_line(part, _NAME_CHARS) for part in parts)), "")


def _is_feed(name: str) -> bool:
    """Whether an attribute names a feed: `xmlUrl`, in whatever letters a program writes it."""
    return name.lower() == "xmlurl"


def _no_feed(tag: etree._Element) -> str:
    """Why an outline without the address of a feed is none; "" for a folder or mere words."""
    if kind := tag.get(_KIND):
        return f"sources of kind {clean_line(kind, _NAME_CHARS)!r} are taken from no list"
    linked = tag.get("url") or tag.get("htmlUrl") or tag.get("type")
    return "it names no feed" if linked and not len(tag) else ""


def _own(tag: etree._Element, topic: str) -> Source:
    """A source that was written by `write_opml`, as it was."""
    keys = {
        "name": tag.get("text") or "",
        "url": tag.get("xmlUrl") or tag.get("url") or "",
        **({"topic": topic} if topic else {}),
    }
    ours = f"{{{_OURS}}}"
    told = ((str(name), str(value)) for name, value in tag.attrib.items())
    keys |= {name.removeprefix(ours): value for name, value in told if name.startswith(ours)}
    try:
        return source_of(keys, f"the outline {keys['name']!r}")
    except ConfigError as error:
        raise SourceError(error.message, error.hint) from error
