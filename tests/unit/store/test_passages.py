from __future__ import annotations

from datetime import timedelta

from tests.unit.store.make import NOW


def test_paragraphs_are_counted_by_source(store):
    store.passages.count("A", ["x", "x", "y"], now=NOW)
    store.passages.count("A", ["x"], now=NOW)
    store.passages.count("B", ["x"], now=NOW)
    store.passages.count("B", [], now=NOW)

    assert store.passages.counts("A", ["x", "y", "z"]) == {"x": 3, "y": 1}
    assert store.passages.counts("B", ["x", "y"]) == {"x": 1}


def test_one_that_stood_alone_is_forgotten_sooner(store):
    store.passages.count("A", ["alone", "often", "often"], now=NOW)

    store.prune(keep=timedelta(days=90), now=NOW + timedelta(days=15))
    assert store.passages.counts("A", ["alone", "often"]) == {"often": 2}

    store.prune(keep=timedelta(days=90), now=NOW + timedelta(days=91))
    assert store.passages.counts("A", ["often"]) == {}
