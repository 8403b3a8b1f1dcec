"""Rows of an import that wait for its end: those that would change a reader who was known before.

What a file says of an address is known when all of it was read. So each reader is changed once, by
all of their rows in the file's order, and not at all where these end in what is stored. They wait
on disk, in a table that goes with the connection, and nothing here knows a rule of an import.
"""

from __future__ import annotations

import pickle
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Self

from digest.model import SubscriberRow
from digest.store.consents import consent_of, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from digest.store.connection import Connection

_CREATE: Final = (
    "CREATE TEMP TABLE later (person INTEGER NOT NULL, key TEXT, choices BLOB, email TEXT,"
    " name TEXT, event TEXT, at TEXT, source TEXT, ip TEXT, wording TEXT) STRICT"
)
_INSERT: Final = "INSERT INTO temp.later VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ARRANGE: Final = "CREATE INDEX temp.later_person ON later (person)"
_PEOPLE: Final = (
    "SELECT DISTINCT person, key FROM temp.later WHERE person > ? ORDER BY person LIMIT ?"
)
_ROWS: Final = (
    "SELECT key, choices, email, name, event, at, source, ip, wording FROM temp.later"
    " WHERE person BETWEEN ? AND ? ORDER BY person, rowid"
)
_SHARED: Final = (
    *("newsletters", "topics", "language", "cadence", "length", "hour", "timezone"),
    *("state", "muted", "until"),
)
_CHOICES: Final = attrgetter(*_SHARED)
_NO_CONSENT: Final = (None,) * 5


class Later:
    """The rows that wait; to be used as a context."""

    def __init__(self, connection: Connection, people: int) -> None:
        """`people`: no id of one who was known before the import is above it."""
        self._connection, self._most = connection, people
        self._held = bytearray(people // 8 + 1)  # a bit for each person
        self._rows: list[tuple[object, ...]] = []
        self._made = False  # the table is there; most imports of one reader need none

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._made:
            self._connection.rows("DROP TABLE IF EXISTS temp.later")

    def has_to_wait(self, person: int, *, changes: bool) -> bool:
        """Whether a row has to: it changes who was known, or one before it of theirs waits."""
        if person > self._most:
            return False
        return changes or bool(self._held[person >> 3] & 1 << (person & 7))

    def put(self, person: int, key: str, row: SubscriberRow) -> None:
        """Let a row wait."""
        self._held[person >> 3] |= 1 << (person & 7)
        said = row_of(person, "", row.consent)[2:] if row.consent else _NO_CONSENT
        self._rows.append((person, key, _packed(_CHOICES(row)), row.email, row.name, *said))

    def write(self) -> None:
        """Move what waits out of memory, inside the caller's transaction."""
        if not self._rows:
            return
        if not self._made:
            self._connection.rows(_CREATE)
            self._made = True
        self._connection.raw.executemany(_INSERT, self._rows)
        self._rows.clear()

    def pages(self, people: int) -> Iterator[tuple[list[str], Iterator[tuple[str, SubscriberRow]]]]:
        """The keys of so many people at once, and all of their rows, each behind its key."""
        if not self._made:
            return
        self._connection.rows(_ARRANGE)
        after = -1
        while found := self._connection.rows(_PEOPLE, (after, people)):
            first, after = found[0][0], found[-1][0]
            yield [key for _, key in found], self._between(first, after)

    def _between(self, first: int, last: int) -> Iterator[tuple[str, SubscriberRow]]:
        found = self._connection.raw.execute(_ROWS, (first, last))
        for key, choices, email, name, *said in found:
            consent = consent_of(*said) if said[0] else None
            yield key, _opened(choices)(email=email, name=name, consent=consent)


@lru_cache(maxsize=4096)  # a million readers share a few choices
def _packed(choices: tuple[Any, ...]) -> bytes:
    return pickle.dumps(choices)


@lru_cache(maxsize=4096)
def _opened(packed: bytes) -> Callable[..., SubscriberRow]:
    """What takes the rest of a row."""
    choices = pickle.loads(packed)  # noqa: S301 - what this process wrote a moment ago
    return partial(SubscriberRow, **dict(zip(_SHARED, choices, strict=True)))
