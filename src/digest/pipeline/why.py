"""Why an article or a story is where it is: read from the store, nothing is worked out again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from digest.compose.overrides import phrase_of
from digest.errors import DigestError
from digest.model import Article, EditionState, OverrideKind
from digest.store import Candidate, Choice, ChoiceKind, Thread
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.model import Edition, Section, Slot
    from digest.store import Store

NEAREST = 5
"""Editions that are looked at for an article which none of them chose or refused by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What one edition did with an article or a story.

    `slot` counts from 1 in its topic, 0 where it was left out; `lead` opens the edition.
    `reason` says why it was left out, `about` names the copy or story that this speaks of;
    `notes` are the editors' own, for themselves.
    """

    edition: str
    date: date
    state: EditionState
    placed: bool
    story: str = ""
    headline: str = ""
    topic: str = ""
    slot: int = 0
    lead: bool = False
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    reason: str = ""
    about: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWhy:
    """An article, where its fields came from, and what each edition did with it."""

    article: Article
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWhy:
    """A story and what each edition did with it, the latest first."""

    id: str
    places: tuple[Place, ...]
    thread: Thread


def why_article(store: Store, article: Article) -> ArticleWhy:
    """Where an article's fields came from, its story and place, or why it was left out.

    An article that no edition speaks of is held against the windows of the latest editions.
    """
    placed = [
        place
        for name in store.history.editions_with(article.id)
        for place in _holding(store.editions.get(name), article.id)
    ]
    left = [_left(store, edition, choice) for edition, choice in store.choices.of(article.id)]
    places = [*placed, *left] or list(_passed(store, article))
    return ArticleWhy(article=article, places=_latest_first(_noted(store, places)))


def why_story(store: Store, story: str) -> StoryWhy:
    """A story's articles, topic, score and place in each edition, or why it was left out.

    Raises:
        DigestError: no edition ever had such a story to choose, and no other took it up.
    """
    placed = [
        place
        for name in store.history.editions_with_story(story)
        for place in _placed(store.editions.get(name))
        if place.story == story
    ]
    left = [_left(store, edition, choice) for edition, choice in store.choices.of(story)]
    thread = store.stories.thread(story)
    if not (placed or left or thread.merged):
        raise DigestError(
            f"no build has told of a story {story}",
            "see `digest editions show ID`; builds older than [store] keep are forgotten",
        )
    places = _latest_first(_noted(store, [*placed, *left]))
    return StoryWhy(id=story, places=places, thread=thread)


def _noted(store: Store, places: Iterable[Place]) -> list[Place]:
    """With what editors noted for each other about the story, in that edition."""
    return [replace(place, notes=tuple(_notes(store, place))) for place in places]


def _notes(store: Store, place: Place) -> Iterator[str]:
    for one in store.overrides.of(place.edition):
        about = not one.articles or not set(one.articles).isdisjoint(place.articles)
        if one.kind is OverrideKind.NOTE and one.stands and about:
            yield phrase_of(one)


def _holding(edition: Edition, article: str) -> Iterator[Place]:
    return (place for place in _placed(edition) if article in place.articles)


def _placed(edition: Edition) -> Iterator[Place]:
    for section in edition.sections:
        for number, slot in enumerate(section.slots, 1):
            yield _slot(edition, section, slot, number)


def _slot(edition: Edition, section: Section, slot: Slot, number: int) -> Place:
    story = slot.story
    return Place(
        edition=edition.id,
        date=edition.date,
        state=edition.state,
        placed=True,
        story=story.id,
        headline=slot.headline,
        topic=section.topic,
        slot=number,
        lead=slot.id == edition.lead,
        score=story.score,
        reasons=story.reasons,
        articles=tuple(one.id for one in (story.lead, *story.coverage)),
    )


def _left(store: Store, name: str, choice: Choice) -> Place:
    edition = store.editions.get(name)
    story = choice.story or _story_of(store, name, choice)
    return Place(
        edition=edition.id,
        date=edition.date,
        state=edition.state,
        placed=False,
        story=story.id if story else "",
        headline=story.headline if story else "",
        topic=story.topic if story else "",
        score=story.score if story else 0.0,
        reasons=story.reasons if story else (),
        articles=story.articles if story else (),
        reason=choice.reason,
        about=choice.about,
    )


def _story_of(store: Store, edition: str, choice: Choice) -> Candidate | None:
    """The story that an article was in when it was left out with it."""
    if choice.kind is not ChoiceKind.ARTICLE or not choice.about:
        return None
    found = (one.story for name, one in store.choices.of(choice.about) if name == edition)
    return next(found, None)


def _passed(store: Store, article: Article) -> Iterator[Place]:
    for edition in store.editions.list(limit=NEAREST):
        window = store.choices.window(edition.id)
        if window is not None:
            yield Place(
                edition=edition.id,
                date=edition.date,
                state=edition.state,
                placed=False,
                reason=_passed_over(article, edition, window),
            )


def _passed_over(article: Article, edition: Edition, window: Choice) -> str:
    published = text_of(article.published)
    if not window.id < published <= window.about:
        return f"published {published}, outside the window {window.id} to {window.about}"
    if article.first_seen and edition.built and article.first_seen > edition.built:
        return f"it came in after the edition was built at {text_of(edition.built)}"
    return "it was changed or added after the edition was built"


def _latest_first(places: list[Place]) -> tuple[Place, ...]:
    by_name = sorted(places, key=lambda place: (place.edition, place.reason))
    return tuple(sorted(by_name, key=lambda place: place.date, reverse=True))
