"""Reads a folder of labelled articles, for every scorer of this room.

A labelled folder holds *.tsv files that begin with the line of their columns: story, topic,
language, source, hours (since the first), title, text. A text's paragraphs are parted by " ¶ ".
`look-alikes.txt`, where there is one, names two stories a line that are not one.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.model import Article

NEWS = Path(__file__).parent / "news"
START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Labelled:
    story: str
    topic: str
    article: Article


def read(folder: Path) -> list[Labelled]:
    rows = [row for path in sorted(folder.glob("*.tsv")) for row in _rows(path)]
    return [_labelled(at, row) for at, row in enumerate(rows)]


def corpus_hash(folder: Path) -> str:
    hashed = hashlib.sha256()
    for path in sorted([*folder.glob("*.tsv"), *folder.glob("look-alikes.txt")]):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def look_alikes(folder: Path) -> list[tuple[str, str]]:
    path = folder / "look-alikes.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [(one, other) for one, other in (line.split() for line in lines if line.strip())]


def abstracts(folder: Path) -> list[str]:
    """For each article what its column `abstract` says, where the folder has one."""
    return [
        row.get("abstract") or "" for path in sorted(folder.glob("*.tsv")) for row in _rows(path)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _labelled(at: int, row: dict[str, str]) -> Labelled:
    article = Article(
        id=f"a{at:012x}",
        url=f"https://news.example/{at}",
        title=row["title"],
        source=row["source"],
        publisher=row["source"],
        published=START + timedelta(hours=float(row["hours"])),
        text=row["text"].replace(" ¶ ", "\n\n"),
        language=row["language"],
    )
    return Labelled(row["story"], row["topic"], article)
