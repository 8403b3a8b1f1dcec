"""The rules of an import: what a row may change, and what only the reader may.

A subscription moves forward only (pending, active, paused, left), a person never comes back
from bounced or complained. It never reads a file and never opens a transaction.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from digest.model import ConsentEvent, SubscriberRow, SubscriberState, SubscriptionState
from digest.store import consents, suppressions
from digest.store.choice_rows import CHOICE, WRITE, Kept, kept
from digest.store.later import Later
from digest.store.rows import clean, email_key, json_of, text_of, with_lower_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


class _Change(NamedTuple):
    """What comes of one row: name, language and state of the person, and choices, that change."""

    verdict: Verdict
    person: tuple[str, str, str] | None = None
    choices: Sequence[tuple[str, Kept]] = ()

    @property
    def is_one(self) -> bool:
        """Whether anything is to be written."""
        return self.person is not None or bool(self.choices)


@dataclass(frozen=True, slots=True)
class Importing:
    """An import: where it writes, when, what waits for its end, and who may be suppressed.

    `hashes` gives those of an address.
    """

    raw: sqlite3.Connection
    now: datetime
    later: Later
    hashes: Hashes | None = None


def upsert_chunk(work: Importing, rows: Sequence[SubscriberRow]) -> Counter[Verdict]:
    """Put each row in and count what became of it; two queries find all who are known.

    A row that would change who was known before the import waits, and is not counted yet.
    """
    keys = [email_key(clean(row.email)) for row in rows]
    chunk = _Chunk(work, keys)
    put = (chunk.put(key, row, waits=True) for key, row in zip(keys, rows, strict=True))
    tally = Counter(verdict for verdict in put if verdict)
    chunk.write()
    work.later.write()
    return tally


def upsert_later(
    work: Importing, keys: Sequence[str], rows: Iterable[tuple[str, SubscriberRow]]
) -> Counter[Verdict]:
    """Put in the rows that waited, all those of each of these people together."""
    chunk = _Chunk(work, keys)
    put = (chunk.put(key, row) for key, row in rows)
    tally = Counter(verdict for verdict in put if verdict)
    undone = chunk.undo()
    tally.update(same=undone, changed=-undone)
    chunk.write()
    return tally


class _Chunk:
    """Who is known of one chunk, and what it writes, all in one go at its end."""

    def __init__(self, work: Importing, keys: Sequence[str]) -> None:
        raw, stamp, hashes = work.raw, text_of(work.now), work.hashes
        self._raw, self._stamp, self._later = raw, stamp, work.later
        self._left = (ConsentEvent.LEFT.value, stamp, IMPORTED, "", "")
        self._known = _known(raw, keys)
        self._out = _suppressed(raw, keys, hashes) if hashes else {}
        self._next = self._first_new = last_id(raw) + 1
        self._new: list[tuple[object, ...]] = []
        self._told: dict[int, _Person] = {}
        self._stored: dict[int, tuple[_Person, tuple[object, ...]]] = {}
        self._changes: Counter[int] = Counter()
        self._choices: dict[tuple[int, str], Kept] = {}
        self._consents: list[tuple[object, ...]] = []

    def put(self, key: str, row: SubscriberRow, *, waits: bool = False) -> Verdict | None:
        """Take one row; what comes of it. None: it has to wait for the import's end.

        With `waits` a row does that would change who was known before, and all behind it of them.
        """
        told, out = row, self._out.get(key)
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
        change = _change(person, row)
        if waits and self._later.has_to_wait(person.id, changes=change.is_one):
            self._later.put(person.id, key, told)
            return None
        self._apply(person, change, row)
        return change.verdict

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

    def _apply(self, person: _Person, change: _Change, row: SubscriberRow) -> None:
        if change.person is not None:
            self._remember(person)
            person.name, person.language, person.state = change.person
            self._told[person.id] = person
        for newsletter, chosen in change.choices:
            before = person.chosen.get(newsletter)
            self._choose(person, newsletter, chosen, row)
            if before is not None and chosen.state == SubscriptionState.LEFT != before.state:
                self._consents.append((person.id, newsletter, *self._left))
        if change.verdict == "changed":
            self._changes[person.id] += 1

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


def last_id(raw: sqlite3.Connection) -> int:
    """The id that AUTOINCREMENT gave last: none is given twice, though its row be deleted."""
    row = raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'subscribers'").fetchone()
    return int(row[0]) if row else 0


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


def _change(person: _Person, row: SubscriberRow) -> _Change:
    """What a row changes of who is known, by the rules of an import."""
    if person.state != "active":
        return _Change("same" if row.state == person.state else "kept")
    told, is_kept = kept(row), False
    choices: list[tuple[str, Kept]] = []
    for newsletter in row.newsletters:
        before = person.chosen.get(newsletter)
        if before is None:
            choices.append((newsletter, told))
        elif before.state in _READERS_OWN and _ORDER[told.state] < _ORDER[before.state]:
            is_kept = True
        elif (merged := _merged(before, told)) != before:
            choices.append((newsletter, merged))
    stands = person.name, person.language, person.state
    wanted = _person_after(person, row)
    is_open = not is_kept and (told.state in _READERS_OWN or not _chose(person))
    after = wanted if is_open else (person.name, person.language, wanted[2])
    is_one = after != stands or bool(choices)
    is_kept = is_kept or after != wanted
    verdict: Verdict = "changed" if is_one else "kept" if is_kept else "same"
    return _Change(verdict, after if after != stands else None, choices)


def _chose(person: _Person) -> bool:
    """Whether they left or paused any newsletter; then only a row that says so renames them.

    Otherwise the same file, come again, could end with the name of another one of its rows.
    """
    return any(chosen.state in _READERS_OWN for chosen in person.chosen.values())


def _person_after(person: _Person, row: SubscriberRow) -> tuple[str, str, str]:
    """Name, language and state as a row tells them."""
    language = row.language if row.language != _BLANK.language else person.language
    return clean(row.name) or person.name, language, _person_state(row) or person.state


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
