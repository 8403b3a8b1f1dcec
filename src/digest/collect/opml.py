"""Lists of feeds as other programs keep them (OPML 2.0, opml.org/spec2): read and written. Pure.

XML entities and the network are off; what is no feed's outline is passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from digest.collect.clean import clean_line
from digest.collect.urls import web_link
from digest.errors import SourceError
from digest.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_SOURCES: Final = 5_000
_DEPTH: Final = 20
_NAME_CHARS: Final = 60


def read_opml(body: bytes) -> tuple[Source, ...]:
    """Read the feeds of an OPML file, each once, the folder that holds one as its topic.

    Raises:
        SourceError: it is no OPML, or names no feed, or more than 5,000.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the file is broken XML", "export it again") from error
    if getattr(root, "tag", "") not in {"opml", "OPML"}:  # recovered from nothing it is None
        raise SourceError("the file is no OPML", "export the feeds of your reader as OPML")
    found: dict[str, Source] = {}
    for source in _outlines(root, "", _DEPTH):
        found.setdefault(source.url or "", source)
        if len(found) > MAX_SOURCES:
            raise SourceError(f"it names more than {MAX_SOURCES} feeds")
    if not found:
        raise SourceError("the file names no feed", "export the feeds of your reader as OPML")
    return tuple(found.values())


def write_opml(sources: Iterable[Source], *, title: str) -> bytes:
    """Write sources that have an address as OPML, each below its topic; a feed as `rss`."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        if source.url:
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
    if source.kind == SourceKind.FEED:
        return {"type": "rss", "text": source.name, "title": source.name, "xmlUrl": link}
    return {"type": "link", "text": source.name, "url": link}


def _outlines(tag: etree._Element, topic: str, depth: int) -> Iterator[Source]:
    for one in tag if depth else ():
        if not isinstance(one.tag, str):
            continue
        name = clean_line(one.get("title") or one.get("text") or "", _NAME_CHARS)
        link = web_link(_web(one.get("xmlUrl") or one.get("xmlurl") or ""))
        if link:
            kind = SourceKind.FEED.value
            yield Source(name=name or link, kind=kind, url=link, topic=topic or None)
        inside = name if etree.QName(one).localname == "outline" and not link else topic
        yield from _outlines(one, inside, depth - 1)


def _web(link: str) -> str:
    """What readers write as feed://host/path or feed:https://host/path, as a web address."""
    scheme, _, rest = link.strip().partition(":")
    if scheme.lower() != "feed":
        return link
    return f"https:{rest}" if rest.startswith("//") else rest
