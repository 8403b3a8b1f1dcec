"""Confirmations: what waits for a reader's yes, at most one of a kind for each subscription.

A yes changes all that it means in one transaction. An address that was never confirmed goes
with its confirmation. Nothing here signs a link or sends a mail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from digest.model import Confirmation, ConfirmationKind
from digest.store.choice_rows import write_choice
from digest.store.consents import keep
from digest.store.notices import erase_stranger
from digest.store.rows import clean, moment_of, text_of
from digest.store.suppressions import lift

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from digest.model import Consent, Subscription
    from digest.store.connection import Connection

_STALE: Final = 20  # that a question asked by somebody else takes away
_COLUMNS: Final = "subscriber, newsletter, kind, serial, email, asked, expires, mails"
_EXPIRED: Final = f"SELECT {_COLUMNS} FROM confirmations WHERE expires <= ? LIMIT ?"
# Who has never been more than asked: nothing else is known of them, but that they may have no
# mailbox. By then they may have one.
_NEVER_THERE: Final = (
    "DELETE FROM subscribers WHERE id = ?1 AND state IN ('active', 'bounced')"
    " AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriber = ?1 AND state <> 'pending')"
    " AND NOT EXISTS (SELECT 1 FROM confirmations WHERE subscriber = ?1)"
    " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE subscriber = ?1)"
    " AND NOT EXISTS (SELECT 1 FROM consents WHERE subscriber = ?1 AND event <> 'asked')"
    " RETURNING email"
)


class Confirmations:
    """The table `confirmations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, subscriber: int, newsletter: str, kind: ConfirmationKind) -> Confirmation | None:
        """What waits, whether it has expired or not."""
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM confirmations"
            " WHERE subscriber = ? AND newsletter = ? AND kind = ?",
            (subscriber, newsletter, kind),
        )
        return _confirmation(row) if row else None

    def put(
        self, asked: Confirmation, consent: Consent, *, chosen: Subscription | None = None
    ) -> None:
        """Keep what was asked in place of an earlier one, and the proof that it was.

        `chosen` is the subscription to be, pending, where there is none yet.
        """
        values = (
            asked.subscriber,
            asked.newsletter,
            asked.kind,
            asked.serial,
            clean(asked.email),
            text_of(asked.asked),
            text_of(asked.expires),
            asked.mails,
        )
        with self._connection.write() as raw:
            raw.execute(
                f"INSERT OR REPLACE INTO confirmations ({_COLUMNS})"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            if chosen is not None:
                write_choice(raw, chosen, text_of(asked.asked))
            keep(raw, asked.subscriber, (asked.newsletter,), consent)

    def join(
        self, chosen: Subscription, consent: Consent, *, hashes: Sequence[str], now: datetime
    ) -> None:
        """The reader said yes: the subscription lives, and what they undo by that is undone."""
        with self._connection.write() as raw:
            write_choice(raw, chosen, text_of(now))
            keep(raw, chosen.subscriber, (chosen.newsletter,), consent)
            lift(raw, hashes, chosen.newsletter)
            drop(raw, chosen.subscriber, chosen.newsletter, ConfirmationKind.JOIN)

    def prune(self, *, now: datetime, limit: int = _STALE) -> int:
        """Take away some that have expired, with the address of who never said yes.

        It goes from the notices that asked there too. Returns how many: fewer than `limit` were
        the last ones.
        """
        rows = self._connection.rows(_EXPIRED, (text_of(now), limit))
        if not rows:
            return 0
        with self._connection.write() as raw:
            for old in map(_confirmation, rows):
                drop(raw, old.subscriber, old.newsletter, old.kind)
                gone = raw.execute(_NEVER_THERE, (old.subscriber,)).fetchall()
                for email in (old.email, *(address for (address,) in gone)):
                    erase_stranger(raw, email)
        return len(rows)


def drop(raw: sqlite3.Connection, subscriber: int, newsletter: str, kind: ConfirmationKind) -> None:
    """Nothing of this kind waits any more, inside the caller's transaction."""
    raw.execute(
        "DELETE FROM confirmations WHERE subscriber = ? AND newsletter = ? AND kind = ?",
        (subscriber, newsletter, kind),
    )


def _confirmation(row: tuple[Any, ...]) -> Confirmation:
    subscriber, newsletter, kind, serial, email, asked, expires, mails = row
    return Confirmation(
        subscriber=subscriber,
        newsletter=newsletter,
        kind=ConfirmationKind(kind),
        serial=serial,
        email=email,
        asked=moment_of(asked),
        expires=moment_of(expires),
        mails=mails,
    )
