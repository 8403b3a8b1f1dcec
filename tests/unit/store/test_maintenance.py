from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date, timedelta

import pytest
from tests.unit.store.make import (
    LEASE,
    NOW,
    approved,
    article,
    edition,
    frozen,
    outbox_rows,
    readers,
    rendered,
    story,
    url,
)

from digest.errors import StoreError
from digest.model import Outcome, OutcomeKind, Quarantined
from digest.store import PruneCount, open_store
from digest.store import maintenance as room

KEEP = timedelta(days=90)
LATER = NOW + timedelta(days=100)
SENT = Outcome(kind=OutcomeKind.SENT, code=250)


def send_all(store, going: str) -> None:
    page = store.outbox.claim(going, now=LATER, limit=100, lease=LEASE, fence=1)
    store.outbox.commit([(one.id, SENT) for one in page], [], now=NOW, fence=1)
    assert store.outbox.finish(going)


# --- backup


def test_a_backup_is_whole_private_and_one_file(store, tmp_path):
    frozen(store, 3)
    copy = tmp_path / "copy" / "backup.db"
    copy.parent.mkdir()
    store.backup(copy)
    assert [path.name for path in copy.parent.iterdir()] == ["backup.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with open_store(f"sqlite:///{copy}") as restored:
        assert restored.check() == ()
        assert restored.outbox.list() == store.outbox.list()


def test_a_backup_is_written_over_nothing(store, tmp_path):
    kept = tmp_path / "kept.db"
    kept.write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        store.backup(kept)
    assert kept.read_text() == "mine"
    with pytest.raises(StoreError, match="can't be written"):
        store.backup(tmp_path / "no" / "where.db")


def test_a_backup_that_fails_leaves_no_file(store, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_connection", _Broken())
    with pytest.raises(StoreError, match="disk is full"):
        store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


class _Broken:
    """A connection whose disk is full."""

    class raw:  # noqa: N801  # stands for an attribute
        @staticmethod
        def backup(*_, **__):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


def test_a_backup_during_writes_is_one_moment(store, tmp_path):
    """Pairs are written in one transaction each: a copy never holds half a pair."""
    stop = threading.Event()

    def write():
        with open_store(url(tmp_path)) as other:
            for number in range(100_000):
                with other._connection.write() as raw:
                    for half in "ab":
                        raw.execute(
                            "INSERT INTO quarantine (source, place, reason, raw, seen)"
                            " VALUES (?, ?, 'x', ?, 'x')",
                            (half, str(number), "r" * 500),
                        )
                if stop.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    counts = []
    for number in range(5):
        copy = tmp_path / f"copy{number}.db"
        store.backup(copy)
        with closing(sqlite3.connect(copy)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            sql = "SELECT count(*) FILTER (WHERE source = ?) FROM quarantine"
            halves = [opened.execute(sql, half).fetchone()[0] for half in "ab"]
        assert halves[0] == halves[1]
        counts.append(halves[0])
    stop.set()
    writer.join()
    assert counts == sorted(counts)


# --- check


def test_a_sound_database_has_no_problems(store):
    going = frozen(store, 3)
    send_all(store, going)
    store.subscribers.remove(1)
    assert store.check() == ()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE deliveries SET state = 'lost' WHERE id = 1", "unknown state 'lost'"),
        ("UPDATE editions SET state = 'sent'", "is sent, but some of its deliveries are open"),
        ("UPDATE editions SET frozen = NULL, freeze_count = NULL", "was never frozen"),
        ("DELETE FROM deliveries WHERE id = 1", "another number of deliveries"),
        ("UPDATE rendered SET hash = 'x'", "what was rendered is gone or another"),
        ("UPDATE deliveries SET selection = 99", "selections that is gone"),
        (
            "UPDATE subscribers SET state = 'erased', email = NULL, email_key = NULL WHERE id = 1",
            "still has a name, a subscription or an address: 1",
        ),
        (
            (
                "UPDATE subscribers SET state = 'erased', email = NULL, email_key = NULL, name = ''"
                " WHERE id = 1; DELETE FROM subscriptions WHERE subscriber = 1;"
                "INSERT INTO former_addresses VALUES (1, 7, 'briefing', 'a@b.example', 'x', 'y')"
            ),
            "still has a name, a subscription or an address: 1",
        ),
    ],
)
def test_damage_is_found_and_named(store, damage, said):
    frozen(store, 3)
    store._connection.raw.execute("PRAGMA foreign_keys=OFF")
    store._connection.raw.executescript(damage)
    problems = store.check()
    assert any(said in problem for problem in problems), problems


# --- prune


def test_prune_drops_old_texts_that_no_edition_uses(store):
    used, unused, young = article("a1"), article("a2"), article("a3", published=LATER)
    store.articles.save([used, unused], now=NOW)
    store.articles.save([young], now=LATER)
    store.editions.save(edition(story(used)), None)
    assert store.prune(KEEP, LATER) == PruneCount(articles=1, quarantined=0, deliveries=0)
    texts = {one: bool(store.articles.get(one).text) for one in ("a1", "a2", "a3")}
    assert texts == {"a1": True, "a2": False, "a3": True}
    assert store.articles.get("a2").title == unused.title
    assert store.prune(KEEP, LATER) == PruneCount(0, 0, 0)


def test_a_feed_that_still_tells_a_pruned_article_does_not_refill_it(store):
    store.articles.save([article("a1")], now=NOW)
    store.prune(KEEP, LATER)
    count = store.articles.save([article("a1")], now=LATER)
    assert (count.same, store.articles.get("a1").text) == (1, "")


def test_prune_drops_old_quarantine(store):
    refused = [Quarantined(place=place, reason="x") for place in ("1", "2")]
    store.articles.quarantine("Example", refused[:1], now=NOW)
    store.articles.quarantine("Example", refused[1:], now=LATER)
    assert store.prune(KEEP, LATER).quarantined == 1
    assert store._connection.rows("SELECT place FROM quarantine") == [("2",)]


def test_prune_drops_delivery_rows_of_long_sent_editions_only(store, monkeypatch):
    monkeypatch.setattr(room, "_CHUNK", 2)
    old = frozen(store, 5)
    send_all(store, old)
    still_open = approved(store, date(2026, 11, 24))
    store.outbox.freeze(still_open.id, rendered(still_open), outbox_rows(store, still_open))
    before = store.editions.get(old)
    assert store.prune(KEEP, LATER).deliveries == 5
    assert store.outbox.counts(old) == {}
    assert store.outbox.open(still_open.id) == 5
    assert store.editions.get(old) == before
    assert store.editions.rendered(old, "en").hash == before.hash
    assert store.check() == ()


def test_a_pruned_edition_is_not_sent_again(store):
    old = frozen(store, 2)
    send_all(store, old)
    store.prune(KEEP, LATER)
    store.outbox.freeze(old, rendered(store.editions.get(old)), [])
    assert store.outbox.open(old) == 0
    assert store.outbox.claim(old, now=LATER, limit=9, lease=LEASE, fence=3) == ()


def test_a_reader_whose_rows_are_pruned_can_be_deleted(store):
    readers(store, 1)
    old = frozen(store, 1)
    send_all(store, old)
    store.prune(KEEP, LATER)
    assert store.subscribers.remove(1)
