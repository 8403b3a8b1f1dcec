"""Subscribers and their subscriptions: read, stream, leave, remove.

The rules of an import live in upsert.py. Nothing here sends, signs or validates an address.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from digest.errors import AudienceError
from digest.model import (
    Consent,
    ConsentEvent,
    Subscriber,
    SubscriberRow,
    SubscriberState,
    Subscription,
    SubscriptionState,
)
from digest.store import traces
from digest.store.choice_rows import CHOICE, subscription_of
from digest.store.consents import given
from digest.store.later import Later
from digest.store.moves import forget
from digest.store.notices import erase
from digest.store.rows import email_key, json_of
from digest.store.subscriptions import end
from digest.store.suppressions import suppress
from digest.store.upsert import (
    Importing,
    SubscriberCount,
    last_id,
    upsert_chunk,
    upsert_later,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from digest.model import Suppression
    from digest.store.connection import Connection
    from digest.store.upsert import Hashes

PAGE: Final = 500
"""Rows read at once by a stream: a million readers cost no more memory than these."""

CHUNK: Final = 10_000
"""Rows of an import in one transaction."""

_PERSON = "p.id, p.email, p.name, p.language, p.state, p.generation"
_CHOICE = ", ".join(f"s.{column}" for column in CHOICE.split(", "))
# What came back from the address; the rest goes with the reader, by the schema.
_STRAYS: Final = (
    "DELETE FROM bounces WHERE instr(lower(addresses), lower(?1)) > 0 OR subscriber = ?2"
)
_PERSON_WIDTH: Final = 6


class Subscribers:
    """The tables `subscribers` and `subscriptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, who: str | int) -> Subscriber | None:
        """One person by e-mail address (case makes no difference) or by id."""
        column, value = ("id", who) if isinstance(who, int) else ("email_key", email_key(who))
        row = self._connection.row(
            f"SELECT {_PERSON} FROM subscribers p WHERE {column} = ?", (value,)
        )
        return _subscriber(row) if row else None

    def list(
        self, newsletter: str | None = None, *, limit: int = 100, after: int = 0
    ) -> tuple[Subscriber, ...]:
        """The first people by id, behind `after`; with a newsletter only those who know it."""
        rows = self._connection.rows(
            f"SELECT {_PERSON} FROM subscribers p WHERE p.id > :after AND (:newsletter IS NULL"
            " OR EXISTS (SELECT 1 FROM subscriptions s WHERE s.subscriber = p.id"
            " AND s.newsletter = :newsletter)) ORDER BY p.id LIMIT :limit",
            {"newsletter": newsletter, "limit": limit, "after": after},
        )
        return tuple(map(_subscriber, rows))

    def subscriptions(self, subscriber: int) -> tuple[Subscription, ...]:
        """All subscriptions of one person, in whatever state."""
        rows = self._connection.rows(
            f"SELECT s.subscriber, {_CHOICE} FROM subscriptions s WHERE s.subscriber = ?"
            " ORDER BY s.newsletter",
            (subscriber,),
        )
        return tuple(map(subscription_of, rows))

    def audience(
        self, newsletter: str, day: date | None = None
    ) -> Iterator[tuple[Subscriber, Subscription]]:
        """Everyone active with an active subscription, by id, read page by page.

        With a day also those whose pause is over by then.
        """
        after = 0
        while rows := self._connection.rows(
            f"SELECT {_PERSON}, s.subscriber, {_CHOICE} FROM subscriptions s"
            " JOIN subscribers p ON p.id = s.subscriber WHERE s.newsletter = ?"
            " AND (s.state = 'active' OR (s.state = 'paused' AND s.until <= ?))"
            " AND s.subscriber > ? AND p.state = 'active' ORDER BY s.subscriber LIMIT ?",
            (newsletter, day.isoformat() if day else "", after, PAGE),
        ):
            for row in rows:
                yield _subscriber(row[:_PERSON_WIDTH]), subscription_of(row[_PERSON_WIDTH:])
            after = rows[-1][0]

    def in_states(self, states: Collection[SubscriberState]) -> Iterator[Subscriber]:
        """Everyone in one of these states whose address is known, by id, read page by page."""
        after, wanted = 0, json_of([state.value for state in states])
        while rows := self._connection.rows(
            f"SELECT {_PERSON} FROM subscribers p WHERE p.id > ? AND p.email IS NOT NULL"
            " AND p.state IN (SELECT value FROM json_each(?)) ORDER BY p.id LIMIT ?",
            (after, wanted, PAGE),
        ):
            yield from map(_subscriber, rows)
            after = rows[-1][0]

    def stream(self, newsletter: str | None = None) -> Iterator[SubscriberRow]:
        """Everyone whose address is known, as an import would take them, page by page.

        A person with different choices for two newsletters comes as two rows.
        """
        after = 0
        while people := self._page(after):
            after = people[-1].id
            chosen = self._choices(people[0].id, after, newsletter)
            told = given(self._connection, people[0].id, after)
            for person in people:
                if newsletter is None or person.id in chosen:
                    yield from _exported(person, chosen.get(person.id, ()), told)

    def upsert_many(
        self, rows: Iterable[SubscriberRow], *, now: datetime, hashes: Hashes | None = None
    ) -> SubscriberCount:
        """Import: a transaction for each CHUNK rows, so that a kill loses no more than one.

        An import never brings back someone who left, bounced, complained, was erased or is
        suppressed, and never undoes a pause: such a row changes nothing of theirs, not the name
        either, and counts as `kept`. `hashes` gives those of an address; without it only the
        states of who is known are looked at.
        A choice that the row leaves at its default doesn't replace the one that is known.
        Of one address on several rows the later one's choices hold. Twice the same changes nothing:
        who was known before is changed at the end, by all of their rows together.

        Raises:
            StoreError: the database can't be written; the chunks before stay.
        """
        source, total, raw = iter(rows), SubscriberCount(), self._connection.raw
        with self._connection.bulk(), Later(self._connection, last_id(raw)) as later:
            work = Importing(raw, now, later, hashes)
            while chunk := tuple(islice(source, CHUNK)):
                with self._connection.write():
                    tally = upsert_chunk(work, chunk)
                total = total.plus(tally)
            for keys, waiting in later.pages(CHUNK):
                with self._connection.write():
                    tally = upsert_later(work, keys, waiting)
                total = total.plus(tally)
        return total

    def add(self, row: SubscriberRow, *, now: datetime, hashes: Hashes | None = None) -> Subscriber:
        """Add one person, or change what they chose, by the rules of an import.

        Raises:
            AudienceError: they left, paused, bounced or complained, and only they can undo it.
        """
        count = self.upsert_many([row], now=now, hashes=hashes)
        person = self.get(row.email)
        if count.kept or person is None or self._is_out(person.id, row):
            raise AudienceError(
                f"{row.email} left, paused, bounced, complained or is suppressed",
                "only the reader can undo that, by subscribing again",
            )
        return person

    def _is_out(self, subscriber: int, row: SubscriberRow) -> bool:
        """Whether they left or paused one of the newsletters that a row would give them."""
        states = {one.newsletter: one.state for one in self.subscriptions(subscriber)}
        outside = {SubscriptionState.LEFT, SubscriptionState.PAUSED} - {row.state}
        return any(states.get(newsletter) in outside for newsletter in row.newsletters)

    def leave(
        self, subscriber: int, newsletter: str, *, now: datetime, source: str = "", ip: str = ""
    ) -> bool:
        """End one subscription; True if it was alive. Mail already queued is cancelled at claim.

        That they left, when, where and from where is kept as proof.
        """
        with self._connection.write() as raw:
            return end(raw, subscriber, newsletter, now=now, source=source, ip=ip)

    def remove(self, who: str | int, *, keep: Iterable[Suppression] = ()) -> bool:
        """Delete a person (True), or erase one who has deliveries (False): the address goes.

        It goes from their notices too, and with it what these said, and from the write-ahead log
        as soon as no other connection is in the way. What is to be kept are suppressions, written
        in the same transaction.

        Raises:
            AudienceError: nobody is known by that address or id.
        """
        person = self.get(who)
        if person is None:
            raise AudienceError(f"nobody is known as {who}", "see `digest subscribers list`")
        with self._connection.write() as raw:
            for row in keep:
                suppress(raw, row)
            is_deleted = _erase(raw, person)
            traces.leave(raw)
        traces.wipe(self._connection)
        return is_deleted

    def _page(self, after: int) -> tuple[Subscriber, ...]:
        rows = self._connection.rows(
            f"SELECT {_PERSON} FROM subscribers p WHERE p.id > ? AND p.email IS NOT NULL"
            " ORDER BY p.id LIMIT ?",
            (after, PAGE),
        )
        return tuple(map(_subscriber, rows))

    def _choices(
        self, first: int, last: int, newsletter: str | None
    ) -> dict[int, tuple[Subscription, ...]]:
        rows = self._connection.rows(
            f"SELECT s.subscriber, {_CHOICE} FROM subscriptions s"
            " WHERE s.subscriber BETWEEN :first AND :last"
            " AND (:newsletter IS NULL OR s.newsletter = :newsletter)"
            " ORDER BY s.subscriber, s.newsletter",
            {"first": first, "last": last, "newsletter": newsletter},
        )
        people = groupby(rows, key=itemgetter(0))
        return {person: tuple(map(subscription_of, chosen)) for person, chosen in people}


def _erase(raw: sqlite3.Connection, person: Subscriber) -> bool:
    """Take all out that names them; whether their row is gone too, which deliveries may need."""
    raw.execute("DELETE FROM subscriptions WHERE subscriber = ?", (person.id,))
    raw.execute("DELETE FROM consents WHERE subscriber = ?", (person.id,))
    for table in ("confirmations", "former_addresses"):
        forget(raw, table, "subscriber = ?", person.id)
    erase(raw, person.email, person.id)
    raw.execute(_STRAYS, (json_of(person.email), person.id))
    deleted = raw.execute(
        "DELETE FROM subscribers WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM deliveries WHERE subscriber = ?1)",
        (person.id,),
    )
    if deleted.rowcount:
        return True
    # A server's answer often repeats the address.
    raw.execute("UPDATE deliveries SET detail = '' WHERE subscriber = ?", (person.id,))
    raw.execute(
        "UPDATE subscribers SET email = NULL, email_key = NULL, name = '', state = ?,"
        " generation = generation + 1 WHERE id = ?",
        (SubscriberState.ERASED, person.id),
    )
    return False


def _exported(
    person: Subscriber,
    chosen: tuple[Subscription, ...],
    told: Mapping[tuple[int, str], Consent],
) -> Iterator[SubscriberRow]:
    grouped: dict[SubscriberRow, tuple[str, ...]] = {}
    for subscription in chosen:
        consent = told.get((person.id, subscription.newsletter))
        row = replace(_exported_row(person, subscription), consent=_as_imported(consent))
        grouped[row] = (*grouped.get(row, ()), subscription.newsletter)
    for row, newsletters in (grouped or {_exported_row(person, None): ()}).items():
        yield replace(row, newsletters=newsletters)


def _as_imported(consent: Consent | None) -> Consent | None:
    """A consent as another installation would take it: proof that it was imported."""
    if consent is None:
        return None
    return replace(consent, event=ConsentEvent.IMPORTED, wording="")


def _exported_row(person: Subscriber, chosen: Subscription | None) -> SubscriberRow:
    chosen = chosen or Subscription(subscriber=person.id, newsletter="")
    active = person.state is SubscriberState.ACTIVE
    return SubscriberRow(
        email=person.email,
        name=person.name,
        language=person.language,
        topics=chosen.topics,
        cadence=chosen.cadence,
        length=chosen.length,
        hour=chosen.hour,
        timezone=chosen.timezone,
        state=chosen.state if active else person.state,
        muted=chosen.muted,
        until=chosen.until,
    )


def _subscriber(row: tuple[Any, ...]) -> Subscriber:
    ident, email, name, language, state, generation = row
    return Subscriber(
        id=ident,
        email=email or "",
        name=name,
        language=language,
        state=SubscriberState(state),
        generation=generation,
    )
