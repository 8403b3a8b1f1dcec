from __future__ import annotations

import pytest

from digest.store import open_store


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}") as opened:
        yield opened
