"""Which MJML tag may stand in which, as MJML's own documentation says of each component.

The compiler judges next to none of it: it makes broken tables of a section in a column, and lets
words stand between the cells of a table. Left out are the tags that are refused, and mj-raw beside
the head and the body, which this compiler does not take.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.render.mjml_tags import TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTENT = "mj-button mj-divider mj-image mj-raw mj-spacer mj-table mj-text"
_TABLE = {
    "": "mjml",
    "mjml": "mj-head mj-body",
    "mj-head": "mj-attributes mj-breakpoint mj-preview mj-raw mj-style mj-title",
    "mj-attributes": f"mj-all mj-class {' '.join(TAGS)}",
    "mj-body": "mj-hero mj-raw mj-section mj-wrapper",
    "mj-wrapper": "mj-hero mj-raw mj-section",
    "mj-section": "mj-column mj-group mj-raw",
    "mj-group": "mj-column mj-raw",
    "mj-column": _CONTENT,
    "mj-hero": _CONTENT,
}
HOLDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {tag: frozenset(names.split()) for tag, names in _TABLE.items()}
)
"""Tag -> the tags that it may hold, and nothing else; "" is the document."""

HTML_IN = ("mj-text", "mj-button", "mj-table", "mj-raw")
"""The tags that hold words and HTML. In one of these no MJML is compiled."""

_WORDS_ALONE = frozenset({"mj-preview", "mj-style", "mj-title"})
_EMPTY = frozenset(TAGS) - HOLDS.keys() - {*HTML_IN} - _WORDS_ALONE


@lru_cache(maxsize=1024)
def misplaced(name: str, inside: str) -> str:
    """What is wrong with a tag right inside another; "" where it may stand there."""
    where = f"can't stand in <{inside}>" if inside else "can't be the whole"
    if name != "mjml" and not name.startswith("mj-"):
        fits = inside not in HOLDS and inside not in _EMPTY | _WORDS_ALONE
        return "" if fits else f"<{name}> {where}: HTML stands in {_either(HTML_IN)}"
    if name in HOLDS.get(inside, ()):
        return ""
    homes = [tag or "the document" for tag, held in HOLDS.items() if name in held]
    return f"<{name}> {where}: it stands in {_either(_meant(homes))}"


@lru_cache(maxsize=1024)
def wordless(inside: str) -> str:
    """What is wrong with words right inside a tag; "" where they may stand there."""
    if inside and (inside in HOLDS or inside in _EMPTY):
        return f"words can't stand in <{inside}>: they stand in {_either(HTML_IN)}"
    return ""


def _meant(homes: list[str]) -> list[str]:
    """Every tag may have a default: nobody means that."""
    return [home for home in homes if home != "mj-attributes"] or homes


def _either(names: list[str] | tuple[str, ...]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
