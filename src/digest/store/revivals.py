"""Revivals: readers who had bounced by mistake, brought back by an operator.

The reader, the suppression for the bounce and the record of who did it are one commit. Whom it
may be done for is decided elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.model import Revival
from digest.store.rows import clean, json_of, moment_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.store.connection import Connection

_BACK: Final = "UPDATE subscribers SET state = 'active' WHERE id = ? AND state = 'bounced'"
_LIFT: Final = (
    "DELETE FROM suppressions WHERE hash IN (SELECT value FROM json_each(?))"
    " AND newsletter = '' AND reason = 'bounced'"
)
_KEEP: Final = "INSERT OR REPLACE INTO revivals (subscriber, at, who) VALUES (?, ?, ?)"


class Revivals:
    """The table `revivals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revive(self, subscriber: int, revival: Revival, *, hashes: Sequence[str]) -> bool:
        """They get mail again; False where they have not bounced, and nothing is changed.

        Args:
            subscriber: the reader's id.
            revival: when, and by whom.
            hashes: by which the address may be suppressed for the bounce: that is lifted.
        """
        with self._connection.write() as raw:
            if raw.execute(_BACK, (subscriber,)).rowcount == 0:
                return False
            raw.execute(_LIFT, (json_of(hashes),))
            raw.execute(_KEEP, (subscriber, text_of(revival.at), clean(revival.who)))
        return True

    def of(self, subscriber: int) -> tuple[Revival, ...]:
        """All of one reader, the latest first."""
        rows = self._connection.rows(
            "SELECT at, who FROM revivals WHERE subscriber = ? ORDER BY at DESC", (subscriber,)
        )
        return tuple(Revival(at=moment_of(at), who=who) for at, who in rows)
