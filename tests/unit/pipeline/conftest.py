from __future__ import annotations

import pytest
from tests.unit.pipeline.language_model import stub
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.store import open_store


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as opened:
        yield opened


@pytest.fixture
def house(store, tmp_path):
    """The newsroom's settings, and its store."""
    return settings(tmp_path), store


@pytest.fixture
def three_articles(store):
    """Stand in the store."""
    store.articles.save([article(str(number)) for number in range(3)], now=NOW)


@pytest.fixture
def model():
    with stub() as running:
        yield running
