"""What holds for every unit test: a new database is a copy of one that was migrated once.

Fifty migrations from nothing cost more than most tests that want their outcome, and so does the
wait for the disk at each commit: none of these tests cuts the power. Those of how a database is
made and opened ask for `from_nothing`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

import pytest

from digest.errors import StoreError
from digest.store import connection, facade
from digest.store.connection import path_of

if TYPE_CHECKING:
    from pathlib import Path

_OPENED = facade._opened
_PRAGMAS = connection._PRAGMAS


@pytest.fixture(scope="session", autouse=True)
def _databases_at_hand(tmp_path_factory):
    pattern = tmp_path_factory.mktemp("pattern") / "digest.db"
    with facade.open_store(f"sqlite:///{pattern}"):
        pass
    made, serial = pattern.read_bytes(), count()

    def opened(url: str, *, migrate: bool) -> facade.Store:
        with suppress(OSError, StoreError):  # which the opening itself explains
            if migrate and not path_of(url).exists():
                _lay(path_of(url), made, f".{os.getpid()}-{next(serial)}.pattern")
        return _OPENED(url, migrate=migrate)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facade, "_opened", opened)
        quick = [one.replace("synchronous=FULL", "synchronous=OFF") for one in _PRAGMAS]
        patch.setattr(connection, "_PRAGMAS", quick)
        yield


@pytest.fixture
def from_nothing(monkeypatch):
    """New databases are made as users' are: empty, then migrated, each commit on the disk."""
    monkeypatch.setattr(facade, "_opened", _OPENED)
    monkeypatch.setattr(connection, "_PRAGMAS", _PRAGMAS)


def _lay(path: Path, made: bytes, suffix: str) -> None:
    """The file is there whole or not at all, as others may be opening it too."""
    laid = path.with_name(path.name + suffix)
    try:
        laid.touch(0o600)
        laid.write_bytes(made)
        os.link(laid, path)
    finally:
        laid.unlink(missing_ok=True)
