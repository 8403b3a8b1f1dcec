"""Subscriptions one by one: what a reader chose, changed by the reader alone.

What an import may change is in upsert.py. Nothing here decides what may be chosen.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from digest.model import Cadence, Consent, ConsentEvent, SubscriptionState
from digest.store.choice_rows import CHOICE, subscription_of, write_choice
from digest.store.consents import keep
from digest.store.rows import strings_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date, datetime

    from digest.model import Subscription
    from digest.store.connection import Connection

_READ: Final = "s.state IN ('active', 'paused') AND p.state = 'active'"
# The pause that they left in stays: who takes the leaving back is in it again.
_END: Final = (
    "UPDATE subscriptions SET state = 'left', changed = ?1 WHERE subscriber = ?2"
    " AND ?3 IN ('', newsletter) AND state <> 'left' RETURNING newsletter"
)


def end(
    raw: sqlite3.Connection,
    subscriber: int,
    newsletter: str,
    *,
    now: datetime,
    source: str,
    ip: str = "",
) -> bool:
    """End a subscription ("": all of the reader) inside the caller's transaction, with its proof.

    Every way of leaving goes through here; False where there was nothing to end.
    """
    ended = raw.execute(_END, (text_of(now), subscriber, newsletter)).fetchall()
    left = Consent(event=ConsentEvent.LEFT, at=now, source=source, ip=ip)
    keep(raw, subscriber, [one for (one,) in ended], left)
    return bool(ended)


class Subscriptions:
    """The table `subscriptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, subscriber: int, newsletter: str) -> Subscription | None:
        """What one reader chose of one newsletter, in whatever state it is."""
        row = self._connection.row(
            f"SELECT subscriber, {CHOICE} FROM subscriptions"
            " WHERE subscriber = ? AND newsletter = ?",
            (subscriber, newsletter),
        )
        return subscription_of(row) if row else None

    def save(
        self, chosen: Iterable[Subscription], *, now: datetime, consent: Consent | None = None
    ) -> None:
        """Keep what a reader chose, and the consent to it, in one transaction.

        Raises:
            StoreError: the database can't be written.
        """
        with self._connection.write() as raw:
            for one in chosen:
                write_choice(raw, one, text_of(now))
                if consent is not None:
                    keep(raw, one.subscriber, (one.newsletter,), consent)

    def muting(self, newsletter: str) -> tuple[int, dict[str, int]]:
        """How many readers it has, and how many mute each source, by its name casefolded."""
        active = (
            " FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber"
            " WHERE s.newsletter = ? AND s.state = 'active' AND p.state = 'active'"
        )
        (readers,) = self._connection.row(f"SELECT count(*){active}", (newsletter,)) or (0,)
        rows = self._connection.rows(
            f"SELECT s.muted, count(*){active} AND s.muted <> '[]' GROUP BY s.muted", (newsletter,)
        )
        muted: Counter[str] = Counter()
        for names, count in rows:
            muted.update(dict.fromkeys({name.casefold() for name in strings_of(names)}, count))
        return readers, dict(muted)

    def rhythms(self, newsletter: str) -> dict[Cadence, int]:
        """How many readers, those who pause too, have chosen each cadence."""
        rows = self._connection.rows(
            "SELECT s.cadence, count(*) FROM subscriptions s"
            f" JOIN subscribers p ON p.id = s.subscriber WHERE s.newsletter = ? AND {_READ}"
            " GROUP BY s.cadence ORDER BY s.cadence",
            (newsletter,),
        )
        return {Cadence(cadence): number for cadence, number in rows}

    def topics(self, newsletter: str) -> dict[tuple[str, ...], int]:
        """How many readers, those who pause too, chose which topics; none means all."""
        rows = self._connection.rows(
            "SELECT s.topics, count(*) FROM subscriptions s"
            f" JOIN subscribers p ON p.id = s.subscriber WHERE s.newsletter = ? AND {_READ}"
            " GROUP BY s.topics ORDER BY s.topics",
            (newsletter,),
        )
        return {strings_of(topics): number for topics, number in rows}

    def newsletters(self) -> dict[str, int]:
        """How many readers, those who pause too, each newsletter has that anybody reads."""
        rows = self._connection.rows(
            "SELECT s.newsletter, count(*) FROM subscriptions s"
            f" JOIN subscribers p ON p.id = s.subscriber WHERE {_READ}"
            " GROUP BY s.newsletter ORDER BY s.newsletter"
        )
        return dict(rows)

    def wake(self, newsletter: str, day: date) -> int:
        """End the pauses that are over on that day; how many there were."""
        with self._connection.write() as raw:
            return raw.execute(
                "UPDATE subscriptions SET state = ?, until = NULL"
                " WHERE newsletter = ? AND state = ? AND until <= ?",
                (
                    SubscriptionState.ACTIVE,
                    newsletter,
                    SubscriptionState.PAUSED,
                    day.isoformat(),
                ),
            ).rowcount
