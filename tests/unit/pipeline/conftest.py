from __future__ import annotations

import pytest
from tests.unit.pipeline.language_model import stub

from digest.store import open_store


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as opened:
        yield opened


@pytest.fixture
def model():
    with stub() as running:
        yield running
