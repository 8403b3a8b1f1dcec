"""Switches: a reader takes a newsletter's sister, in another language, in its place.

The former subscription ends with a note of its successor. What was frozen of it before goes out
while the successor lives (WANTED); the successor's edition of that day then leaves the reader
out (`had`), so that nobody gets one day twice. Nothing here decides which newsletters are sisters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.store.choice_rows import write_choice
from digest.store.consents import keep
from digest.store.rows import text_of
from digest.store.subscriptions import end

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Consent, Edition, Subscription
    from digest.store.connection import Connection

LANGUAGE: Final = "language"
"""The source that the proof names of a leaving for the same in another language."""

WANTED: Final = (
    "(s.state = 'active' OR (s.successor <> '' AND EXISTS (SELECT 1 FROM subscriptions n"
    " WHERE n.subscriber = s.subscriber AND n.newsletter = s.successor AND n.state = 'active')))"
)
"""Whether what is frozen of the subscription `s` is still wanted."""

_HAD: Final = (
    "SELECT d.subscriber FROM subscriptions s"
    " JOIN editions e ON e.newsletter = s.newsletter AND e.cadence = ? AND e.date = ?"
    " JOIN deliveries d ON d.edition = e.id AND d.subscriber = s.subscriber"
    " WHERE s.successor = ? AND s.successor <> '' AND d.state NOT IN ('cancelled', 'failed')"
)


class Switches:
    """The column `successor` of `subscriptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def successor(self, subscriber: int, newsletter: str) -> str:
        """What the reader chose in the place of a newsletter; "" where nothing."""
        row = self._connection.row(
            "SELECT successor FROM subscriptions WHERE subscriber = ? AND newsletter = ?",
            (subscriber, newsletter),
        )
        return row[0] if row else ""

    def switch(
        self,
        former: str,
        chosen: Subscription,
        *,
        language: str,
        consent: Consent,
        now: datetime,
    ) -> None:
        """Let `chosen` take the place of the newsletter `former`, with the proof of both.

        The reader is spoken to in `language` from now on.
        """
        who, stamp = chosen.subscriber, text_of(now)
        with self._connection.write() as raw:
            write_choice(raw, chosen, stamp)
            end(raw, who, former, now=now, source=LANGUAGE, ip=consent.ip)
            raw.execute(
                "UPDATE subscriptions SET successor = ?1 WHERE subscriber = ?2"
                " AND newsletter <> ?1 AND ?3 IN (newsletter, successor)",
                (chosen.newsletter, who, former),
            )
            raw.execute("UPDATE subscribers SET language = ? WHERE id = ?", (language, who))
            keep(raw, who, (chosen.newsletter,), consent)

    def had(self, edition: Edition) -> frozenset[int]:
        """Who got the day in the language that they read before, or is about to."""
        rows = self._connection.rows(
            _HAD, (edition.cadence, edition.date.isoformat(), edition.newsletter)
        )
        return frozenset(reader for (reader,) in rows)
