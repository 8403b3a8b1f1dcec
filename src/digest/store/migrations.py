"""The schema, as append-only migrations: never edit one that was released, add another.

Each is a file of `schema/`, known by its name and applied in the order of names, statement by
statement inside one transaction with the record of it; `executescript` is never used here,
because it commits what stands open.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from digest.store.lean import Migrations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.store.lean import Database


def run(db: Database, script: str) -> None:
    """Execute each statement of `script` inside the transaction that stands open."""
    for statement in statements(script):
        db.conn.execute(statement)


def statements(script: str) -> Iterator[str]:
    """Cut SQL into statements; each ends at the end of a line. Comments may hold semicolons."""
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""
    if held.strip():
        raise ValueError(f"an SQL statement without an end: {held.strip()[:80]}")


def _house() -> Migrations:
    found = Migrations("digest")
    for file in sorted((Path(__file__).parent / "schema").glob("*.sql")):
        found(name=file.stem)(_step(file.read_text(encoding="utf-8")))
    return found


def _step(script: str) -> Callable[[Database], None]:
    return lambda db: run(db, script)


migrations = _house()
