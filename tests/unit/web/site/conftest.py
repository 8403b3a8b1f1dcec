from __future__ import annotations

import pytest
from tests.unit.web.site.house import opened


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is done behind an answer is done at once."""
    monkeypatch.setattr("digest.web.site.join.DELAY", 0)


@pytest.fixture
def site(tmp_path):
    """A readers' site with one newsletter and one reader."""
    with opened(tmp_path) as made:
        yield made
