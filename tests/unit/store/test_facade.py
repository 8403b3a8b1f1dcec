from __future__ import annotations

import pytest
from tests.unit.store.make import url

import digest.store
from digest.errors import StoreError
from digest.store import Store, open_store

pytestmark = pytest.mark.usefixtures("from_nothing")


def test_the_store_knows_its_file_and_closes(tmp_path):
    with open_store(url(tmp_path)) as store:
        assert isinstance(store, Store)
        assert store.path == tmp_path / "digest.db"
    with pytest.raises(StoreError, match="closed"):
        store.fetched.all()


def test_a_relative_url_is_relative_to_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite:///here.db"):
        assert (tmp_path / "here.db").exists()


def test_exported_names_are_there():
    assert all(hasattr(digest.store, name) for name in digest.store.__all__)
