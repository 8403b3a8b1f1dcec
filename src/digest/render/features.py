"""Which of the features that caniemail.com knows a finished page uses.

It looks at tags, attributes and CSS; what stands in comments for Outlook alone is not looked
at. It does not judge who supports them: support.py does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.render.css import declarations, rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

    from digest.render.css import Declaration, Rule

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SEMANTIC = frozenset(
    {"article", "aside", "details", "figcaption", "figure", "footer", "header", "main"}
    | {"mark", "nav", "section", "summary", "time"}
)
_TAGS: Final = {
    **dict.fromkeys(_HEADINGS, "html-h1-h6"),
    **dict.fromkeys(_SEMANTIC, "html-semantics"),
    **dict.fromkeys(("ul", "ol", "dl"), "html-lists"),
    "map": "html-image-maps",
    "button": "html-button-submit",
    "b": "html-strong",
    "s": "html-strike",
}
_ATTRIBUTES: Final = {
    name: f"html-{name}"
    for name in (
        *("align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live"),
        *("background", "cellpadding", "cellspacing", "dir", "height", "hidden", "lang"),
        *("popover", "required", "role", "srcset", "target", "valign", "width"),
    )
} | {"loading": "html-loading-attribute"}
_FAMILIES: Final = (
    (
        re.compile(
            r"border-(top|right|bottom|left)(-(color|style|width))?|border-(color|style|width)"
        ),
        "css-border",
    ),
    (re.compile(r"border-(top|bottom)-(left|right)-radius"), "css-border-radius"),
    (re.compile(r"(padding|margin)-(top|right|bottom|left)"), r"css-\1"),
    (re.compile(r"left|right|top|bottom"), "css-left-right-top-bottom"),
    (re.compile(r"(min|max)-(width|height)"), r"css-\1-\2"),
    (re.compile(r"column(s|-width|-count)"), "css-column-count"),
    (re.compile(r"grid(-.*)?"), "css-grid-template"),
)
_UNIT = re.compile(
    r"(?<![\w#.-])-?[0-9]*\.?[0-9]+(px|em|rem|vh|vw|vmin|vmax|ch|ex|cm|mm|in|pc|pt|%)(?!\w)"
)
_FUNCTION = re.compile(r"(?<![\w-])([a-z-]+)\(")
_FUNCTIONS: Final = {
    **{name: f"css-function-{name}" for name in ("clamp", "light-dark", "max", "min")},
    **{name: f"css-{name}" for name in ("conic-gradient", "linear-gradient", "radial-gradient")},
    **{name: f"css-{name}" for name in ("rgb", "rgba")},
    **dict.fromkeys(("oklch", "oklab", "lch", "lab", "color", "color-mix"), "css-modern-color"),
    "calc": "css-unit-calc",
    "var": "css-variables",
}
_PSEUDO = re.compile(r"::?([a-z-]+)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_COMBINATORS: Final = {
    "+": "css-selector-adjacent-sibling",
    ">": "css-selector-child",
    "~": "css-selector-general-sibling",
    "[": "css-selector-attribute",
    "#": "css-selector-id",
    "*": "css-selector-universal",
}
_MEDIA: Final = ("hover", "orientation", "prefers-color-scheme", "prefers-reduced-motion")
_FORMAT = re.compile(r"\.(apng|avif|bmp|gif|heif|ico|jpe?g|mp4|png|svg|tiff?|webp)(?:[?#]|\Z)")
_FORMATS: Final = {"jpeg": "jpg", "tif": "tiff"}


def features(root: HtmlElement, known: Collection[str]) -> dict[str, str]:
    """What a page uses of what is known: its name -> words at which it was first seen."""
    found: dict[str, str] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for name, words in _element(element):
                if name in known:
                    found.setdefault(name, words)
    return found


def _element(element: HtmlElement) -> Iterator[tuple[str, str]]:
    tag = str(element.tag)
    yield _TAGS.get(tag, f"html-{tag}"), f"<{tag}"
    for name, value in element.attrib.items():
        if str(name) in _ATTRIBUTES:
            yield _ATTRIBUTES[str(name)], f"{name}="
        elif name == "style":
            for one in declarations(str(value)):
                yield from _declaration(one)
    yield from _special(element, tag)
    if tag == "style":
        for rule in rules(element.text or ""):
            yield from _rule(rule)


def _special(element: HtmlElement, tag: str) -> Iterator[tuple[str, str]]:
    href, src = str(element.get("href") or ""), str(element.get("src") or "").lower()
    if tag == "a" and href.startswith("mailto:"):
        yield "html-mailto-links", "mailto:"
    if tag == "a" and href.startswith("#") and len(href) > 1:
        yield "html-anchor-links", 'href="#'
    if tag == "meta" and str(element.get("name")) == "color-scheme":
        yield "html-meta-color-scheme", 'name="color-scheme"'
    if tag == "input":
        yield f"html-input-{element.get('type') or 'text'}", "<input"
    if tag == "img" and src.startswith("data:"):
        yield "image-base64", "data:"
    elif tag == "img" and (kind := _FORMAT.search(src)):
        yield f"image-{_FORMATS.get(kind[1], kind[1])}", kind[0]


def _rule(rule: Rule) -> Iterator[tuple[str, str]]:
    for at in rule.around:
        yield f"css-at-{at[1:].split()[0].split('(')[0]}", at
        for name in _MEDIA:
            if f"({name}" in at:
                yield f"css-at-media-{name}", name
    yield from _selector(_QUOTED.sub("", rule.selector))
    for one in rule.declarations:
        yield from _declaration(one)


def _selector(selector: str) -> Iterator[tuple[str, str]]:
    for pseudo in _PSEUDO.finditer(selector):
        yield f"css-pseudo-class-{pseudo[1]}", pseudo[0]
        yield f"css-pseudo-element-{pseudo[1]}", pseudo[0]
    for sign, name in _COMBINATORS.items():
        if sign in selector:
            yield name, selector


def _declaration(one: Declaration) -> Iterator[tuple[str, str]]:
    words, value = f"{one.name}:", _QUOTED.sub("", one.value.lower())
    yield f"css-{one.name}", words
    for pattern, name in _FAMILIES:
        if found := pattern.fullmatch(one.name):
            yield found.expand(name), words
    if one.name == "display":
        yield f"css-display-{value.removeprefix('inline-')}", f"display: {value}"
    if one.important:
        yield "css-important", "!important"
    for unit in _UNIT.finditer(value):
        yield f"css-unit-{'percent' if unit[1] == '%' else unit[1]}", words
    for function in _FUNCTION.finditer(value):
        yield _FUNCTIONS.get(function[1], ""), words
