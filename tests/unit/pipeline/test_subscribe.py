from __future__ import annotations

import gc

import pytest
from tests.unit.pipeline.newsroom import NOW, settings

from digest.errors import AudienceError
from digest.pipeline.subscribe import import_subscribers


def test_after_an_import_python_looks_for_cycles_as_before(tmp_path, store):
    file = tmp_path / "readers.csv"
    file.write_text("email\njane@example.com\n")
    during: list[bool] = []

    def look(_rows: int) -> None:
        during.append(gc.isenabled())

    assert import_subscribers(settings(tmp_path), store, file, now=NOW, on_row=look).new == 1
    assert (during, gc.isenabled()) == ([False], True)


def test_so_it_does_after_one_that_failed(tmp_path, store):
    file = tmp_path / "readers.csv"
    file.write_text("name\nJane\n")
    with pytest.raises(AudienceError, match="no email column"):
        import_subscribers(settings(tmp_path), store, file, now=NOW)
    assert gc.isenabled()
