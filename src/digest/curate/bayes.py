"""Which topic an article's words speak for: complement naive Bayes in plain Python.

It knows the shipped words at first, and what the installation taught it, which outweighs them
with every article. Pure: counts in, an answer out. Says nothing where it knows no word, or where
one alone would decide that is said in passing, or twice where it is a word of many topics.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, filterfalse
from typing import TYPE_CHECKING

from digest.curate.everyday import EVERYDAY
from digest.curate.text import body, tokens
from digest.curate.topic_names import covered
from digest.curate.topic_stems import stemmer
from digest.curate.topic_words import LANGUAGES, words_for
from digest.model import Lessons

if TYPE_CHECKING:
    from digest.model import Article

__all__ = ["NOBODY", "Bayes", "Lessons", "Terms", "decided", "language_of", "learn", "terms"]

TITLE = 2  # a word in the title counts this often
READ = 4_000  # characters of a text that are read: hostile text costs no more
SHIPPED = 3.0  # how often a shipped word counts as read
SMOOTH = 1.0
ENOUGH = 2  # words that speak for a topic, or times that one does: a title says it twice
LOUD = 0.1  # what a word has to say more for it than for all topics in the mean
AHEAD = 0.1  # what the best topic has to be ahead of the next
SHOWN = 5  # words that a reason names
NOBODY = ""  # the topic of words that the newsletter has no topic for

Terms = Mapping[str, int]


def terms(article: Article) -> Terms:
    """The terms of an article, each word by its stem; a title's count double."""
    return _counted(*_said(article), language_of(article))


def learn(read: Iterable[tuple[Article, str, float]]) -> Lessons:
    """Lessons from articles, each with its topic and how often it counts."""
    words: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    taught: Counter[str] = Counter()
    for article, topic, weight in read:
        taught[topic] += 1
        for term, count in terms(article).items():
            words[topic][term] += round(weight * math.log1p(count), 4)
    return Lessons({topic: dict(found) for topic, found in words.items()}, dict(taught))


def language_of(article: Article) -> str:
    """The language whose shipped words its own are held against; "" for those of all."""
    return article.tongue if article.tongue in LANGUAGES else ""


class Bayes:
    """Answers for the topics of one newsletter, about articles of one language.

    Complement naive Bayes (Rennie, Shih, Teevan and Karger, 2003): a topic is judged by how
    badly the words fit all the others, which bears topics of uneven size.
    """

    def __init__(self, topics: Iterable[str], lessons: Lessons, language: str = "") -> None:
        named = list(topics)
        self._shipped = _shipped(named, language)
        self._learned = {topic: lessons.words[topic] for topic in named if topic in lessons.words}
        counts = _added(self._shipped, self._learned)
        spread: defaultdict[str, float] = defaultdict(float)
        for words in counts.values():
            for term, count in words.items():
                spread[term] += count
        read = {topic: sum(lessons.words.get(topic, {}).values()) for topic in counts}
        # The lengths of the shipped lists say nothing: to each topic its share of all of them.
        shipped = sum(spread.values()) - sum(read.values())
        known = SMOOTH * len(spread) + shipped * (1 - 1 / len(counts)) + sum(read.values())
        self._weights: dict[str, dict[str, float]] = {}
        for topic in sorted(counts):
            own = counts[topic]
            others = known - read[topic]
            self._weights[topic] = {
                term: math.log(others / (count - own.get(term, 0.0) + SMOOTH))
                for term, count in spread.items()
            }
        self._known = frozenset(spread)
        self._everyday = frozenset(_stems(EVERYDAY, language)).difference(*lessons.words.values())

    def topic(self, found: Terms) -> str | None:
        """The topic that the terms speak for; None where they speak for none, or too low."""
        return decided(self.scores(found), lambda topic: self.evidence(topic, found))

    def scores(self, found: Terms) -> dict[str, float]:
        """By topic, how well the terms fit it beside the others; none where none is known."""
        known = [(term, math.log1p(n)) for term, n in found.items() if term in self._known]
        if not known or len(self._weights) <= 1:
            return {}
        return {
            topic: round(sum(weights[term] * count for term, count in known), 9)
            for topic, weights in self._weights.items()
        }

    def evidence(self, topic: str, found: Terms) -> int:
        """How many of the terms speak for the topic; one counts twice that is said again.

        A word of many topics has to be said thrice for it.
        """
        return sum(
            max(1, min(count - (term in self._everyday), ENOUGH))
            for term, count in found.items()
            if self._gain(topic, term) >= LOUD
        )

    def loudest(self, topic: str, article: Article) -> dict[str, frozenset[str]]:
        """The words of an article that speak most for the topic, as it writes them.

        With each whether it was shipped, learned or both.
        """
        language = language_of(article)
        heading, below = _said(article)
        stem = stemmer(language)
        spoken: dict[str, str] = {}
        for word in chain(heading, below):
            spoken.setdefault(stem(word), word)
        gain = {
            term: math.log1p(count) * self._gain(topic, term)
            for term, count in _counted(heading, below, language).items()
            if term in self._known
        }
        order = sorted(gain, key=lambda term: (-gain[term], term))
        return {
            spoken[term]: self._known_as(topic, term) for term in order[:SHOWN] if gain[term] > 0
        }

    def _known_as(self, topic: str, term: str) -> frozenset[str]:
        """How a term that speaks for a topic is known; what nobody listed there was learned."""
        shipped = term in self._shipped.get(topic, ())
        learned = term in self._learned.get(topic, ()) or not shipped
        return frozenset([*["shipped"] * shipped, *["learned"] * learned])

    def _gain(self, topic: str, term: str) -> float:
        """What a term says more for a topic than for all in the mean; 0 where one is unknown."""
        if term not in self._known or topic not in self._weights:
            return 0.0
        told = [weights[term] for weights in self._weights.values()]
        return self._weights[topic][term] - sum(told) / len(told)


def decided(scores: Mapping[str, float], evidence: Callable[[str], int]) -> str | None:
    """The topic with the best of these scores; None where too little speaks for it.

    Args:
        scores: by topic.
        evidence: how many words speak for a topic.
    """
    ranked = sorted(scores, key=lambda one: (-scores[one], one))
    if not ranked or ranked[0] == NOBODY or evidence(ranked[0]) < ENOUGH:
        return None
    return ranked[0] if scores[ranked[0]] - scores[ranked[1]] >= AHEAD else None


def _said(article: Article) -> tuple[list[str], list[str]]:
    """The words of its title, and those below it."""
    below = f"{article.summary} {body(article.text)}"[:READ]
    return tokens(article.title[:READ]), tokens(below)


def _counted(heading: Iterable[str], below: Iterable[str], language: str) -> Counter[str]:
    found = Counter(_stems(below, language))
    for term in _stems(heading, language):
        found[term] += TITLE
    return found


def _stems(said: Iterable[str], language: str) -> Iterable[str]:
    return map(stemmer(language), filterfalse(str.isdigit, said))


def _shipped(topics: Iterable[str], language: str) -> dict[str, dict[str, float]]:
    """By topic, what it is known by at first."""
    taken = covered(topics)
    counts: dict[str, dict[str, float]] = {}
    for label, spoken in words_for(language).items():
        mine = counts.setdefault(taken.get(label, NOBODY), {})
        for term in _stems(chain.from_iterable(map(tokens, sorted(spoken))), language):
            mine[term] = SHIPPED
    return counts


def _added(
    shipped: Mapping[str, Mapping[str, float]], learned: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """By topic, shipped words and lessons added up."""
    counts = {topic: dict(found) for topic, found in shipped.items()}
    for topic, found in learned.items():
        mine = counts.setdefault(topic, {})
        for term, count in found.items():
            mine[term] = mine.get(term, 0.0) + count
    return counts
