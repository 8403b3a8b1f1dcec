"""Moves: a reader's address changes, and for a while the old one can be had back.

An old address is known only as long as that, and goes with the reader who is erased. Kept out
of imports it stays, as a hash. Nothing here signs a link or sends a mail.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from digest.errors import AudienceError
from digest.model import ConfirmationKind, FormerAddress, Suppression, SuppressionReason
from digest.store.confirmations import drop
from digest.store.consents import keep
from digest.store.notices import erase_stranger
from digest.store.rows import clean, email_key, json_of, moment_of, text_of, with_lower_domain
from digest.store.suppressions import suppress

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Confirmation, Consent
    from digest.store.connection import Connection
    from digest.store.upsert import Hashes

MOVED: Final = "moved"
"""The source of a suppression that keeps a former address out; only its reader is meant."""

_COLUMNS: Final = "subscriber, serial, newsletter, email, moved, until"
# Who was given up for the old address is not for the new one.
_MOVE: Final = (
    "UPDATE subscribers SET email = ?, email_key = ?, generation = generation + ?,"
    " state = CASE state WHEN 'bounced' THEN 'active' ELSE state END"
    " WHERE id = ? AND state <> 'erased'"
)


class Moves:
    """The table `former_addresses`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, subscriber: int, serial: int) -> FormerAddress | None:
        """The address that this link gives back, whether its time is over or not."""
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM former_addresses WHERE subscriber = ? AND serial = ?",
            (subscriber, serial),
        )
        return _former(row) if row else None

    def of(self, subscriber: int) -> tuple[FormerAddress, ...]:
        """All that one reader can have back, oldest first."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM former_addresses WHERE subscriber = ? ORDER BY moved, serial",
            (subscriber,),
        )
        return tuple(map(_former, rows))

    def move(
        self, asked: Confirmation, former: FormerAddress, consent: Consent, *, hashes: Hashes
    ) -> None:
        """The new address is the reader's: it takes the place of the old one, which is kept.

        `hashes` gives those of an address: an import of an old file brings the old one not back.

        Raises:
            AudienceError: another reader has the new one by now.
        """
        kept = clean(former)
        with self._connection.write() as raw:
            _put(raw, asked.subscriber, asked.email, hashes)
            _keep_out(raw, former.email, hashes, former.moved)
            raw.execute(
                f"INSERT OR REPLACE INTO former_addresses ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    kept.subscriber,
                    kept.serial,
                    kept.newsletter,
                    kept.email,
                    text_of(kept.moved),
                    text_of(kept.until),
                ),
            )
            keep(raw, asked.subscriber, (asked.newsletter,), consent)
            drop(raw, asked.subscriber, asked.newsletter, ConfirmationKind.MOVE)

    def back(
        self,
        former: FormerAddress,
        consent: Consent,
        *,
        lost: str,
        hashes: Hashes,
        now: datetime,
    ) -> None:
        """The reader has their former address again, and nobody the links of before.

        What was moved to after it is no longer theirs: `lost`, and what waits to be confirmed.

        Raises:
            AudienceError: another reader has it by now.
        """
        who = former.subscriber
        with self._connection.write() as raw:
            _put(raw, who, former.email, hashes, generations=1)
            _keep_out(raw, lost, hashes, now)
            keep(raw, who, (former.newsletter,), consent)
            raw.execute(
                "DELETE FROM former_addresses WHERE subscriber = ? AND moved >= ?",
                (who, text_of(former.moved)),
            )
            raw.execute(
                "DELETE FROM confirmations WHERE subscriber = ? AND kind = ?",
                (who, ConfirmationKind.MOVE),
            )

    def prune(self, *, now: datetime) -> None:
        """Drop those whose time is over."""
        stamp = text_of(now)
        if self._connection.row("SELECT 1 FROM former_addresses WHERE until <= ?", (stamp,)):
            with self._connection.write() as raw:
                forget(raw, "former_addresses", "until <= ?", stamp)


def forget(raw: sqlite3.Connection, table: str, where: str, value: object) -> None:
    """Drop what waits for a yes, or former addresses, and the notices that went there.

    In the caller's transaction; `where` is a condition on the table with one place for the
    value. A reader's own address is left alone in the notices.
    """
    gone = raw.execute(f"DELETE FROM {table} WHERE {where} RETURNING email", (value,))
    for (email,) in gone.fetchall():
        erase_stranger(raw, email)


def _put(
    raw: sqlite3.Connection, who: int, address: str, hashes: Hashes, *, generations: int = 0
) -> None:
    email = with_lower_domain(address)
    try:
        raw.execute(_MOVE, (email, email_key(email), generations, who))
    except sqlite3.IntegrityError:
        raise AudienceError(
            "That address is another reader's.", "Leave with one of the two first."
        ) from None
    raw.execute(
        "DELETE FROM suppressions WHERE source = ? AND hash IN (SELECT value FROM json_each(?))",
        (MOVED, json_of(list(hashes(email)))),
    )


def _keep_out(raw: sqlite3.Connection, address: str, hashes: Hashes, at: datetime) -> None:
    """An import must not make a second reader of it; its owner may subscribe with it again."""
    reason = SuppressionReason.LEFT
    suppress(raw, Suppression(hash=hashes(address)[0], reason=reason, source=MOVED, at=at))


def _former(row: tuple[Any, ...]) -> FormerAddress:
    subscriber, serial, newsletter, email, moved, until = row
    return FormerAddress(
        subscriber=subscriber,
        serial=serial,
        newsletter=newsletter,
        email=email,
        moved=moment_of(moved),
        until=moment_of(until),
    )
