"""What came back: one row for each mail and address, kept with its evidence.

The row and what it does to its reader are one commit. What a bounce means is decided elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from digest.model import Bounce, BounceKind, KnownBounce, Soft, SubscriberState
from digest.store.rows import clean, json_of, moment_of, moment_or_none, strings_of, text_of
from digest.store.subscriptions import end

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from digest.store.connection import Connection

BY_MAIL: Final = "by mail"
"""The source that the proof names of a leaving by a mail to the leave address."""

_COLUMNS: Final = (
    "id, seen, origin, kind, reason, addresses, status, code, text, message_id, came_to,"
    " subscriber, delivery, found_by, done, evidence"
)
_INSERT: Final = (
    "INSERT INTO bounces (print, seen, origin, kind, reason, addresses, status, code, text,"
    " message_id, came_to, subscriber, delivery, found_by, done, open, evidence)"
    " VALUES (:print, :seen, :origin, :kind, :reason, :addresses, :status, :code, :text,"
    " :message_id, :came_to, :subscriber, :delivery, :found_by, :done, :open, :evidence)"
    " ON CONFLICT (print) DO NOTHING"
)
_SETTLE: Final = "UPDATE bounces SET open = 0, done = ? WHERE id = ? AND open"
_COUNTED: Final = f"kind IN ('{BounceKind.SOFT}', '{BounceKind.QUOTA}')"
# What was found by an address alone is believed where our mails carry no sign.
_BELIEVED: Final = "(NOT :signed OR b.found_by <> 'address')"
_SENT: Final = (
    "SELECT d.id, d.subscriber, e.newsletter, CASE d.state WHEN 'sent' THEN d.changed END"
    " FROM deliveries d JOIN editions e ON e.id = d.edition"
)
_SOFTS: Final = (
    "SELECT b.seen, d.changed FROM bounces b"
    " LEFT JOIN deliveries d ON d.id = b.delivery AND d.state = 'sent'"
    f" WHERE b.subscriber = :reader AND b.{_COUNTED} AND b.seen >= :since"
    f" AND {_BELIEVED} ORDER BY b.seen"
)
# A mail that was taken, and of which nothing came back in the days in which that could be. What
# names no mail of ours speaks of each of those days, if it is believed.
_LAST_GOOD: Final = (
    "SELECT max(d.changed) FROM deliveries d WHERE d.subscriber = :reader AND d.state = 'sent'"
    " AND d.changed < :before AND NOT EXISTS (SELECT 1 FROM bounces b"
    " WHERE b.subscriber = d.subscriber AND b.kind IN ('hard', 'soft', 'quota', 'policy')"
    f" AND (b.delivery = d.id OR b.delivery IS NULL AND {_BELIEVED}"
    " AND b.seen BETWEEN d.changed AND strftime('%Y-%m-%dT%H:%M:%SZ', d.changed, :wait)))"
)


class Sent(NamedTuple):
    """A mail of ours: its delivery, whose it was, of which newsletter, and when it was sent."""

    delivery: int
    subscriber: int
    newsletter: str
    at: datetime | None


class Bounces:
    """The table `bounces`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(
        self,
        known: KnownBounce,
        *,
        mark: str,
        barred: SubscriberState | None = None,
        leaves: str | None = None,
        is_task: bool = False,
    ) -> bool:
        """Keep it, and do what it says to its reader; False where it was taken before.

        Args:
            known: what came back; its id counts for nothing.
            mark: the same for the same mail and address.
            barred: what its reader is from now on.
            leaves: the newsletter that its reader leaves.
            is_task: whether a person has to look at it.
        """
        with self._connection.write() as raw:
            if raw.execute(_INSERT, _values(known, mark, is_task=is_task)).rowcount == 0:
                return False
            if barred is not None:
                before = ("active", "active" if barred is SubscriberState.BOUNCED else "bounced")
                raw.execute(
                    "UPDATE subscribers SET state = ? WHERE id = ? AND state IN (?, ?)",
                    (barred, known.subscriber, *before),
                )
            if leaves is not None and known.subscriber is not None:
                end(raw, known.subscriber, leaves, now=known.seen, source=BY_MAIL)
        return True

    def has(self, mark: str) -> bool:
        """Whether this mail and address were taken before."""
        row = self._connection.row("SELECT 1 FROM bounces WHERE print = ?", (mark,))
        return row is not None

    def get(self, ident: int) -> KnownBounce | None:
        """One of them."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM bounces WHERE id = ?", (ident,))
        return _known(row) if row else None

    def list(
        self,
        *,
        kind: BounceKind | None = None,
        reader: int | None = None,
        tasks: bool = False,
        limit: int = 50,
    ) -> tuple[KnownBounce, ...]:
        """The latest first: of a kind, of a reader, or those that wait for a person."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM bounces WHERE (:kind IS NULL OR kind = :kind)"
            " AND (:reader IS NULL OR subscriber = :reader) AND (open OR NOT :tasks)"
            " ORDER BY seen DESC, id DESC LIMIT :limit",
            {"kind": kind, "reader": reader, "tasks": tasks, "limit": limit},
        )
        return tuple(map(_known, rows))

    def settle(self, idents: Iterable[int], *, done: str) -> int:
        """A person has looked at them and did this; how many of them waited."""
        with self._connection.write() as raw:
            return sum(raw.execute(_SETTLE, (clean(done), one)).rowcount for one in idents)

    def waiting(self, reader: int | None, writer: str) -> int | None:
        """The task that waits since this reader, or a stranger of this address, asked to leave."""
        row = self._connection.row(
            "SELECT id FROM bounces WHERE open AND kind = ? AND (subscriber = ? OR"
            " subscriber IS NULL AND json_extract(addresses, '$[0]') = ? COLLATE NOCASE) LIMIT 1",
            (BounceKind.LEAVE, reader, writer),
        )
        return row[0] if row else None

    def softs(self, reader: int, *, since: datetime, signed: bool) -> tuple[Soft, ...]:
        """What came of mails that this reader's server did not take, or their full mailbox.

        Args:
            reader: whose.
            since: what came before is left out.
            signed: our mails carry a sign, and what was found by an address alone is left out.
        """
        values = {"reader": reader, "since": text_of(since), "signed": signed}
        rows = self._connection.rows(_SOFTS, values)
        return tuple(Soft(moment_of(seen), moment_or_none(sent)) for seen, sent in rows)

    def last_good(
        self, reader: int, *, now: datetime, wait: timedelta, signed: bool
    ) -> datetime | None:
        """When this reader was last sent a mail of which nothing came back within `wait`."""
        row = self._connection.row(
            _LAST_GOOD,
            {
                "reader": reader,
                "before": text_of(now - wait),
                "signed": signed,
                "wait": f"+{int(wait.total_seconds())} seconds",
            },
        )
        return moment_or_none(row[0]) if row else None

    def sent(self, *, delivery: int | None = None, message_id: str | None = None) -> Sent | None:
        """The mail of ours that has this number or this Message-ID."""
        return self._sent("d.id = ? OR d.message_id = ?", (delivery, message_id))

    def sent_to(self, reader: int, remote_id: str) -> Sent | None:
        """This reader's mail that a relay knows by that id."""
        where = "d.subscriber = ? AND d.remote_id = ? AND d.remote_id <> ''"
        return self._sent(where, (reader, remote_id))

    def _sent(self, where: str, values: tuple[object, ...]) -> Sent | None:
        row = self._connection.row(f"{_SENT} WHERE {where}", values)
        return Sent(row[0], row[1], row[2], moment_or_none(row[3])) if row else None


def _values(known: KnownBounce, mark: str, *, is_task: bool) -> dict[str, object]:
    bounce = clean(known.bounce)
    return {
        "print": mark,
        "seen": text_of(known.seen),
        "origin": clean(known.origin),
        "kind": bounce.kind,
        "reason": bounce.reason,
        "addresses": json_of(bounce.addresses),
        "status": bounce.status,
        "code": bounce.code,
        "text": bounce.text,
        "message_id": bounce.message_id,
        "came_to": json_of(bounce.came_to),
        "subscriber": known.subscriber,
        "delivery": known.delivery,
        "found_by": known.found_by,
        "done": known.done,
        "open": int(is_task),
        "evidence": clean(known.evidence),
    }


def _known(row: tuple[Any, ...]) -> KnownBounce:
    ident, seen, origin, kind, reason, addresses, status, code, text, message_id, came_to = row[:11]
    subscriber, delivery, found_by, done, evidence = row[11:]
    return KnownBounce(
        id=ident,
        seen=moment_of(seen),
        origin=origin,
        bounce=Bounce(
            kind=BounceKind(kind),
            reason=reason,
            addresses=strings_of(addresses),
            status=status,
            code=code,
            text=text,
            message_id=message_id,
            came_to=strings_of(came_to),
        ),
        subscriber=subscriber,
        delivery=delivery,
        found_by=found_by,
        done=done,
        evidence=evidence,
    )
