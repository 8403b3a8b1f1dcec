"""The outbox: one row for each reader of an edition, from queued to its end.

A claim writes lease and fence only; the commit that starts a message marks it `sending`
before its data leaves. What is `sent` is final. It never opens a socket and never reads a clock.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from digest.model import Delivery, DeliveryState, EditionState
from digest.store.chosen import DOMAIN, FROM_OPEN, OPEN
from digest.store.connection import SENDER_SECONDS
from digest.store.editions import state_of
from digest.store.freezing import frozen_before, queue
from digest.store.holders import Holders
from digest.store.record import Recorder
from digest.store.results import GONE, LEFT, MAX_AGE, MAX_CRASHES
from digest.store.rows import json_of, moment_of, seconds_of, selection_of, text_of
from digest.store.suppressions import PUT_OUT
from digest.store.switches import WANTED
from digest.store.throttles import free_shares

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from digest.model import FreezeCount, OutboxRow, Outcome, Recorded, Rendered
    from digest.store.connection import Connection

HUNG: Final = timedelta(minutes=10)
"""So long after its lease a living sender is waited for: it may wait for the database itself."""

POISON: Final = f"poison: {MAX_CRASHES} runs ended in the middle of this message"

_GOING: Final = frozenset({EditionState.APPROVED, EditionState.SENDING})

_SELECT = (
    "SELECT d.id, d.edition, d.subscriber, p.email, p.name, d.state, d.message_id, d.due_at,"
    " c.document, d.attempts, p.generation, d.code, d.enhanced, d.detail, d.relay, d.remote_id"
    " FROM deliveries d"
    " JOIN subscribers p ON p.id = d.subscriber JOIN selections c ON c.id = d.selection"
)


def _due_sql(condition: str = "") -> str:
    return (
        "SELECT d.id, CASE WHEN p.state <> 'active' THEN p.state"
        f" WHEN {WANTED} THEN '' WHEN {PUT_OUT} THEN 'suppressed'"
        " ELSE coalesce(s.state, 'left') END"
        f" FROM (SELECT id, edition, subscriber, due_at {FROM_OPEN} WHERE edition = :edition"
        f" AND {OPEN} AND state IN ('queued', 'deferred') AND due_at <= :now"
        f" AND lease <= :seconds{condition} ORDER BY due_at, id LIMIT :limit) d"
        " JOIN editions e ON e.id = d.edition JOIN subscribers p ON p.id = d.subscriber"
        " LEFT JOIN subscriptions s ON s.subscriber = d.subscriber AND s.newsletter = e.newsletter"
        " ORDER BY d.due_at, d.id"
    )


_DUE: Final = _due_sql()
_DUE_ELSEWHERE: Final = _due_sql(f" AND {DOMAIN} NOT IN (SELECT value FROM json_each(:without))")


class Outbox:
    """The tables `deliveries` and `selections`; fits `DeliveryStore` of the sender."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._recorder = Recorder(connection)
        self._holders = Holders(connection.path)

    def freeze(self, edition: str, rendered: Rendered, rows: Iterable[OutboxRow]) -> FreezeCount:
        """Queue a Delivery for each row, all in one transaction, once per edition.

        Rows of people who are no longer active, and rows without a slot, are counted as
        excluded. For an edition that is frozen already, the count of then is given back and
        `rows` is not read.

        Raises:
            EditionError: it isn't approved, or `rendered` is not what it holds.
            StoreError: two rows are of one subscriber, or the database can't be written.
        """
        with self._connection.write() as raw:
            if known := frozen_before(raw, edition, rendered):
                return known
            count = queue(raw, edition, rows)
            # Frozen at the earliest reader's due time: the clock is the caller's.
            raw.execute(
                "UPDATE editions SET freeze_count = ?1, frozen = coalesce((SELECT min(due_at)"
                " FROM deliveries WHERE edition = ?2), approved) WHERE id = ?2",
                (json_of(count), edition),
            )
        return count

    def claim(
        self,
        edition: str,
        *,
        now: datetime,
        limit: int,
        lease: timedelta,
        fence: int,
        without: Collection[str] = (),
    ) -> tuple[Delivery, ...]:
        """Take up to `limit` deliveries that are due and nobody holds, oldest due first.

        They stay queued or deferred; `fence` (above 0, unique to the claimer) and the lease
        mark them as taken. Who left meanwhile is cancelled. An edition that is not approved
        or sending gives nothing. Take no more than is started within the lease. Readers of
        the domains in `without` are left where they are.
        """
        taken: list[int] = []
        self._holders.hold(fence)
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            if state_of(raw, edition) not in _GOING:
                return ()
            while len(taken) < limit and (
                due := _due(raw, edition, now, limit - len(taken), without)
            ):
                taken += self._take(raw, due, now=now, lease=lease, fence=fence)
            rows = raw.execute(
                f"{_SELECT} WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.due_at, d.id",
                (json_of(taken),),
            ).fetchall()
        return tuple(map(_delivery, rows))

    def commit(
        self,
        outcomes: Sequence[tuple[int, Outcome]],
        starting: Sequence[int],
        *,
        now: datetime,
        fence: int,
        max_age: timedelta = MAX_AGE,
    ) -> Recorded:
        """Record results and mark the next messages `sending`, in ONE transaction.

        What is deferred longer than `max_age` is failed. To start what is started already
        renews its lease. A result whose delivery another fence holds by now is not applied.
        Returns the states that it set, and which of `starting` must not be sent: another sender
        holds them, or somebody took them out.
        """
        return self._recorder.commit(outcomes, starting, now=now, fence=fence, max_age=max_age)

    def postpone(self, deliveries: Sequence[int], until: datetime, *, fence: int) -> None:
        """Give back what was claimed and not started: due at `until`, no attempt counted.

        Only a pause of its reader's domain puts it off until later than it was due.
        """
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            raw.executemany(
                "UPDATE deliveries SET put_off = iif(due_at < ?1, 'domain', put_off), due_at = ?1,"
                " lease = 0, fence = 0 WHERE id = ?2 AND fence = ?3"
                " AND state IN ('queued', 'deferred')",
                [(text_of(until), ident, fence) for ident in deliveries],
            )

    def release(self, fence: int) -> None:
        """The sender is done: what it claimed is free, what it left `sending` can be recovered.

        Where the database can't be written now, the next recovery takes it for dead.
        """
        self._recorder.forget(fence)
        try:
            with self._connection.write(wait=SENDER_SECONDS) as raw:
                _expire(raw, (fence,))
        except BaseException:
            self._holders.abandon(fence)
            raise
        self._holders.drop(fence)

    def recover(
        self,
        edition: str,
        *,
        now: datetime,
        policy: Literal["resend", "hold"],
        on_parked: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Settle what a sender left in the middle: `sending`, its lease over and its holder dead.

        A holder that lives is waited for, but not longer than HUNG.

        `resend` queues it again, and what was unsure before; but not while the sender lives that
        left it so, or one relay's bad minute would use up all its tries. `hold` leaves it unsure
        for a person. After MAX_CRASHES it is failed as poison; `on_parked` is told how many
        were. Returns how many were settled.
        """
        wanted = DeliveryState.QUEUED if policy == "resend" else DeliveryState.UNSURE
        values = {
            "edition": edition,
            "seconds": seconds_of(now),
            "wanted": wanted,
            "changed": text_of(now),
            "poison": POISON,
            "alive": json_of(self._holders.alive()),
            "hung": seconds_of(now - HUNG),
        }
        with (
            self._holders.dead() as dead,
            self._connection.write(wait=SENDER_SECONDS) as raw,
        ):
            _expire(raw, dead)
            free_shares(raw, dead)
            settled = raw.execute(_recover_sql("sending", 1), values).fetchall()
            if policy == "resend":
                settled += raw.execute(_recover_sql("unsure", 0), values).fetchall()
        if parked := settled.count((DeliveryState.FAILED,)):
            on_parked(parked)
        return len(settled)

    def finish(self, edition: str) -> bool:
        """Mark the edition sent when it is frozen and nothing of it is open; True if it is."""
        with self._connection.write() as raw:
            return finished(raw, edition)

    def counts(self, edition: str) -> dict[DeliveryState, int]:
        """How many deliveries of the edition are in each state; states without one are absent."""
        rows = self._connection.rows(
            "SELECT state, count(*) FROM deliveries WHERE edition = ? GROUP BY state", (edition,)
        )
        return {DeliveryState(state): count for state, count in rows}

    def open(self, edition: str) -> int:
        """How many deliveries are not at their end: queued, deferred, sending or unsure."""
        row = self._connection.row(
            f"SELECT count(*) {FROM_OPEN} WHERE edition = ? AND {OPEN}", (edition,)
        )
        return int(row[0]) if row else 0

    def soon(self, edition: str, *, now: datetime, within: timedelta) -> int:
        """How many are on their way now, or due within that time, whoever holds them."""
        row = self._connection.row(
            f"SELECT count(*) {FROM_OPEN} WHERE edition = ? AND {OPEN} AND (state = 'sending'"
            " OR (state IN ('queued', 'deferred') AND due_at <= ?))",
            (edition, text_of(now + within)),
        )
        return int(row[0]) if row else 0

    def unfinished(self, *, now: datetime, policy: Literal["resend", "hold"]) -> tuple[str, ...]:
        """Editions whose sending has something to do now, and nobody is at it, oldest first.

        That is: something is due or was left in the middle, or all is done and the edition
        was never marked sent. With `hold` what is unsure is for a person to do.
        """
        rows = self._connection.rows(
            "SELECT id FROM editions e WHERE state = 'sending' AND NOT EXISTS"
            f" (SELECT 1 {FROM_OPEN} WHERE edition = e.id AND {OPEN} AND lease > :seconds)"
            f" AND (NOT EXISTS (SELECT 1 {FROM_OPEN} WHERE edition = e.id AND {OPEN})"
            f" OR EXISTS (SELECT 1 {FROM_OPEN} WHERE edition = e.id AND {OPEN}"
            " AND (state IN ('sending', 'unsure') OR due_at <= :now)"
            " AND NOT (state = 'unsure' AND :policy = 'hold'))) ORDER BY date, id",
            {"now": text_of(now), "seconds": seconds_of(now), "policy": policy},
        )
        return tuple(edition for (edition,) in rows)

    def list(
        self,
        edition: str | None = None,
        state: DeliveryState | None = None,
        limit: int = 100,
        *,
        after: int = 0,
    ) -> tuple[Delivery, ...]:
        """Deliveries by id, behind the id `after`."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE d.id > :after AND (:edition IS NULL OR d.edition = :edition)"
            " AND (:state IS NULL OR d.state = :state) ORDER BY d.id LIMIT :limit",
            {"after": after, "edition": edition, "state": state, "limit": limit},
        )
        return tuple(map(_delivery, rows))

    def these(self, ids: Sequence[int]) -> tuple[Delivery, ...]:
        """The deliveries with these ids, by id."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.id",
            (json_of(ids),),
        )
        return tuple(map(_delivery, rows))

    def _take(
        self,
        raw: sqlite3.Connection,
        due: Sequence[tuple[int, str]],
        *,
        now: datetime,
        lease: timedelta,
        fence: int,
    ) -> tuple[int, ...]:
        active = tuple(ident for ident, gone in due if not gone)
        raw.executemany(
            "UPDATE deliveries SET state = 'cancelled', detail = ?, lease = 0, changed = ?"
            " WHERE id = ?",
            [(GONE.get(gone, LEFT), text_of(now), ident) for ident, gone in due if gone],
        )
        until = seconds_of(now + lease)
        raw.executemany(
            "UPDATE deliveries SET lease = ?, fence = ? WHERE id = ?",
            [(until, fence, ident) for ident in active],
        )
        self._recorder.remember(fence, lease)
        return active


def _due(
    raw: sqlite3.Connection, edition: str, now: datetime, limit: int, without: Collection[str]
) -> Sequence[tuple[int, str]]:
    values = {
        "edition": edition,
        "now": text_of(now),
        "seconds": seconds_of(now),
        "limit": limit,
        "without": json_of(list(without)),
    }
    return raw.execute(_DUE_ELSEWHERE if without else _DUE, values).fetchall()


def _expire(raw: sqlite3.Connection, fences: Sequence[int]) -> None:
    """End the leases of senders that are gone; `sending` keeps its fence until recovered."""
    raw.executemany(
        "UPDATE deliveries SET lease = 0, fence = CASE state WHEN 'sending' THEN fence ELSE 0 END"
        f" WHERE id IN (SELECT id {FROM_OPEN} WHERE {OPEN} AND fence = ? AND lease > 0)",
        [(fence,) for fence in fences],
    )


def finished(raw: sqlite3.Connection, edition: str) -> bool:
    """As Outbox.finish, inside a transaction."""
    raw.execute(
        "UPDATE editions SET state = 'sent' WHERE id = ? AND frozen IS NOT NULL"
        " AND state IN ('approved', 'sending') AND NOT EXISTS"
        f" (SELECT 1 {FROM_OPEN} WHERE edition = editions.id AND {OPEN})",
        (edition,),
    )
    return state_of(raw, edition) is EditionState.SENT


def _recover_sql(state: str, crash: int) -> str:
    """Settle rows of one state; a crash counts once, when it is found.

    What is unsure comes behind all that was not tried: a relay that answers nothing is asked with
    another mail each time, and none uses up its tries for it.
    """
    last = " due_at = :changed," if state == "unsure" else ""
    hung = "lease <= :hung OR " if state == "sending" else ""  # what is unsure has no lease
    return (
        f"UPDATE deliveries SET crashes = crashes + {crash}, lease = 0, fence = 0,"
        f" state = CASE WHEN crashes + {crash} >= {MAX_CRASHES} THEN 'failed' ELSE :wanted END,"
        f" detail = CASE WHEN crashes + {crash} >= {MAX_CRASHES} THEN :poison ELSE detail END,"
        f"{last}"
        # Found by a query of its own: an UPDATE of `state` can't walk the index on it.
        f" changed = :changed WHERE id IN (SELECT id {FROM_OPEN} WHERE edition = :edition"
        f" AND {OPEN} AND state = '{state}' AND lease <= :seconds AND"
        f" ({hung}fence NOT IN (SELECT value FROM json_each(:alive)))) RETURNING state"
    )


def _delivery(row: tuple[Any, ...]) -> Delivery:
    (
        ident,
        edition,
        subscriber,
        email,
        name,
        state,
        message_id,
        due_at,
        document,
        attempts,
        generation,
        code,
        enhanced,
        detail,
        relay,
        remote_id,
    ) = row
    return Delivery(
        id=ident,
        edition=edition,
        subscriber=subscriber,
        email=email or "",
        name=name,
        state=DeliveryState(state),
        message_id=message_id,
        due_at=moment_of(due_at),
        selection=selection_of(document),
        attempts=attempts,
        generation=generation,
        code=code,
        enhanced=enhanced,
        detail=detail,
        relay=relay,
        remote_id=remote_id,
    )
