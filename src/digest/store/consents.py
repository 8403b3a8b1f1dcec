"""What readers were asked and said, kept as proof; it goes with the reader who is erased.

Nothing here decides what a consent allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from digest.model import Consent, ConsentEvent
from digest.store.rows import clean, moment_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from digest.store.connection import Connection

INSERT: Final = (
    "INSERT OR IGNORE INTO consents (subscriber, newsletter, event, at, source, ip, wording)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_GIVEN: Final = (
    "SELECT subscriber, newsletter, event, at, source, ip, wording FROM consents"
    " WHERE subscriber BETWEEN ? AND ? AND event IN ('imported', 'confirmed')"
    " ORDER BY subscriber, newsletter, at"
)


def row_of(subscriber: int, newsletter: str, consent: Consent) -> tuple[object, ...]:
    """The values of INSERT."""
    at = text_of(consent.at) if consent.at else ""
    words = clean(consent.source), clean(consent.ip), clean(consent.wording)
    return subscriber, newsletter, consent.event.value, at, *words


def keep(
    raw: sqlite3.Connection, subscriber: int, newsletters: Iterable[str], consent: Consent
) -> None:
    """Keep it inside the caller's transaction; the same again is nothing new."""
    raw.executemany(INSERT, [row_of(subscriber, one, consent) for one in newsletters])


class Consents:
    """The table `consents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, subscriber: int) -> tuple[tuple[str, Consent], ...]:
        """All of one reader, each with its newsletter, oldest first."""
        rows = self._connection.rows(
            "SELECT newsletter, event, at, source, ip, wording FROM consents"
            " WHERE subscriber = ? ORDER BY at, newsletter, event",
            (subscriber,),
        )
        return tuple((newsletter, consent_of(*rest)) for newsletter, *rest in rows)


def given(connection: Connection, first: int, last: int) -> dict[tuple[int, str], Consent]:
    """The latest consent to each subscription of the readers from one id to another."""
    rows = connection.rows(_GIVEN, (first, last))
    return {(reader, newsletter): consent_of(*rest) for reader, newsletter, *rest in rows}


def consent_of(event: str, at: str, *rest: Any) -> Consent:  # noqa: ANN401 - columns of SQL
    """A consent from its columns."""
    source, ip, wording = rest
    return Consent(
        event=ConsentEvent(event),
        at=moment_of(at) if at else None,
        source=source,
        ip=ip,
        wording=wording,
    )
