"""Which section a story belongs to, and why.

The source's topic speaks first, then the articles' categories and sections, then the
newsletter's words, then what the classifier learned, with what the articles mean where a
sentence model tells it. On each level the majority of the coverage decides; a tie goes down one
level, then to the words of all articles taken together, then to the newsletter's order. A word of
the newsletter's that fewer than half of the articles have, and no title, is said in passing: it
speaks last. What an editor decides stands above all of them, in compose. Never invents a topic
that the newsletter does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from digest.curate.bayes import Bayes, decided, language_of, terms
from digest.curate.keywords import IN_TITLE, hear, rules_of
from digest.curate.meaning import Compass, together
from digest.curate.text import fold
from digest.curate.topic_names import by_category, named_after
from digest.model import OTHER, Lessons
from digest.prose.genre import is_pastime

if TYPE_CHECKING:
    from digest.curate.keywords import Heard, Rules
    from digest.curate.meaning import Meanings
    from digest.model import Article, Newsletter, Source

__all__ = ["OTHER", "Level", "Sorter", "classify", "guessed"]

NAMED = 5  # words that a reason names
SECTIONS = 2  # parts of an address's path that may name its section

_WORDS = "by the newsletter's words"
_GUESS = "by the articles' words"
_MEANT = "by what the articles mean"
_Votes = Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What one level says of an article: how loudly it speaks for which topic, and by what."""

    name: str
    votes: Mapping[str, int]
    by: tuple[str, ...] = ()


class Sorter:
    """Sorts the stories of one newsletter; made once, used for each."""

    def __init__(
        self,
        newsletter: Newsletter,
        sources: Sequence[Source],
        lessons: Lessons | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        self._topics = {fold(topic.name): topic.name for topic in newsletter.topics}
        self._labels = named_after(self._topics.values())
        self._map = {
            fold(category): topic.name
            for topic in newsletter.topics
            for category in topic.categories
        }
        self._rules: dict[str, Rules] = rules_of(
            {topic.name: topic.words for topic in newsletter.topics}
        )
        self._sources = {source.name: source for source in sources}
        self._lessons = lessons or Lessons()
        self._compass = Compass(newsletter.topics, self._lessons, meanings) if meanings else None
        self._heard: dict[str, Heard] = {}
        self._classifiers: dict[str, Bayes] = {}

    def topic(self, articles: Sequence[Article]) -> tuple[str, str]:
        """Name the topic of a story told by `articles`, and the reason in one sentence."""
        running: list[str] = []
        passing: list[str] = []
        reason = ""
        for vote, said in self._levels():
            votes = sum((vote(article) for article in articles), Counter[str]())
            leaders = _leaders(votes, running)
            if said == _WORDS:
                passing, leaders = leaders, [one for one in leaders if self._meant(one, articles)]
            if leaders:
                running, reason = leaders, reason or said
            if len(running) == 1:
                break
        pooled = self._pooled(articles) if len(running) != 1 and not self._compass else ""
        if pooled and (not running or pooled in running):
            running, reason = [pooled], reason or _GUESS
        if len(running) != 1 and passing:
            running, reason = passing, reason or _WORDS
        ordered = [name for name in self._topics.values() if name in running]
        reason, spoke = self._spoke(articles, ordered[0], reason) if ordered else ("", [])
        self._heard.clear()
        if not ordered:
            return OTHER, "no topic matches"
        said = ", ".join(spoke)
        return ordered[0], f"{ordered[0]} {reason}{f': {said}' if said else ''}"

    def levels(self, article: Article) -> tuple[Level, ...]:
        """What each level says of one article, the first to speak first."""
        found = []
        for vote, said in self._levels():
            votes = vote(article)
            best = max(votes, key=lambda name: (votes[name], name), default="")
            name, by = self._spoke([article], best, said) if best else (said, [])
            found.append(Level(name=name, votes=dict(votes.most_common()), by=tuple(by)))
        self._heard.clear()
        return tuple(found)

    def open(self, article: Article) -> bool:
        """Whether an article's source, categories and the newsletter's words leave it open."""
        votes = (vote(article) for vote, _ in self._levels()[:-1])
        found = all(len(_leaders(some, ())) != 1 for some in votes)
        self._heard.clear()
        return found

    def _bayes(self, article: Article) -> Bayes:
        """The classifier for articles of this one's language, made with the first of them."""
        language = language_of(article)
        if language not in self._classifiers:
            made = Bayes(self._topics.values(), self._lessons, language)
            self._classifiers[language] = made
        return self._classifiers[language]

    def _levels(self) -> Sequence[tuple[Callable[[Article], _Votes], str]]:
        return (
            (self._by_source, "is the topic of its source"),
            (self._by_category, "by the articles' categories"),
            (self._by_words, _WORDS),
            (self._by_lessons, _MEANT if self._compass else _GUESS),
        )

    def _by_source(self, article: Article) -> _Votes:
        source = self._sources.get(article.source)
        name = self._topics.get(fold(source.topic)) if source and source.topic else None
        return Counter([name] if name else [])

    def _by_category(self, article: Article) -> _Votes:
        """One vote for each topic that a category or the section of its address names."""
        votes = {found for name in article.categories if (found := self._named(name))}
        if not votes:
            votes = {found for name in _sections(article) if (found := self._named(name))}
        return Counter(votes)

    def _named(self, category: str) -> str | None:
        """The topic of a category: by the operator's map, its own name, or another word for it."""
        folded = fold(category.strip())
        known = (self._labels.get(label) for label in reversed(by_category(folded)))
        own = self._map.get(folded) or self._topics.get(folded)
        return own or next(filter(None, known), None)

    def _by_words(self, article: Article) -> _Votes:
        heard = self._hear(article)
        return +Counter({name: rules.said(heard).total() for name, rules in self._rules.items()})

    def _meant(self, topic: str, articles: Sequence[Article]) -> bool:
        """Whether half of a story's articles have a word of a topic, or one has it in its title."""
        said = [self._rules[topic].said(self._hear(article)) for article in articles]
        loudest = max((max(one.values(), default=0) for one in said), default=0)
        return loudest >= IN_TITLE or sum(map(bool, said)) * 2 >= len(said)

    def _by_lessons(self, article: Article) -> _Votes:
        name = self._guess(article)
        excluded = not name or self._rules[name].excluded(self._hear(article))
        return Counter([] if excluded else [name])

    def _guess(self, article: Article) -> str:
        """What its words and meaning speak for; nothing where that is none of the topics.

        The words of a crossword or a horoscope speak for none: stars are no astronomy there.
        """
        if is_pastime(article.title, article.url or ""):
            return ""
        near = self._near(article)
        if near:
            return together(near, self._bayes(article).scores(terms(article)))
        return self._bayes(article).topic(terms(article)) or ""

    def _pooled(self, articles: Sequence[Article]) -> str:
        """What the words of all articles speak for; nothing where one of them rules it out."""
        news = [one for one in articles if not is_pastime(one.title, one.url or "")]
        read = [(self._bayes(article), terms(article)) for article in news]
        scores: dict[str, float] = {}
        for bayes, found in read:
            for topic, score in bayes.scores(found).items():
                scores[topic] = scores.get(topic, 0.0) + score
        best = decided(scores, lambda one: sum(bayes.evidence(one, found) for bayes, found in read))
        if not best or any(self._rules[best].excluded(self._hear(one)) for one in articles):
            return ""
        return best

    def _near(self, article: Article) -> Mapping[str, float]:
        return self._compass.near(article) if self._compass else {}

    def _hear(self, article: Article) -> Heard:
        if article.id not in self._heard:
            self._heard[article.id] = hear(article)
        return self._heard[article.id]

    def _spoke(self, articles: Sequence[Article], topic: str, reason: str) -> tuple[str, list[str]]:
        """The reason, and the words that spoke for a topic, loudest first."""
        if guessed(reason):
            near = self._near(articles[0])
            told = [f"{near[topic]:.2f} in meaning"] if near else []
            loudest = self._loudest(articles, topic)
            known = " and ".join(sorted(set().union(*loudest.values()), reverse=True))
            how = (f"{_MEANT} and their words" if loudest else _MEANT) if near else _GUESS
            return (f"{how}, as {known}" if known else how), [*told, *loudest]
        if reason != _WORDS:
            return reason, []
        said = sum(
            (self._rules[topic].said(self._hear(article)) for article in articles), Counter[str]()
        )
        spoke = [phrase for phrase, _ in said.most_common()]
        return reason, spoke[:NAMED] + ["..."] * (len(spoke) > NAMED)

    def _loudest(self, articles: Sequence[Article], topic: str) -> dict[str, frozenset[str]]:
        """The words that speak most for a topic, each with how it is known.

        No more articles are read than have enough.
        """
        loud = (self._bayes(article).loudest(topic, article).items() for article in articles)
        found: dict[str, frozenset[str]] = {}
        for word, known in chain.from_iterable(loud):
            found.setdefault(word, known)
            if len(found) == NAMED:
                break
        return found


def classify(
    articles: Sequence[Article],
    newsletter: Newsletter,
    sources: Sequence[Source],
    lessons: Lessons | None = None,
    meanings: Meanings | None = None,
) -> tuple[str, str]:
    """Name the topic of one story told by `articles`, and the reason in one sentence."""
    return Sorter(newsletter, sources, lessons, meanings).topic(articles)


def guessed(reason: str) -> bool:
    """Whether a topic's reason is that words or meaning spoke for it, and nobody said so."""
    return _GUESS in reason or _MEANT in reason


def _leaders(votes: _Votes, running: Sequence[str]) -> list[str]:
    """The topics with most votes among those still running (all, at first)."""
    counted = {name: count for name, count in votes.items() if not running or name in running}
    most = max(counted.values(), default=0)
    return sorted(name for name, count in counted.items() if count == most and most)


def _sections(article: Article) -> list[str]:
    """The first parts of its address's path, which many sites name after its section."""
    parts = [part for part in urlsplit(article.url or "").path.split("/") if part][:-1]
    return [unquote(part).replace("-", " ") for part in parts[:SECTIONS]]
