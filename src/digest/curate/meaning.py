"""Which topic an article is nearest to in meaning, by vectors that a sentence model gave.

A topic is the mean of phrases on what it is about, of its own words, and of the articles that
the installation's history put there. Nearness alone is right less often than the classifier of
words, both together more often than either. Pure: vectors in, numbers out; knows no model.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import mul
from typing import TYPE_CHECKING

from digest.curate.bayes import NOBODY
from digest.curate.text import content
from digest.curate.topic_names import covered
from digest.curate.topic_phrases import TOPIC_PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model import Article, Lessons, Topic

__all__ = ["Compass", "Meanings", "Vector", "phrases", "said", "summed", "together"]

READ = 1_000  # characters below the title that are read: news stands at the top
PRIOR = 30.0  # articles that what a topic is said to be about counts as
SAY = 10.0  # how loudly words speak beside nearness

Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of length one: of articles by id, of what is said of topics by its text.

    `model` is the print of what gave them.
    """

    model: str = ""
    articles: Mapping[str, Vector] = field(default_factory=dict)
    texts: Mapping[str, Vector] = field(default_factory=dict)


def said(article: Article) -> str:
    """The words of an article whose meaning is asked for: its title, and how its text begins."""
    below = " ".join(content(article.summary, article.text, limit=READ).split())
    return f"{article.title[:READ]}\n{below}".strip()


def phrases(topics: Iterable[Topic]) -> list[str]:
    """All that is said of topics: the shipped phrases, and each topic's name and own words."""
    return [
        *(phrase for told in TOPIC_PHRASES.values() for phrase in told),
        *(_own(topic) for topic in topics),
    ]


def summed(read: Iterable[tuple[Vector, str, float]]) -> dict[str, Vector]:
    """By topic, the vectors of its articles added up, each as often as it counts."""
    sums: dict[str, Vector] = {}
    for vector, topic, weight in read:
        known = sums.get(topic, (0.0,) * len(vector))
        sums[topic] = tuple(one + weight * more for one, more in zip(known, vector, strict=True))
    return sums


class Compass:
    """Points from an article to the topics of one newsletter."""

    def __init__(self, topics: Sequence[Topic], lessons: Lessons, meanings: Meanings) -> None:
        self._articles = meanings.articles
        self._named = {topic.name for topic in topics}
        told = _told(topics, meanings)
        if lessons.model == meanings.model:
            told = _taught(told, {one: lessons.meant[one] for one in told if one in lessons.meant})
        self._middle = _mean(told.values())
        self._places = {name: _unit(_less(one, self._middle)) for name, one in told.items()}

    def near(self, article: Article) -> dict[str, float]:
        """How near each topic is, from 1 to -1; empty for an article without a vector.

        Under the topic "" stands the nearest of what the newsletter has no topic for.
        """
        vector = self._articles.get(article.id)
        if not vector or len(self._places) <= 1:
            return {}
        seen = _unit(_less(vector, self._middle))
        found: dict[str, float] = {}
        for name, place in self._places.items():
            topic = name if name in self._named else NOBODY
            found[topic] = max(round(_dot(seen, place), 6), found.get(topic, -1.0))
        return found


def together(near: Mapping[str, float], scores: Mapping[str, float]) -> str:
    """The topic that nearness and the scores of words speak for; of equals the last by name."""
    said = {topic: close + SAY * _behind(scores, topic) for topic, close in near.items()}
    return max(said, key=lambda topic: (round(said[topic], 6), topic))


def _behind(scores: Mapping[str, float], topic: str) -> float:
    """How far a topic's score is behind the best, as a share of it; one without is the last."""
    if not scores:
        return 0.0
    best = max(scores.values())
    return (scores.get(topic, min(scores.values())) - best) / (abs(best) or 1.0)


def _own(topic: Topic) -> str:
    """What a newsletter says of a topic; what it rules out is left out."""
    words = (word for word in topic.words if not word.startswith("NOT "))
    told = ", ".join(word.strip('"* ') for word in words)
    return f"{topic.name}: {told}" if told else topic.name


def _told(topics: Sequence[Topic], meanings: Meanings) -> dict[str, Vector]:
    """Where topics stand before anything was learned; labels that none takes, by themselves.

    A topic of which the model sees nothing stands nowhere.
    """
    taken = covered([topic.name for topic in topics])
    found: dict[str, list[Vector]] = {}
    for label, told in TOPIC_PHRASES.items():
        found.setdefault(taken.get(label, label), []).append(_of(told, meanings))
    for topic in topics:
        found.setdefault(topic.name, []).append(_of([_own(topic)], meanings))
    seen = {name: list(filter(None, vectors)) for name, vectors in found.items()}
    return {name: _unit(_mean(vectors)) for name, vectors in seen.items() if vectors}


def _of(texts: Sequence[str], meanings: Meanings) -> Vector:
    return _unit(_mean(filter(None, (meanings.texts[text] for text in texts))))


def _taught(told: Mapping[str, Vector], meant: Mapping[str, Vector]) -> dict[str, Vector]:
    return {
        name: _unit(
            tuple(PRIOR * one + more for one, more in zip(vector, meant[name], strict=True))
        )
        if name in meant
        else vector
        for name, vector in told.items()
    }


def _mean(vectors: Iterable[Vector]) -> Vector:
    rows = list(vectors)
    return tuple(math.fsum(column) / len(rows) for column in zip(*rows, strict=True))


def _less(vector: Vector, other: Vector) -> Vector:
    return tuple(one - less for one, less in zip(vector, other, strict=True))


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(_dot(vector, vector))
    return tuple(one / length for one in vector) if length else vector


def _dot(one: Vector, other: Vector) -> float:
    return math.fsum(map(mul, one, other))
