"""The rules of an import: what a row may change, and what only the reader may.

A subscription moves forward only (pending, active, paused, left), a person never comes back
from bounced or complained. It never reads a file and never opens a transaction.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from digest.model import ConsentEvent, SubscriberRow, SubscriberState, SubscriptionState
from digest.store import consents, suppressions
from digest.store.choice_rows import CHOICE, WRITE, Kept, kept
from digest.store.rows import clean, email_key, json_of, text_of, with_lower_domain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    Hashes = Callable[[str], Sequence[str]]

Verdict = Literal["new", "changed", "same", "kept"]

IMPORTED: Final = "import"
"""The source that the proof names of a leaving which a file told."""

_ORDER: Final = {"pending": 0, "active": 1, "paused": 2, "left": 3}
_READERS_OWN: Final = frozenset({"paused", "left"})
_BLANK: Final = SubscriberRow(email="")

_INSERT_PERSON = (
    "INSERT INTO subscribers (id, email, email_key, name, language, state, created)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE_PERSON = "UPDATE subscribers SET name = ?, language = ?, state = ? WHERE id = ?"
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
    state: str
    chosen: dict[str, Kept] = field(default_factory=dict)

    def stands(self) -> tuple[object, ...]:
        """How they stand now, as a value."""
        return self.name, self.language, self.state, dict(self.chosen)


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
    tally = Counter(map(chunk.put, keys, rows))
    undone = chunk.undo()
    tally.update(same=undone, changed=-undone)
    chunk.write()
    return tally


class _Chunk:
    """Who is known of one chunk, and what it writes, all in one go at its end."""

    def __init__(
        self, raw: sqlite3.Connection, keys: Sequence[str], stamp: str, hashes: Hashes | None
    ) -> None:
        self._raw, self._stamp = raw, stamp
        self._left = (ConsentEvent.LEFT.value, stamp, IMPORTED, "", "")
        self._known = _known(raw, keys)
        self._out = _suppressed(raw, keys, hashes) if hashes else {}
        self._next = self._first_new = _next_id(raw)
        self._new: list[tuple[object, ...]] = []
        self._told: dict[int, _Person] = {}
        self._stored: dict[int, tuple[_Person, tuple[object, ...]]] = {}
        self._changes: Counter[int] = Counter()
        self._choices: dict[tuple[int, str], Kept] = {}
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
        verdict = self._update(person, row)
        if verdict == "changed":
            self._changes[person.id] += 1
        return verdict

    def undo(self) -> int:
        """Forget the changes of who ends as they are stored; how many rows made them.

        So a file that has an address on two rows changes nothing either when it comes again.
        """
        rows = 0
        for person, stored in self._stored.values():
            if person.stands() == stored:
                self._told.pop(person.id, None)
                for newsletter in person.chosen:
                    self._choices.pop((person.id, newsletter), None)
                rows += self._changes[person.id]
        return rows

    def write(self) -> None:
        """Write all that is new, people before what refers to them."""
        write, stamp = self._raw.executemany, self._stamp
        write(_INSERT_PERSON, self._new)
        write(_UPDATE_PERSON, [(p.name, p.language, p.state, p.id) for p in self._told.values()])
        write(WRITE, [(*one, *chosen, stamp) for one, chosen in self._choices.items()])
        write(consents.INSERT, self._consents)

    def _insert(self, key: str, row: SubscriberRow) -> _Person:
        state, name = _person_state(row) or "active", clean(row.name)
        person = _Person(self._next, name, row.language, state)
        self._next += 1
        email = with_lower_domain(row.email)
        self._new.append((person.id, email, key, name, row.language, state, self._stamp))
        told = kept(row)
        for newsletter in row.newsletters:
            self._choose(person, newsletter, told, row)
        return person

    def _update(self, person: _Person, row: SubscriberRow) -> Verdict:
        if person.state != "active":
            return "same" if row.state == person.state else "kept"
        verdicts = {self._update_person(person, row)}
        told = kept(row)
        for newsletter in row.newsletters:
            verdicts.add(self._update_choice(person, newsletter, told, row))
        for verdict in ("kept", "changed"):
            if verdict in verdicts:
                return verdict
        return "same"

    def _update_person(self, person: _Person, row: SubscriberRow) -> Verdict:
        name = clean(row.name) or person.name
        language = row.language if row.language != _BLANK.language else person.language
        state = _person_state(row) or person.state
        if (name, language, state) == (person.name, person.language, person.state):
            return "same"
        self._remember(person)
        person.name, person.language, person.state = name, language, state
        self._told[person.id] = person
        return "changed"

    def _update_choice(
        self, person: _Person, newsletter: str, told: Kept, row: SubscriberRow
    ) -> Verdict:
        before = person.chosen.get(newsletter)
        if before is None:
            self._choose(person, newsletter, told, row)
            return "changed"
        if before.state in _READERS_OWN and _ORDER[told.state] < _ORDER[before.state]:
            return "kept"
        after = _merged(before, told)
        if after == before:
            return "same"
        self._choose(person, newsletter, after, row)
        if after.state == SubscriptionState.LEFT != before.state:
            self._consents.append((person.id, newsletter, *self._left))
        return "changed"

    def _remember(self, person: _Person) -> None:
        """How a person is stored, before the chunk changes them."""
        if person.id < self._first_new and person.id not in self._stored:
            self._stored[person.id] = person, person.stands()

    def _choose(self, person: _Person, newsletter: str, chosen: Kept, row: SubscriberRow) -> None:
        self._remember(person)
        person.chosen[newsletter] = chosen
        self._choices[person.id, newsletter] = chosen
        if row.consent is not None:
            self._consents.append(consents.row_of(person.id, newsletter, row.consent))


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
    people = {key: _Person(*rest) for key, *rest in raw.execute(_KNOWN_PEOPLE, (json_of(keys),))}
    by_id = {person.id: person for person in people.values()}
    for ident, newsletter, *chosen in raw.execute(_KNOWN_CHOICES, (json_of(list(by_id)),)):
        by_id[ident].chosen[newsletter] = Kept(*chosen)
    return people


_OPEN: Final = kept(_BLANK)


def _merged(before: Kept, told: Kept) -> Kept:
    """What is known, with each choice that is told and not left at its default."""
    if told == before:
        return before
    both = zip(before, told, _OPEN, strict=True)
    after = Kept._make(was if says == default else says for was, says, default in both)
    return after._replace(state=max(before.state, told.state, key=_ORDER.__getitem__))


def _person_state(row: SubscriberRow) -> str:
    """The person's state, where the row speaks of the person and not of a subscription."""
    return row.state.value if isinstance(row.state, SubscriberState) else ""
