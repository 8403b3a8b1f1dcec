"""The clean paragraphs of the tree that trafilatura finds: headings, lists, tables in lines. Pure.

Its tags are of TEI: head, p, list and item, quote, code, table with row and cell, lb for a line's
end; where it fell back on another extractor they stand in a div.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.collect import clean
from digest.collect.dates import is_ago, parse_date
from digest.collect.titles import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_BLOCKS = frozenset(
    ("p", "head", "item", "quote", "code", "list", "table", "row", "cell", "div", "body")
)
_CELL = 80  # characters up to which the cells of a row stand in one line
_BREAK = "\n"
_OPENING = 3  # blocks in which the title may be told again
_KICKER = 30  # letters of a kicker


def paragraphs(body: _Element, title: str) -> Iterator[str]:
    """Give the paragraphs below `body`, less the title at their head and the kicker above it.

    A date alone behind it is no paragraph either, nor is how long ago it was anywhere.
    """
    blocks = list(_blocks(body))
    start = _head(blocks[:_OPENING], letters(title))
    if blocks[start:] and parse_date(blocks[start]) is not None:
        start += 1
    yield from (block for block in blocks[start:] if not is_ago(block))


def _head(blocks: list[str], title: str) -> int:
    """How many of the first blocks are the title, or stand above it."""
    said = [letters(block) for block in blocks]
    marks = [at for at, words in enumerate(said, 1) if words == title or _holds(words, title)]
    end = max(marks, default=0) if title else 0
    return end if all(len(words) <= len(title) + _KICKER for words in said[:end]) else 0


def _holds(words: str, title: str) -> bool:
    return words.endswith(title) and len(words) <= len(title) + _KICKER


def _blocks(tag: _Element) -> Iterator[str]:
    """The paragraphs of one element: what stands between its blocks is a paragraph, too."""
    if tag.tag == "row" and _is_line(tag):
        yield clean.paragraph(" | ".join(filter(None, (_flat(cell) for cell in tag))))
        return
    held = [tag.text or ""]
    for child in tag:
        if child.tag in _BLOCKS:
            yield from _made(held, tag)
            yield from _blocks(child)
            held = []
        else:
            held.append(_BREAK if child.tag == "lb" else "".join(_inline(child)))
        held.append(child.tail or "")
    yield from _made(held, tag)


def _made(held: list[str], tag: _Element) -> Iterator[str]:
    """Paragraphs of gathered words: two breaks in a row part them, one is a space."""
    make = clean.heading if tag.tag == "head" else clean.paragraph
    for part in "".join(held).replace(_BREAK + " ", _BREAK).split(_BREAK + _BREAK):
        if words := make(part):
            yield words


def _inline(tag: _Element) -> Iterator[str]:
    if tag.tag == "graphic":
        return
    yield tag.text or ""
    for child in tag:
        yield _BREAK if child.tag == "lb" else "".join(_inline(child))
        yield child.tail or ""


def _is_line(row: _Element) -> bool:
    plain = all(child.tag not in _BLOCKS for cell in row for child in cell)
    return plain and all(len(_flat(cell)) <= _CELL for cell in row)


def _flat(cell: _Element) -> str:
    return " ".join("".join(_inline(cell)).split())
