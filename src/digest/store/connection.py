"""One SQLite connection to one file, opened the one way that digest opens it.

It knows nothing of nouns and never guesses: what can't be used is refused with a StoreError
that says what to do. A connection belongs to the thread that opened it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from digest.errors import StoreError
from digest.store.lean import Database
from digest.store.trouble import explain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Parameters = Sequence[Any] | Mapping[str, Any]

BUSY_SECONDS: Final = 10.0
"""How long a call waits for another writer before it gives up."""

SENDER_SECONDS: Final = 0.25
"""How long a sender's call does: its event loop stands still meanwhile, and it asks again."""

_PREFIX = "sqlite:///"
_OLDEST = (3, 37, 0)
"""The first SQLite with STRICT tables (RETURNING came with 3.35)."""

_IN_THE_WAY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    # Who is erased is gone from the file too, not only from its tables.
    "PRAGMA secure_delete=ON",
    "PRAGMA journal_size_limit=67108864",
)


_BULK = {"cache_size": -64 * 1024, "wal_autocheckpoint": 16 * 1024}


def path_of(url: str) -> Path:
    """The file that a store URL names: sqlite:///relative.db or sqlite:////absolute.db.

    Raises:
        StoreError: another scheme, no file, or an in-memory database.
    """
    name = url.removeprefix(_PREFIX)
    if not url.startswith(_PREFIX) or not name or name.startswith(":"):
        raise StoreError(
            f"the store URL {url!r} names no SQLite file",
            "write sqlite:///digest.db, or sqlite:////var/lib/digest/digest.db",
        )
    return Path(name)


class Connection:
    """Reads, and writes inside `write()`. Every sqlite3 error leaves as a StoreError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        _refuse_old_sqlite()
        _create(path)
        with self._explained():
            raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                self.db = _prepare(raw, path)
            except BaseException:
                raw.close()
                raise
        self.raw = raw
        self._waits = BUSY_SECONDS

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, fetched at once: no cursor stays open."""
        with self._explained():
            self._wait(BUSY_SECONDS)
            return self.raw.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    @contextmanager
    def walk(self, sql: str, parameters: Parameters = ()) -> Iterator[Iterator[tuple[Any, ...]]]:
        """The rows of a query, each read when it is wanted; the cursor is closed behind them."""
        with self._explained():
            self._wait(BUSY_SECONDS)
            with closing(self.raw.execute(sql, parameters)) as cursor:
                yield cursor

    @contextmanager
    def write(self, *, wait: float | None = None) -> Iterator[sqlite3.Connection]:
        """One IMMEDIATE transaction: all of the block is kept, or nothing of it.

        Inside another one it is a part of that.

        Raises:
            StoreBusyError: another process held the database for `wait` seconds, by default
                BUSY_SECONDS.
            StoreError: the database can't be written.
        """
        if self._is_writing():
            yield self.raw
            return
        with self._explained():
            self._wait(BUSY_SECONDS if wait is None else wait)
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield self.raw
                self.raw.execute("COMMIT")
            except BaseException:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                raise

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """For many writes in a row: pages are held until a commit, and moved over in big heaps.

        Keys that come in no order touch most pages of an index; each would be written again and
        again. Costs 64 MB of memory while it lasts; what is committed is as safe as ever.
        """
        before = [self.rows(f"PRAGMA {name}")[0][0] for name in _BULK]
        try:
            for name, value in _BULK.items():
                self.rows(f"PRAGMA {name}={value}")
            yield
        finally:
            for name, value in zip(_BULK, before, strict=True):
                self.rows(f"PRAGMA {name}={value}")

    def empty_log(self, *, wait: float) -> bool:
        """Write the write-ahead log back and cut it to nothing: no page of before stays in it.

        Returns False, with what could be written back, inside a transaction and where others
        still read or write after `wait` seconds.
        """
        if self._is_writing():
            return False
        with self._explained():
            self._wait(wait)
            try:
                is_busy, _, _ = self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _IN_THE_WAY:
                    raise
                return False
        return not is_busy

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        self.db.close()

    def _is_writing(self) -> bool:
        return self.raw.in_transaction

    def _wait(self, seconds: float) -> None:
        if seconds != self._waits:
            self.raw.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")
            self._waits = seconds

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.path) from error


def _prepare(raw: sqlite3.Connection, path: Path) -> Database:
    mode = raw.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise StoreError(
            f"the database {path} can't use write-ahead logging (journal mode {mode})",
            "keep it on a local disk, not on a network share",
        )
    for pragma in _PRAGMAS:
        raw.execute(pragma)
    # The operator's sqlite-utils plugins have no business in this process.
    return Database(raw, execute_plugins=False, strict=True)


def _create(path: Path) -> None:
    """Make the file readable by its owner alone before SQLite sees it: it holds addresses."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        _refuse_folder(path)
    except FileNotFoundError as error:
        raise StoreError(
            f"the database {path} can't be made: its folder is missing",
            f"mkdir -p {path.parent}",
        ) from error
    except OSError as error:
        raise StoreError(
            f"the database {path} can't be made: {error.strerror}",
            "let this account write the folder, or name another file in [store] url",
        ) from error


def _refuse_folder(path: Path) -> None:
    if not path.is_file():
        raise StoreError(
            f"the database {path} is no regular file", "name another file in [store] url"
        )


def _refuse_old_sqlite() -> None:
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreError(
            f"this Python uses SQLite {sqlite3.sqlite_version}, too old for digest",
            "use a Python that is built with SQLite 3.37 or newer",
        )
