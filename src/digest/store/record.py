"""The commit of a sender: results of some messages and the start of others, at once.

This is the hot path of a send. It never decides what an answer means: results.py does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.errors import StoreError
from digest.model import OutcomeKind, SubscriberState
from digest.store.connection import SENDER_SECONDS
from digest.store.results import DETAIL_LIMIT, judge
from digest.store.rows import clean, day_of, moment_or_none, seconds_of, text_of, text_or_none

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from digest.model import Outcome
    from digest.store.connection import Connection
    from digest.store.results import Verdict

DEFAULT_LEASE: Final = 300
"""Seconds a started message is its sender's, where this process made no claim."""

_HELD = "id = ? AND fence = ? AND state IN ('queued', 'deferred', 'sending', 'unsure')"
_SENT = (
    "UPDATE deliveries SET state = 'sent', attempts = attempts + 1, lease = 0, code = ?,"
    f" enhanced = ?, detail = ?, changed = ? WHERE {_HELD}"
)
_OTHER = (
    "UPDATE deliveries SET state = ?, due_at = coalesce(?, due_at), attempts = attempts + ?,"
    " crashes = crashes + ?, first_try = coalesce(first_try, ?), lease = 0, code = ?,"
    f" enhanced = ?, detail = ?, changed = ? WHERE {_HELD}"
)
_START = (
    "UPDATE deliveries SET state = 'sending', lease = ? WHERE id = ? AND fence = ?"
    " AND state IN ('queued', 'deferred', 'sending')"
)
_COUNT = (
    "INSERT INTO sent_days (day, sent) VALUES (?, ?)"
    " ON CONFLICT (day) DO UPDATE SET sent = sent + excluded.sent"
)
_BOUNCE = (
    "UPDATE subscribers SET state = ? WHERE state = ?"
    " AND id = (SELECT subscriber FROM deliveries WHERE id = ?)"
)


class Recorder:
    """Records results and starts; remembers how long a lease each fence took."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._leases: dict[int, int] = {}

    def remember(self, fence: int, lease: timedelta) -> None:
        """A message that this fence starts is its own for `lease` from the start on."""
        self._leases[fence] = int(lease.total_seconds())

    def forget(self, fence: int) -> None:
        """The fence claims no more."""
        self._leases.pop(fence, None)

    def commit(
        self,
        outcomes: Sequence[tuple[int, Outcome]],
        starting: Sequence[int],
        *,
        now: datetime,
        fence: int,
    ) -> None:
        """Record and start in ONE transaction; see Outbox.commit."""
        sent = [result for result in outcomes if result[1].kind is OutcomeKind.SENT]
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            # First: a lease that is renewed in the commit that ends its message ends with it.
            started = self._start(raw, starting, now, fence)
            _record_sent(raw, sent, now, fence)
            if len(sent) < len(outcomes):
                _record_others(raw, outcomes, now, fence)
        if started < len(starting):
            raise StoreError(
                f"{len(starting) - started} deliveries were taken over by another sender",
                "let one sender finish, then run `digest resume`",
            )

    def _start(
        self, raw: sqlite3.Connection, starting: Sequence[int], now: datetime, fence: int
    ) -> int:
        if not starting:
            return 0
        lease = seconds_of(now) + self._leases.get(fence, DEFAULT_LEASE)
        done = raw.executemany(_START, [(lease, ident, fence) for ident in starting])
        return done.rowcount


def _record_sent(
    raw: sqlite3.Connection, sent: Sequence[tuple[int, Outcome]], now: datetime, fence: int
) -> None:
    changed = text_of(now)
    done = raw.executemany(
        _SENT,
        [(*_answer(outcome), changed, ident, fence) for ident, outcome in sent],
    )
    if done.rowcount > 0:
        raw.execute(_COUNT, (day_of(now), done.rowcount))


def _record_others(
    raw: sqlite3.Connection, outcomes: Sequence[tuple[int, Outcome]], now: datetime, fence: int
) -> None:
    for ident, outcome in outcomes:
        if outcome.kind is not OutcomeKind.SENT:
            _record_other(raw, ident, outcome, now, fence)


def _record_other(
    raw: sqlite3.Connection, ident: int, outcome: Outcome, now: datetime, fence: int
) -> None:
    row = raw.execute(
        f"SELECT attempts, first_try FROM deliveries WHERE {_HELD}", (ident, fence)
    ).fetchone()
    if row is None:
        return
    attempts, first_try = row[0], moment_or_none(row[1])
    verdict = judge(outcome, delivery=ident, attempts=attempts, first_try=first_try, now=now)
    raw.execute(_OTHER, (*_effect(verdict, now), *_answer(outcome), text_of(now), ident, fence))
    if verdict.bounced:
        raw.execute(_BOUNCE, (SubscriberState.BOUNCED, SubscriberState.ACTIVE, ident))


def _effect(verdict: Verdict, now: datetime) -> tuple[object, ...]:
    return (
        verdict.state,
        text_or_none(verdict.due_at),
        verdict.attempts,
        verdict.crashes,
        text_of(now),
    )


def _answer(outcome: Outcome) -> tuple[int, str, str]:
    return outcome.code, clean(outcome.enhanced), clean(outcome.text)[:DETAIL_LIMIT]
