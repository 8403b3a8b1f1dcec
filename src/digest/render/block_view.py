"""What a template may see of a Block: its paragraphs, and as rows what is a list or a table.

Every string is made safe. Nothing here is HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.model import BlockKind
from digest.render.safe import Phrase, clean, direction, link, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from digest.model import Block, Edition
    from digest.render.messages import Words

_PARAGRAPHS = re.compile(r"\n\s*\n")
# A time of day or a span of it, then what happens.
_AGENDA = re.compile(
    r"\s*(?P<begin>\d{1,2}[:.]\d{2})(?:\s*[\u2013-]\s*(?P<end>\d{1,2}[:.]\d{2}))?\s+(?P<text>\S.*)"
)
_DAY = re.compile(r"\s*(?P<day>\d{4}-\d{2}-\d{2})\s+(?P<rest>\S.*)")
_NEAR = timedelta(days=180)
_WITH_CHANGE = 3  # cells of a line of data that says by how much it changed
_WITHIN = re.compile("(?<![\u2013-]) ")
_MINUS = re.compile(r"(?<!\S)-(?=[\d.,])")
_BETWEEN = ("\t", "|", ": ")  # what stands between a name and its value


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of an agenda (its time, what happens) or of data (its name, its value).

    `more` is by how much a value changed. A day of an agenda stands alone, without `text`. Of
    headlines `head` is who writes them, `url` where, and `more` of which day, where that is said.
    """

    head: str
    text: Phrase
    more: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A part that is no story; `kind` names its partial, `label` says what it is.

    `rows` holds the lines of an agenda, of data or of headlines, and is empty for other kinds.
    `site` names where `url` leads, for a link that has no other words.
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
    site: str = ""


def block_view(block: Block, edition: Edition, words: Words) -> BlockView:
    """Make a block fit to print; its time as `words` writes it."""
    paragraphs = (part for part in _PARAGRAPHS.split(block.text) if part.strip())
    url = link(block.url)
    whole = f"{block.title} {block.text}"
    label = words(_label(block))
    title = "" if block.title.strip().casefold() == label.casefold() else block.title
    return BlockView(
        id=block.id,
        kind=block.kind.value,
        label=label,
        title=phrase(title, "und", edition.language, whole),
        paragraphs=tuple(phrase(said, "und", edition.language, whole) for said in paragraphs),
        source=source_name(block.source, words, paywalled=block.paywalled),
        url=url,
        when=_when(block.time, edition, words) if block.time else "",
        rows=_one_way(tuple(_rows(block, edition, words))),
        site=_site(url),
    )


def _when(moment: datetime, edition: Edition, words: Words) -> str:
    """A block of a day has the day's first moment: nobody means midnight by it."""
    return words.when(moment, edition.date, day_only=words.begins_day(moment))


def _site(url: str) -> str:
    """The host that a URL leads to, or the address that it writes to."""
    parts = urlsplit(url)
    return (parts.hostname or parts.path).removeprefix("www.")


def _label(block: Block) -> str:
    """A figure without a title is a quotation."""
    return "quote" if block.kind is BlockKind.FIGURE and not block.title.strip() else block.kind


def _rows(block: Block, edition: Edition, words: Words) -> Iterator[RowView]:
    lines = [line for line in block.text.splitlines() if line.strip()]
    found: Iterator[tuple[str, ...]] = iter(())
    if block.kind is BlockKind.AGENDA:
        found = _agenda(lines, words)
    elif block.kind is BlockKind.DATA:
        found = map(_data, lines)
    elif block.kind in {BlockKind.VOICES, BlockKind.LEFT_OUT}:
        yield from (_headline(line, edition.language, words) for line in lines)
    elif block.kind in {BlockKind.SO_FAR, BlockKind.BACKGROUND}:
        yield from (_dated(line, edition, words) for line in lines)
    for head, text, *more in found:
        said = phrase(text, "und", edition.language)
        yield RowView(head, said, phrase("".join(more), "und", edition.language).apart)


def _one_way(rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
    """Figures below one another run one way: one that has a sign takes the bare ones along."""
    signed = next((row.text for row in rows if row.text.dir and not direction(row.text.text)), None)
    if signed is None:
        return rows
    return tuple(
        row
        if row.text.way
        else replace(row, text=replace(row.text, dir=signed.dir, way=signed.way))
        for row in rows
    )


def _headline(line: str, language: str, words: Words) -> RowView:
    """Who, what and where, parted by tabs; a line without them is words alone.

    A fourth cell says that a subscription is asked for there.
    """
    head, text, url, more = (
        [*line.split("\t"), "", "", ""][:4] if "\t" in line else ("", line, "", "")
    )
    name = source_name(head, words, paywalled=bool(more))
    return RowView(name, phrase(text, "und", language), url=link(url))


def source_name(name: str, words: Words, *, paywalled: bool) -> str:
    """Name a source, and where it asks for one, say that a subscription is needed."""
    said = clean(name)
    return f"{said} ({words('subscription')})" if paywalled and said else said


def _dated(line: str, edition: Edition, words: Words) -> RowView:
    """A headline behind its day; what is older than half a year has its year, too."""
    said, _, rest = line.partition("\t")
    if not _is_day(said):
        return _headline(line, edition.language, words)
    row, day = _headline(rest, edition.language, words), date.fromisoformat(said)
    near = edition.date - day < _NEAR
    return replace(row, more=words.short_day(day) if near else words.plain_day(day))


def _agenda(lines: Iterable[str], words: Words) -> Iterator[tuple[str, str]]:
    day = ""
    for line in lines:
        dated = _DAY.fullmatch(line)
        if dated and dated["day"] != day and _is_day(dated["day"]):
            day = dated["day"]
            yield words.short_day(date.fromisoformat(day)), ""
        rest = dated["rest"] if dated and dated["day"] == day else line
        found = _AGENDA.fullmatch(rest)
        head = _time(found, words) if found else ""
        yield (head, found["text"]) if found and head else ("", rest)


def _time(found: re.Match[str], words: Words) -> str:
    """A time of day or a span of it, as `words` writes it; "" for what is none."""
    try:
        begin = _moment(found["begin"])
        said = words.span(begin, _moment(found["end"])) if found["end"] else words.time(begin)
        return _WITHIN.sub("\xa0", said)  # a narrow column breaks a span behind its dash
    except ValueError:
        return ""


def _moment(said: str) -> time:
    hour, minute = said.replace(".", ":").split(":")
    return time(int(hour), int(minute))


def _is_day(said: str) -> bool:
    try:
        return bool(date.fromisoformat(said))
    except ValueError:
        return False


def _data(line: str) -> tuple[str, ...]:
    """A name, its value and by how much it changed; figures below zero have a true minus."""
    head, *figures = _cells(line)
    return clean(head), *(_MINUS.sub("\u2212", said) for said in figures)


def _cells(line: str) -> tuple[str, ...]:
    cells = tuple(cell for cell in line.split("\t") if cell.strip())
    if len(cells) == _WITH_CHANGE:
        return cells
    for mark in _BETWEEN:
        head, found, text = line.partition(mark)
        if found and head.strip() and text.strip():
            return head, text
    return "", line
