"""Editions: the document, what was rendered of it, and the state it is in.

The columns hold the truth about state and hashes, the document the rest. An edition that
was frozen is never written over. It never decides when a state changes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from digest.errors import EditionError
from digest.model import Edition, EditionState, Rendered
from digest.store.archive import write_web
from digest.store.rows import clean, decoded, json_of, text_of, text_or_none

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import date, datetime

    from digest.model import Cadence
    from digest.store.connection import Connection

OPEN_TO_CHANGE: Final = frozenset({EditionState.DRAFT, EditionState.HELD, EditionState.SKIPPED})
"""States in which an edition may be built anew."""

APPROVABLE: Final = frozenset({EditionState.DRAFT, EditionState.HELD})

_SELECT = "SELECT id, state, hash, approved_hash, document FROM editions"
WENT_OUT = "state IN ('approved', 'sending', 'paused', 'sent')"


class Editions:
    """The tables `editions`, `edition_articles` and `rendered`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, edition: str) -> Edition:
        """One edition by id.

        Raises:
            EditionError: there is none.
        """
        row = self._connection.row(f"{_SELECT} WHERE id = ?", (edition,))
        if row is None:
            raise _unknown(edition)
        return _edition(row)

    def find(self, newsletter: str, cadence: Cadence, date: date) -> Edition | None:
        """The edition of that day, or None."""
        return self._first(
            "WHERE newsletter = ? AND cadence = ? AND date = ?",
            (newsletter, cadence, date.isoformat()),
        )

    def previous(self, newsletter: str, cadence: Cadence, before: date) -> Edition | None:
        """The latest earlier edition that was approved or went out, or None."""
        return self._first(
            f"WHERE newsletter = ? AND cadence = ? AND date < ? AND {WENT_OUT}"
            " ORDER BY date DESC LIMIT 1",
            (newsletter, cadence, before.isoformat()),
        )

    def any_frozen(self) -> bool:
        """Whether the mails of one were ever made; no pruning takes that back."""
        found = self._connection.row("SELECT 1 FROM editions WHERE frozen IS NOT NULL LIMIT 1")
        return found is not None

    def list(self, newsletter: str | None = None, *, limit: int = 100) -> tuple[Edition, ...]:
        """The latest editions, newest first."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE (:newsletter IS NULL OR newsletter = :newsletter)"
            " ORDER BY date DESC, id LIMIT :limit",
            {"newsletter": newsletter, "limit": limit},
        )
        return tuple(map(_edition, rows))

    def carried(self, newsletter: str, cadence: Cadence, before: date) -> frozenset[str]:
        """Ids of the articles in earlier editions that were approved or went out.

        So are those that such an edition left out as copies of what it has.
        """
        rows = self._connection.rows(
            "WITH earlier AS (SELECT id FROM editions"
            f" WHERE newsletter = ? AND cadence = ? AND date < ? AND {WENT_OUT})"
            " SELECT article FROM edition_articles WHERE edition IN earlier"
            " UNION SELECT c.id FROM edition_choices c JOIN edition_articles a"
            " ON a.edition = c.edition AND a.article = c.about"
            " WHERE c.kind = 'duplicate' AND c.edition IN earlier",
            (newsletter, cadence, before.isoformat()),
        )
        return frozenset(article for (article,) in rows)

    def carrying(
        self, newsletter: str, cadence: Cadence, before: date, *, limit: int
    ) -> tuple[tuple[str, frozenset[str]], ...]:
        """The latest earlier editions that were approved or went out, with their articles' ids."""
        rows = self._connection.rows(
            "SELECT id, json_group_array(article) FROM editions JOIN edition_articles"
            " ON edition = id WHERE id IN (SELECT id FROM editions"
            f" WHERE newsletter = ? AND cadence = ? AND date < ? AND {WENT_OUT}"
            " ORDER BY date DESC LIMIT ?) GROUP BY id ORDER BY date DESC",
            (newsletter, cadence, before.isoformat(), limit),
        )
        return tuple((edition, frozenset(msgspec.json.decode(ids))) for edition, ids in rows)

    def save(self, edition: Edition, rendered: Rendered | None, *, withdraw: bool = False) -> bool:
        """Keep a draft in place of the one before; what was rendered of that one goes.

        With `withdraw` it may also take the place of an approved edition that was not frozen
        yet: the approval goes with it. Returns whether that was so.

        Raises:
            EditionError: it was approved, sent or cancelled, or is not in a draft's state.
            StoreError: it holds an article that the store doesn't.
        """
        with self._connection.write() as raw:
            return write_edition(raw, edition, rendered, withdraw=withdraw)

    def set_state(
        self, edition: str, state: EditionState, *, expect: Collection[EditionState]
    ) -> None:
        """Move the edition to `state` if it is in one of `expect`, in one step.

        Raises:
            EditionError: there is none, or it is in another state; names both.
        """
        with self._connection.write() as raw:
            _expect(raw, edition, state, expect)
            raw.execute("UPDATE editions SET state = ? WHERE id = ?", (state, edition))

    def approve(self, edition: str, approved_hash: str, *, now: datetime) -> None:
        """Approve a draft under `approved_hash`: from here on its content is fixed.

        Raises:
            EditionError: it is no draft, or nothing was rendered of it.
        """
        with self._connection.write() as raw:
            _expect(raw, edition, EditionState.APPROVED, APPROVABLE)
            if not _is_rendered(raw, edition):
                raise EditionError(
                    f"edition {edition} was never rendered", "build it again: `digest build`"
                )
            raw.execute(
                "UPDATE editions SET state = ?, approved_hash = ?, approved = ? WHERE id = ?",
                (EditionState.APPROVED, approved_hash, text_of(now), edition),
            )

    def rendered(self, edition: str, language: str) -> Rendered:
        """What was rendered of the edition in a language.

        Raises:
            EditionError: nothing was.
        """
        row = self._connection.row(
            "SELECT document FROM rendered WHERE edition = ? AND language = ?",
            (edition, language),
        )
        if row is None:
            raise EditionError(
                f"edition {edition} was never rendered in {language!r}",
                "build it again: `digest build`",
            )
        return decoded(row[0], Rendered, what=f"the rendered edition {edition}")

    def _first(self, where: str, parameters: tuple[object, ...]) -> Edition | None:
        row = self._connection.row(f"{_SELECT} {where}", parameters)
        return _edition(row) if row else None


def write_edition(
    raw: sqlite3.Connection, edition: Edition, rendered: Rendered | None, *, withdraw: bool = False
) -> bool:
    """`Editions.save` inside a transaction that stands open."""
    if edition.state not in OPEN_TO_CHANGE:
        raise EditionError(
            f"edition {edition.id} can't be saved as {edition.state}",
            "save it as a draft, then approve it",
        )
    kept = replace(clean(edition), hash=rendered.hash if rendered else edition.hash)
    withdrawn = _refuse_fixed(raw, kept, withdraw=withdraw)
    _write(raw, kept)
    _write_articles(raw, kept)
    _write_rendered(raw, kept, rendered)
    write_web(raw, kept, rendered)
    return withdrawn


def state_of(raw: sqlite3.Connection, edition: str) -> EditionState:
    """The edition's state, read inside a transaction.

    Raises:
        EditionError: there is no such edition.
    """
    row = raw.execute("SELECT state FROM editions WHERE id = ?", (edition,)).fetchone()
    if row is None:
        raise _unknown(edition)
    return EditionState(row[0])


def _unknown(edition: str) -> EditionError:
    return EditionError(f"there is no edition {edition}", "see `digest editions list`")


def _edition(row: tuple[Any, ...]) -> Edition:
    ident, state, content_hash, approved_hash, document = row
    edition = decoded(document, Edition, what=f"edition {ident}")
    return replace(
        edition, state=EditionState(state), hash=content_hash, approved_hash=approved_hash
    )


def _expect(
    raw: sqlite3.Connection, edition: str, state: EditionState, expect: Collection[EditionState]
) -> None:
    current = state_of(raw, edition)
    if current not in expect:
        wanted = " or ".join(sorted(expect))
        raise EditionError(
            f"edition {edition} is {current}, so it can't become {state}",
            f"that takes an edition that is {wanted}",
        )


def _refuse_fixed(raw: sqlite3.Connection, edition: Edition, *, withdraw: bool) -> bool:
    """Refuse what may not be written over; whether an approval goes with what may."""
    row = raw.execute("SELECT state, frozen FROM editions WHERE id = ?", (edition.id,)).fetchone()
    if row is None or row[0] in OPEN_TO_CHANGE:
        return False
    state, frozen = row
    if withdraw and state == EditionState.APPROVED and frozen is None:
        return True
    raise EditionError(
        f"edition {edition.id} is {state} and can't be changed",
        "what readers are to get stays as it is; build another day's edition",
    )


def _write(raw: sqlite3.Connection, edition: Edition) -> None:
    values = {
        "id": edition.id,
        "newsletter": edition.newsletter,
        "cadence": edition.cadence,
        "date": edition.date.isoformat(),
        "state": edition.state,
        "document": json_of(edition),
        "hash": edition.hash,
        "built": text_or_none(edition.built),
    }
    raw.execute(
        "INSERT INTO editions (id, newsletter, cadence, date, state, document, hash, built)"
        " VALUES (:id, :newsletter, :cadence, :date, :state, :document, :hash, :built)"
        " ON CONFLICT (id) DO UPDATE SET state = :state, document = :document, hash = :hash,"
        " built = :built, approved_hash = NULL, approved = NULL",
        values,
    )


def _write_articles(raw: sqlite3.Connection, edition: Edition) -> None:
    articles = {
        article.id
        for section in edition.sections
        for slot in section.slots
        for article in (slot.story.lead, *slot.story.coverage)
    }
    raw.execute("DELETE FROM edition_articles WHERE edition = ?", (edition.id,))
    raw.executemany(
        "INSERT INTO edition_articles (edition, article) VALUES (?, ?)",
        [(edition.id, article) for article in sorted(articles)],
    )


def _write_rendered(raw: sqlite3.Connection, edition: Edition, rendered: Rendered | None) -> None:
    raw.execute("DELETE FROM rendered WHERE edition = ?", (edition.id,))
    if rendered:
        raw.execute(
            "INSERT INTO rendered (edition, language, hash, document) VALUES (?, ?, ?, ?)",
            (edition.id, rendered.language, rendered.hash, msgspec.msgpack.encode(rendered)),
        )


def _is_rendered(raw: sqlite3.Connection, edition: str) -> bool:
    sql = "SELECT 1 FROM rendered r JOIN editions e ON e.id = edition AND e.hash = r.hash"
    return raw.execute(f"{sql} WHERE edition = ?", (edition,)).fetchone() is not None
