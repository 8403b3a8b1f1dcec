"""What values an MJML attribute may have, as MJML's own documentation types them.

The compiler hands on any, and a mail client drops in silence what it can't read. No logic but one
look into the table; an attribute that is not in it, as an address or a family of fonts, is free.
"""

from __future__ import annotations

import re
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = r"(\d+(\.\d+)?|\.\d+)"
_MEASURE = rf"(0|{_NUMBER}(px|%|em|rem|pt|vw|vh))"
_SIGNED = rf"-?{_MEASURE}"
_UP_TO_FOUR = rf"{_MEASURE}( +{_MEASURE}){{0,3}}"
_COLOUR = r"(#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(rgb|hsl)a?\([^()]+\)|[a-z]+)"
_LENGTH = 'a measure, as "20px" or "50%"'
_AUTO = (f"({_MEASURE}|auto)", _LENGTH)
_SIDES = (_UP_TO_FOUR, 'one to four measures, as "0 20px"')
_COLOURED = (_COLOUR, 'a colour, as "#00567a"')
_BORDERED = (
    rf"(0|none|{_MEASURE} +[a-z]+ +{_COLOUR})",
    'a width, a style and a colour, as "1px solid #000000", or none',
)


def _one_of(*words: str) -> tuple[str, str]:
    return f"({'|'.join(words)})", f"one of {', '.join(words)}"


_TABLE: dict[tuple[str, ...], tuple[str, str]] = {
    ("align", "text-align"): _one_of("left", "right", "center", "justify", "start", "end"),
    ("vertical-align",): _one_of("top", "middle", "bottom", "baseline"),
    ("direction", "dir"): _one_of("ltr", "rtl"),
    ("full-width",): _one_of("full-width", "false"),
    ("fluid-on-mobile",): _one_of("true", "false"),
    ("background-repeat",): _one_of("repeat", "no-repeat", "repeat-x", "repeat-y"),
    ("table-layout",): _one_of("auto", "fixed", "initial", "inherit"),
    ("text-transform",): _one_of("none", "uppercase", "lowercase", "capitalize"),
    ("font-style",): _one_of("normal", "italic", "oblique"),
    ("font-weight",): (
        "(normal|bold|bolder|lighter|[1-9]00)",
        "normal, bold, or a number from 100 to 900",
    ),
    ("border-style",): _one_of("solid", "dashed", "dotted", "double", "none"),
    ("cellpadding", "cellspacing"): (r"\d+", 'a number of pixels, as "0"'),
    ("font-size", "max-height", "background-height", "background-width"): (_MEASURE, _LENGTH),
    ("width", "height", "max-width"): _AUTO,
    ("border-width",): _SIDES,
    ("letter-spacing",): (f"({_SIGNED}|normal)", _LENGTH),
    ("line-height",): (
        f"({_MEASURE}|{_NUMBER}|normal)",
        'a measure or a number, as "26px" or "1.5"',
    ),
    ("color", "border-color"): _COLOURED,
}
_BY_NAME: dict[str, tuple[str, str]] = {
    name: kind for names, kind in _TABLE.items() for name in names
}
_ENDS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("background-color", _COLOURED),
    ("border-radius", _SIDES),
    *((f"padding{side}", _SIDES) for side in ("", "-top", "-right", "-bottom", "-left")),
    *((f"border{side}", _BORDERED) for side in ("", "-top", "-right", "-bottom", "-left")),
)
"""Also with `inner-` or `container-` before them."""

VALUES: Mapping[str, tuple[re.Pattern[str], str]] = MappingProxyType(
    {
        name: (re.compile(pattern, re.IGNORECASE), words)
        for name, (pattern, words) in (
            *_BY_NAME.items(),
            *((start + end, kind) for start in ("", "inner-", "container-") for end, kind in _ENDS),
        )
    }
)
"""Attribute -> what its values look like, and that in words."""


def wrong_value(attribute: str, value: str) -> str:
    """What the attribute may be, in words, where it can't have this value; "" where it can."""
    pattern, words = VALUES.get(attribute, (None, ""))
    plain = unescape(value).strip()
    return words if plain and pattern is not None and not pattern.fullmatch(plain) else ""
