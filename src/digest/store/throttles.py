"""What holds sending back: who is slowed down, what a rate still allows, what a day has had.

It keeps what the sender decided; no rule of how fast or how long stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from digest.model import Scope, Throttle
from digest.store.chosen import DOMAIN, FROM_OPEN, OPEN
from digest.store.connection import SENDER_SECONDS
from digest.store.holders import Holders
from digest.store.rows import (
    clean,
    day_of,
    json_of,
    moment_or_none,
    seconds_of,
    text_of,
    text_or_none,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from digest.store.connection import Connection

_SAVE: Final = (
    "INSERT INTO throttles (scope, name, width, failures, until, reason, doubted)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, name) DO UPDATE SET width = excluded.width,"
    " failures = excluded.failures, until = excluded.until, reason = excluded.reason,"
    " doubted = excluded.doubted"
)
# What was reserved ahead is never believed to be more than `most`: a clock may be set back.
_RESERVE: Final = (
    "INSERT INTO throttles (scope, name, next_at) VALUES (:scope, :name, :now + :length)"
    " ON CONFLICT (scope, name) DO UPDATE SET"
    " next_at = max(min(next_at, :now + :most), :now) + :length RETURNING next_at"
)
_DEAD: Final = (
    "DELETE FROM day_shares WHERE lease <= ? AND fence NOT IN (SELECT value FROM json_each(?))"
)
_TAKEN: Final = (
    "SELECT coalesce((SELECT sent FROM sent_days WHERE day = :day AND relay = :relay), 0)"
    " + coalesce((SELECT sum(mails) FROM day_shares"
    " WHERE day = :day AND relay = :relay AND fence <> :fence), 0)"
)
_RESERVED: Final = (
    "SELECT coalesce(sum(mails), 0) FROM day_shares WHERE day = :day AND relay = :relay"
    " AND (lease > :now OR fence IN (SELECT value FROM json_each(:alive)))"
)
_SHARE: Final = (
    "INSERT OR REPLACE INTO day_shares (relay, fence, day, mails, lease)"
    " VALUES (:relay, :fence, :day, :mails, :lease)"
)
_FREED: Final = "due_at > :now AND put_off = :scope"
_OF_DELIVERIES: Final = (
    f"UPDATE deliveries SET due_at = :now, put_off = '' WHERE id IN (SELECT id {FROM_OPEN}"
    f" WHERE edition IN (SELECT id FROM editions WHERE state <> 'sent') AND {OPEN} AND {_FREED}"
)
_OF_NOTICES: Final = (
    "UPDATE notices SET due_at = :now, put_off = '' WHERE id IN (SELECT id FROM notices"
    f" INDEXED BY notices_open WHERE state IN ('queued', 'deferred', 'sending') AND {_FREED}"
)
_FREE: Final = {
    Scope.RELAY: (
        f"{_OF_DELIVERIES} AND relay = :name)",
        f"{_OF_NOTICES} AND relay = :name)",
    ),
    Scope.DOMAIN: (
        f"{_OF_DELIVERIES} AND {DOMAIN} = :name)",
        f"{_OF_NOTICES} AND substr(email, instr(email, '@') + 1) = :name)",
    ),
}
_READERS_BACK: Final = (
    "UPDATE subscribers SET state = 'active' WHERE state = 'bounced' AND id IN (SELECT subscriber"
    " FROM deliveries WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'failed')"
)
_BACK: Final = (
    "UPDATE deliveries SET state = 'deferred', due_at = :until, put_off = :scope, changed = :now"
    " WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'failed' RETURNING id"
)
SHARE_SECONDS: Final = 60
"""Seconds that a share is its sender's before that one has shown that it lives."""

_AHEAD: Final = 20
"""So many reservations may stand before one's own."""


class Throttles:
    """The tables `throttles`, `sent_days`, `day_shares`; fits `ThrottleStore` of the sender."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._holders = Holders(connection.path)

    def all(self) -> tuple[Throttle, ...]:
        """Every relay and domain that is not treated plainly, by scope and name."""
        rows = self._connection.rows(
            "SELECT scope, name, width, failures, until, reason, doubted FROM throttles"
            " WHERE width > 0 OR failures > 0 OR until IS NOT NULL OR doubted IS NOT NULL"
            " ORDER BY scope, name"
        )
        return tuple(map(_throttle, rows))

    def save(self, throttles: Iterable[Throttle]) -> None:
        """Keep how these are treated from now on."""
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            raw.executemany(_SAVE, map(_row, throttles))

    def reset(self, scope: Scope, name: str, *, now: datetime) -> tuple[bool, int]:
        """Treat it plainly again; what its pause had put off is due at once.

        Returns whether anything was known of it, and how many mails were put off.
        """
        values = {"scope": scope, "name": name, "now": text_of(now)}
        with self._connection.write() as raw:
            known = raw.execute("DELETE FROM throttles WHERE scope = ? AND name = ?", (scope, name))
            freed = (raw.execute(sql, values) for sql in _FREE[scope])
            return known.rowcount > 0, sum(done.rowcount for done in freed)

    def take_back(
        self, deliveries: Sequence[int], scope: Scope, *, until: datetime, now: datetime
    ) -> tuple[int, ...]:
        """Those of them that failed did not, it was the scope's fault: due at `until`, and which.

        Their readers have not bounced.
        """
        values = {
            "ids": json_of(list(deliveries)),
            "until": text_of(until),
            "scope": scope,
            "now": text_of(now),
        }
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            raw.execute(_READERS_BACK, values)
            return tuple(ident for (ident,) in raw.execute(_BACK, values))

    def reserve(self, scope: Scope, name: str, *, now: float, seconds: float) -> float:
        """Take the next `seconds` of a rate for oneself; when they begin (epoch seconds).

        Senders in several processes, and one after a restart, get times one behind another.
        """
        values = {
            "scope": scope,
            "name": name,
            "now": now,
            "length": seconds,
            "most": _AHEAD * seconds,
        }
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            (next_at,) = raw.execute(_RESERVE, values).fetchone()
        return float(next_at) - seconds

    def share(
        self, relay: str, *, now: datetime, fence: int, limit: int, held: int, most: int
    ) -> int:
        """Reserve up to `most` mails of a relay's day for the sender with this fence.

        They are beside the `held` that it has in hand. What was sent, and what others that live
        have reserved, is taken off `limit`. Returns how many it may hand out, 0 or less for none.
        """
        day, seconds = day_of(now), seconds_of(now)
        values = {"relay": relay, "fence": fence, "day": day, "lease": seconds + SHARE_SECONDS}
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            raw.execute(_DEAD, (seconds, json_of(self._holders.alive())))
            (taken,) = raw.execute(_TAKEN, values).fetchone()
            more = min(limit - int(taken) - held, most)
            raw.execute(_SHARE, {**values, "mails": held + max(more, 0)})
        return more

    def reserved(self, relay: str, *, now: datetime) -> int:
        """How many mails of the relay's day senders that live have reserved and not sent yet."""
        values = {
            "relay": relay,
            "day": day_of(now),
            "now": seconds_of(now),
            "alive": json_of(self._holders.alive()),
        }
        row = self._connection.row(_RESERVED, values)
        return int(row[0]) if row else 0

    def unshare(self, fence: int) -> None:
        """The sender is done: what it reserved and did not send is free."""
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            free_shares(raw, (fence,))

    def sent_on(self, now: datetime, relay: str) -> int:
        """How many mails of all editions the relay took in the UTC day of `now`."""
        row = self._connection.row(
            "SELECT sent FROM sent_days WHERE day = ? AND relay = ?", (day_of(now), relay)
        )
        return int(row[0]) if row else 0

    def days_before(self, now: datetime, relay: str) -> int:
        """On how many UTC days before that of `now` the relay took mails."""
        row = self._connection.row(
            "SELECT count(*) FROM sent_days WHERE day < ? AND relay = ? AND sent > 0",
            (day_of(now), relay),
        )
        return int(row[0]) if row else 0


def free_shares(raw: sqlite3.Connection, fences: Iterable[int]) -> None:
    """Inside a transaction: what these senders reserved of any day is free for others."""
    raw.executemany("DELETE FROM day_shares WHERE fence = ?", [(fence,) for fence in fences])


def _row(throttle: Throttle) -> tuple[object, ...]:
    return (
        throttle.scope,
        clean(throttle.name),
        throttle.width,
        throttle.failures,
        text_or_none(throttle.until),
        clean(throttle.reason),
        text_or_none(throttle.doubted),
    )


def _throttle(row: tuple[Any, ...]) -> Throttle:
    scope, name, width, failures, until, reason, doubted = row
    return Throttle(
        scope=Scope(scope),
        name=name,
        width=width,
        failures=failures,
        until=moment_or_none(until),
        reason=reason,
        doubted=moment_or_none(doubted),
    )
