"""A database that another process holds: a send waits in words, and nothing is lost."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from tests.fault.books import CONNECTIONS

READERS, FEW = 3000, 40
HELD = 3.0  # seconds: a sender says after one of them that it waits
LONG = 60.0  # as another program's import or backup holds it
IMPATIENT = """
from digest.deliver import patience
from digest.store import connection, facade
patience.BUSY_SECONDS = 1.0
connection.BUSY_SECONDS = facade.BUSY_SECONDS = 0.5
"""


@contextmanager
def held(folder):
    """Another process's transaction, as an import of a million readers makes it."""
    with closing(sqlite3.connect(folder / "digest.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def goes_on(process):
    """It does not end, however long it is waited for here."""
    return lasts(process, HELD)


def lasts(process, seconds):
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(seconds)
    return True


@pytest.fixture
def sending(newsroom):
    """A send of READERS readers that has come to its hundredth."""
    edition = newsroom.approved(READERS)

    def begin():
        process = newsroom.start("send", edition, "--json")
        newsroom.sink.wait_for(100, process)
        return edition, process

    return begin


def test_a_send_waits_says_so_and_goes_on(newsroom, sending):
    _, process = sending()
    with held(newsroom.folder):
        before = newsroom.sink.total()
        assert goes_on(process)
        assert newsroom.sink.total() <= before + CONNECTIONS
    ended = newsroom.end(process)
    assert (ended.code, ended.report["sent"]) == (0, READERS)
    assert "is held by another process (database is locked); waiting for it" in ended.err
    assert "the database is free after" in ended.err
    end = newsroom.books.account()
    assert end.all_sent
    assert end.surplus == 0


HOLDER = """
import sqlite3, sys
database = sqlite3.connect("digest.db", isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
database.execute("ROLLBACK")
"""


@contextmanager
def held_by_another_program(folder):
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        yield
        holder.communicate("go on\n", timeout=10)


def test_a_minute_is_waited_for_in_words_and_the_send_goes_on(newsroom, sending, tell):
    """The real command and settings, another program, a whole minute."""
    edition, process = sending()
    with held_by_another_program(newsroom.folder):
        assert lasts(process, LONG / 2)
        taken = newsroom.sink.total()
        assert taken < READERS
        assert lasts(process, LONG / 2)
        assert newsroom.sink.total() == taken
    ended = newsroom.end(process)
    assert (ended.code, ended.report["sent"]) == (0, READERS)
    waiting, free = (line for line in ended.err.splitlines() if "the database" in line)
    assert "is held by another process (database is locked); waiting for it" in waiting
    assert int(re.search(r"free after (\d+) s", free)[1]) >= LONG - 1
    assert newsroom.state(edition) == "sent"
    end = newsroom.books.account()
    assert end.all_sent
    assert end.surplus == 0
    tell(f"held for {LONG:.0f} s: 0 lost, 0 sent twice; stderr: {waiting}; {free}")


def test_a_send_that_is_asked_to_stop_meanwhile_records_what_it_sent(newsroom, sending):
    edition, process = sending()
    with held(newsroom.folder):
        process.send_signal(signal.SIGTERM)
        assert goes_on(process)
    ended = newsroom.end(process)
    assert ended.code == 130
    stopped = newsroom.books.account()
    assert stopped.of("sent", "queued") == set(stopped.states)
    assert newsroom.resumed(edition).surplus == 0


def test_a_send_that_waited_too_long_ends_in_words_and_can_be_resumed(newsroom, sending):
    newsroom.first = IMPATIENT
    edition, process = sending()
    with held(newsroom.folder):
        ended = newsroom.end(process)
    assert ended.code == 75
    account = json.loads(ended.out.splitlines()[-1])
    assert account["event"] == "finished"
    assert "is held by another process" in account["reason"]
    assert account["remaining"] > 0
    assert "error: the database" in ended.err
    assert "is held by another process" in ended.err
    stopped = newsroom.books.account()
    assert newsroom.resumed(edition).repeated <= stopped.of("sending")


def test_while_it_is_held_no_send_begins(newsroom):
    edition = newsroom.approved(FEW)
    newsroom.first = IMPATIENT
    with held(newsroom.folder):
        for command in ("send", "resume"):
            ended = newsroom.fails(command, edition)
            assert ended.code == 75
            assert "is held by another process" in ended.err
            assert "try again when it has finished" in ended.err
    assert newsroom.sink.total() == 0
    assert newsroom.state(edition) == "approved"
    assert newsroom.resumed(edition).surplus == 0
