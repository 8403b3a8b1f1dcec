"""Topics: what editors' decisions and editions that went out teach the classifier, and tests of it.

What was only guessed teaches nothing: a guess would confirm itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.curate.bayes import learn
from digest.curate.classify import OTHER, Level, Sorter, guessed
from digest.curate.topic_names import named_after
from digest.model import EditionState, OverrideKind
from digest.pipeline.embedder import embedder_for
from digest.pipeline.meanings import meanings_of, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Article, Edition, Lessons, Newsletter
    from digest.store import Store

__all__ = [
    "Explained",
    "Graded",
    "TopicGrade",
    "explain",
    "grade",
    "graded",
    "lessons_for",
    "train",
]

EDITIONS: Final = 60  # the latest that teach
STALE: Final = timedelta(hours=20)
"""After so long a build learns anew: once a day, for a daily."""

MOVED: Final = 5.0  # what an editor moved counts so often
_WENT_OUT: Final = frozenset(
    {EditionState.APPROVED, EditionState.SENDING, EditionState.PAUSED, EditionState.SENT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Where an article goes by itself, and what each level says of it."""

    topic: str
    reason: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGrade:
    """How one topic was found: of how many, precision, recall and F1."""

    topic: str
    articles: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """How well a newsletter's topics were found in labelled articles.

    `unheard` are those that nothing in the articles can speak for.
    """

    articles: int
    accuracy: float
    macro_f1: float
    topics: tuple[TopicGrade, ...]
    wrong: tuple[tuple[str, str, str], ...]
    unheard: tuple[str, ...] = ()


def lessons_for(settings: Settings, store: Store, letter: Newsletter, *, now: datetime) -> Lessons:
    """What the newsletter's history teaches, learned anew where that is long ago.

    So it is where another sentence model told what articles mean.

    Raises:
        ConfigError: the sentence model is not there, or is none.
    """
    kept = store.lessons.get(letter.id)
    embedder = embedder_for(settings)
    if kept and now - kept[1] < STALE and kept[0].model == (embedder.mark if embedder else ""):
        return kept[0]
    return train(settings, store, letter, now=now)


def train(
    settings: Settings, store: Store, letter: Newsletter, *, now: datetime, dry_run: bool = False
) -> Lessons:
    """Learn from editions that went out and from what editors moved, and keep it.

    Raises:
        ConfigError: the sentence model is not there, or is none.
    """
    topics = set(letter.topic_names)
    moved = dict(_moved(store, letter, now - settings.store.keep))
    taught = [
        *((article, topic, MOVED) for article, topic in _known(store, moved, topics)),
        *(
            (article, topic, 1.0)
            for article, topic in _told(store, letter, topics)
            if article.id not in moved
        ),
    ]
    lessons = learn(taught)
    if not dry_run:
        sums, mark = meant(settings, store, taught, now=now)
        lessons = replace(lessons, meant=sums, model=mark)
        store.lessons.save(letter.id, lessons, now=now)
    return lessons


def explain(
    settings: Settings, store: Store, letter: Newsletter, article: Article, *, now: datetime
) -> Explained:
    """Say where an article would go, and why; what editors decided for an edition is not asked.

    Raises:
        ConfigError: the sentence model is not there, or is none.
    """
    kept = store.lessons.get(letter.id)
    meanings = meanings_of(settings, store, letter, [article], now=now)
    sorter = Sorter(letter, settings.sources, kept[0] if kept else None, meanings)
    topic, reason = sorter.topic([article])
    return Explained(topic=topic, reason=reason, levels=sorter.levels(article))


def graded(
    settings: Settings,
    store: Store,
    letter: Newsletter,
    labelled: Sequence[tuple[Article, str]],
    *,
    now: datetime,
    on_read: Callable[[int, str], None] = lambda _done, _text: None,
) -> Graded:
    """Hold a newsletter's topics, with all that it learned, against labelled articles.

    `on_read` is told after each text that a sentence model read, how many and which.

    Raises:
        ConfigError: the sentence model is not there, or is none.
    """
    lessons = lessons_for(settings, store, letter, now=now)
    articles = [article for article, _ in labelled]
    meanings = meanings_of(settings, store, letter, articles, now=now, on_read=on_read)
    judged = grade(Sorter(letter, settings.sources, lessons, meanings), labelled)
    return replace(judged, unheard=() if meanings else _unheard(letter, settings, lessons))


def grade(sorter: Sorter, labelled: Sequence[tuple[Article, str]]) -> Graded:
    """Hold what a sorter finds against labels; articles one by one, without their stories."""
    found = [(article, wanted, sorter.topic([article])[0]) for article, wanted in labelled]
    truth = Counter(wanted for _, wanted, _ in found)
    guessed = Counter(topic for _, _, topic in found)
    right = Counter(wanted for _, wanted, topic in found if topic == wanted)
    grades = tuple(_grade(topic, truth[topic], guessed[topic], right[topic]) for topic in truth)
    return Graded(
        articles=len(found),
        accuracy=right.total() / len(found) if found else 0.0,
        macro_f1=sum(one.f1 for one in grades) / len(grades) if grades else 0.0,
        topics=grades,
        wrong=tuple(
            (article.title, wanted, topic) for article, wanted, topic in found if topic != wanted
        ),
    )


def _unheard(letter: Newsletter, settings: Settings, lessons: Lessons) -> tuple[str, ...]:
    """Topics of no known name, without words, categories, sources and lessons."""
    known = {
        *named_after(letter.topic_names).values(),
        *(source.topic for source in settings.sources),
        *lessons.taught,
    }
    return tuple(
        one.name
        for one in letter.topics
        if one.name not in known and not one.words and not one.categories
    )


def _grade(topic: str, truth: int, guessed: int, right: int) -> TopicGrade:
    return TopicGrade(
        topic=topic,
        articles=truth,
        precision=right / guessed if guessed else 0.0,
        recall=right / truth,
        f1=2 * right / (truth + guessed),
    )


def _moved(store: Store, letter: Newsletter, since: datetime) -> Iterator[tuple[str, str]]:
    """By article, where editors moved it last, in this newsletter's editions."""
    for one in store.overrides.since(OverrideKind.TOPIC, since, newsletter=letter.id):
        yield from ((article, one.value) for article in one.articles)


def _known(store: Store, moved: dict[str, str], topics: set[str]) -> Iterator[tuple[Article, str]]:
    for article in store.articles.among(moved):
        if moved[article.id] in topics:
            yield article, moved[article.id]


def _told(store: Store, letter: Newsletter, topics: set[str]) -> Iterator[tuple[Article, str]]:
    """Articles of editions that went out, whose topic was more than a guess, each once."""
    seen: set[str] = set()
    for edition in store.editions.list(letter.id, limit=EDITIONS):
        for article, topic in _placed(edition) if edition.state in _WENT_OUT else ():
            if article.id not in seen and topic in topics:
                seen.add(article.id)
                yield article, topic


def _placed(edition: Edition) -> Iterator[tuple[Article, str]]:
    for section in edition.sections:
        for slot in section.slots:
            if section.topic != OTHER and not any(map(guessed, slot.story.reasons[:1])):
                for article in (slot.story.lead, *slot.story.coverage):
                    yield article, section.topic
