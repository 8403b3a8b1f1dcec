"""Scores a folder of labelled articles: does curate put the same event into one story?

Each way of grouping gets the articles and nothing else. Never compares the wording of anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.quality.labelled import look_alikes, read
from tests.quality.measures import Score, bcubed, merged
from tests.quality.stories.rivals import by_centroid, by_minhash

from digest.curate.cluster import cluster
from digest.model import Article

if TYPE_CHECKING:
    from pathlib import Path

Grouping = Callable[[Sequence[Article]], list[list[Article]]]
WAYS: Mapping[str, Grouping] = {"ours": cluster, "centroid": by_centroid, "minhash": by_minhash}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a way of grouping is worth: the score, and which look-alikes it took for one."""

    score: Score
    merged: list[tuple[str, str]]
    pairs: int


def judge(
    folder: Path, *, way: str = "ours", titles_only: bool = False, language: str | None = None
) -> Judged:
    """All articles are grouped; those of `language` alone, where one is given, are scored."""
    labelled = read(folder)
    articles = [one.article for one in labelled]
    if titles_only:
        articles = [replace(article, text="") for article in articles]
    groups = WAYS[way](articles)
    found = {article.id: at for at, group in enumerate(groups) for article in group}
    gold = {
        one.article.id: one.story
        for one in labelled
        if language is None or one.article.language == language
    }
    pairs = look_alikes(folder)
    return Judged(bcubed(gold, found), merged(pairs, gold, found), len(pairs))
