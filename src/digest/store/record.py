"""The commit of a sender: results of some messages and the start of others, at once.

This is the hot path of a send. It never decides what an answer means: results.py does.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from digest.model import DeliveryState, OutcomeKind, Recorded
from digest.store.connection import SENDER_SECONDS
from digest.store.results import DETAIL_LIMIT, PARKED, judge
from digest.store.rows import (
    clean,
    day_of,
    json_of,
    moment_or_none,
    seconds_of,
    text_of,
    text_or_none,
)
from digest.store.switches import WANTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Outcome
    from digest.store.connection import Connection
    from digest.store.results import Verdict

DEFAULT_LEASE: Final = 300
"""Seconds a started message is its sender's, where this process made no claim."""

# Comparisons joined by OR: for each list of an IN SQLite makes a table, for each row anew.
_STARTABLE = "state = 'queued' OR state = 'deferred' OR state = 'sending'"
_HELD = f"id = ? AND fence = ? AND ({_STARTABLE} OR state = 'unsure')"
_SENT = (
    "UPDATE deliveries SET state = 'sent', attempts = attempts + 1, lease = 0, code = ?,"
    f" enhanced = ?, detail = ?, relay = ?, remote_id = ?, changed = ? WHERE {_HELD}"
)
SETTLE: Final = (
    "state = ?, due_at = coalesce(?, due_at), put_off = ?, attempts = attempts + ?,"
    " crashes = crashes + ?, first_try = coalesce(first_try, ?), lease = 0, code = ?,"
    " enhanced = ?, detail = ?, relay = ?, remote_id = ?, changed = ?"
)
"""What a result sets, in deliveries and notices alike; `settling` has the values."""

_OTHER = f"UPDATE deliveries SET {SETTLE} WHERE {_HELD}"
_START = (
    "UPDATE deliveries SET state = 'sending', lease = ? WHERE id = ? AND fence = ?"
    f" AND ({_STARTABLE})"
    # What is on its way is renewed; who left since the claim is not mailed any more.
    " AND (state = 'sending' OR EXISTS (SELECT 1 FROM subscribers p JOIN editions e"
    " ON e.id = deliveries.edition JOIN subscriptions s ON s.subscriber = p.id"
    " AND s.newsletter = e.newsletter WHERE p.id = deliveries.subscriber"
    f" AND p.state = 'active' AND {WANTED}))"
)
_STARTED = (
    "SELECT id FROM deliveries WHERE id IN (SELECT value FROM json_each(?)) AND fence = ?"
    " AND state = 'sending'"
)
_COUNT = (
    "INSERT INTO sent_days (day, relay, sent) VALUES (?, ?, ?)"
    " ON CONFLICT (day, relay) DO UPDATE SET sent = sent + excluded.sent"
)
BOUNCE: Final = "UPDATE subscribers SET state = 'bounced' WHERE state = 'active'"
"""Who has no mailbox; which reader that is, is for a condition behind it."""

_BOUNCE = f"{BOUNCE} AND id = (SELECT subscriber FROM deliveries WHERE id = ?)"


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
        max_age: timedelta,
    ) -> Recorded:
        """Record and start in ONE transaction; see Outbox.commit."""
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            entry = _Entry(raw, now, fence, max_age)
            # First: a lease that is renewed in the commit that ends its message ends with it.
            refused = entry.start(starting, self._leases.get(fence, DEFAULT_LEASE))
            states, parked = entry.record(outcomes)
        return Recorded(states=states, parked=parked, refused=refused)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One transaction: whose, and when."""

    raw: sqlite3.Connection
    now: datetime
    fence: int
    max_age: timedelta

    def start(self, starting: Sequence[int], seconds: int) -> frozenset[int]:
        """Mark these `sending`, theirs for so many seconds; which could not be."""
        if not starting:
            return frozenset()
        lease = seconds_of(self.now) + seconds
        done = self.raw.executemany(_START, [(lease, ident, self.fence) for ident in starting])
        if done.rowcount == len(starting):
            return frozenset()
        held = self.raw.execute(_STARTED, (json_of(list(starting)), self.fence)).fetchall()
        return frozenset(starting).difference(ident for (ident,) in held)

    def record(
        self, outcomes: Sequence[tuple[int, Outcome]]
    ) -> tuple[dict[int, DeliveryState], int]:
        """What becomes of these, and how many of them are parked."""
        sent = [result for result in outcomes if result[1].kind is OutcomeKind.SENT]
        for relay in {outcome.relay for _, outcome in sent}:
            self._sent(relay, [result for result in sent if result[1].relay == relay])
        states = dict.fromkeys((ident for ident, _ in sent), DeliveryState.SENT)
        parked = 0
        if len(sent) < len(outcomes):
            for ident, outcome in outcomes:
                if outcome.kind is OutcomeKind.SENT:
                    continue
                if (verdict := self._other(ident, outcome)) is not None:
                    states[ident] = verdict.state
                    parked += verdict.parked
        return states, parked

    def _sent(self, relay: str, sent: Sequence[tuple[int, Outcome]]) -> None:
        """What this relay took, and so many more for its day."""
        changed = text_of(self.now)
        done = self.raw.executemany(
            _SENT, [(*_answer(outcome), changed, ident, self.fence) for ident, outcome in sent]
        )
        if done.rowcount > 0:
            self.raw.execute(_COUNT, (day_of(self.now), relay, done.rowcount))

    def _other(self, ident: int, outcome: Outcome) -> Verdict | None:
        """Record what is not sent; None where it is not ours any more."""
        row = self.raw.execute(
            f"SELECT attempts, first_try, crashes FROM deliveries WHERE {_HELD}",
            (ident, self.fence),
        ).fetchone()
        if row is None:
            return None
        verdict = judge(
            outcome,
            delivery=ident,
            attempts=row[0],
            first_try=moment_or_none(row[1]),
            now=self.now,
            max_age=self.max_age,
            crashes=row[2],
        )
        if verdict.parked:
            outcome = replace(outcome, text=f"{PARKED}: {outcome.text}")
        self.raw.execute(_OTHER, (*settling(verdict, outcome, self.now), ident, self.fence))
        if verdict.bounced:
            self.raw.execute(_BOUNCE, (ident,))
        return verdict


def settling(verdict: Verdict, outcome: Outcome, now: datetime) -> tuple[object, ...]:
    """The values of SETTLE; what counts as no attempt does not begin the time of `max_age`."""
    return (
        verdict.state,
        text_or_none(verdict.due_at),
        verdict.put_off or "",
        verdict.attempts,
        verdict.crashes,
        text_of(now) if verdict.attempts else None,
        *_answer(outcome),
        text_of(now),
    )


def _answer(outcome: Outcome) -> tuple[int, str, str, str, str]:
    text = clean(outcome.text)[:DETAIL_LIMIT]
    return outcome.code, clean(outcome.enhanced), text, outcome.relay, clean(outcome.remote_id)
