"""premailer, asked once for all elements of a page that can't differ in style.

What a rule without `+`, `~` and counting says of an element depends on its own tag, class, id and
style and on those of the elements around it. So premailer gets a page of one element for each
such chain, and its answers are kept for pages to come: stories of one kind are one chain. It
never judges CSS itself.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

OPTIONS: Final[Mapping[str, object]] = {
    "keep_style_tags": True,
    "strip_important": False,
    "allow_network": False,
    "disable_leftover_css": True,
    "disable_validation": True,
    # What our CSS says once is not said again as an attribute: it costs bytes and moves pixels.
    "disable_basic_attributes": ["width", "height", "bgcolor", "align", "valign"],
    "cssutils_logging_level": logging.CRITICAL,
}
MAX_CHAINS: Final = 20_000
# Selectors that look at more than a chain: siblings, positions, other attributes.
_BEYOND = re.compile(r"[+~\[]|:(?!hover|focus|active|visited|link)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTORS = re.compile(r"([^{}]*)\{[^{}]*\}")

_Chain = tuple[int, str, str | None, str | None, str | None]


def by_chains(css: str) -> bool:
    """Whether all that a sheet says of an element depends on its chain."""
    found = _SELECTORS.finditer(_COMMENT.sub(" ", css))
    return not any(_BEYOND.search(rule[1]) for rule in found)


def inlined(page: str, css: str) -> str:
    """The page with the rules of `css` inlined; its own <style> blocks are left alone.

    `css` is one that `by_chains` accepts, and `page` begins with its doctype.
    """
    root = etree.fromstring(page, etree.HTMLParser())
    tree = root.getroottree()
    _sheet(css).write(root)
    top = tree if page.startswith(str(tree.docinfo.doctype)) else root
    return etree.tostring(top, method="html", encoding="utf-8").decode()


@lru_cache(maxsize=8)
def _sheet(css: str) -> _Sheet:
    return _Sheet(css)


class _Sheet:
    """One style sheet, and what premailer made of it for each chain so far."""

    def __init__(self, css: str) -> None:
        self._css = css
        self._lock = Lock()
        self._chains: dict[_Chain, int] = {}
        self._styles: list[str | None] = []

    def write(self, root: etree._Element) -> None:
        """Write the style of each element of the page's body."""
        found: list[tuple[etree._Element, int]] = []
        with self._lock:
            if len(self._chains) > MAX_CHAINS:
                self._chains.clear()
                self._styles.clear()
            self._walk(root, -1, found)
            if len(self._styles) < len(self._chains):
                self._ask()
            for element, chain in found:
                style = self._styles[chain]
                if style is not None:
                    element.set("style", style)

    def _walk(
        self, element: etree._Element, above: int, found: list[tuple[etree._Element, int]]
    ) -> None:
        get = element.get
        chain = (above, str(element.tag), get("class"), get("id"), get("style"))
        number = self._chains.setdefault(chain, len(self._chains))
        found.append((element, number))
        for child in element:
            if child.tag.__class__ is str and child.tag != "head":  # comments have no such tag
                self._walk(child, number, found)

    def _ask(self) -> None:
        """Have premailer answer for the chains that are new, with those around them."""
        from premailer import Premailer  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types, and takes 150 ms that `--help` must not pay

        known, chains = len(self._styles), list(self._chains)
        made: dict[int, etree._Element] = {}
        for number in range(known, len(chains)):
            _grown(number, chains, made)
        Premailer(made[0], css_text=self._css, **OPTIONS).transform()
        for number in range(known, len(chains)):
            style = made[number].get("style")
            self._styles.append(None if style == chains[number][4] else style)


def _grown(number: int, chains: list[_Chain], made: dict[int, etree._Element]) -> etree._Element:
    """The element of a chain, inside those of the chains above it."""
    if number in made:
        return made[number]
    above, tag, *values = chains[number]
    names = ("class", "id", "style")
    said = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    if above < 0:
        made[number] = etree.Element(tag, said)
    else:
        made[number] = etree.SubElement(_grown(above, chains, made), tag, said)
    return made[number]
