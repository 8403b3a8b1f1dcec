"""Which section a story belongs to, and why.

The source's topic speaks first, then the articles' categories, then the newsletter's words.
On each level the majority of the coverage decides; a tie goes down one level, then to the
newsletter's order. Never invents a topic that the newsletter does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from digest.curate.text import body, fold, words
from digest.model import Article, Newsletter, Source

__all__ = ["OTHER", "classify"]

OTHER = "Other"
NAMED = 5  # words that a reason names
_WORDS = "by the newsletter's words"
IN_TITLE = 2  # a word in the title counts this often

# What feeds call a topic, by the name newsletters tend to give it.
_CATEGORIES = {
    "World": "international, global, world news, politics, foreign affairs, diplomacy, europe",
    "Politics": "political, government, elections, election, policy, parliament",
    "Business": "economy, economics, markets, finance, companies, money, banking, trade, industry",
    "Technology": "tech, computing, internet, ai, artificial intelligence, software, gadgets",
    "Science": "environment, climate, climate change, space, nature, research, physics, biology",
    "Health": "medicine, wellness, public health",
    "Culture": "arts, art, entertainment, books, film, music, theatre, theater, museums, movies",
    "Sport": "sports, football, soccer, tennis, cricket, rugby, athletics, cycling, basketball",
}
_BY_CATEGORY: dict[str, tuple[str, ...]] = {}
for _topic, _names in _CATEGORIES.items():
    for _name in [_topic.casefold(), *_names.split(", ")]:
        _BY_CATEGORY[_name] = (*_BY_CATEGORY.get(_name, ()), _topic.casefold())

_Votes = Counter[str]


@dataclass(frozen=True, slots=True)
class _Desk:
    """The newsletter's topics by folded name, in order, and the sources by name."""

    topics: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Source]


def classify(
    articles: Sequence[Article], newsletter: Newsletter, sources: Sequence[Source]
) -> tuple[str, str]:
    """Name the topic of a story told by `articles`, and the reason in one sentence."""
    desk = _desk(newsletter, sources)
    levels: tuple[tuple[Callable[[Article, _Desk], _Votes], str], ...] = (
        (_by_source, "is the topic of its source"),
        (_by_category, "by the articles' categories"),
        (_by_words, _WORDS),
    )
    running: list[str] = []
    reason = ""
    for vote, said in levels:
        votes = sum((vote(article, desk) for article in articles), Counter[str]())
        leaders = _leaders(votes, running)
        if leaders:
            running, reason = leaders, reason or said
        if len(running) == 1:
            break
    ordered = [name for name in desk.topics.values() if name in running]
    if not ordered:
        return OTHER, "no topic matches"
    spoke = f": {_spoke(articles, desk, ordered[0])}" if reason == _WORDS else ""
    return ordered[0], f"{ordered[0]} {reason}{spoke}"


def _leaders(votes: _Votes, running: Sequence[str]) -> list[str]:
    """The topics with most votes among those still running (all, at first)."""
    counted = {name: count for name, count in votes.items() if not running or name in running}
    most = max(counted.values(), default=0)
    return sorted(name for name, count in counted.items() if count == most and most)


def _desk(newsletter: Newsletter, sources: Sequence[Source]) -> _Desk:
    return _Desk(
        topics={fold(topic.name): topic.name for topic in newsletter.topics},
        phrases={
            topic.name: {phrase: " ".join(words(phrase)) for phrase in topic.words}
            for topic in newsletter.topics
        },
        sources={source.name: source for source in sources},
    )


def _by_source(article: Article, desk: _Desk) -> _Votes:
    source = desk.sources.get(article.source)
    name = desk.topics.get(fold(source.topic)) if source and source.topic else None
    return Counter([name] if name else [])


def _by_category(article: Article, desk: _Desk) -> _Votes:
    """One vote for each topic that a category names, be it by another word."""
    votes: _Votes = Counter()
    for category in article.categories:
        folded = fold(category.strip())
        exact = desk.topics.get(folded)
        mapped = [desk.topics[name] for name in _known(folded) if name in desk.topics]
        votes.update([exact] if exact else mapped[-1:])
    return Counter(set(votes))


def _known(category: str) -> tuple[str, ...]:
    return _BY_CATEGORY.get(category, ())


def _by_words(article: Article, desk: _Desk) -> _Votes:
    votes: _Votes = Counter()
    for (name, _), count in _said(article, desk).items():
        votes[name] += count
    return votes


def _spoke(articles: Sequence[Article], desk: _Desk, topic: str) -> str:
    """The topic's words that the articles say, as the newsletter writes them, loudest first."""
    said = sum((_said(article, desk) for article in articles), Counter[tuple[str, str]]())
    spoke = [phrase for (name, phrase), _ in said.most_common() if name == topic]
    return ", ".join(spoke[:NAMED]) + (", ..." if len(spoke) > NAMED else "")


def _said(article: Article, desk: _Desk) -> Counter[tuple[str, str]]:
    """Whole words and phrases; each phrase counts once in the text, twice in the title."""
    title = f" {' '.join(words(article.title))} "
    below = f" {' '.join(words(f'{article.summary} {body(article.text)}'))} "
    said: Counter[tuple[str, str]] = Counter()
    for name, phrases in desk.phrases.items():
        for written, phrase in phrases.items():
            if phrase:
                heard = IN_TITLE * (f" {phrase} " in title) + (f" {phrase} " in below)
                said[name, written] = heard
    return +said
