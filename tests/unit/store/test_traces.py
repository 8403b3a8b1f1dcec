from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from tests.unit.store.make import NOW, url

from digest.model import SubscriberRow
from digest.pipeline.leftover import forget_expired
from digest.store import open_store

ADDRESS = "who.is.erased@reader.example"


@pytest.fixture
def other(store):
    """Another process that has the database open, as `digest serve` has."""
    row = SubscriberRow(email=ADDRESS, newsletters=("briefing",))
    store.subscribers.upsert_many([row], now=NOW)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as opened:
        opened.execute("SELECT * FROM subscribers").fetchall()
        yield opened


def traces(store) -> list[str]:
    files = [store.path, store.path.with_name(f"{store.path.name}-wal")]
    return [file.name for file in files if ADDRESS.encode() in file.read_bytes().lower()]


def test_who_is_erased_is_in_no_file_while_others_have_it_open(store, other):
    assert traces(store)
    store.subscribers.remove(ADDRESS)
    assert traces(store) == []


@pytest.mark.parametrize("later", ["tick", "prune"])
def test_where_a_reader_is_in_the_way_a_later_one_empties_the_log(store, other, later):
    other.execute("BEGIN")
    other.execute("SELECT * FROM subscribers").fetchall()
    assert store.subscribers.remove(ADDRESS)
    assert traces(store)
    assert not store.wipe_traces()
    other.execute("COMMIT")
    with open_store(url(store.path.parent)) as daemon:
        if later == "tick":
            asyncio.run(forget_expired(daemon, clock=lambda: NOW))
        else:
            daemon.prune(timedelta(days=30), NOW)
    assert traces(store) == []
    assert store._connection.rows("SELECT * FROM traces") == []


def test_a_tick_with_nobody_erased_leaves_the_log_alone(store, other):
    log = store.path.with_name(f"{store.path.name}-wal")
    before = log.stat().st_size
    assert before
    assert store.wipe_traces()
    assert log.stat().st_size == before


def test_a_tick_waits_for_nobody(store, other):
    other.execute("BEGIN")
    other.execute("SELECT * FROM subscribers").fetchall()
    store.subscribers.remove(ADDRESS)
    assert not store.wipe_traces()
    assert store._connection.raw.execute("PRAGMA busy_timeout").fetchone()[0] == 0


def test_inside_a_transaction_it_is_left_to_a_later_one(store, other):
    with store.batch():
        store.subscribers.remove(ADDRESS)
    assert traces(store)
    assert store.wipe_traces()
    assert traces(store) == []
