"""What the rules of ranking may know: sources, the own front page, editors' marks and history."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.curate import Context
from digest.model import OverrideKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Article, Newsletter, Override
    from digest.store import Store

__all__ = ["rank_context"]

REMEMBERED: Final = timedelta(days=90)
"""How long decisions of editors speak for or against a source."""

FEW: Final = 20
"""Readers below which nothing is counted of them."""

_LOUD: Final = {OverrideKind.LEAD: 1.5, OverrideKind.PIN: 1.0, OverrideKind.ESSENTIAL: 1.0}
_DONE: Final = {
    OverrideKind.LEAD: "made the lead",
    OverrideKind.PIN: "pinned",
    OverrideKind.ESSENTIAL: "made essential",
}
_MARKED: Final = 1.0  # how loud a category is by which the own site marks what is important


def rank_context(
    settings: Settings,
    store: Store,
    articles: Sequence[Article],
    *,
    letter: Newsletter,
    since: datetime,
    now: datetime,
    edition: str = "",
) -> Context:
    """All that is known for ranking a newsletter's articles; marks are those made `since`.

    What was decided about `edition` itself is not counted: composing does it, and undoes it.
    """
    decided = {
        kind: tuple(
            one
            for one in store.overrides.since(kind, min(since, now - REMEMBERED))
            if not edition or one.edition != edition
        )
        for kind in (*_LOUD, OverrideKind.HIDE)
    }
    return Context(
        now,
        {source.name: source.weight for source in settings.sources},
        owners={source.name: source.owner for source in settings.sources if source.owner},
        fronts=store.fronts({article.id for article in articles}),
        marks={**_categories(settings, articles), **dict(_marks(decided, since))},
        favour=_favour(store, decided),
        half_life=settings.build.half_life.total_seconds() / 3600,
        muted=_muted(store, letter) if settings.build.rank.get("readers") else {},
    )


def _marks(
    decided: Mapping[OverrideKind, Sequence[Override]], since: datetime
) -> Iterator[tuple[str, tuple[float, str]]]:
    """What editors put forward lately, the loudest last; in any edition of any newsletter."""
    for kind, loud in sorted(_LOUD.items(), key=lambda one: one[1]):
        for one in decided[kind]:
            words = f"{_DONE[kind]} by {one.who} in {one.edition}"
            yield from ((article, (loud, words)) for article in one.articles if one.at >= since)


def _categories(settings: Settings, articles: Sequence[Article]) -> dict[str, tuple[float, str]]:
    """Articles of own sources with a category that says so."""
    own = {source.name for source in settings.sources if source.own}
    wanted = {name.casefold() for name in settings.build.marks}
    return {
        article.id: (_MARKED, f"marked {category}")
        for article in articles
        for category in article.categories
        if article.source in own and category.casefold() in wanted
    }


def _muted(store: Store, letter: Newsletter) -> dict[str, float]:
    """By source, the share of readers who mute it; none of few readers, who could be told apart."""
    readers, muted = store.subscriptions.muting(letter.id)
    if readers < FEW:
        return {}
    return {source: count / readers for source, count in muted.items()}


def _favour(
    store: Store, decided: Mapping[OverrideKind, Sequence[Override]]
) -> dict[str, tuple[int, int]]:
    """By source, how many stories that it led were put forward, and hidden."""
    leads = {one.articles[0] for made in decided.values() for one in made if one.articles}
    sources = {article.id: article.source for article in store.articles.among(leads)}
    forward: Counter[str] = Counter()
    hidden: Counter[str] = Counter()
    for kind, made in decided.items():
        tally = hidden if kind is OverrideKind.HIDE else forward
        for edition, lead in {(one.edition, one.articles[0]) for one in made if one.articles}:
            if edition and lead in sources:
                tally[sources[lead]] += 1
    return {source: (forward[source], hidden[source]) for source in {*forward, *hidden}}
