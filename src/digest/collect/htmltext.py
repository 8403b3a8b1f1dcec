"""Hostile HTML to clean paragraphs: words and headings survive, nothing else.

Scripts, styles, frames and forms are dropped with all they hold. Never fetches anything.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from digest.collect import captions, clean, quick_html
from digest.collect.lines import BREAK, parted
from digest.collect.references import mended
from digest.collect.urls import web_link
from digest.model import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED_NAMES = (
    "script style iframe object embed noscript template head title form button select textarea "
    "svg math audio video canvas applet frameset nav"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure footer header hr html li main ol p pre section summary table tbody tfoot thead tr "
    "ul"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACED = frozenset(("caption", "option"))
_CELLS = frozenset(("td", "th"))
_CELL = "\x1f"  # between two cells while a row is gathered: no HTML can hold it
_LONG_CELL = 80  # characters up to which the cells of a row stand in one line
_SHOWING = frozenset(("img", "video", "iframe", "audio", "svg"))
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")  # names an encoding already undone
_FRAMES = {
    name: (re.compile(rf"<{name}\b[^>]*>", re.IGNORECASE), re.compile(f"</{name}", re.IGNORECASE))
    for name in ("embed", "iframe", "object")
}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_PIXEL = 3  # a picture this narrow or low is there to count readers
_MAX_EDGE = 20_000


def parse_html(source: str) -> HtmlElement | None:
    """Parse a page or fragment leniently; None when there is nothing in it."""
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    text = _without_unclosed(_DECLARATION.sub("", source.replace("\x00", ""), count=1))
    try:
        return document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _without_unclosed(text: str) -> str:
    """Take out frames that are never closed: the parser would put all that follows into them."""
    for name, (opens, closes) in _FRAMES.items():
        if name in text.lower() and len(opens.findall(text)) > len(closes.findall(text)):
            text = opens.sub("", text)
    return text


def base_of(root: HtmlElement, url: str) -> str:
    """The address that a page's relative links start at: its first `base` (HTML, section 4.2.3)."""
    named = next((tag.get("href") for tag in root.iter("base") if "href" in tag.attrib), "")
    return web_link(named, url) or url


def linked(root: HtmlElement, relation: str) -> Iterator[str]:
    """The addresses of the page's `link` elements of that relation, one of several perhaps."""
    for tag in root.iter("link"):
        if relation in (tag.get("rel") or "").lower().split():
            yield tag.get("href") or ""


def without_hidden(root: HtmlElement) -> None:
    """Take out what the page's own mark hides from its readers (HTML, section 6.1)."""
    for tag in root.xpath("//*[@hidden and not(self::html or self::body or .//article)]"):
        if tag.get("hidden").strip().lower() != "until-found" and tag.getparent() is not None:
            tag.drop_tree()


def paragraphs(source: str) -> str:
    """Give an HTML fragment's words as clean paragraphs, headings behind "## "."""
    source = mended(source[: clean.TEXT_CHARS * 5])
    if not _MARKUP.search(source):
        return clean.clean_text(html.unescape(source))
    if (found := quick_html.paragraphs(source)) is not None:
        return clean.join(found)
    root = parse_html(source)
    return clean.join(_Reader().read(root)) if root is not None else ""


def one_line(source: str, limit: int = clean.TITLE_CHARS) -> str:
    """Give an HTML fragment's words as one line, escapes undone once."""
    special = "<" in source or "&" in source or "#" in source
    if len(source) <= limit and source.isprintable() and not special:
        return clean.clean_line(source, limit)  # what it comes to below
    return clean.clean_line(paragraphs(source).replace(clean.HEADING, ""), limit)


def first_image(source: str, base: str) -> Image | None:
    """Find the first picture of a fragment that is one, not a tracking pixel."""
    if "<img" not in source.lower():
        return None
    root = parse_html(source[: clean.TEXT_CHARS * 5])
    tags = root.iter("img") if root is not None else ()
    found = (_tag_image(tag, base) for tag in tags)
    return next(filter(None, found), None)


def _tag_image(tag: HtmlElement, base: str) -> Image | None:
    width, height = tag.get("width"), tag.get("height")
    found = image(tag.get("src"), base, width=width, height=height, alt=tag.get("alt"))
    return replace(found, credit=captions.beside(tag)) if found else None


def image(
    url: str | None,
    base: str,
    *,
    width: str | None = None,
    height: str | None = None,
    alt: str | None = None,
    credit: str = "",
) -> Image | None:
    """Make an Image of what a source says of it; None without a web URL, or for a pixel."""
    link = web_link(url, base) if url else None
    if link is None:
        return None
    wide, high = _edge(width), _edge(height)
    tiny = any(edge is not None and edge <= _PIXEL for edge in (wide, high))
    if tiny:
        return None
    words = clean.clean_line(alt or "")
    return Image(url=link, alt=words, width=wide, height=high, credit=clean.clean_line(credit, 200))


def _edge(value: str | None) -> int | None:
    digits = re.match(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*$", value or "")
    return min(int(digits[1]), _MAX_EDGE) if digits else None


def _is_hidden(tag: etree._Element) -> bool:
    """Whether no reader sees it, as a mail's preheader."""
    return "hidden" in tag.attrib or bool(_HIDDEN.search(tag.get("style") or ""))


class _Reader:
    """Walks a tree once, without recursion, and gathers its paragraphs.

    What is said of a picture is none, unless there are no other words.
    """

    def __init__(self) -> None:
        self._done: list[str] = []
        self._captions: list[str] = []
        self._words: list[str] = []
        self._heading = False
        self._caption: etree._Element | None = None
        self._pre: etree._Element | None = None

    def read(self, root: HtmlElement) -> list[str]:
        """Give the paragraphs below `root`."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, tag in walk:
            if event == "start" and self._enter(tag):
                walk.skip_subtree()
            elif event == "end":
                self._leave(tag)
        self._flush()
        return self._done if any(self._done) else self._captions

    def _enter(self, tag: etree._Element) -> bool:
        name = tag.tag
        if name in _DROPPED or _is_hidden(tag):
            return True
        if name in _BLOCKS or name in _HEADINGS:
            self._flush()
        if self._caption is None and name == "figcaption" and _is_of_picture(tag):
            self._caption = tag
        if self._pre is None and name == "pre":
            self._pre = tag
        self._heading = name in _HEADINGS or (self._heading and name not in _BLOCKS)
        self._words.append(_CELL if name in _CELLS else " " if name in _SPACED else "")
        self._words.append(self._told(tag.text))
        return False

    def _leave(self, tag: etree._Element) -> None:
        name = tag.tag
        if name in _BLOCKS or name in _HEADINGS:
            self._flush()
            self._heading = False
        if tag is self._pre:
            self._pre = None
        if tag is self._caption:
            self._caption = None
        self._words.append(BREAK if name == "br" else " " if name in _SPACED else "")
        self._words.append(self._told(tag.tail))

    def _told(self, words: str | None) -> str:
        """Words as they stand: in a `pre` their lines end where they do (HTML, section 4.4.3)."""
        text = words or ""
        return text.replace("\n", BREAK) if self._pre is not None else text

    def _flush(self) -> None:
        words = "".join(self._words)
        self._words = []
        make = clean.heading if self._heading else clean.paragraph
        kept = self._done if self._caption is None else self._captions
        for part in parted(words) if BREAK in words else (words,):
            kept.extend(map(make, _row(part) if _CELL in part else (part,)))


def _row(words: str) -> list[str]:
    """The cells of a row in one line, or each alone where one is long."""
    cells = [" ".join(cell.split()) for cell in words.split(_CELL)]
    told = list(filter(None, cells))
    short = all(len(cell) <= _LONG_CELL for cell in told)
    return [" | ".join(told)] if short else told


def _is_of_picture(caption: etree._Element) -> bool:
    """Whether it stands under a picture: a figure may hold a table or a quotation instead."""
    parent = caption.getparent()
    return parent is not None and any(one.tag in _SHOWING for one in parent.iter(etree.Element))
