"""The picture of a page: the first that it names, else the first that its article shows. Pure.

Nothing is fetched: size and credit are what the page says of that picture.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from digest.collect import captions, htmltext
from digest.collect.linked_data import is_article_type, picture
from digest.collect.origins import first
from digest.collect.urls import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from digest.collect.evidence import Evidence
    from digest.model import Image

    _Told = tuple[str, dict[str, str]]

_LAZY: Final = ("data-src", "data-lazy-src", "data-original")
_SMALLEST: Final = 200  # CSS pixels: what is narrower is a logo or a face
_RESIZED: Final = re.compile(r"(?:[-_]\d{2,4}x\d{2,4}|-scaled)?(\.[a-z]{3,4})$", re.IGNORECASE)
_FILE: Final = 8  # characters of a name that tells one picture from the others
_ASIDE: Final = frozenset(("article", "main", "aside", "nav", "footer"))
_MOST: Final = 200  # pictures of a page that are looked at


def lead(root: HtmlElement, evidence: Evidence) -> tuple[str, Image | None]:
    """The one picture that the page names first, and where; another is not tried in its place.

    Where it names none it is the first figure beside the article's heading. What OpenGraph leaves
    open of size and credit, JSON-LD and the page's caption tell of the same picture.
    """
    origin, told = first(_claims(root, evidence))
    if not told:
        return "", None
    image = htmltext.image(
        told["url"],
        evidence.base,
        width=told.get("width"),
        height=told.get("height"),
        alt=told.get("alt"),
        credit=told.get("credit", ""),
    )
    if image is None or image.credit:
        return origin, image
    return origin, replace(image, credit=_credit(root, image.url, evidence.base))


def _claims(root: HtmlElement, evidence: Evidence) -> Iterator[_Told]:
    """What the page names as its picture, by the trust in it; empty ones among them."""
    meta, ld = evidence.meta, picture(evidence.ld.get("image"))
    for name in ("og:image:url", "og:image"):
        yield name, _open_graph(meta.get(name, ""), evidence, ld)
    yield "JSON-LD image", ld if ld.get("url") else {}
    yield "microdata image", next(_microdata(root), {})
    for name in ("twitter:image", "twitter:image:src"):
        yield name, _same(meta.get(name, ""), evidence, ld)
    yield "link rel=image_src", _same(next(htmltext.linked(root, "image_src"), ""), evidence, ld)
    yield "figure beside the heading", next(_shown(root), {})


def _open_graph(link: str, evidence: Evidence, ld: dict[str, str]) -> dict[str, str]:
    names = ("width", "height", "alt")
    told = {name: evidence.meta.get(f"og:image:{name}", "") for name in names}
    found = _same(link, evidence, ld)
    return {**found, **{name: value for name, value in told.items() if value}} if link else {}


def _same(link: str, evidence: Evidence, ld: dict[str, str]) -> dict[str, str]:
    """A picture's address with what JSON-LD says of it, where it is JSON-LD's."""
    if not link:
        return {}
    same = web_link(ld.get("url"), evidence.base) == web_link(link, evidence.base)
    return {**(ld if same else {}), "url": link}


def _microdata(root: HtmlElement) -> Iterator[dict[str, str]]:
    """The pictures that microdata gives the article, not its author or publisher."""
    for tag in root.xpath("//*[contains(concat(' ', @itemprop, ' '), ' image ')]")[:_MOST]:
        owner = next((up for up in tag.iterancestors() if "itemscope" in up.attrib), None)
        if owner is None or is_article_type(owner.get("itemtype") or ""):
            if "itemscope" in tag.attrib:
                said = {name: _said(tag, name) for name in ("url", "contentUrl", "width", "height")}
                told = {**said, "url": said["contentUrl"] or said["url"] or _of_inner(tag)}
            else:
                told = _attributes(tag)
            if told["url"]:
                yield told


def _said(tag: HtmlElement, name: str) -> str:
    found = tag.xpath(f".//*[@itemprop='{name}']")
    return _value(found[0]) or (found[0].text or "").strip() if found else ""


def _of_inner(tag: HtmlElement) -> str:
    return next((_source(one) for one in tag.iter("img")), "")


def _attributes(tag: HtmlElement) -> dict[str, str]:
    told = {name: tag.get(name) or "" for name in ("width", "height", "alt")}
    return {**told, "url": _value(tag)}


def _value(tag: HtmlElement) -> str:
    if tag.tag == "img":
        return _source(tag)
    return next(filter(None, (tag.get(name) for name in ("content", "href", "src"))), "")


def _source(tag: HtmlElement) -> str:
    """A picture's address, also where it is loaded late (a stand-in stands in src)."""
    late = next((tag.get(name) for name in _LAZY if tag.get(name)), "")
    return late or tag.get("src") or ""


def _shown(root: HtmlElement) -> Iterator[dict[str, str]]:
    """The figures of the element that holds the page's heading, but for those of others in it."""
    holders = root.xpath("//h1/ancestor::*[self::article or self::main][1]")[:1]
    for holder in holders:
        for tag in holder.xpath(".//figure//img")[:_MOST]:
            around = next(up for up in tag.iterancestors() if up.tag in _ASIDE)
            told = _attributes(tag)
            if around is holder and told["url"] and not _is_small(tag):
                yield told


def _is_small(tag: HtmlElement) -> bool:
    said = [tag.get(name) or "" for name in ("width", "height")]
    return any(one.isascii() and one.isdecimal() and int(one[:6]) < _SMALLEST for one in said)


def _credit(root: HtmlElement, url: str, base: str) -> str:
    """Whose the picture at an address is, by the page's own showing of it."""
    for tag in root.xpath("//img")[:_MOST]:
        link = web_link(_source(tag), base)
        if link and (link == url or _file(link) == _file(url) != ""):
            return captions.beside(tag)
    return ""


def _file(url: str) -> str:
    """What a picture's file is called in any size; "" for a name that tells nothing."""
    name = urlsplit(url).path.rpartition("/")[2]
    plain = _RESIZED.sub(r"\1", name)
    return plain if len(plain) >= _FILE and "." in plain else ""
