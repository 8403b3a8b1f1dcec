"""A table of labelled articles, read from a file that somebody else wrote."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

__all__ = ["labelled"]

_NEEDED = ("topic", "title")
_HINT = "the first line names the columns: topic and title at least, which each line has"
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def labelled(file: Path, *, now: datetime, language: str = "") -> list[tuple[Article, str]]:
    """Each article of a table, with its topic.

    Its cells are parted by tabs, or by what parts its first line; a spreadsheet's quotation marks
    around one are none of its words.

    Args:
        file: in UTF-8, or in UTF-16 with its mark, as spreadsheets write it.
        now: when its articles count as published.
        language: of articles of which the table says none.

    Raises:
        DigestError: it can't be read, lacks a column or holds nothing, or a line has no topic or
            no title.
    """
    try:
        rows = [(at, row) for at, row in _rows(_text(file.read_bytes())) if any(row)]
    except (OSError, UnicodeError, csv.Error) as error:
        raise DigestError(f"{file} can't be read: {error}", "it is to be UTF-8") from error
    if len(rows) <= 1:
        raise DigestError(f"{file} holds no articles", _HINT)
    names = [name.strip().lower() for name in rows[0][1]]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise DigestError(f"{file} has no column {missing[0]}", _HINT)
    told = ((at, dict(zip(names, row, strict=False))) for at, row in rows[1:])
    return [_labelled(file, at, row, now, language) for at, row in told]


def _text(raw: bytes) -> str:
    return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row, with the number of its last line."""
    head = text.partition("\n")[0]
    mark = next((mark for mark in "\t;," if mark in head), "\t")
    if mark == "\t":
        for at, line in enumerate(text.split("\n"), start=1):
            yield at, [_bare(cell) for cell in line.rstrip("\r").split(mark)]
        return
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark)
    for row in reader:
        yield reader.line_num, row


def _bare(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell)
    return quoted[1].replace('""', '"') if quoted else cell


def _labelled(
    file: Path, at: int, row: Mapping[str, str], now: datetime, language: str
) -> tuple[Article, str]:
    missing = [name for name in _NEEDED if not row.get(name, "").strip()]
    if missing:
        raise DigestError(f"{file}, line {at}, has no {missing[0]}", _HINT)
    return _article(at, row, now, language), row["topic"].strip()


def _article(at: int, row: Mapping[str, str], now: datetime, language: str) -> Article:
    def cell(name: str) -> str:
        return row.get(name, "")

    return Article(
        id=f"a{at:012x}",
        url=cell("url") or None,
        title=cell("title"),
        source=cell("source"),
        publisher=cell("source"),
        published=now,
        summary=cell("summary"),
        text=cell("text").replace(" ¶ ", "\n\n"),
        language=cell("language") or language or "und",
        categories=tuple(part.strip() for part in cell("categories").split(";") if part.strip()),
    )
