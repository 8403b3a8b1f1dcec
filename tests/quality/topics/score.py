"""How well topics are found in a labelled folder: by shipped words, and after lessons.

The folder's labels are the newsletter's topics. Lessons come from the stories of one half, and
are judged on the other, each half once: no article is asked that taught.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.quality.labelled import read
from tests.unit.curate.make import newsletter

from digest.curate.bayes import learn
from digest.curate.classify import Sorter
from digest.model import Topic
from digest.pipeline.topics import grade

if TYPE_CHECKING:
    from pathlib import Path

    from tests.quality.labelled import Labelled

    from digest.model import Lessons


@dataclass(frozen=True, slots=True)
class Found:
    articles: int
    accuracy: float
    macro_f1: float


def judge(folder: Path, *, language: str = "", taught: bool = False) -> Found:
    """Accuracy and macro F1 over the articles of the folder, or those of one language."""
    labelled = read(folder)
    topics = tuple(Topic(name=name) for name in sorted({one.topic for one in labelled}))
    halves = [[one for one in labelled if _half(one) == side] for side in (0, 1)]
    pairs = [(halves[0], halves[1]), (halves[1], halves[0])] if taught else [(labelled, [])]
    made = [_grade(asked, teachers, topics, language) for asked, teachers in pairs]
    total = sum(one.articles for one in made) or 1
    return Found(
        articles=total,
        accuracy=sum(one.accuracy * one.articles for one in made) / total,
        macro_f1=sum(one.macro_f1 * one.articles for one in made) / total,
    )


def _grade(
    asked: list[Labelled], teachers: list[Labelled], topics: tuple[Topic, ...], language: str
) -> Found:
    lessons: Lessons = learn((one.article, one.topic, 1.0) for one in teachers)
    sorter = Sorter(newsletter(*topics), (), lessons)
    wanted = [(one.article, one.topic) for one in asked if language in {"", one.article.language}]
    graded = grade(sorter, wanted)
    return Found(graded.articles, graded.accuracy, graded.macro_f1)


def _half(one: Labelled) -> int:
    return zlib.crc32(one.story.encode()) % 2
