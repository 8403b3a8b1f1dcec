"""Reads a folder of labelled articles, for every scorer of this room.

A labelled folder holds *.tsv files in UTF-8 that begin with the line of their columns: story,
topic, language, source, hours (since the first), title, text. A text's paragraphs are parted by
" ¶ ". Which of them a scorer needs it says; the others may be missing. `look-alikes.txt`, where
there is one, names two stories a line that are not one.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from digest.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWS = Path(__file__).parent / "news"
START = datetime(2026, 1, 5, tzinfo=UTC)
OF_STORIES = ("story", "title", "text")
OF_TOPICS = ("topic", "title", "text")
OF_SUMMARIES = ("title", "text")
LONGEST = 10_000_000  # characters of a text
FURTHEST = 1_000_000  # hours


class UnfitError(Exception):
    """A folder is none that can be scored: what is wrong, and in which line of which file."""


@dataclass(frozen=True, slots=True)
class Labelled:
    story: str
    topic: str
    article: Article


def asked(needs: tuple[str, ...]) -> Path:
    """The folder that a command is asked about, without one our own; an unfit one ends it."""
    return fit(Path(sys.argv[1]) if sys.argv[1:] else NEWS, needs)


def fit(folder: Path, needs: tuple[str, ...]) -> Path:
    """A folder that can be scored; another one ends the command."""
    try:
        found, _ = read(folder, needs), look_alikes(folder)
    except UnfitError as error:
        sys.exit(f"{error}\nhint: docs/benchmarks.md, “Making the folders”, has its shape")
    return folder if found else sys.exit(f"{folder} holds no *.tsv with labelled articles")


def read(folder: Path, needs: tuple[str, ...] = ()) -> list[Labelled]:
    """Its articles.

    Raises:
        UnfitError: it is no folder, lacks one of the columns `needs`, or a line can't be read.
    """
    if not folder.is_dir():
        raise UnfitError(f"{folder} is no folder")
    rows = [row for path in sorted(folder.glob("*.tsv")) for row in _rows(path, needs)]
    return [_labelled(at, row) for at, row in enumerate(rows)]


def corpus_hash(folder: Path) -> str:
    hashed = hashlib.sha256()
    for path in sorted([*folder.glob("*.tsv"), *folder.glob("look-alikes.txt")]):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def look_alikes(folder: Path) -> list[tuple[str, str]]:
    path = folder / "look-alikes.txt"
    found = [line.split() for line in _text(path).splitlines()] if path.exists() else []
    if any(len(pair) not in {0, len(("one", "other"))} for pair in found):
        raise UnfitError(f"{path}: a line has not the names of two stories")
    return [(pair[0], pair[1]) for pair in found if pair]


def abstracts(folder: Path) -> list[str]:
    """For each article what its column `abstract` says, where the folder has one."""
    return [
        row.get("abstract") or "" for path in sorted(folder.glob("*.tsv")) for row in _rows(path)
    ]


def _rows(path: Path, needs: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    csv.field_size_limit(LONGEST)
    lines = io.StringIO(_text(path), newline="")
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        columns = table.fieldnames or ()
        if missing := [column for column in needs if column not in columns]:
            has = ", ".join(columns) or "none"
            raise UnfitError(f"{path} has no column {', '.join(missing)}; it has {has}")
        for row in table:
            if wrong := _wrong(row, needs):
                raise UnfitError(f"{path}, line {table.line_num}: {wrong}")
            yield row
    except csv.Error as error:
        raise UnfitError(f"{path}, line {table.line_num}: {error}") from error


def _wrong(row: dict[str, str], needs: tuple[str, ...]) -> str:
    if None in row or None in row.values():
        return "not as many cells as the first line has columns"
    empty = [label for label in ("story", "topic") if label in needs and not row[label].strip()]
    if empty:
        return f"no {' and no '.join(empty)}"
    return "" if _is_hours(row.get("hours") or "0") else f"no number of hours: {row['hours']}"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except (UnicodeDecodeError, OSError) as error:
        raise UnfitError(f"{path} can't be read as UTF-8: {error}") from error


def _is_hours(said: str) -> bool:
    try:
        return abs(float(said)) <= FURTHEST
    except ValueError:
        return False


def _labelled(at: int, row: dict[str, str]) -> Labelled:
    source = row.get("source", "")
    article = Article(
        id=f"a{at:012x}",
        url=f"https://news.example/{at}",
        title=row.get("title", ""),
        source=source,
        publisher=source,
        published=START + timedelta(hours=float(row.get("hours") or "0")),
        text=row.get("text", "").replace(" ¶ ", "\n\n"),
        language=row.get("language", "und"),
    )
    return Labelled(row.get("story", f"s{at}"), row.get("topic", ""), article)
