"""Scores pairs of articles a day apart: is the later one of the matter of the earlier one?

As an edition sees it: it is, where both are of one story, or the later one's goes on from the
earlier one's. Each pair is judged alone, as in a newsroom of one source, and among all others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.quality.labelled import START

from digest.curate.reading import read_all
from digest.curate.settle import settle
from digest.model import Article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

PAIRS = Path(__file__).parent / "pairs.txt"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pair:
    """An article of one day and one of the next, and whether they are of one matter."""

    language: str
    same: bool
    earlier: Article
    later: Article


def pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs of a file."""
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [_pair(2 * at, *row) for at, row in enumerate(rows)]


def tied(one_day: Sequence[Pair]) -> list[bool]:
    """Of each pair whether its articles are tied, when these came in on two days."""
    earlier = read_all(pair.earlier for pair in one_day)
    first = settle(earlier, {})
    both = [*first.kept, *read_all(pair.later for pair in one_day)]
    second = settle(both, first.story_of)
    story_of = {**first.story_of, **second.story_of}
    found = []
    for pair in one_day:
        story, before = story_of[pair.later.id], story_of[pair.earlier.id]
        found.append(before in {story, second.before.get(story)})
    return found


def alone(labelled: Sequence[Pair]) -> list[bool]:
    """Likewise, when nothing else came in."""
    return [tied([pair])[0] for pair in labelled]


def silent(labelled: Sequence[Pair]) -> list[bool]:
    """Likewise, when the earlier ones were told before a long weekend: on Friday, and Tuesday."""
    earlier = read_all(_at(one.earlier, one.earlier.published - 3 * DAY) for one in labelled)
    first = settle(earlier, {})
    both = [*first.kept, *read_all(pair.later for pair in labelled)]
    second = settle(both, {}, past=first.story_of)
    return [
        second.before.get(second.story_of[one.later.id]) == first.story_of[one.earlier.id]
        for one in labelled
    ]


def as_one(labelled: Sequence[Pair], *, after: timedelta = DAY) -> list[bool]:
    """Of each pair whether it is one story, when nothing else came in and the later one so late."""
    return [
        _is_one(pair.earlier, _at(pair.later, pair.earlier.published + after)) for pair in labelled
    ]


def _is_one(earlier: Article, later: Article) -> bool:
    first = settle(read_all([earlier]), {})
    second = settle([*first.kept, *read_all([later])], first.story_of)
    return second.story_of[later.id] == {**first.story_of, **second.story_of}[earlier.id]


def _at(article: Article, published: datetime) -> Article:
    return replace(article, published=published)


def _pair(at: int, language: str, label: str, *told: str) -> Pair:
    title, text, later_title, later_text = told
    return Pair(
        language,
        label == "same",
        _article(at, title, text, language),
        _article(at + 1, later_title, later_text, language),
    )


def _article(at: int, title: str, text: str, language: str) -> Article:
    return Article(
        id=f"a{at:012x}",
        url=f"https://news.example/{at}",
        title=title,
        source="Herald",
        publisher="The Herald",
        published=START + timedelta(minutes=at) + DAY * (at % 2),
        text=text,
        language=language,
    )
