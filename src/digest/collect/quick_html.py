"""A short way for the plainest HTML, in front of lxml: the same words, sooner.

It reads only what it is sure of: few elements, each closed where it was opened. One other
element, reference or letter, and nothing is read here: lxml is the reference, and does it. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final

from digest.collect import clean
from digest.collect.lines import BREAK, parted

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG: Final = re.compile(r"""(/?[a-z][a-z0-9]*)((?:\s+[a-z-]+=(?:"[^"<>]*"|'[^'<>]*'))*\s*/?)""")
_ODD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE: Final = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp|[lr][sd]quo|[nm]dash|hellip|#(?:3[2-9]|[4-9]\d|1[01]\d|16\d|8\d{3}));"
)
_UNSURE: Final = re.compile(r"\s(?:hidden|style)=|/$")
_DEEPEST: Final = 50
_SHORT: Final = 200  # characters of a tag that is remembered

_EMPTY: Final = {"br": BREAK, "img": ""}
_INLINE_NAMES: Final = "a abbr b cite code del em font i ins q s small span strong sub sup u"
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FLOW: Final = frozenset(("", "div", "section", "article", "blockquote", "figure", "li"))
_PARENTS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys((*_FLOW, "p", "ul", "ol", *_HEADINGS), _FLOW),
    "figcaption": frozenset(("figure",)),
    "li": frozenset(("ul", "ol")),
}
"""By block, what it may stand in; "" is the fragment itself."""

_NAMES: Final = _INLINE | _PARENTS.keys() - {""}
_BARE: Final = {tag: tag for name in _NAMES for tag in (name, f"/{name}")}


class _UnsureError(Exception):
    """Lxml is to do it."""


def paragraphs(source: str) -> list[str] | None:
    """The clean paragraphs of a fragment, some of them empty; None where lxml is to read it."""
    if not source.isprintable() and _ODD.search(source):
        return None
    try:
        told, captions = _read(source.split("<"))
    except _UnsureError:
        return None
    return told if any(told) else captions


def _read(pieces: list[str]) -> tuple[list[str], list[str]]:
    """Part the words where blocks begin and end; apart from them, what is said of pictures.

    A piece is a tag but for its "<", and a text.
    """
    words, inside, pictured = [_plain(pieces[0])], [""], False
    told: list[str] = []
    captions: list[str] = []
    for piece in pieces[1:]:
        inner, closed, text = piece.partition(">")
        if not closed:
            raise _UnsureError
        tag = _BARE.get(inner) or _known(inner)
        if tag in _INLINE:
            inside.append(tag)
        elif tag[0] == "/":
            if (name := tag[1:]) != inside.pop():
                raise _UnsureError
            if name not in _INLINE:
                place = captions if name == "figcaption" else told
                place += _paragraphs(words, name)
                words = []
        elif tag in _EMPTY:
            words.append(_EMPTY[tag])
            pictured = pictured or tag == "img"
        else:
            told += _paragraphs(words, "")
            words = []
            inside.append(_block(tag, inside))
            pictured = _is_pictured(tag, pictured)
        words.append(_plain(text) if "&" in text else text)
    if len(inside) > 1:
        raise _UnsureError
    return [*told, *_paragraphs(words, "")], captions


def _is_pictured(opened: str, pictured: bool) -> bool:  # noqa: FBT001 - what was known before it
    """Whether a figure has shown a picture; one that has a caption shows it before."""
    if opened == "figcaption" and not pictured:
        raise _UnsureError
    return pictured and opened != "figure"


def _known(tag: str) -> str:
    return _name(tag) if len(tag) <= _SHORT else _name.__wrapped__(tag)


@lru_cache(maxsize=512)
def _name(tag: str) -> str:
    """The name of a tag, that of one that closes behind its slash."""
    found = _TAG.fullmatch(tag)
    if found is None or (found[2] and found[1] not in _EMPTY and _UNSURE.search(found[2])):
        raise _UnsureError
    return found[1]


def _plain(text: str) -> str:
    """What stands between the tags, its references undone."""
    if text.count("&") != len(_REFERENCE.findall(text)):
        raise _UnsureError
    return unescape(text)


def _block(name: str, inside: list[str]) -> str:
    """The name, where such a block may open."""
    if inside[-1] not in _PARENTS.get(name, ()) or len(inside) > _DEEPEST:
        raise _UnsureError
    return name


def _paragraphs(words: list[str], closed: str) -> list[str]:
    """What was gathered: two ends of a line part it."""
    text = "".join(words).strip()
    if not text:
        return []
    make = clean.heading if closed in _HEADINGS else clean.paragraph
    return [make(part) for part in parted(text)] if BREAK in text else [make(text)]
