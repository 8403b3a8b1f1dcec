"""Suppressions: which addresses must not be mailed, known by their keyed hash alone.

It outlives the reader: who is erased, deleted or imported again stays suppressed. The hash is
made by the caller, who has the key. A suppression of a reader who is known also ends what
they get at once, so that it holds for mail that is queued already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from digest.model import Suppression, SuppressionReason
from digest.store.rows import clean, email_key, json_of, moment_of, text_of
from digest.store.subscriptions import end

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from digest.store.connection import Connection

PAGE: Final = 1000
SUPPRESSED: Final = "suppressed"
"""The source that the proof names of a leaving which a suppression brought about."""

PUT_OUT: Final = (
    "(s.state = 'left' AND EXISTS (SELECT 1 FROM consents c WHERE c.subscriber = s.subscriber"
    " AND c.newsletter = s.newsletter AND c.event = 'left' AND c.at = s.changed"
    f" AND c.source = '{SUPPRESSED}'))"
)
"""Whether a suppression ended the subscription `s`, and not its reader."""

_ANY: Final = "SELECT 1 FROM suppressions LIMIT 1"
_COLUMNS: Final = "hash, newsletter, reason, source, at"
# The first reason stands, but for a worse one: the enum's order is that of weight.
_WEIGHT: Final = {reason: weight for weight, reason in enumerate(SuppressionReason)}
_PERSONAL: Final = frozenset({SuppressionReason.BOUNCED, SuppressionReason.COMPLAINED})
_INSERT: Final = f"INSERT OR REPLACE INTO suppressions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)"


def suppress(raw: sqlite3.Connection, row: Suppression) -> bool:
    """Keep it inside the caller's transaction; whether it was not known, or is worse now."""
    row = clean(row)
    known = raw.execute(
        "SELECT reason FROM suppressions WHERE hash = ? AND newsletter = ?",
        (row.hash, row.newsletter),
    ).fetchone()
    if known and _WEIGHT[SuppressionReason(known[0])] >= _WEIGHT[row.reason]:
        return False
    raw.execute(_INSERT, (row.hash, row.newsletter, row.reason, row.source, text_of(row.at)))
    return True


def lift(raw: sqlite3.Connection, hashes: Sequence[str], newsletter: str) -> None:
    """Take back what the reader's own confirmation undoes: that they left, or were erased."""
    raw.execute(
        "DELETE FROM suppressions WHERE hash IN (SELECT value FROM json_each(?))"
        " AND newsletter IN ('', ?) AND reason IN ('left', 'erased')",
        (json_of(hashes), newsletter),
    )


def known(raw: sqlite3.Connection, hashes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Of these hashes those that are suppressed: the reason by newsletter, "" for all."""
    found: dict[str, dict[str, str]] = {}
    for digest, newsletter, reason in raw.execute(
        "SELECT hash, newsletter, reason FROM suppressions"
        " WHERE hash IN (SELECT value FROM json_each(?))",
        (json_of(list(hashes)),),
    ):
        found.setdefault(digest, {})[newsletter] = reason
    return found


def any_known(raw: sqlite3.Connection) -> bool:
    """Whether there is one at all."""
    return raw.execute(_ANY).fetchone() is not None


class Suppressions:
    """The table `suppressions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def any(self) -> bool:
        """Whether there is one at all."""
        return self._connection.row(_ANY) is not None

    def of(self, hashes: Sequence[str]) -> tuple[Suppression, ...]:
        """All of one address, whose hashes these are (one for each key)."""
        return _of(self._connection.raw, hashes)

    def stream(self) -> Iterator[Suppression]:
        """All of them, read page by page."""
        after = ("", "")
        while rows := self._connection.rows(
            f"SELECT {_COLUMNS} FROM suppressions WHERE (hash, newsletter) > (?, ?)"
            " ORDER BY hash, newsletter LIMIT ?",
            (*after, PAGE),
        ):
            yield from map(_suppression, rows)
            after = rows[-1][0], rows[-1][1]

    def add(self, rows: Sequence[tuple[Suppression, str]], *, now: datetime) -> tuple[int, int]:
        """Keep them, in one transaction; those with an address end what its reader gets.

        Returns how many are new or worse than before, and how many readers were put out.
        """
        new = out = 0
        with self._connection.write() as raw:
            for row, address in rows:
                new += suppress(raw, row)
                out += bool(address) and _end(raw, email_key(address), row, now)
        return new, out

    def put_out(self, hashes: Callable[[str], Sequence[str]], *, now: datetime) -> int:
        """End what all readers get who are suppressed, a page at a time; how many those were."""
        after = out = 0
        while people := self._connection.rows(
            "SELECT id, email_key FROM subscribers WHERE id > ? AND email_key IS NOT NULL"
            " ORDER BY id LIMIT ?",
            (after, PAGE),
        ):
            after = people[-1][0]
            keys = {one: key for _, key in people for one in hashes(key)}
            with self._connection.write() as raw:
                for row in _of(raw, tuple(keys)):
                    out += _end(raw, keys[row.hash], row, now)
        return out

    def remove(self, hashes: Sequence[str], newsletter: str | None = None) -> int:
        """Forget those of one address, of one newsletter or all; how many there were.

        Who was put out by it stays out until they subscribe again.
        """
        with self._connection.write() as raw:
            return raw.execute(
                "DELETE FROM suppressions WHERE hash IN (SELECT value FROM json_each(?1))"
                " AND (?2 IS NULL OR newsletter = ?2)",
                (json_of(hashes), newsletter),
            ).rowcount


def _end(raw: sqlite3.Connection, key: str, row: Suppression, now: datetime) -> bool:
    """End what the reader of this email_key gets; whether there was something to end."""
    if row.reason in _PERSONAL and not row.newsletter:
        return bool(
            raw.execute(
                "UPDATE subscribers SET state = ? WHERE email_key = ? AND state = 'active'",
                (row.reason.value, key),
            ).rowcount
        )
    reader = raw.execute("SELECT id FROM subscribers WHERE email_key = ?", (key,)).fetchone()
    return bool(reader) and end(raw, reader[0], row.newsletter, now=now, source=SUPPRESSED)


def _of(raw: sqlite3.Connection, hashes: Sequence[str]) -> tuple[Suppression, ...]:
    rows = raw.execute(
        f"SELECT {_COLUMNS} FROM suppressions WHERE hash IN (SELECT value FROM json_each(?))"
        " ORDER BY newsletter",
        (json_of(hashes),),
    )
    return tuple(map(_suppression, rows))


def _suppression(row: tuple[Any, ...]) -> Suppression:
    digest, newsletter, reason, source, at = row
    return Suppression(
        hash=digest,
        newsletter=newsletter,
        reason=SuppressionReason(reason),
        source=source,
        at=moment_of(at),
    )
