"""The rules of an import: what a row may change, and what only the reader may.

A subscription moves forward only (pending, active, paused, left), a person never comes back
from bounced or complained. It never reads a file and never opens a transaction.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from digest.model import (
    Cadence,
    Length,
    SubscriberRow,
    SubscriberState,
    Subscription,
    SubscriptionState,
)
from digest.store import consents, suppressions
from digest.store.rows import clean, email_key, json_of, strings_of, text_of, with_lower_domain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    Hashes = Callable[[str], Sequence[str]]

Verdict = Literal["new", "changed", "same", "kept"]

CHOICE: Final = "newsletter, state, topics, cadence, length, hour, timezone, muted, until"
"""The columns of a subscription, in the order of `subscription_of`, behind its subscriber."""

_ORDER: Final = {
    SubscriptionState.PENDING: 0,
    SubscriptionState.ACTIVE: 1,
    SubscriptionState.PAUSED: 2,
    SubscriptionState.LEFT: 3,
}
_READERS_OWN: Final = frozenset({SubscriptionState.PAUSED, SubscriptionState.LEFT})
_CHOICES: Final = ("topics", "cadence", "length", "hour", "timezone", "muted", "until")
_BLANK: Final = SubscriberRow(email="")

_INSERT_PERSON = (
    "INSERT INTO subscribers (id, email, email_key, name, language, state, created)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE_PERSON = "UPDATE subscribers SET name = ?, language = ?, state = ? WHERE id = ?"
_WRITE_CHOICE = (
    f"INSERT OR REPLACE INTO subscriptions (subscriber, {CHOICE}, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_KNOWN_PEOPLE = (
    "SELECT email_key, id, name, language, state FROM subscribers"
    " WHERE email_key IN (SELECT value FROM json_each(?))"
)
_KNOWN_CHOICES = (
    f"SELECT subscriber, {CHOICE} FROM subscriptions"
    " WHERE subscriber IN (SELECT value FROM json_each(?))"
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
    raw: sqlite3.Connection,
    rows: Sequence[SubscriberRow],
    now: datetime,
    hashes: Hashes | None = None,
) -> Counter[Verdict]:
    """Put each row in and count what became of it; two queries find all who are known.

    `hashes` gives those of an address, by which it may be suppressed.
    """
    keys = [email_key(clean(row.email)) for row in rows]
    chunk = _Chunk(raw, keys, text_of(now), hashes)
    tally = Counter(chunk.put(key, row) for key, row in zip(keys, rows, strict=True))
    chunk.write()
    return tally


class _Chunk:
    """Who is known of one chunk, and what it writes, all in one go at its end."""

    def __init__(
        self, raw: sqlite3.Connection, keys: Sequence[str], stamp: str, hashes: Hashes | None
    ) -> None:
        self._raw, self._stamp = raw, stamp
        self._known = _known(raw, keys)
        self._out = _suppressed(raw, keys, hashes) if hashes else {}
        self._next = _next_id(raw)
        self._people: list[tuple[object, ...]] = []
        self._choices: dict[tuple[int, str], Subscription] = {}
        self._consents: list[tuple[object, ...]] = []

    def put(self, key: str, row: SubscriberRow) -> Verdict:
        """Take one row; what comes of it."""
        out = self._out.get(key)
        if out is not None:
            left = tuple(one for one in row.newsletters if one not in out)
            if "" in out or not left:
                return "kept"
            row = replace(row, newsletters=left)
        person = self._known.get(key)
        if row.state is SubscriberState.ERASED:
            return "kept"
        if person is None:
            self._known[key] = self._insert(key, row)
            return "new"
        return self._update(person, row)

    def write(self) -> None:
        """Write all that is new."""
        self._raw.executemany(_INSERT_PERSON, self._people)
        self._raw.executemany(
            _WRITE_CHOICE, [values_of(one, self._stamp) for one in self._choices.values()]
        )
        self._raw.executemany(consents.INSERT, self._consents)

    def _insert(self, key: str, row: SubscriberRow) -> _Person:
        state = _person_state(row) or SubscriberState.ACTIVE
        name, email = clean(row.name), with_lower_domain(row.email)
        person = _Person(self._next, name, row.language, state)
        self._next += 1
        self._people.append((person.id, email, key, name, row.language, state, self._stamp))
        for newsletter in row.newsletters:
            self._choose(person, _told(person, newsletter, row), row)
        return person

    def _update(self, person: _Person, row: SubscriberRow) -> Verdict:
        if person.state is not SubscriberState.ACTIVE:
            return "same" if row.state == person.state.value else "kept"
        verdicts = {self._update_person(person, row)}
        for newsletter in row.newsletters:
            verdicts.add(self._update_choice(person, newsletter, row))
        for verdict in ("kept", "changed"):
            if verdict in verdicts:
                return verdict
        return "same"

    def _update_person(self, person: _Person, row: SubscriberRow) -> Verdict:
        before = (person.name, person.language, person.state)
        person.name = clean(row.name) or person.name
        person.language = row.language if row.language != _BLANK.language else person.language
        person.state = _person_state(row) or person.state
        after = (person.name, person.language, person.state)
        if before == after:
            return "same"
        self._raw.executemany(_INSERT_PERSON, self._people)
        self._people.clear()
        self._raw.execute(_UPDATE_PERSON, (*after, person.id))
        return "changed"

    def _update_choice(self, person: _Person, newsletter: str, row: SubscriberRow) -> Verdict:
        before = person.chosen.get(newsletter)
        if before is None:
            self._choose(person, _told(person, newsletter, row), row)
            return "changed"
        told = _told(person, newsletter, row).state
        if before.state in _READERS_OWN and _ORDER[told] < _ORDER[before.state]:
            return "kept"
        after = _merged(before, row, told)
        if after == before:
            return "same"
        self._choose(person, after, row)
        return "changed"

    def _choose(self, person: _Person, chosen: Subscription, row: SubscriberRow) -> None:
        person.chosen[chosen.newsletter] = chosen
        self._choices[person.id, chosen.newsletter] = chosen
        if row.consent is not None:
            self._consents.append(consents.row_of(person.id, chosen.newsletter, row.consent))


def _next_id(raw: sqlite3.Connection) -> int:
    """The id that AUTOINCREMENT would give: none is given twice, though its row be deleted."""
    row = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'subscribers'").fetchone()
    return (row[0] if row else 0) + 1


def _suppressed(
    raw: sqlite3.Connection, keys: Iterable[str], hashes: Hashes
) -> dict[str, dict[str, str]]:
    """The suppressions of those of these addresses that have one."""
    if not suppressions.any_known(raw):
        return {}
    addresses = {one: key for key in keys for one in hashes(key)}
    found: dict[str, dict[str, str]] = {}
    for one, reasons in suppressions.known(raw, addresses).items():
        found.setdefault(addresses[one], {}).update(reasons)
    return found


def _known(raw: sqlite3.Connection, keys: Sequence[str]) -> dict[str, _Person]:
    rows = raw.execute(_KNOWN_PEOPLE, (json_of(keys),))
    people = {
        key: _Person(ident, name, language, SubscriberState(state))
        for key, ident, name, language, state in rows
    }
    by_id = {person.id: person for person in people.values()}
    for row in raw.execute(_KNOWN_CHOICES, (json_of(list(by_id)),)):
        subscription = subscription_of(row)
        by_id[row[0]].chosen[subscription.newsletter] = subscription
    return people


def _merged(before: Subscription, row: SubscriberRow, told: SubscriptionState) -> Subscription:
    """What is known, with each choice that the row doesn't leave at its default."""
    given = {
        name: clean(getattr(row, name))
        for name in _CHOICES
        if getattr(row, name) != getattr(_BLANK, name)
    }
    return replace(before, state=max(before.state, told, key=_ORDER.__getitem__), **given)


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
        muted=clean(row.muted),
        until=row.until,
    )


def _person_state(row: SubscriberRow) -> SubscriberState | None:
    """The person's state, where the row speaks of the person and not of a subscription."""
    return row.state if isinstance(row.state, SubscriberState) else None


def values_of(chosen: Subscription, stamp: str) -> tuple[object, ...]:
    """A subscription as values of a row, with when it changed."""
    return (
        chosen.subscriber,
        chosen.newsletter,
        chosen.state,
        json_of(chosen.topics),
        chosen.cadence,
        chosen.length,
        chosen.hour,
        chosen.timezone,
        json_of(chosen.muted),
        chosen.until.isoformat() if chosen.until else None,
        stamp,
    )


def write_choice(raw: sqlite3.Connection, chosen: Subscription, stamp: str) -> None:
    """Write one subscription inside the caller's transaction."""
    raw.execute(_WRITE_CHOICE, values_of(chosen, stamp))


def subscription_of(row: tuple[Any, ...]) -> Subscription:
    """A row of `subscriptions`, in the order of CHOICE behind the subscriber."""
    subscriber, newsletter, state, topics, cadence, length, hour, timezone, muted, until = row
    return Subscription(
        subscriber=subscriber,
        newsletter=newsletter,
        state=SubscriptionState(state),
        topics=strings_of(topics),
        cadence=Cadence(cadence),
        length=Length(length),
        hour=hour,
        timezone=timezone,
        muted=strings_of(muted),
        until=date.fromisoformat(until) if until else None,
    )
