from __future__ import annotations

import pytest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "email" / "parts").mkdir(parents=True)
    return tmp_path
