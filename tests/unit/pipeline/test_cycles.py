"""While articles are read and stored, few searches for cycles; after that as before."""

from __future__ import annotations

import gc

import pytest
from tests.unit.pipeline.newsroom import NOW, article

from digest.pipeline import stories
from digest.pipeline.cycles import few_searches_for_cycles
from digest.store import open_store


def test_what_breaks_leaves_the_search_as_it_was():
    usual = gc.get_threshold()
    with pytest.raises(OSError, match="broken"), few_searches_for_cycles():
        raise OSError(f"broken at {gc.get_threshold()[0]}")
    assert gc.get_threshold() == usual


def test_stories_are_settled_with_few_searches(tmp_path, monkeypatch):
    during = []
    usual, read_all = gc.get_threshold(), stories.read_all

    def read(articles):
        during.append(gc.get_threshold()[0])
        return read_all(articles)

    monkeypatch.setattr(stories, "read_all", read)
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        store.articles.save([article("1")], now=NOW)
        assert stories.settle_stories(store, now=NOW) == 1
    assert min(during) > usual[0]
    assert gc.get_threshold() == usual
