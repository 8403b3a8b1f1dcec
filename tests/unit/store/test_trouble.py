"""What SQLite's errors mean: the place on disk says more than the code."""

from __future__ import annotations

import os
import sqlite3

import pytest

from digest.errors import StoreBusyError, StoreError
from digest.store import trouble


def error(code, words="words of SQLite"):
    made = sqlite3.OperationalError(words)
    made.sqlite_errorcode = code
    return made


@pytest.fixture
def disk(monkeypatch):
    """Makes the disk look so: bytes that are free, flags of its mount."""

    def look(free=1 << 30, flag=0):
        fields = [4096, 1, 1000, free, free, 0, 0, 0, flag, 255]
        monkeypatch.setattr(trouble.os, "statvfs", lambda _: os.statvfs_result(fields))

    return look


@pytest.fixture
def closed(monkeypatch):
    """Makes these files, and the account may not write them."""

    def close(*paths):
        for path in paths:
            path.touch()
        monkeypatch.setattr(
            trouble.os,
            "access",
            lambda path, mode: path.exists() and (mode == 0 or path not in paths),
        )

    return close


def test_an_error_of_a_disk_without_space_says_so(tmp_path, disk):
    disk(free=4096)
    told = trouble.explain(error(sqlite3.SQLITE_IOERR_SHMSIZE), tmp_path / "digest.db")
    assert "can't grow: the disk is full (words of SQLite)" in told.message
    assert told.hint == "free space, then run this again"


def test_an_error_of_a_disk_with_space_is_the_disks(tmp_path, disk):
    disk()
    told = trouble.explain(error(sqlite3.SQLITE_IOERR_WRITE), tmp_path / "digest.db")
    assert "can't be read or written" in told.message
    assert "quota" in told.hint


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY_CANTINIT])
def test_a_disk_that_is_mounted_read_only_is_named_as_the_cause(tmp_path, disk, code):
    disk(flag=os.ST_RDONLY)
    told = trouble.explain(error(code), tmp_path / "digest.db")
    assert "is read-only: its disk is mounted so" in told.message
    assert told.hint == "mount it writable, then run this again"


def test_files_beside_the_database_that_stayed_shut_are_named(tmp_path, closed):
    index = tmp_path / "digest.db-shm"
    (tmp_path / "digest.db").touch()
    closed(index)
    told = trouble.explain(error(sqlite3.SQLITE_READONLY), tmp_path / "digest.db")
    assert "is read-only" in told.message
    assert told.hint == f"let this account read and write {index}"


def test_all_that_is_shut_is_named(tmp_path, closed):
    path = tmp_path / "digest.db"
    closed(tmp_path, path)
    told = trouble.explain(error(sqlite3.SQLITE_CANTOPEN), path)
    assert "can't be opened" in told.message
    assert told.hint == f"let this account read and write {tmp_path}, {path}"


def test_what_the_place_does_not_explain_keeps_the_plain_words(tmp_path):
    told = trouble.explain(error(sqlite3.SQLITE_READONLY), tmp_path / "digest.db")
    assert told.hint == "let this account write the file and its folder"
    gone = trouble.explain(error(sqlite3.SQLITE_CANTOPEN), tmp_path / "gone" / "digest.db")
    assert gone.hint == "check the path, the folder and their rights"


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED])
def test_a_held_database_can_be_asked_again(tmp_path, code):
    told = trouble.explain(error(code), tmp_path / "digest.db")
    assert isinstance(told, StoreBusyError)
    assert "held by another process" in told.message


def test_other_errors_are_no_wait(tmp_path):
    told = trouble.explain(error(sqlite3.SQLITE_FULL), tmp_path / "digest.db")
    assert type(told) is StoreError
