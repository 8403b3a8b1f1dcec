"""What a template may see of a Block: its paragraphs, and as rows what is a list or a table.

Every string is made safe. Nothing here is HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import BlockKind
from digest.render.safe import Phrase, clean, link, phrase

if TYPE_CHECKING:
    from digest.model import Block, Edition
    from digest.render.messages import Words

_PARAGRAPHS = re.compile(r"\n\s*\n")
# A time of day or a span of it, then what happens.
_AGENDA = re.compile(
    r"\s*(?P<head>\d{1,2}(?:[:.]\d{2})?(?:\s*[\u2013-]\s*\d{1,2}(?:[:.]\d{2})?)?)\s+(?P<text>\D.*)"
)
_BETWEEN = ("\t", "|", ": ")  # what stands between a name and its value


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of an agenda (its time, what happens) or of data (its name, its value)."""

    head: str
    text: Phrase


@dataclass(frozen=True, slots=True)
class BlockView:
    """A part that is no story; `kind` names its partial, `label` says what it is.

    `rows` holds the lines of an agenda or of data, and is empty for other kinds.
    """

    id: str
    kind: str
    label: str
    title: Phrase
    paragraphs: tuple[Phrase, ...]
    source: str
    url: str
    when: str
    rows: tuple[RowView, ...] = ()


def block_view(block: Block, edition: Edition, words: Words) -> BlockView:
    """Make a block fit to print; its time as `words` writes it."""
    paragraphs = (part for part in _PARAGRAPHS.split(block.text) if part.strip())
    return BlockView(
        id=block.id,
        kind=block.kind.value,
        label=words(_label(block)),
        title=phrase(block.title, "und", edition.language),
        paragraphs=tuple(phrase(said, "und", edition.language) for said in paragraphs),
        source=clean(block.source),
        url=link(block.url),
        when=words.when(block.time, edition.date) if block.time else "",
        rows=_rows(block, edition.language),
    )


def _label(block: Block) -> str:
    """A figure without a title is a quotation."""
    return "quote" if block.kind is BlockKind.FIGURE and not block.title.strip() else block.kind


def _rows(block: Block, language: str) -> tuple[RowView, ...]:
    part = {BlockKind.AGENDA: _agenda, BlockKind.DATA: _data}.get(block.kind)
    lines = (line for line in block.text.splitlines() if line.strip())
    found = (part(line) for line in lines) if part else ()
    return tuple(RowView(clean(head), phrase(text, "und", language)) for head, text in found)


def _agenda(line: str) -> tuple[str, str]:
    found = _AGENDA.fullmatch(line)
    return (found["head"], found["text"]) if found else ("", line)


def _data(line: str) -> tuple[str, str]:
    for mark in _BETWEEN:
        head, found, text = line.partition(mark)
        if found and head.strip() and text.strip():
            return head, text
    return "", line
