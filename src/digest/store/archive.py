"""The archive: editions that readers have, listed and searched. It never shows a draft.

An edition is in it from the moment that its outbox was filled, so that the link in the first
mail holds; one that was cancelled is taken out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from digest.model import Archived, Cadence, Hit, Rendered
from digest.store.rows import clean, decoded, json_of, moment_of, strings_of
from digest.store.words import expression, joined, spaced

if TYPE_CHECKING:
    import sqlite3

    from digest.model import Edition
    from digest.store.connection import Connection

_COLUMNS: Final = (
    "e.id, e.newsletter, e.cadence, e.date, r.language, w.title, w.description, w.topics, w.image,"
    " e.frozen"
)
_PUBLIC: Final = "e.frozen IS NOT NULL AND e.state <> 'cancelled'"
_FROM: Final = (
    "FROM editions e JOIN web_versions w ON w.edition = e.id"
    " JOIN rendered r ON r.edition = e.id AND r.hash = e.hash"
)
CUT: Final = "…"
"""At the end of a subject that was cut, and before what goes on from it."""

NEXT: Final = " · "
"""Between the headlines of a preheader."""

_NEWEST: Final = "ORDER BY e.date DESC, e.frozen DESC, e.id"
_TEXTS: Final = "title, description, text"
_INDEXED: Final = f"SELECT id, {_TEXTS} FROM web_versions WHERE edition = ?"
_FOUND, _END = "\x02", "\x03"
_AROUND: Final = 28  # words of a snippet


class Archive:
    """Reads `editions`, `rendered` and `web_versions`, and asks `web_search`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self,
        newsletter: str,
        *,
        year: int | None = None,
        topic: str | None = None,
        limit: int = -1,
    ) -> tuple[Archived, ...]:
        """Editions of a newsletter, newest first; `topic` is in each."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} {_FROM} WHERE e.newsletter = :newsletter AND {_PUBLIC}"
            " AND (:year IS NULL OR substr(e.date, 1, 4) = :year)"
            " AND (:topic IS NULL OR EXISTS"
            " (SELECT 1 FROM json_each(w.topics) WHERE value = :topic))"
            f" {_NEWEST} LIMIT :limit",
            {
                "newsletter": newsletter,
                "year": None if year is None else f"{year:04}",
                "topic": topic,
                "limit": limit,
            },
        )
        return tuple(map(_archived, rows))

    def years(self, newsletter: str) -> tuple[int, ...]:
        """Years with an edition, the latest first."""
        rows = self._connection.rows(
            f"SELECT DISTINCT substr(e.date, 1, 4) {_FROM} WHERE e.newsletter = ? AND {_PUBLIC}"
            " ORDER BY 1 DESC",
            (newsletter,),
        )
        return tuple(int(year) for (year,) in rows)

    def topics(self, newsletter: str) -> tuple[str, ...]:
        """Every topic that an edition had, by name."""
        rows = self._connection.rows(
            f"SELECT DISTINCT t.value {_FROM}, json_each(w.topics) t"
            f" WHERE e.newsletter = ? AND {_PUBLIC} ORDER BY 1",
            (newsletter,),
        )
        return tuple(topic for (topic,) in rows)

    def get(self, newsletter: str, cadence: Cadence, day: date) -> tuple[Archived, Rendered] | None:
        """One edition with what was approved of it, or None."""
        row = self._connection.row(
            f"SELECT {_COLUMNS}, r.document {_FROM}"
            f" WHERE e.newsletter = ? AND e.cadence = ? AND e.date = ? AND {_PUBLIC}",
            (newsletter, cadence, day.isoformat()),
        )
        if row is None:
            return None
        *columns, document = row
        what = f"the rendered edition {columns[0]}"
        return _archived(tuple(columns)), decoded(document, Rendered, what=what)

    def beside(self, archived: Archived) -> tuple[Archived | None, Archived | None]:
        """The editions of the same cadence before and after."""
        return self._next(archived, "<", "DESC"), self._next(archived, ">", "ASC")

    def search(
        self, words: str, *, newsletters: tuple[str, ...], limit: int = 20, skip: int = 0
    ) -> tuple[Hit, ...]:
        """Editions that hold the words, the best first; none where nothing can be asked."""
        asked = expression(words)
        if not asked:
            return ()
        marks = ", ".join("?" * len(newsletters))
        rows = self._connection.rows(
            f"SELECT {_COLUMNS}, highlight(web_search, 0, ?, ?),"
            f" snippet(web_search, -1, ?, ?, '…', {_AROUND})"
            f" {_FROM} JOIN web_search ON web_search.rowid = w.id"
            f" WHERE web_search MATCH ? AND e.newsletter IN ({marks}) AND {_PUBLIC}"
            " ORDER BY bm25(web_search, 8.0, 4.0, 1.0), e.date DESC LIMIT ? OFFSET ?",
            (_FOUND, _END, _FOUND, _END, asked, *newsletters, limit, skip),
        )
        return tuple(map(_hit, rows))

    def _next(self, archived: Archived, than: str, order: str) -> Archived | None:
        row = self._connection.row(
            f"SELECT {_COLUMNS} {_FROM} WHERE e.newsletter = ? AND e.cadence = ?"
            f" AND e.date {than} ? AND {_PUBLIC} ORDER BY e.date {order} LIMIT 1",
            (archived.newsletter, archived.cadence, archived.date.isoformat()),
        )
        return _archived(row) if row else None


def _heading(edition: Edition) -> tuple[str, str]:
    """What heads the page, and the line below: an inbox has room for the subject, a page for more.

    A subject that was cut is told whole, and what went on from it in the preheader is left out.
    """
    slots = (slot for section in edition.sections for slot in section.slots)
    whole = next((slot.headline for slot in slots if slot.id == edition.lead), "")
    begun = edition.subject.removesuffix(CUT).rstrip()
    if len(begun) == len(edition.subject) or not whole.startswith(begun):
        return edition.subject, edition.preheader
    rest, _, others = edition.preheader.partition(NEXT)
    goes_on = rest.startswith(CUT) and whole.endswith(rest.strip(f"{CUT} "))
    return whole, others if goes_on else edition.preheader


def write_web(raw: sqlite3.Connection, edition: Edition, rendered: Rendered | None) -> None:
    """Keep what can be told and found of a draft's page, in the caller's transaction."""
    _forget(raw, edition.id)
    if rendered is None or not rendered.web.html:
        return
    values = (
        edition.id,
        *map(clean, _heading(edition)),
        json_of([section.topic for section in edition.full or edition.sections]),
        rendered.web.image,
        spaced(clean(rendered.web.text)),
    )
    raw.execute(
        "INSERT INTO web_versions (edition, title, description, topics, image, text)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    raw.execute(f"INSERT INTO web_search (rowid, {_TEXTS}) {_INDEXED}", (edition.id,))


def _forget(raw: sqlite3.Connection, edition: str) -> None:
    """Take an edition out of the index by what stands in it (FTS5, section 6.3)."""
    raw.execute(
        f"INSERT INTO web_search (web_search, rowid, {_TEXTS})"
        f" SELECT 'delete', * FROM ({_INDEXED})",
        (edition,),
    )
    raw.execute("DELETE FROM web_versions WHERE edition = ?", (edition,))


def _archived(row: tuple[Any, ...]) -> Archived:
    edition, newsletter, cadence, day, language, title, description, topics, image, frozen = row
    return Archived(
        edition=edition,
        newsletter=newsletter,
        cadence=Cadence(cadence),
        date=date.fromisoformat(day),
        language=language,
        title=title,
        description=description,
        topics=strings_of(topics),
        image=image,
        published=moment_of(frozen),
    )


def _hit(row: tuple[Any, ...]) -> Hit:
    *columns, title, snippet = row
    return Hit(archived=_archived(tuple(columns)), title=_pieces(title), snippet=_pieces(snippet))


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    """Text between marks and outside them, in order."""
    found = []
    for piece in joined(marked).split(_FOUND):
        inside, end, behind = piece.partition(_END)
        found += [(inside, bool(end)), (behind, False)]
    return tuple((text, hit) for text, hit in found if text)
