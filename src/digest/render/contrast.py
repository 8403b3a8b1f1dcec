"""How well the text of a finished page stands out from what is behind it, by day and by night.

Works out colours as a client does (cascade, inheritance) from style attributes and <style>.
What can't be known (pictures behind text, transparency) is passed over. It judges no limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cssselect import SelectorError, parse
from lxml.cssselect import CSSSelector

from digest.model.colour import BLACK, READABLE, READABLE_LARGE, WHITE, Colour
from digest.render.css import declarations, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from digest.render.css import Declaration

_Weight = tuple[bool, bool, tuple[int, int, int], int]
_Styles = dict["HtmlElement", dict[str, tuple[_Weight, str]]]

_SEEN = frozenset(
    {"color", "background", "background-color", "display", "font-size", "font-weight"}
)
_SEEN |= {"font", "opacity", "visibility"}
_DARK, _LIGHT = "(prefers-color-scheme: dark)", "(prefers-color-scheme: light)"
_PLAIN = re.compile(r"@media (only )?(all|screen)")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")
_SIZE = re.compile(r"(?<![\w.#-])([0-9]*\.?[0-9]+)(px|pt|rem)")
_UNITS = {"px": 1, "pt": 4 / 3, "rem": 16}
_NIGHT = Colour(18, 18, 18)
_LINK, _NIGHT_LINK = Colour(0, 0, 238), Colour(158, 158, 255)
_NAMES = {
    "white": WHITE,
    "black": BLACK,
    "silver": Colour(192, 192, 192),
    "gray": Colour(128, 128, 128),
    "grey": Colour(128, 128, 128),
    "red": Colour(255, 0, 0),
    "maroon": Colour(128, 0, 0),
    "green": Colour(0, 128, 0),
    "navy": Colour(0, 0, 128),
    "blue": Colour(0, 0, 255),
}
_OPAQUE = re.compile(r"1(\.0*)?|100%")
_BOLD = re.compile(r"\b(bold|bolder|[6-9]00)\b")
_SILENT = frozenset({"head", "script", "style", "title", "template"})
LARGE = 24.0  # CSS pixels; 18.66 where bold (WCAG 2.2, 1.4.3)
LARGE_BOLD = 18.66


@dataclass(frozen=True, slots=True)
class Text:
    """Some words with their colour, what is behind them, and whether they are large."""

    words: str
    colour: Colour
    paper: Colour
    large: bool

    @property
    def ratio(self) -> float:
        """Contrast, from 1 to 21."""
        return self.colour.contrast(self.paper)

    @property
    def wanted(self) -> float:
        """The contrast that it needs."""
        return READABLE_LARGE if self.large else READABLE


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element has from those around it; None is not known.

    `gone` is for all that is inside; what has no size or is not visible may hold what is seen,
    as the cells of MJML do, whose font-size is 0.
    """

    colour: Colour | None
    paper: Colour | None
    size: float = 16
    bold: bool = False
    visible: bool = True
    gone: bool = False

    @property
    def shown(self) -> bool:
        """Whether words that stand right here are seen."""
        return self.visible and not self.gone and self.size > 0


def texts(root: HtmlElement, *, night: bool) -> Iterator[Text]:
    """Yield each run of text that is seen, in reading order."""
    styles = _styles(root, night=night)
    dark = night and any("dark" in str(one.get("content")) for one in _schemes(root))
    start = _Look(WHITE, _NIGHT) if dark else _Look(BLACK, WHITE)
    yield from _walk(root, start, styles, dark=dark)


def parse_colour(value: str) -> Colour | None:
    """Read the first opaque colour of a CSS value; None where there is none that is known."""
    low = value.lower()
    if found := _HEX.search(low):
        digits = found[1] if len(found[1]) > 3 else "".join(char * 2 for char in found[1])  # noqa: PLR2004 - #rgb
        return Colour.read(digits)
    if found := _RGB.search(low):
        return Colour(*(min(int(part), 255) for part in found.groups()))
    return next((_NAMES[word] for word in re.split(r"[\s,]+", low) if word in _NAMES), None)


def _schemes(root: HtmlElement) -> list[HtmlElement]:
    return [one for one in root.iter("meta") if one.get("name") == "color-scheme"]


def _walk(element: HtmlElement, around: _Look, styles: _Styles, *, dark: bool) -> Iterator[Text]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    look = _look(element, around, styles.get(element, {}), dark=dark)
    yield from _text(element.text, look)
    for child in element:
        yield from _walk(child, look, styles, dark=dark)
        yield from _text(child.tail, look)


def _text(words: str | None, look: _Look) -> Iterator[Text]:
    said = " ".join((words or "").split())
    if any(char.isalnum() for char in said) and look.shown and look.colour and look.paper:
        large = look.size >= (LARGE_BOLD if look.bold else LARGE)
        yield Text(said, look.colour, look.paper, large)


def _look(
    element: HtmlElement, around: _Look, own: dict[str, tuple[_Weight, str]], *, dark: bool
) -> _Look:
    style = {name: value for name, (_, value) in own.items()}
    look = replace(around, colour=_colour(element, around, style, dark=dark))
    size, bold = _size(style, around)
    look = replace(look, paper=_paper(element, around, own), size=size, bold=bold)
    gone = around.gone or "none" in style.get("display", "") or _seen_through(style)
    return replace(look, visible=_visible(style, around), gone=gone)


def _visible(style: dict[str, str], around: _Look) -> bool:
    said = style.get("visibility", "inherit")
    return around.visible if said == "inherit" else said not in {"hidden", "collapse"}


def _seen_through(style: dict[str, str]) -> bool:
    """Colours of all that is inside can't be known (CSS Color Level 4, section 12)."""
    return not _OPAQUE.fullmatch(style.get("opacity", "1"))


def _colour(
    element: HtmlElement, around: _Look, style: dict[str, str], *, dark: bool
) -> Colour | None:
    if style.get("color", "inherit") != "inherit":
        return parse_colour(style["color"])
    if element.tag == "a" and element.get("href") and "color" not in style:
        return _NIGHT_LINK if dark else _LINK
    return around.colour


def _paper(
    element: HtmlElement, around: _Look, own: dict[str, tuple[_Weight, str]]
) -> Colour | None:
    said = max(
        (own[name] for name in ("background", "background-color") if name in own), default=None
    )
    value = said[1] if said else str(element.get("bgcolor") or "")
    if value in {"", "none", "transparent", "inherit", "initial"}:
        return around.paper
    if "(" in value and not _RGB.search(value.lower()):
        return None
    return parse_colour(value) or (None if said else around.paper)


def _size(style: dict[str, str], around: _Look) -> tuple[float, bool]:
    found = _SIZE.search(style.get("font-size") or style.get("font") or "")
    size = float(found[1]) * _UNITS[found[2]] if found else around.size
    weight = style.get("font-weight") or style.get("font")
    bold = around.bold if weight is None else bool(_BOLD.search(weight))
    return 0.0 if style.get("font-size") == "0" else size, bold


def _styles(root: HtmlElement, *, night: bool) -> _Styles:
    """Work out the cascade (CSS Cascading Level 4, section 6) for what is looked at."""
    found: _Styles = {}
    sheets = [rule for style in root.iter("style") for rule in rules(style.text or "")]
    for order, rule in enumerate(sheets):
        if rule.selector and all(_holds(at, night=night) for at in rule.around):
            for selector in rule.selector.split(","):
                for element, specificity in _chosen(root, selector):
                    for one in rule.declarations:
                        _put(found, element, one, (one.important, False, specificity, order))
    for element in root.iter():
        for order, one in enumerate(declarations(str(element.get("style") or ""))):
            _put(found, element, one, (one.important, True, (0, 0, 0), order))
    return found


def _holds(at: str, *, night: bool) -> bool:
    return bool(_PLAIN.fullmatch(at)) or (_DARK if night else _LIGHT) in at


def _chosen(root: HtmlElement, selector: str) -> Iterator[tuple[HtmlElement, tuple[int, int, int]]]:
    try:
        made = CSSSelector(selector.strip(), translator="html")
        specificity = _specificity(selector)
    except SelectorError:
        return
    for element in made(root):
        yield element, specificity


def _specificity(selector: str) -> tuple[int, int, int]:
    """Ids, classes, tags (Selectors Level 4, section 17)."""
    return parse(selector.strip())[0].specificity()


def _put(found: _Styles, element: HtmlElement, one: Declaration, weight: _Weight) -> None:
    if one.name in _SEEN:
        own = found.setdefault(element, {})
        if one.name not in own or own[one.name][0] <= weight:
            own[one.name] = (weight, one.value)
