"""What an error of SQLite means for a database at its place on disk, and what to do about it.

SQLite says little of disk and rights, so the place itself is looked at. Changes nothing.
"""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Final

from digest.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_RIGHTS: Final = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})
_LITTLE: Final = 65536  # bytes; with less than that SQLite can't even share its index

_FULL = ("can't grow: the disk is full", "free space, then run this again")
_MOUNTED = ("is read-only: its disk is mounted so", "mount it writable, then run this again")
_EXPLAINED: Final = {
    sqlite3.SQLITE_BUSY: ("is held by another process", "try again when it has finished"),
    sqlite3.SQLITE_LOCKED: ("is held by another process", "try again when it has finished"),
    sqlite3.SQLITE_READONLY: ("is read-only", "let this account write the file and its folder"),
    sqlite3.SQLITE_PERM: ("may not be opened", "let this account write the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", "check the path, the folder and their rights"),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: (
        "can't be read or written",
        "check the disk, its space and quota, then `digest db check`",
    ),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore the last `digest db backup`"),
    sqlite3.SQLITE_NOTADB: ("is no SQLite database", "name another file in [store] url"),
}


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Say what an error of SQLite means for `path`, and what to do about it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _EXPLAINED:
        what, hint = _seen(code, path) or _EXPLAINED[code]
        kind = StoreBusyError if code in _BUSY else StoreError
        return kind(f"the database {path} {what} ({error})", hint)
    if "no such table" in str(error):
        return StoreError(f"the database {path} lacks a table ({error})", "run `digest db migrate`")
    return StoreError(f"the database {path} refused a step: {error}", "run `digest db check`")


def _seen(code: int, path: Path) -> tuple[str, str] | None:
    """What the place shows, where that says more than the code."""
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return None
    if code == sqlite3.SQLITE_IOERR and disk.f_bavail * disk.f_frsize < _LITTLE:
        return _FULL
    if code not in _RIGHTS:
        return None
    if disk.f_flag & os.ST_RDONLY:
        return _MOUNTED
    if shut := _shut(path):
        return _EXPLAINED[code][0], f"let this account read and write {', '.join(shut)}"
    return None


def _shut(path: Path) -> tuple[str, ...]:
    """The folder and files of the database that this account may not read and write.

    SQLite gives its two files beside the database the rights that the database had, and they
    keep them when those change.
    """
    files = (path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm"))
    places = (path.parent, *files)
    return tuple(
        str(place)
        for place in places
        if os.access(place, os.F_OK) and not os.access(place, os.R_OK | os.W_OK)
    )
