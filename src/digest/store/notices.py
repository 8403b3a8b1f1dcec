"""Notices: system mails, one row each, from queued to the end; what is `sent` is final.

One is claimed and marked `sending` in one commit, before its data leaves. It never opens a
socket, never reads a clock, and never counts as a delivery.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from digest.errors import NoticeError
from digest.model import DeliveryState, Notice, NoticeKind
from digest.store.connection import SENDER_SECONDS
from digest.store.outbox import POISON
from digest.store.record import BOUNCE, SETTLE, settling
from digest.store.results import DETAIL_LIMIT, MAX_CRASHES, judge, retry_delay
from digest.store.rows import (
    clean,
    email_key,
    json_of,
    moment_of,
    moment_or_none,
    seconds_of,
    text_of,
)

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime, timedelta

    from digest.model import Outcome
    from digest.store.connection import Connection
    from digest.store.results import Verdict

_COLUMNS = (
    "id, key, kind, newsletter, email, name, subject, text, html, edition, message_id, state,"
    " attempts, due_at, code, enhanced, detail, relay, remote_id, created"
)
# Word for word that of the index, which SQLite compares as text.
_OPEN = "state IN ('queued', 'deferred', 'sending')"
_DUE = f"FROM notices INDEXED BY notices_open WHERE {_OPEN} AND due_at <= :now"
_INSERT = (
    "INSERT INTO notices (key, kind, newsletter, email, email_key, name, subject, text, html,"
    " edition, message_id, state, due_at, lease, fence, created, changed) VALUES (:key, :kind,"
    " :newsletter, :email, :email_key, :name, :subject, :text, :html, :edition, :message_id,"
    " 'queued', :due_at, :lease, :fence, :created, :created) ON CONFLICT (key) DO NOTHING"
)
_TAKE = (
    "UPDATE notices SET state = 'sending', lease = :lease, fence = :fence, changed = :now"
    f" WHERE id IN (SELECT id {_DUE} AND state IN ('queued', 'deferred')"
    " AND CASE fence WHEN :fence THEN state = 'queued' ELSE lease <= :seconds END"
    " AND (:only IS NULL OR key = :only)"
    f" ORDER BY due_at, id LIMIT 1) RETURNING {_COLUMNS}"
)
# Found by a query of its own: an UPDATE of `state` can't walk the index on it.
_RECOVER = (
    "UPDATE notices SET crashes = crashes + 1, lease = 0, fence = 0, changed = :now,"
    f" state = CASE WHEN crashes + 1 >= {MAX_CRASHES} THEN 'failed' ELSE 'queued' END,"
    f" detail = CASE WHEN crashes + 1 >= {MAX_CRASHES} THEN :poison ELSE detail END"
    f" WHERE id IN (SELECT id {_DUE} AND state = 'sending' AND lease <= :seconds)"
)
_HELD = "id = ? AND fence = ? AND state = 'sending'"
_RECORD = f"UPDATE notices SET {SETTLE} WHERE {_HELD}"
_BOUNCE = f"{BOUNCE} AND email_key = (SELECT email_key FROM notices WHERE id = ?)"
_TO_READERS = f"kind IN ({', '.join(repr(kind.value) for kind in NoticeKind if kind.is_readers)})"
_READER = "SELECT 1 FROM subscribers WHERE email_key = ?"
_ERASE = (
    "UPDATE notices SET key = 'erased ' || id, email = NULL, email_key = NULL, name = '',"
    " subject = '', text = '', html = '', detail = '', lease = 0, fence = 0,"
    f" state = CASE WHEN {_OPEN} THEN 'cancelled' ELSE state END"
)
ASKS: Final = "asks to leave "
"""What the key of an alarm about a reader's mail begins with; the rest is that mail's mark."""

_ABOUT = f"key IN (SELECT '{ASKS}' || print FROM bounces WHERE subscriber = ?)"


class Notices:
    """The table `notices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enqueue(
        self, notice: Notice, *, now: datetime, lease: timedelta | None = None, fence: int = 0
    ) -> bool:
        """Queue it; False where its key is known: then the first one stands, whatever it says.

        With a lease nobody but `fence` (above 0) may take it before that is over.
        """
        kept = clean(notice)
        values = asdict(kept) | {
            "email_key": email_key(kept.email),
            "due_at": text_of(kept.due_at),
            "lease": seconds_of(now + lease) if lease else 0,
            "fence": fence,
            "created": text_of(now),
        }
        with self._connection.write() as raw:
            return raw.execute(_INSERT, values).rowcount > 0

    def take(
        self, *, now: datetime, lease: timedelta, fence: int, only: str | None = None
    ) -> Notice | None:
        """Claim the notice that is due longest (`only`: of that key) and mark it `sending`.

        To be called when its data can leave; `lease` has to last until its result is recorded.
        What this fence has deferred it does not get again.
        """
        values = {
            "now": text_of(now),
            "seconds": seconds_of(now),
            "lease": seconds_of(now + lease),
            "fence": fence,
            "only": only,
        }
        with self._connection.write() as raw:
            row = raw.execute(_TAKE, values).fetchone()
        return _notice(row) if row else None

    def record(
        self, notice: int, outcome: Outcome, *, now: datetime, fence: int
    ) -> DeliveryState | None:
        """Keep what became of it, by the rules of a delivery; None where it is not ours any more.

        A reader whose mailbox does not exist by it has bounced, whatever the notice was for.
        What may have arrived is tried again under the same Message-ID.
        """
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            verdict = _verdict(raw, notice, outcome, now, fence)
            if verdict is None:
                return None
            raw.execute(_RECORD, (*settling(verdict, outcome, now), notice, fence))
            if verdict.bounced:
                raw.execute(_BOUNCE, (notice,))
        return verdict.state

    def recover(self, *, now: datetime) -> int:
        """Queue again what a sender left `sending` when its lease is over; returns how many.

        One in whose middle MAX_CRASHES senders died is failed.
        """
        values = {"now": text_of(now), "seconds": seconds_of(now), "poison": POISON}
        with self._connection.write() as raw:
            return raw.execute(_RECOVER, values).rowcount

    def due(self, *, now: datetime, limit: int = 1000) -> tuple[Notice, ...]:
        """What could be sent now, oldest due first; also what a dead sender left behind."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} {_DUE} AND lease <= :seconds ORDER BY due_at, id LIMIT :limit",
            {"now": text_of(now), "seconds": seconds_of(now), "limit": limit},
        )
        return tuple(map(_notice, rows))

    def cancel(self, notice: int, *, now: datetime, reason: str = "") -> Notice:
        """Take back what is not on its way yet.

        Raises:
            NoticeError: it is unknown, being sent, or at its end.
        """
        with self._connection.write() as raw:
            row = raw.execute(
                "UPDATE notices SET state = 'cancelled', lease = 0, detail = ?, changed = ?"
                f" WHERE id = ? AND state IN ('queued', 'deferred') RETURNING {_COLUMNS}",
                (clean(reason)[:DETAIL_LIMIT], text_of(now), notice),
            ).fetchone()
        if row is None:
            raise _refusal(notice, self.get(notice))
        return _notice(row)

    def get(self, notice: int) -> Notice | None:
        """The notice with this id, or None."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM notices WHERE id = ?", (notice,))
        return _notice(row) if row else None

    def find(self, key: str) -> Notice | None:
        """The notice of this key, or None."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM notices WHERE key = ?", (clean(key),))
        return _notice(row) if row else None

    def any_offered(self) -> bool:
        """Whether a server has had one, or may have had it."""
        found = self._connection.row(
            "SELECT 1 FROM notices WHERE state NOT IN ('queued', 'cancelled') LIMIT 1"
        )
        return found is not None

    def list(
        self,
        *,
        state: DeliveryState | None = None,
        kind: NoticeKind | None = None,
        email: str | None = None,
        limit: int = 100,
    ) -> tuple[Notice, ...]:
        """The latest notices, newest first; `email` names the address that they went to."""
        theirs = "" if email is None else " AND email_key = :email"
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM notices WHERE (:state IS NULL OR state = :state)"
            f" AND (:kind IS NULL OR kind = :kind){theirs} ORDER BY id DESC LIMIT :limit",
            {"state": state, "kind": kind, "email": email_key(email or ""), "limit": limit},
        )
        return tuple(map(_notice, rows))


def erase(raw: sqlite3.Connection, email: str, reader: int) -> None:
    """Take a person's address out of their notices, and all that these said.

    So it goes with alarms that name the address, or tell what this reader wrote. What is still
    to be sent is cancelled; its key may be used again.
    """
    raw.execute(f"{_ERASE} WHERE email_key = ?", (email_key(email),))
    said = raw.execute("SELECT id, subject, text, detail FROM notices WHERE kind = 'alarm'")
    about = [ident for ident, *words in said.fetchall() if _names(email, " ".join(words))]
    raw.execute(f"{_ERASE} WHERE id IN (SELECT value FROM json_each(?))", (json_of(about),))
    raw.execute(f"{_ERASE} WHERE {_ABOUT}", (reader,))


def _names(email: str, words: str) -> bool:
    """Whether a text names that address, and not one of which it is a part."""
    key = re.escape(email_key(email))
    return re.search(rf"(?<![\w.+-]){key}(?![\w-]|\.\w)", email_key(words)) is not None


def erase_stranger(raw: sqlite3.Connection, email: str) -> None:
    """Likewise for an address that is no reader's, or not any more; a reader's is left alone.

    What else is mailed there, an editor's alarms say, is no reader's mail and stays.
    """
    if not raw.execute(_READER, (email_key(email),)).fetchone():
        raw.execute(f"{_ERASE} WHERE email_key = ? AND {_TO_READERS}", (email_key(email),))


def _verdict(
    raw: sqlite3.Connection, notice: int, outcome: Outcome, now: datetime, fence: int
) -> Verdict | None:
    row = raw.execute(
        f"SELECT attempts, crashes, first_try FROM notices WHERE {_HELD}",
        (notice, fence),
    ).fetchone()
    if row is None:
        return None
    attempts, crashes, first_try = row[0], row[1], moment_or_none(row[2])
    verdict = judge(outcome, delivery=notice, attempts=attempts, first_try=first_try, now=now)
    if verdict.state is not DeliveryState.UNSURE:
        return verdict
    if crashes + verdict.crashes >= MAX_CRASHES:
        return replace(verdict, state=DeliveryState.FAILED)
    again = now + retry_delay(notice, attempts + 1)
    return replace(verdict, state=DeliveryState.DEFERRED, due_at=again)


def _refusal(ident: int, notice: Notice | None) -> NoticeError:
    if notice is None:
        return NoticeError(f"there is no notice {ident}", "see `digest notices list`")
    if notice.state is DeliveryState.SENDING:
        return NoticeError(f"notice {ident} is being sent", "look again in a few minutes")
    return NoticeError(f"notice {ident} is {notice.state} already")


def _notice(row: tuple[Any, ...]) -> Notice:
    (ident, key, kind, newsletter, email, name, subject, text, html, edition, *rest) = row
    message_id, state, attempts, due_at, code, enhanced, detail, relay, remote_id, created = rest
    return Notice(
        id=ident,
        key=key,
        kind=NoticeKind(kind),
        newsletter=newsletter,
        email=email or "",
        name=name,
        subject=subject,
        text=text,
        html=html,
        edition=edition,
        message_id=message_id,
        state=DeliveryState(state),
        attempts=attempts,
        due_at=moment_of(due_at),
        code=code,
        enhanced=enhanced,
        detail=detail,
        relay=relay,
        remote_id=remote_id,
        created=moment_of(created),
    )
