"""Limits of how often something may be asked for, shared by all processes of the site.

It holds hashes and times, never who or what they stand for; rows that mean nothing any more
go with each call, so that the table stays as small as what is under way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.store.connection import SENDER_SECONDS

if TYPE_CHECKING:
    from digest.store.connection import Connection

_STALE: Final = 20  # rows that one call takes away


class Rates:
    """The table `rates`; fits `RateStore` of the site."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, key: bytes, *, now: float, count: int, seconds: float) -> float:
        """Take one of `count` in `seconds`; 0, or the seconds until there is one again.

        What is refused is not counted. A clock that was set back makes nobody wait longer
        than `seconds`.

        Raises:
            StoreBusyError: another process held the database.
        """
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            raw.execute(
                "DELETE FROM rates WHERE key IN (SELECT key FROM rates WHERE full_at <= ? LIMIT ?)",
                (now, _STALE),
            )
            row = raw.execute("SELECT full_at FROM rates WHERE key = ?", (key,)).fetchone()
            full_at = min(row[0], now + seconds) if row else now
            after = max(full_at, now) + seconds / count
            wait = after - (now + seconds)
            # A tenth of one is no reason to send anyone away: floats are not that exact.
            refused = wait > 0.1 * seconds / count
            raw.execute(
                "INSERT INTO rates (key, full_at) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET full_at = excluded.full_at",
                (key, full_at if refused else after),
            )
        return float(wait) if refused else 0.0
