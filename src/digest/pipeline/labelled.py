"""A table of labelled articles, read from a file that somebody else wrote."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.model import Article

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

__all__ = ["labelled"]

_NEEDED = ("topic", "title")


def labelled(file: Path, *, now: datetime) -> list[tuple[Article, str]]:
    """Each article of a tab-separated table, with its topic.

    Raises:
        DigestError: it can't be read, lacks a column, or holds nothing.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DigestError(f"{file} can't be read: {error}", "it is to be UTF-8") from error
    missing = [name for name in _NEEDED if not rows or name not in rows[0]]
    if missing:
        raise DigestError(
            f"{file} has no column {missing[0]}" if rows else f"{file} holds no articles",
            "the first line names the columns: topic and title at least, parted by tabs",
        )
    return [(_article(at, row, now), row["topic"].strip()) for at, row in enumerate(rows)]


def _article(at: int, row: dict[str, str | None], now: datetime) -> Article:
    def cell(name: str) -> str:
        return row.get(name) or ""

    return Article(
        id=f"a{at:012x}",
        url=cell("url") or None,
        title=cell("title"),
        source=cell("source"),
        publisher=cell("source"),
        published=now,
        summary=cell("summary"),
        text=cell("text").replace(" ¶ ", "\n\n"),
        language=cell("language") or "und",
        categories=tuple(part.strip() for part in cell("categories").split(";") if part.strip()),
    )
