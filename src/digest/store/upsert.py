"""The rules of an import: what a row may change, and what only the reader may.

A subscription moves forward only (pending, active, paused, left), a person never comes back
from bounced or complained. It never reads a file and never opens a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from digest.model import (
    Cadence,
    Length,
    SubscriberRow,
    SubscriberState,
    Subscription,
    SubscriptionState,
)
from digest.store.rows import clean, email_key, json_of, strings_of, text_of, with_lower_domain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

Verdict = Literal["new", "changed", "same", "kept"]

_ORDER: Final = (
    SubscriptionState.PENDING,
    SubscriptionState.ACTIVE,
    SubscriptionState.PAUSED,
    SubscriptionState.LEFT,
)
_READERS_OWN: Final = frozenset({SubscriptionState.PAUSED, SubscriptionState.LEFT})
_CHOICES: Final = ("topics", "cadence", "length", "hour", "timezone")
_BLANK: Final = SubscriberRow(email="")

_INSERT_PERSON = (
    "INSERT INTO subscribers (email, email_key, name, language, state, created)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
_UPDATE_PERSON = "UPDATE subscribers SET name = ?, language = ?, state = ? WHERE id = ?"
_WRITE_CHOICE = (
    "INSERT OR REPLACE INTO subscriptions"
    " (subscriber, newsletter, state, topics, cadence, length, hour, timezone, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_KNOWN_PEOPLE = (
    "SELECT email_key, id, name, language, state FROM subscribers"
    " WHERE email_key IN (SELECT value FROM json_each(?))"
)
_KNOWN_CHOICES = (
    "SELECT subscriber, newsletter, state, topics, cadence, length, hour, timezone"
    " FROM subscriptions WHERE subscriber IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class SubscriberCount:
    """What an import brought: rows new, changed, same, and kept as the reader left them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0

    def plus(self, tally: Mapping[Verdict, int]) -> SubscriberCount:
        """This count and that of one more chunk."""
        return SubscriberCount(
            self.new + tally.get("new", 0),
            self.changed + tally.get("changed", 0),
            self.same + tally.get("same", 0),
            self.kept + tally.get("kept", 0),
        )


@dataclass(slots=True)
class _Person:
    """One known person and their subscriptions, as the chunk sees them."""

    id: int
    name: str
    language: str
    state: SubscriberState
    chosen: dict[str, Subscription] = field(default_factory=dict)


def upsert_chunk(
    raw: sqlite3.Connection, rows: Sequence[SubscriberRow], now: datetime
) -> Iterator[Verdict]:
    """Put each row in and say what became of it; two queries find all who are known."""
    keyed = [(email_key(clean(row.email)), row) for row in rows]
    known = _known(raw, [key for key, _ in keyed])
    stamp = text_of(now)
    for key, row in keyed:
        person = known.get(key)
        if row.state is SubscriberState.ERASED:
            yield "kept"
        elif person is None:
            known[key] = _insert(raw, key, row, stamp)
            yield "new"
        else:
            yield _update(raw, person, row, stamp)


def _known(raw: sqlite3.Connection, keys: Iterable[str]) -> dict[str, _Person]:
    rows = raw.execute(_KNOWN_PEOPLE, (json_of(list(keys)),))
    people = {
        key: _Person(ident, name, language, SubscriberState(state))
        for key, ident, name, language, state in rows
    }
    by_id = {person.id: person for person in people.values()}
    for row in raw.execute(_KNOWN_CHOICES, (json_of(list(by_id)),)):
        subscription = subscription_of(row)
        by_id[row[0]].chosen[subscription.newsletter] = subscription
    return people


def _insert(raw: sqlite3.Connection, key: str, row: SubscriberRow, stamp: str) -> _Person:
    state = _person_state(row) or SubscriberState.ACTIVE
    name, email = clean(row.name), with_lower_domain(row.email)
    cursor = raw.execute(_INSERT_PERSON, (email, key, name, row.language, state, stamp))
    assert cursor.lastrowid is not None  # noqa: S101  # an INSERT has one
    person = _Person(cursor.lastrowid, name, row.language, state)
    for newsletter in row.newsletters:
        _write(raw, person, _told(person, newsletter, row), stamp)
    return person


def _update(raw: sqlite3.Connection, person: _Person, row: SubscriberRow, stamp: str) -> Verdict:
    if person.state is not SubscriberState.ACTIVE:
        return "same" if row.state == person.state.value else "kept"
    verdicts = {_update_person(raw, person, row)}
    for newsletter in row.newsletters:
        verdicts.add(_update_choice(raw, person, newsletter, row, stamp))
    for verdict in ("kept", "changed"):
        if verdict in verdicts:
            return verdict
    return "same"


def _update_person(raw: sqlite3.Connection, person: _Person, row: SubscriberRow) -> Verdict:
    before = (person.name, person.language, person.state)
    person.name = clean(row.name) or person.name
    person.language = row.language if row.language != _BLANK.language else person.language
    person.state = _person_state(row) or person.state
    after = (person.name, person.language, person.state)
    if before == after:
        return "same"
    raw.execute(_UPDATE_PERSON, (*after, person.id))
    return "changed"


def _update_choice(
    raw: sqlite3.Connection, person: _Person, newsletter: str, row: SubscriberRow, stamp: str
) -> Verdict:
    before = person.chosen.get(newsletter)
    if before is None:
        _write(raw, person, _told(person, newsletter, row), stamp)
        return "changed"
    told = _told(person, newsletter, row).state
    if before.state in _READERS_OWN and _ORDER.index(told) < _ORDER.index(before.state):
        return "kept"
    after = _merged(before, row, told)
    if after == before:
        return "same"
    _write(raw, person, after, stamp)
    return "changed"


def _merged(before: Subscription, row: SubscriberRow, told: SubscriptionState) -> Subscription:
    """What is known, with each choice that the row doesn't leave at its default."""
    given = {
        name: clean(getattr(row, name))
        for name in _CHOICES
        if getattr(row, name) != getattr(_BLANK, name)
    }
    return replace(before, state=max(before.state, told, key=_ORDER.index), **given)


def _told(person: _Person, newsletter: str, row: SubscriberRow) -> Subscription:
    """The subscription that the row speaks of, as if none were known."""
    speaks_of_person = isinstance(row.state, SubscriberState)
    return Subscription(
        subscriber=person.id,
        newsletter=newsletter,
        state=SubscriptionState.ACTIVE if speaks_of_person else SubscriptionState(row.state),
        topics=clean(row.topics),
        cadence=row.cadence,
        length=row.length,
        hour=row.hour,
        timezone=row.timezone,
    )


def _person_state(row: SubscriberRow) -> SubscriberState | None:
    """The person's state, where the row speaks of the person and not of a subscription."""
    return row.state if isinstance(row.state, SubscriberState) else None


def _write(
    raw: sqlite3.Connection, person: _Person, subscription: Subscription, stamp: str
) -> None:
    person.chosen[subscription.newsletter] = subscription
    raw.execute(
        _WRITE_CHOICE,
        (
            subscription.subscriber,
            subscription.newsletter,
            subscription.state,
            json_of(subscription.topics),
            subscription.cadence,
            subscription.length,
            subscription.hour,
            subscription.timezone,
            stamp,
        ),
    )


def subscription_of(row: tuple[Any, ...]) -> Subscription:
    """A row of `subscriptions`, in the order of its columns."""
    subscriber, newsletter, state, topics, cadence, length, hour, timezone = row
    return Subscription(
        subscriber=subscriber,
        newsletter=newsletter,
        state=SubscriptionState(state),
        topics=strings_of(topics),
        cadence=Cadence(cadence),
        length=Length(length),
        hour=hour,
        timezone=timezone,
    )
