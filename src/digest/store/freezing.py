"""Freezing: an edition's readers become deliveries, once, in the caller's transaction.

Never decides who is a reader; who is no longer active is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from digest.errors import EditionError
from digest.model import EditionState, FreezeCount, SubscriberState
from digest.store.editions import state_of
from digest.store.rows import decoded, json_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from digest.model import OutboxRow, Rendered

NOT_ACTIVE: Final = "no longer active"
NOTHING_CHOSEN: Final = "no story in the chosen topics"

_FREEZABLE: Final = frozenset({EditionState.APPROVED, EditionState.SENDING, EditionState.PAUSED})


def frozen_before(raw: sqlite3.Connection, edition: str, rendered: Rendered) -> FreezeCount | None:
    """The count of an earlier freeze; None where the edition may be frozen now.

    Raises:
        EditionError: it isn't approved, or `rendered` is not what it holds.
    """
    state = state_of(raw, edition)
    held, count = raw.execute(
        "SELECT hash, freeze_count FROM editions WHERE id = ?", (edition,)
    ).fetchone()
    if held != rendered.hash or rendered.edition != edition:
        raise EditionError(
            f"edition {edition} holds other content than what is to be sent",
            "send what was approved, or build and approve another edition",
        )
    if count is not None:
        return decoded(count, FreezeCount, what=f"the freeze count of {edition}")
    if state not in _FREEZABLE:
        raise EditionError(
            f"edition {edition} is {state}, so it can't be sent", f"digest approve {edition}"
        )
    return None


def queue(raw: sqlite3.Connection, edition: str, rows: Iterable[OutboxRow]) -> FreezeCount:
    """A Delivery for each row with a slot and an active reader; what became of all rows."""
    excluded: Counter[str] = Counter()
    selections: dict[object, int] = {}
    audience = 0
    for row in rows:
        audience += 1
        if not row.selection.slots:
            excluded[NOTHING_CHOSEN] += 1
            continue
        selection = selections.get(row.selection)
        if selection is None:
            selection = selections[row.selection] = _selection_id(raw, edition, row)
        if not _insert(raw, edition, row, selection):
            excluded[NOT_ACTIVE] += 1
    queued = audience - excluded.total()
    return FreezeCount(queued=queued, audience=audience, excluded=dict(excluded))


def _selection_id(raw: sqlite3.Connection, edition: str, row: OutboxRow) -> int:
    cursor = raw.execute(
        "INSERT INTO selections (edition, document) VALUES (?, ?)",
        (edition, json_of(row.selection)),
    )
    return cursor.lastrowid or 0


def _insert(raw: sqlite3.Connection, edition: str, row: OutboxRow, selection: int) -> bool:
    due = text_of(row.due_at)
    cursor = raw.execute(
        "INSERT INTO deliveries (edition, subscriber, selection, message_id, state, due_at,"
        " changed) SELECT ?, id, ?, ?, 'queued', ?, ? FROM subscribers"
        " WHERE id = ? AND state = ?",
        (edition, selection, row.message_id, due, due, row.subscriber, SubscriberState.ACTIVE),
    )
    return cursor.rowcount > 0
