"""Traces of who was erased: the write-ahead log holds old pages as long as anybody has it open.

So an erasure ends with a checkpoint that empties the log (SQLite, "PRAGMA wal_checkpoint",
TRUNCATE). Where a reader or a writer is in the way a row stays, by which a later one is tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.errors import StoreBusyError

if TYPE_CHECKING:
    import sqlite3

    from digest.store.connection import Connection

PATIENCE: Final = 0.25
"""Seconds that an erasure waits for others; a page is waiting for its end."""


def leave(raw: sqlite3.Connection) -> None:
    """Keep, in the caller's transaction, that the log is to be emptied behind it."""
    raw.execute("INSERT INTO traces DEFAULT VALUES")


def wipe_left(connection: Connection) -> bool:
    """Empty the log where an erasure asks for it, without a wait for others; whether none does."""
    (last,) = connection.rows("SELECT max(id) FROM traces")[0]
    return last is None or wipe(connection, wait=0)


def wipe(connection: Connection, *, wait: float = PATIENCE) -> bool:
    """Write the log back and empty it; False where others were in the way for `wait` seconds.

    Inside a transaction nothing can be emptied; then it is left to a later one.
    """
    (last,) = connection.rows("SELECT coalesce(max(id), 0) FROM traces")[0]
    if not connection.empty_log(wait=wait):
        return False
    if last:
        try:
            with connection.write(wait=wait) as raw:
                raw.execute("DELETE FROM traces WHERE id <= ?", (last,))
        except StoreBusyError:  # the log is empty; a later one only finds it so
            return False
    return True
