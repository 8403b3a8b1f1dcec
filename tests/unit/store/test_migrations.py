from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Migrations
from tests.unit.store.make import url

from digest.errors import StoreBusyError, StoreError
from digest.model import Cadence, Run, RunState
from digest.store import facade, open_store
from digest.store.connection import Connection
from digest.store.maintenance import migrate, pending, refuse_foreign
from digest.store.migrations import migrations, run, statements
from digest.store.rows import text_of
from digest.store.runs import Runs

if TYPE_CHECKING:
    from threading import Barrier

pytestmark = pytest.mark.usefixtures("from_nothing")

SLOT = datetime(2026, 11, 23, 7, tzinfo=UTC)
WEEKS = timedelta(weeks=3)


def failing() -> Migrations:
    broken = Migrations("digest")

    @broken()
    def m001_first(db):
        run(db, "CREATE TABLE one (id INTEGER) STRICT;\nINSERT INTO one VALUES (1);\n")

    @broken()
    def m002_second(db):
        run(db, "CREATE TABLE two (id INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);\n")

    return broken


def tables(connection) -> set[str]:
    return {name for (name,) in connection.rows("SELECT name FROM sqlite_master")}


def test_a_failing_migration_leaves_nothing_behind(tmp_path):
    connection = Connection(tmp_path / "digest.db")
    with pytest.raises(StoreError):
        migrate(connection, failing())
    assert tables(connection) == set()
    assert not connection.raw.in_transaction
    connection.close()


def test_executescript_would_have_left_half_a_schema(tmp_path):
    """The trap: sqlite-utils opens a transaction, executescript commits it."""
    trapped = Migrations("digest")

    @trapped()
    def m001_first(db):
        db.conn.executescript("CREATE TABLE one (id INTEGER); INSERT INTO nowhere VALUES (1);")

    connection = Connection(tmp_path / "digest.db")
    with pytest.raises(sqlite3.Error):
        trapped.apply(connection.db)
    assert "one" in tables(connection)
    connection.close()


def test_statements_are_cut_at_line_ends_only():
    script = "-- a; comment\nCREATE TABLE a (b TEXT DEFAULT ';\n');\nDROP TABLE a;\n"
    first, second = statements(script)
    assert first.endswith("';\n');\n")
    assert second == "DROP TABLE a;\n"
    with pytest.raises(ValueError, match="without an end"):
        list(statements("CREATE TABLE a (b TEXT)"))


def test_opening_migrates_once(tmp_path):
    with open_store(url(tmp_path), migrate=False) as store:
        assert store.pending() == tuple(m.name for m in migrations._migrations)
        assert store.migrate() == tuple(m.name for m in migrations._migrations)
        assert store.pending() == store.migrate() == ()
    with open_store(url(tmp_path)) as store:
        assert store.check() == ()


def test_a_newer_database_is_refused_and_named(tmp_path):
    with open_store(url(tmp_path)) as store:
        store._connection.db["_sqlite_migrations"].insert(
            {"migration_set": "digest", "name": "m999_future", "applied_at": "2030-01-01"}
        )
    with pytest.raises(StoreError, match=r"newer digest \(it has m999_future\)") as caught:
        open_store(url(tmp_path), migrate=False)
    assert "update digest" in caught.value.hint


def test_another_programs_database_is_refused_and_untouched(tmp_path):
    raw = sqlite3.connect(tmp_path / "digest.db")
    raw.execute("CREATE TABLE recipes (id INTEGER)")
    raw.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(url(tmp_path))
    raw = sqlite3.connect(tmp_path / "digest.db")
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    raw.close()


def test_a_newer_step_is_applied_to_an_older_database(tmp_path):
    later = Migrations("digest")
    later._migrations = list(migrations._migrations)

    @later()
    def m900_more(db):
        run(db, "CREATE TABLE more (id INTEGER) STRICT;\n")

    with open_store(url(tmp_path)) as store:
        refuse_foreign(store._connection, later)
        assert pending(store._connection, later) == ("m900_more",)
        assert migrate(store._connection, later) == ("m900_more",)


PROCESSES, DATABASES = 6, 40


def _open_each(folder: Path, barrier: Barrier) -> list[tuple[str, ...]]:
    """Open one new database after the other, each at the moment that the others do."""
    problems = []
    for number in range(DATABASES):
        barrier.wait(60)
        with open_store(f"sqlite:///{folder}/{number}.db") as store:
            problems.append(store.check())
    return problems


def test_processes_that_open_a_new_database_at_once_all_get_it(tmp_path):
    context = get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        barrier = manager.Barrier(PROCESSES)
        found = [pool.submit(_open_each, tmp_path, barrier) for _ in range(PROCESSES)]
        assert [one.result() for one in found] == [[()] * DATABASES] * PROCESSES


def test_opening_waits_for_another_that_will_not_be_waited_for(tmp_path, monkeypatch):
    """As where two make one database: SQLite refuses one of them at once."""
    whole, refusals = facade.Connection, iter([True, True])

    def refusing(path: Path):
        if next(refusals, False):
            raise StoreBusyError("held")
        return whole(path)

    monkeypatch.setattr(facade, "Connection", refusing)
    with open_store(url(tmp_path)) as store:
        assert store.check() == ()


def test_opening_does_not_wait_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(facade, "BUSY_SECONDS", 0.0)
    monkeypatch.setattr(facade, "Connection", _held)
    with pytest.raises(StoreBusyError):
        open_store(url(tmp_path))


def _held(path: Path):
    raise StoreBusyError(f"{path} is held")


def test_slots_from_before_there_were_weekly_ones_are_daily(tmp_path):
    schema = Path(facade.__file__).parent / "schema"
    connection = Connection(tmp_path / "digest.db")
    with connection.write() as raw:
        run(connection.db, (schema / "m003_runs.sql").read_text())
        raw.execute(
            "INSERT INTO runs (id, newsletter, slot, state, edition, detail, lease, fence, changed)"
            " VALUES (7, 'briefing', ?, 'sent', 'b-1', '2 sent', 0, 5, ?)",
            (text_of(SLOT), text_of(SLOT)),
        )
        raw.execute("INSERT INTO scheduled VALUES ('briefing', ?)", (text_of(SLOT - WEEKS),))
        run(connection.db, (schema / "m043_rhythms.sql").read_text())
    runs = Runs(connection)
    one = Run(
        id=7,
        newsletter="briefing",
        slot=SLOT,
        state=RunState.SENT,
        edition="b-1",
        detail="2 sent",
        changed=SLOT,
    )
    assert runs.get(7) == one
    assert runs.begun("briefing", since=SLOT) == {SLOT}
    assert runs.begun("briefing", Cadence.WEEKLY, since=SLOT) == set()
    assert runs.known_since("briefing", now=SLOT) == SLOT - WEEKS
    connection.close()


def test_of_the_evidence_of_many_only_what_tells_of_each_stays(tmp_path):
    schema = Path(facade.__file__).parent / "schema"
    open_store(url(tmp_path)).close()
    connection = Connection(tmp_path / "digest.db")
    told = [{"email": "Ann@example.com", "event": "bounce"}, {"email": "bob@example.com"}, "x", 7]
    kept = {"sendgrid": json.dumps(told), "sendgrid cut": json.dumps(told)[:60], "ses": "[1]"}
    with connection.write() as raw:
        for origin, evidence in kept.items():
            raw.execute(
                "INSERT INTO bounces (print, seen, origin, kind, reason, addresses, status, code,"
                " text, message_id, came_to, found_by, done, open, evidence)"
                " VALUES (?, ?, ?, 'hard', '', '[\"ann@example.com\"]', '', 0,"
                " '', '', '[]', 'address', '', 0, ?)",
                (origin, text_of(SLOT), origin.partition(" ")[0], evidence),
            )
        run(connection.db, (schema / "m210_one_event.sql").read_text())
    found = dict(connection.rows("SELECT print, evidence FROM bounces"))
    assert json.loads(found["sendgrid"]) == told[:1]
    assert (found["sendgrid cut"], found["ses"]) == ("", "[1]")
    connection.close()


def test_stories_from_before_their_rows_stood_in_order_stay(tmp_path):
    schema = Path(facade.__file__).parent / "schema"
    connection = Connection(tmp_path / "digest.db")
    rows = [("ab", "s1", text_of(SLOT), b"new"), ("aa", "s1", text_of(SLOT - WEEKS), None)]
    with connection.write() as raw:
        for file in ("m001_house", "m020_stories", "m130_readings"):
            run(connection.db, (schema / f"{file}.sql").read_text())
        raw.execute("PRAGMA defer_foreign_keys=ON")
        raw.execute("INSERT INTO stories (id) VALUES ('s1')")
        raw.executemany("INSERT INTO story_articles VALUES (?, ?, ?, ?)", rows)
        run(connection.db, (schema / "m280_story_rows.sql").read_text())
        raw.executemany(
            "INSERT INTO articles (id, source, title, publisher, published, first_seen, summary,"
            " text, headings, language, byline, categories, notes)"
            " VALUES (?, 'Herald', 't', 'Herald', ?, '', '', '', '[]', '', '', '[]', '[]')",
            [(article, at) for article, _, at, _ in rows],
        )
    assert connection.rows("SELECT * FROM story_articles ORDER BY rowid") == rows[::-1]
    with connection.write() as raw:
        raw.execute("DELETE FROM articles WHERE id = 'aa'")
    assert connection.rows("SELECT article FROM story_articles") == [("ab",)]
    connection.close()
