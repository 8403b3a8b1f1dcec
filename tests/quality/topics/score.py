"""How well topics are found in a labelled folder: by shipped words, and after lessons.

The folder's labels are the newsletter's topics. Lessons come from the stories of one half, and
are judged on the other, each half once, or from another folder: no article is asked that taught.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from tests.quality.labelled import UnfitError, read
from tests.unit.curate.make import newsletter

from digest.config import load
from digest.config.semantic import SemanticSettings
from digest.curate.bayes import learn
from digest.curate.classify import Sorter
from digest.curate.meaning import Meanings, phrases, said, summed
from digest.curate.topic_names import by_category, covered
from digest.model import OTHER, Topic
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
    """Shares of what was asked."""

    articles: int
    accuracy: float
    macro_f1: float
    named: float

    @property
    def sure(self) -> float:
        """What was right among those that got a topic at all."""
        return self.accuracy / (self.named or 1)


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
    accuracy, macro_f1, named = (
        sum(getattr(one, figure) * one.articles for one in made) / total
        for figure in ("accuracy", "macro_f1", "named")
    )
    return Found(total, accuracy, macro_f1, named)


def judge_taught(folder: Path, teacher: Path, model: Embedder | None = None) -> Found:
    """Of all articles of a folder, after lessons from all of another.

    The other's topics count as those of the folder that take them: Technology as Sci/Tech. What
    none takes teaches nothing.

    Raises:
        UnfitError: none is taken.
    """
    labelled = read(folder)
    names = sorted({one.topic for one in labelled})
    known = {**covered(names), **{name: name for name in names}}
    taught = [
        replace(one, topic=known[name])
        for one in read(teacher)
        if (name := one.topic if one.topic in known else _label(one.topic)) in known
    ]
    if not taught:
        raise UnfitError(f"no topic of {teacher} is one of {folder}: {', '.join(names)}")
    return _grade(labelled, taught, tuple(Topic(name=name) for name in names), "", model)


def _label(topic: str) -> str:
    return next(iter(by_category(topic)[-1:]), "")


def judge_stories(folder: Path) -> tuple[int, float, float]:
    """How many stories the folder has, the share of right topics by shipped words, and of named."""
    stories: defaultdict[str, list[Labelled]] = defaultdict(list)
    for one in read(folder):
        stories[one.story].append(one)
    topics = {told[0].topic for told in stories.values()}
    sorter = Sorter(newsletter(*(Topic(name=name) for name in sorted(topics))), ())
    found = [(sorter.topic([one.article for one in told])[0], told) for told in stories.values()]
    right = sum(topic == told[0].topic for topic, told in found)
    named = sum(topic != OTHER for topic, _ in found)
    return len(found), right / (len(found) or 1), named / (len(found) or 1)


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
    named = 1 - sum(topic == OTHER for *_, topic in graded.wrong) / (graded.articles or 1)
    return Found(graded.articles, graded.accuracy, graded.macro_f1, named)


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
