"""Scores a folder of labelled articles: does curate put the same event into one story?

A labelled folder holds *.tsv files, one article a line, five columns parted by tabs: event,
hours since the first, publisher, title, text. Never compares the wording of anything.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from digest.curate.cluster import cluster
from digest.model import Article

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from pathlib import Path

START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    f1: float


def read(folder: Path, *, titles_only: bool = False) -> list[tuple[str, Article]]:
    lines = [
        line
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()
        if line
    ]
    return [_labelled(at, line, titles_only=titles_only) for at, line in enumerate(lines)]


def corpus_hash(folder: Path) -> str:
    hashed = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def stories(labelled: Sequence[tuple[str, Article]]) -> dict[str, int]:
    groups = cluster([article for _, article in labelled])
    return {article.id: at for at, group in enumerate(groups) for article in group}


def bcubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """BCubed precision, recall and F1 (Bagga and Baldwin, 1998)."""
    truth, guess = _members(gold), _members(found)
    shared = {one: len(truth[gold[one]] & guess[found[one]]) for one in gold}
    precision = sum(count / len(guess[found[one]]) for one, count in shared.items()) / len(gold)
    recall = sum(count / len(truth[gold[one]]) for one, count in shared.items()) / len(gold)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def score(folder: Path, *, titles_only: bool = False) -> Score:
    labelled = read(folder, titles_only=titles_only)
    gold = {article.id: event for event, article in labelled}
    return bcubed(gold, stories(labelled))


def _members(labels: Mapping[str, Hashable]) -> Mapping[Hashable, set[str]]:
    members: defaultdict[Hashable, set[str]] = defaultdict(set)
    for one, label in labels.items():
        members[label].add(one)
    return members


def _labelled(at: int, line: str, *, titles_only: bool) -> tuple[str, Article]:
    event, hours, publisher, title, text = line.split("\t")
    article = Article(
        id=f"a{at:012x}",
        url=f"https://news.example/{at}",
        title=title,
        source=publisher,
        publisher=publisher,
        published=START + timedelta(hours=float(hours)),
        text="" if titles_only else text,
    )
    return event, article
