from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from tests.unit.store.make import LEASE, NOW, article, frozen_file, url

from digest.errors import StoreBusyError, StoreError
from digest.store import connection as room
from digest.store import open_store
from digest.store.connection import Connection, path_of

pytestmark = pytest.mark.usefixtures("from_nothing")


def pragma(store, name):
    return store._connection.row(f"PRAGMA {name}")[0]


def waits(store):
    """Milliseconds that its last call would have waited for others."""
    return store._connection.raw.execute("PRAGMA busy_timeout").fetchone()[0]


def test_url_names_relative_and_absolute_files():
    assert path_of("sqlite:///digest.db") == Path("digest.db")
    assert path_of("sqlite:////var/lib/digest.db") == Path("/var/lib/digest.db")


@pytest.mark.parametrize(
    "wrong", ["digest.db", "postgresql://h/d", "sqlite://", "sqlite:///", "sqlite:///:memory:"]
)
def test_other_urls_are_refused_with_an_example(wrong):
    with pytest.raises(StoreError) as caught:
        path_of(wrong)
    assert "sqlite:///digest.db" in caught.value.hint


def test_durable_settings_hold(store):
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "synchronous") == 2
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "busy_timeout") == 10_000


def test_every_table_is_strict(store):
    tables = store._connection.rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations'"
    )
    assert len(tables) >= 10
    assert [name for name, strict in tables if not strict] == []


def test_new_file_is_its_owners_alone(tmp_path):
    before = os.umask(0)
    try:
        with open_store(url(tmp_path)) as store:
            store.articles.save([article()], now=NOW)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"digest.db": 0o600, "digest.db-wal": 0o600, "digest.db-shm": 0o600}


def test_missing_folder_says_how_to_make_it(tmp_path):
    with pytest.raises(StoreError, match="folder is missing") as caught:
        open_store(f"sqlite:///{tmp_path}/no/where/digest.db")
    assert caught.value.hint == f"mkdir -p {tmp_path}/no/where"


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(StoreError, match="no regular file"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_file_of_something_else_is_refused_and_kept(tmp_path):
    path = tmp_path / "digest.db"
    path.write_text("Dear diary, " * 500)
    with pytest.raises(StoreError, match="is no SQLite database"):
        open_store(url(tmp_path))
    assert path.read_text().startswith("Dear diary")


def test_read_only_database_is_said_to_be_so(store):
    store._connection.raw.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreError, match="is read-only"):
        store.articles.save([article()], now=NOW)


def test_full_disk_is_said_to_be_so_and_loses_nothing(store):
    store.articles.save([article("a1")], now=NOW)
    pages = pragma(store, "page_count")
    store._connection.raw.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="disk is full"):
        store.articles.save([article("a2", text="long " * 100_000)], now=NOW)
    assert [kept.id for kept in store.articles.list()] == ["a1"]


def test_busy_database_is_an_error_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "BUSY_SECONDS", 0.01)
    with open_store(url(tmp_path)) as one, open_store(url(tmp_path)) as two:
        with one._connection.write(), pytest.raises(StoreBusyError) as caught:
            two.articles.save([article()], now=NOW)
        assert caught.value.exit_code == 75
        two.articles.save([article()], now=NOW)
        assert len(one.articles.list()) == 1


def test_only_a_senders_calls_give_up_soon(tmp_path):
    edition = frozen_file(tmp_path, 1)
    with open_store(url(tmp_path)) as sender, open_store(url(tmp_path)) as other:
        calls = (
            lambda: sender.outbox.recover(edition, now=NOW, policy="hold"),
            lambda: sender.outbox.claim(edition, now=NOW, limit=1, lease=LEASE, fence=1),
            lambda: sender.outbox.commit([], [1], now=NOW, fence=1),
            lambda: sender.outbox.release(1),
        )
        for call in calls:
            with other._connection.write(), pytest.raises(StoreBusyError):
                call()
            assert waits(sender) == room.SENDER_SECONDS * 1000
            sender.articles.save([article()], now=NOW)
            assert waits(sender) == room.BUSY_SECONDS * 1000


def test_a_block_that_raises_leaves_nothing(store):
    def fail():
        with store._connection.write() as raw:
            raw.execute("INSERT INTO sent_days VALUES ('2026-11-23', 'main', 1)")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store._connection.rows("SELECT * FROM sent_days") == []
    assert not store._connection.raw.in_transaction


def test_missing_table_says_migrate(tmp_path):
    with (
        open_store(url(tmp_path), migrate=False) as store,
        pytest.raises(StoreError, match="lacks a table") as caught,
    ):
        store.articles.list()
    assert "digest db migrate" in caught.value.hint


def test_a_store_belongs_to_its_thread(store):
    caught = []

    def use():
        try:
            store.articles.list()
        except StoreError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert "thread" in str(caught[0])


def test_old_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreError, match="too old"):
        Connection(tmp_path / "digest.db")


def test_closing_twice_is_fine(tmp_path):
    store = open_store(url(tmp_path))
    store.close()
    store.close()
