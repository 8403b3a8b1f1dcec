"""What articles and topics mean, where a sentence model is configured.

Each text is read once: what the model says of it is kept.
"""

from __future__ import annotations

import hashlib
import logging
from itertools import islice
from typing import TYPE_CHECKING, Final

from digest.curate.classify import Sorter
from digest.curate.meaning import Meanings, phrases, said, summed
from digest.pipeline.embedder import embedder_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.curate.meaning import Vector
    from digest.model import Article, Newsletter
    from digest.pipeline.embedder import Embedder
    from digest.store import Store

__all__ = ["first", "meanings_of", "meanings_where_open", "meant"]

logger = logging.getLogger(__name__)

TOGETHER: Final = 64  # vectors that are kept at once
TAUGHT: Final = 60  # articles of a topic that teach what it means


def meanings_of(
    settings: Settings,
    store: Store,
    letter: Newsletter,
    articles: Iterable[Article],
    *,
    now: datetime,
    on_read: Callable[[int, str], None] = lambda _done, _text: None,
) -> Meanings | None:
    """Vectors of the articles and of what is said of the newsletter's topics; None without a model.

    `on_read` is told after each text how many were read, and which.

    Raises:
        ConfigError: the model is not there, or is none.
    """
    embedder = embedder_for(settings)
    if embedder is None:
        return None
    told, texts = {one.id: said(one) for one in articles}, phrases(letter.topics)
    wanted = {*texts, *filter(None, told.values())}
    read = _read(store, embedder, wanted, now=now, on_read=on_read)
    return Meanings(
        embedder.mark,
        {article: read[text] for article, text in told.items() if text},
        {text: read[text] for text in texts},
    )


def meanings_where_open(
    settings: Settings,
    store: Store,
    letter: Newsletter,
    articles: Iterable[Article],
    *,
    now: datetime,
) -> Meanings | None:
    """Likewise, of the articles whose topic no source, category or word of the newsletter tells.

    Raises:
        ConfigError: the model is not there, or is none.
    """
    if settings.semantic is None:
        return None
    sorter = Sorter(letter, settings.sources)
    return meanings_of(settings, store, letter, filter(sorter.open, articles), now=now)


def meant(
    settings: Settings,
    store: Store,
    taught: Iterable[tuple[Article, str, float]],
    *,
    now: datetime,
) -> tuple[dict[str, Vector], str]:
    """By topic, what its articles mean, added up, and the print of the model; nothing without one.

    Args:
        settings: name the model.
        store: keeps what it says.
        taught: articles with their topic and weight, those first that teach most.
        now: when.

    Raises:
        ConfigError: the model is not there, or is none.
    """
    embedder = embedder_for(settings)
    if embedder is None:
        return {}, ""
    told = [(said(article), topic, weight) for article, topic, weight in first(taught)]
    read = _read(store, embedder, {text for text, _, _ in told}, now=now)
    seen = ((read[text], topic, weight) for text, topic, weight in told if read[text])
    return summed(seen), embedder.mark


def first(taught: Iterable[tuple[Article, str, float]]) -> Iterator[tuple[Article, str, float]]:
    """As many articles of each topic as teach what it means, the first ones."""
    left: dict[str, int] = {}
    for article, topic, weight in taught:
        left[topic] = left.get(topic, TAUGHT) - 1
        if left[topic] >= 0 and said(article):
            yield article, topic, weight


def _read(
    store: Store,
    embedder: Embedder,
    texts: Collection[str],
    *,
    now: datetime,
    on_read: Callable[[int, str], None] = lambda _done, _text: None,
) -> dict[str, Vector]:
    """The vector of each text: kept, or read now and kept."""
    hashes = {_hash(text): text for text in sorted(texts)}
    kept = store.meanings.of(embedder.mark, hashes)
    fresh = [one for one in hashes if one not in kept]
    if fresh:
        logger.info("the sentence model reads %d texts", len(fresh))
    for some in _chunks(fresh):
        made = {}
        for one in some:
            made[one] = embedder.vector(hashes[one])
            on_read(len(kept) + len(made), hashes[one])
        store.meanings.save(embedder.mark, made, now=now)
        kept.update(made)
    return {hashes[one]: vector for one, vector in kept.items()}


def _chunks(hashes: Sequence[str]) -> Iterator[list[str]]:
    left = iter(hashes)
    while some := list(islice(left, TOGETHER)):
        yield some


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
