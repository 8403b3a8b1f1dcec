"""What a source puts around its articles is learned from them, and dropped before they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.collect import boilerplate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from digest.model import Article
    from digest.store import Store


class Boilerplate:
    """One visit's articles: without what they share, and what there is to learn of them."""

    def __init__(self, store: Store, source: str, articles: Sequence[Article]) -> None:
        self._store, self._source = store, source
        self._marks = {one.id: boilerplate.marks(one) for one in articles if one.text}
        known = store.passages.counts(source) if self._marks else {}
        common = boilerplate.shared(self._marks.values(), known)
        self.articles = tuple(boilerplate.without(one, common) for one in articles)

    def learn(self, fresh: Collection[str], *, now: datetime) -> None:
        """Remember the paragraphs of the articles that were new; `fresh` are their ids."""
        new = (mark for ident in fresh for mark in self._marks.get(ident, ()))
        self._store.passages.learn(self._source, new, now=now)
