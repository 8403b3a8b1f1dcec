"""How well topics are found in a labelled folder: by shipped words, and after lessons.

The folder's labels are the newsletter's topics. Lessons come from the stories of one half, and
are judged on the other, each half once: no article is asked that taught.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from tests.quality.labelled import read
from tests.unit.curate.make import newsletter

from digest.config import load
from digest.config.semantic import SemanticSettings
from digest.curate.bayes import learn
from digest.curate.classify import Sorter
from digest.curate.meaning import Meanings, phrases, said, summed
from digest.model import Topic
from digest.pipeline.embedder import embedder_for
from digest.pipeline.meanings import first
from digest.pipeline.topics import grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.quality.labelled import Labelled

    from digest.curate.meaning import Vector
    from digest.model import Article, Lessons
    from digest.pipeline.embedder import Embedder


@dataclass(frozen=True, slots=True)
class Found:
    articles: int
    accuracy: float
    macro_f1: float


def judge(
    folder: Path, *, language: str = "", taught: bool = False, model: Embedder | None = None
) -> Found:
    """Accuracy and macro F1 over the articles of the folder, or those of one language.

    With a sentence model by meaning and words, else by words.
    """
    labelled = read(folder)
    topics = tuple(Topic(name=name) for name in sorted({one.topic for one in labelled}))
    halves = [[one for one in labelled if _half(one) == side] for side in (0, 1)]
    pairs = [(halves[0], halves[1]), (halves[1], halves[0])] if taught else [(labelled, [])]
    made = [_grade(asked, teachers, topics, language, model) for asked, teachers in pairs]
    total = sum(one.articles for one in made) or 1
    return Found(
        articles=total,
        accuracy=sum(one.accuracy * one.articles for one in made) / total,
        macro_f1=sum(one.macro_f1 * one.articles for one in made) / total,
    )


def _grade(
    asked: list[Labelled],
    teachers: list[Labelled],
    topics: tuple[Topic, ...],
    language: str,
    model: Embedder | None,
) -> Found:
    taught = [(one.article, one.topic, 1.0) for one in teachers]
    lessons: Lessons = learn(taught)
    meanings = None
    if model:
        read = {text: _vector(model, text) for text in phrases(topics)}
        lessons = replace(lessons, meant=summed(_meant(model, taught)), model=model.mark)
        told = {one.article.id: _vector(model, said(one.article)) for one in asked}
        meanings = Meanings(model.mark, told, read)
    sorter = Sorter(newsletter(*topics), (), lessons, meanings)
    wanted = [(one.article, one.topic) for one in asked if language in {"", one.article.language}]
    graded = grade(sorter, wanted)
    return Found(graded.articles, graded.accuracy, graded.macro_f1)


def opened(model: str) -> Embedder | None:
    """The sentence model of a folder, as it is configured without other keys."""
    settings = load(None, environ={})
    named = SemanticSettings(model=str(Path(model).resolve()))
    return embedder_for(msgspec.structs.replace(settings, semantic=named))


def _meant(
    model: Embedder, taught: list[tuple[Article, str, float]]
) -> Iterator[tuple[Vector, str, float]]:
    """As a train has it: no more articles of a topic than teach."""
    for article, topic, weight in first(taught):
        yield _vector(model, said(article)), topic, weight


@cache
def _vector(model: Embedder, text: str) -> Vector:
    return model.vector(text)


def _half(one: Labelled) -> int:
    return zlib.crc32(one.story.encode()) % 2
