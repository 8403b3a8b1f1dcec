from __future__ import annotations

from datetime import timedelta

from tests.unit.store.make import NOW

from digest.store.passages import KEPT


def test_paragraphs_are_counted_by_source(store):
    store.passages.learn("A", [1, 1, 2**64 - 1], now=NOW)
    store.passages.learn("A", [1], now=NOW)
    store.passages.learn("B", [1], now=NOW)
    store.passages.learn("B", [], now=NOW)

    assert store.passages.counts("A") == {1: 3, 2**64 - 1: 1}
    assert store.passages.counts("B") == {1: 1}
    assert store.passages.counts("C") == {}


def test_those_of_the_last_articles_are_remembered(store):
    store.passages.learn("A", [1, 2], now=NOW)
    store.passages.learn("A", [3] * (KEPT - 1), now=NOW)

    assert store.passages.counts("A") == {2: 1, 3: KEPT - 1}


def test_a_source_that_brings_nothing_new_is_forgotten(store):
    store.passages.learn("A", [1], now=NOW)

    store.prune(keep=timedelta(days=90), now=NOW + timedelta(days=89))
    assert store.passages.counts("A") == {1: 1}

    store.prune(keep=timedelta(days=90), now=NOW + timedelta(days=91))
    assert store.passages.counts("A") == {}
