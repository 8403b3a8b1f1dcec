from __future__ import annotations

import pytest
from tests.unit.store.make import url

from digest.store import open_store


@pytest.fixture
def store(tmp_path):
    with open_store(url(tmp_path)) as opened:
        yield opened
