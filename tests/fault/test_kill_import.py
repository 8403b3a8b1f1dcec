"""Killed in the middle, `digest subscribers import` loses nothing, and can be run again."""

from __future__ import annotations

import json
import random
import sqlite3

from tests.fault.counting import pause
from tests.fault.newsroom import Newsroom

ROWS = 60_000
KILLS = 3
COMMAND = ("subscribers", "import", "readers.csv", "--json")


def readers(folder) -> tuple[int, int]:
    """Subscribers and subscriptions that are stored."""
    with sqlite3.connect(folder / "digest.db") as store:
        counted = "SELECT (SELECT count(*) FROM subscribers), (SELECT count(*) FROM subscriptions)"
        return store.execute(counted).fetchone()


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
    newsroom = Newsroom(tmp_path)
    newsroom.run("init")
    newsroom.run("db", "migrate")
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
