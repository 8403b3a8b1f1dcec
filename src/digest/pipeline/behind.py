"""What lies behind the stories of an edition, from the store: their threads, own explainers.

Looks only at what was there when the edition was built, so that an edit finds the same again.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.compose import headline_of
from digest.compose.dated import Dated, Past, days_of, thread_of
from digest.curate.explain import behind, explains, found_by, heaviest, mark_of
from digest.curate.near import rarities
from digest.curate.reading import read, read_all
from digest.model import ADDED, Addition
from digest.pipeline.memory import memory_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from digest.config import Settings
    from digest.curate.memory import Telling
    from digest.model import Article, Edition, Newsletter, Slot, Story
    from digest.store import Store

__all__ = ["background", "printed_before", "so_far"]

LINKED = 2  # explainers that one story is given
WEIGHED = 200  # stories of the day by which words are weighed
LIFTED = frozenset((Addition.QUOTATION, Addition.FIGURE))  # what no second edition prints again
LONG = 300  # characters of a text that may explain, in any script


def so_far(
    settings: Settings, store: Store, letter: Newsletter, edition: Edition
) -> Mapping[str, Sequence[Dated]]:
    """By slot id the headlines of the days before, of each story told at length that has some."""
    known = edition.built
    if Addition.SO_FAR not in letter.adds or known is None:
        return {}
    slots = at_length(edition)
    stories = [slot.story for slot in slots]
    told = memory_of(store, letter, edition.cadence, edition.date, stories)
    weights = {source.name: source.weight for source in settings.sources}
    walls = _walls(settings)
    found = {}
    for slot in slots:
        printed = _printed(told.get(slot.id, ()))
        past = list(_past(store, letter, slot, known, printed))
        days = days_of(past, _day(slot.story.lead, letter), weights)
        whole = {one.id: one for one in store.articles.among(one.article for one in days)}
        told_by = (whole[one.article] for one in days)
        lines = [dated(one, letter, walls, printed.get(one.id, "")) for one in told_by]
        found[slot.id] = thread_of(lines, slot.headline)
    return found


def printed_before(store: Store, letter: Newsletter, edition: Edition) -> Mapping[str, str]:
    """By slot id what earlier editions printed of the lead, where anything is lifted out of it."""
    if LIFTED.isdisjoint(letter.adds):
        return {}
    lead = [slot.story for slot in at_length(edition) if slot.id == edition.lead]
    told = memory_of(store, letter, edition.cadence, edition.date, lead)
    return {
        story: " ".join(chain.from_iterable(_words(slot) for one in tellings for slot in one.slots))
        for story, tellings in told.items()
    }


def _words(slot: Slot) -> Iterator[str]:
    """All that stood of a story: headline, summary, what another source added, blocks."""
    yield from (slot.headline, slot.summary)
    if slot.addendum:
        yield slot.addendum.sentence
    for block in slot.blocks:
        yield from (block.title, block.text)


def background(
    settings: Settings, store: Store, letter: Newsletter, edition: Edition, stories: Sequence[Story]
) -> Mapping[str, Sequence[Dated]]:
    """By slot id the own sources' explainers behind each story told at length, nearest first.

    `stories` are all of the day: a word that many of them have says little.
    """
    own = {source.name for source in settings.sources if source.own}
    if Addition.BACKGROUND not in letter.adds or not own or edition.built is None:
        return {}
    for source in sorted(own):
        _look_through(store, source)
    rarity = rarities(read_all(story.lead for story in stories[:WEIGHED]))
    walls = _walls(settings)
    return {
        slot.id: tuple(
            dated(one, letter, walls)
            for one in _explainers(store, slot, rarity, sources=own, known=edition.built)
        )
        for slot in at_length(edition)
    }


def at_length(edition: Edition) -> list[Slot]:
    """The slots that are no briefs."""
    return [slot for section in edition.sections for slot in section.slots if not slot.short]


def dated(
    article: Article, letter: Newsletter, walls: Collection[str], headline: str = ""
) -> Dated:
    """An article as a dated headline: its own, or the one it was told under.

    `walls` are the sources that ask for a subscription.
    """
    closed = article.source in walls or article.paywalled
    said = headline or headline_of(article)
    return Dated(_day(article, letter), article.outlet, said, article.url, paywalled=closed)


def _printed(tellings: Iterable[Telling]) -> dict[str, str]:
    """By the article that led, the headline under which editions told it."""
    return {slot.story.lead.id: slot.headline for told in tellings for slot in told.slots}


def _past(
    store: Store, letter: Newsletter, slot: Slot, known: datetime, printed: Collection[str]
) -> Iterator[Past]:
    zone, until = ZoneInfo(letter.timezone), slot.story.lead.published
    for article, source, when in store.stories.past(slot.id, until, known=known):
        if not letter.sources or source in (*letter.sources, ADDED):
            yield Past(article, source, when.astimezone(zone).date(), article in printed)


def _walls(settings: Settings) -> frozenset[str]:
    """Names of the sources that ask for a subscription."""
    return frozenset(source.name for source in settings.sources if source.paywall)


def _day(article: Article, letter: Newsletter) -> date:
    return article.published.astimezone(ZoneInfo(letter.timezone)).date()


def _look_through(store: Store, source: str) -> None:
    """Take up what came in of a source since the last time and explains."""
    while fresh := store.explainers.unseen(source):
        likely = [
            one.id
            for one in fresh
            if one.long >= LONG and mark_of(one.title, one.categories, one.url)
        ]
        told = [one for one in store.articles.among(likely) if explains(one)]
        readings = read_all(told)
        found = [(one, made, found_by(made)) for one, made in zip(told, readings, strict=True)]
        store.explainers.save(source, found, last=fresh[-1])


def _explainers(
    store: Store,
    slot: Slot,
    rarity: Mapping[int, float],
    *,
    sources: Collection[str],
    known: datetime,
) -> list[Article]:
    """Published before any of the story's articles, in the language of its lead."""
    story, lead = slot.story, slot.story.lead
    before = min(one.published for one in (lead, *story.coverage))
    reading = read(lead)
    words = heaviest(reading, rarity)
    near = store.explainers.sharing(words, sources=sources, before=before, known=known)
    names = behind(reading, near, rarity)
    whole = {one.id: one for one in store.articles.among(names)}
    told = (whole[name] for name in names if whole[name].tongue == lead.tongue)
    return [one for one in told if one.url][:LINKED]
