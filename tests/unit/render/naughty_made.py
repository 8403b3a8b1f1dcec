"""Naughty strings that are made: each control character, header, filler, and spelling of a scheme.

The same ones each time. Those that need an idea of their own stand in naughty.py.
"""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING, Final

from digest.render.parts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANDLERS: Final = {
    "img src=x": "onerror",
    "svg": "onload",
    "body": "onpageshow",
    "video src=x": "onerror",
    "audio src=x": "onloadstart",
    "details open": "ontoggle",
    "input autofocus": "onfocus",
    "select autofocus": "onfocus",
    "textarea autofocus": "onfocus",
    "marquee": "onstart",
    "object data=x": "onerror",
    "a tabindex=1": "onmouseover",
    "button": "onclick",
    "style": "onload",
    "iframe": "onload",
    "link rel=stylesheet href=x": "onerror",
    "table background=x": "onmouseenter",
    "p style=animation-name:x": "onanimationstart",
}
_BETWEEN: Final = ("\t", "\n", "\r", "\0", "\x01", "\x0b", "\xa0", "\u2028", "\ufeff", "\u200b")
_QUOTES: Final = ('"', "'", "`", "\u201c", "\u201d", "\xab", "\uff02", "\uff07", "\u02bc", "&quot;")
_HEADERS: Final = (
    *("Bcc", "Cc", "To", "From", "Subject", "Reply-To", "Content-Type", "MIME-Version"),
    *("List-Unsubscribe", "DKIM-Signature", "Return-Path"),
)
_ENDS: Final = ("\r\n", "\n", "\r", "%0d%0a", "\u2028", "\x85")
# Formatting characters, fillers that look like nothing, and tags (Unicode, categories Cf and Lo).
_UNSEEN: Final = (
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *(0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB),
    *(0x1D173, 0xE0001, 0xE0020, 0xE007F, 0xE0100),
)
# Where the digits of other scripts begin.
_DIGITS: Final = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xD66),
    *(0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7F6),
)
_MARKS: Final = tuple(map(chr, range(0x300, 0x36F)))
_SKINS: Final = tuple(map(chr, range(0x1F3FB, 0x1F400)))


def _markup() -> Iterator[str]:
    for tag, event in _HANDLERS.items():
        yield f"<{tag} {event}=alert(1)>"
        yield f'"><{tag}/{event}=alert`1`//'
    for quote in _QUOTES:
        yield f"{quote} onmouseover={quote}alert(1)"
        yield f"x{quote}y{quote}{quote}z"
    for depth in (1, 3, 40):
        yield "<!--" * depth + "x" + "-->" * depth
        yield "<div>" * depth
        yield "</div>" * depth


def _links() -> Iterator[str]:
    for char in _BETWEEN:
        yield f"java{char}script:alert(1)"
        yield f"{char}javascript:alert(1)"
    for scheme in ("livescript", "mocha", "view-source:javascript", "feed:javascript", "jar"):
        yield f"{scheme}:alert(1)"


def _heads() -> Iterator[str]:
    for header, end in product(_HEADERS, _ENDS):
        yield f"a{end}{header}: all@evil.example"


def _fields() -> Iterator[str]:
    for name in sorted(FIELDS | {"topic_1_count", "topic_1_place"}):
        yield f"__DIGEST_{name.upper()}__"
        yield f"__digest_{name}__"
        yield f"___DIGEST_{name.upper()}___"
    for number in range(6):
        yield f"<!--digest:{number}-->"
        yield f"\x02{number}\x03"
        yield f"\x1e{number}:parts/slot.mjml.j2\x1f"


def _letters() -> Iterator[str]:
    for number in (*range(0x20), *range(0x7F, 0xA0)):
        yield f"con{chr(number)}trol"
    for number in _UNSEEN:
        yield f"un{chr(number)}seen"
    for first in _DIGITS:
        yield "".join(chr(first + n) for n in range(10))
    for plane in range(17):
        yield f"no character {chr(plane << 16 | 0xFFFE)}"
    for high in (1, 4, 16, 64, 250):
        yield "".join(char + "".join(_MARKS[n % 109] for n in range(high)) for char in "zalgo")
    for skin in _SKINS:
        yield f"\U0001f44b{skin} \U0001f469{skin}\u200d\U0001f91d\u200d\U0001f468{skin}"
    for lone in ("\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800"):
        yield f"lone {lone} half"


def _long() -> Iterator[str]:
    for piece in (
        "a",
        "\u4e2d",
        "\u0645",
        "\u0915\u094d",
        "-",
        "\xad",
        "\u200b",
        "&",
        "<",
        "e\u0301",
    ):
        yield piece * 300


MADE: Final = tuple(chain(_markup(), _links(), _heads(), _fields(), _letters(), _long()))
