"""Killed in the middle, `digest subscribers import` loses nothing, and can be run again."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
from contextlib import closing

import pytest
from tests.fault.counting import pause
from tests.fault.newsroom import Newsroom

ROWS = 60_000
KILLS = 3
COMMAND = ("subscribers", "import", "readers.csv", "--json")


def readers(folder) -> tuple[int, int]:
    """Subscribers and subscriptions that are stored."""
    counted = "SELECT (SELECT count(*) FROM subscribers), (SELECT count(*) FROM subscriptions)"
    return stored(folder, counted)


def consents(folder) -> int:
    """Proofs of consent that are stored."""
    return stored(folder, "SELECT count(*) FROM consents")[0]


def stored(folder, sql):
    """The row that this finds."""
    with closing(sqlite3.connect(folder / "digest.db")) as store:
        return store.execute(sql).fetchone()


def empty_newsroom(folder):
    """A newsroom that has its tables, and nobody in them."""
    newsroom = Newsroom(folder)
    newsroom.run("init")
    newsroom.run("db", "migrate")
    return newsroom


def killed_after(newsroom, rows: int) -> bool:
    """Kill an import once so many readers are stored; whether it was still at work."""
    process = newsroom.start(*COMMAND)
    while process.poll() is None and readers(newsroom.folder)[0] < rows:
        pause(process, 0.002)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


def test_an_import_that_is_killed_again_and_again(tmp_path):
    dice, killed = random.Random(2026), 0
    newsroom = empty_newsroom(tmp_path)
    rows = "".join(f"reader{number}@example.com,World\n" for number in range(ROWS))
    (tmp_path / "readers.csv").write_text(f"email,topics\n{rows}")
    for least in sorted(dice.randrange(1, ROWS - 20_000) for _ in range(KILLS)):
        before = readers(tmp_path)
        killed += killed_after(newsroom, max(least, before[0]))
        after = readers(tmp_path)
        assert after[0] == after[1], "a reader without the subscription of their row"
        assert after >= before, "what was stored is lost"
    whole = json.loads(newsroom.run(*COMMAND))
    assert readers(tmp_path) == (ROWS, ROWS)
    again = json.loads(newsroom.run(*COMMAND))
    assert readers(tmp_path) == (ROWS, ROWS)
    assert killed == KILLS
    assert whole["same"] >= before[0]
    assert (again["same"], again["new"], again["changed"]) == (ROWS, 0, 0)


CHUNK = 10_000
BAD = (5, 12_345, 24_999, 29_000)
# Before all else, in the process to be killed: it strikes itself at the so many-th statement.
STRIKE = """
import os, signal
from digest.store import connection
made = connection.Connection.__init__
def watched(self, path):
    made(self, path)
    seen = 0
    def look(sql):
        nonlocal seen
        seen += sql.startswith({begins!r})
        if seen == {number}:
            os.kill(os.getpid(), signal.SIGKILL)
    self.raw.set_trace_callback(look)
connection.Connection.__init__ = watched
"""


def with_bad_rows(rows: int) -> str:
    """A file with proof of consent in each row, and a few rows that can't be taken."""
    lines = (
        f"no address {n},2026-01-02T03:04:05Z\n"
        if n in BAD
        else f"reader{n}@example.com,2026-01-02T03:04:05Z\n"
        for n in range(rows)
    )
    return f"email,consent_time\n{''.join(lines)}"


@pytest.mark.parametrize(
    ("begins", "number"),
    [
        ("INSERT INTO subscribers", 25_000),
        ("INSERT OR REPLACE INTO subscriptions", 25_000),
        ("INSERT OR IGNORE INTO consents", 25_000),
        ("COMMIT", 3),
    ],
)
def test_a_kill_in_the_middle_of_a_chunk_leaves_nothing_of_it(tmp_path, begins, number):
    newsroom = empty_newsroom(tmp_path)
    rows = 30_000
    (tmp_path / "readers.csv").write_text(with_bad_rows(rows))
    newsroom.first = STRIKE.format(begins=begins, number=number)
    struck = newsroom.start(*COMMAND)
    struck.communicate(timeout=120)
    assert struck.returncode == -signal.SIGKILL
    assert readers(tmp_path) == (2 * CHUNK, 2 * CHUNK)
    assert consents(tmp_path) == 2 * CHUNK
    newsroom.first = ""
    newsroom.run("db", "check")
    rest = json.loads(newsroom.run(*COMMAND))
    assert (rest["same"], rest["new"], rest["changed"]) == (2 * CHUNK, CHUNK - len(BAD), 0)
    assert consents(tmp_path) == rows - len(BAD)
    refused = (tmp_path / "readers.quarantine.csv").read_text().splitlines()
    assert [n for n in BAD if sum(f"no address {n}," in line for line in refused) == 1] == [*BAD]
    again = json.loads(newsroom.run(*COMMAND))
    assert (again["same"], again["new"], again["changed"]) == (rows - len(BAD), 0, 0)
