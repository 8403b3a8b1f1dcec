"""Care of the database: migrate, back up, check, prune. It never touches a sent edition."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.errors import StoreError
from digest.model import DeliveryState, EditionState, RunState, SubscriberState, SubscriptionState
from digest.store import traces
from digest.store.confirmations import Confirmations
from digest.store.migrations import migrations as house
from digest.store.moves import forget
from digest.store.rows import text_of
from digest.store.trouble import explain

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from pathlib import Path

    from digest.store.connection import Connection
    from digest.store.lean import Migrations

_CHUNK: Final = 5000
"""Rows deleted in one transaction: a sender waits no longer than that takes."""

_STATES: Final = {
    "editions": EditionState,
    "subscribers": SubscriberState,
    "subscriptions": SubscriptionState,
    "deliveries": DeliveryState,
    "notices": DeliveryState,
    "runs": RunState,
}
_INVARIANTS: Final = {
    "an edition is sent, but some of its deliveries are open": (
        "SELECT DISTINCT e.id FROM editions e JOIN deliveries d ON d.edition = e.id"
        " WHERE e.state = 'sent' AND d.state IN ('queued', 'deferred', 'sending', 'unsure')"
    ),
    "an edition has deliveries, but was never frozen": (
        "SELECT DISTINCT e.id FROM editions e JOIN deliveries d ON d.edition = e.id"
        " WHERE e.frozen IS NULL"
    ),
    "an edition going out has another number of deliveries than were frozen": (
        "SELECT e.id FROM editions e WHERE e.frozen IS NOT NULL"
        " AND e.state IN ('approved', 'sending', 'paused') AND e.freeze_count ->> 'queued'"
        " <> (SELECT count(*) FROM deliveries d WHERE d.edition = e.id)"
    ),
    "an edition is approved, but what was rendered is gone or another": (
        "SELECT e.id FROM editions e WHERE e.approved_hash IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM rendered r WHERE r.edition = e.id AND r.hash = e.hash)"
    ),
    "an erased person still has a name, a subscription or an address": (
        "SELECT p.id FROM subscribers p WHERE p.state = 'erased' AND (p.name <> ''"
        " OR EXISTS (SELECT 1 FROM subscriptions s WHERE s.subscriber = p.id)"
        " OR EXISTS (SELECT 1 FROM confirmations c WHERE c.subscriber = p.id)"
        " OR EXISTS (SELECT 1 FROM former_addresses f WHERE f.subscriber = p.id))"
    ),
    "a delivery has a selection of another edition": (
        "SELECT d.id FROM deliveries d JOIN selections c ON c.id = d.selection"
        " WHERE c.edition <> d.edition"
    ),
}


@dataclass(frozen=True, slots=True)
class PruneCount:
    """What a prune dropped: texts, refused input, deliveries, what builds left out, and more."""

    articles: int
    quarantined: int
    deliveries: int
    choices: int = 0
    notices: int = 0
    pictures: int = 0
    confirmations: int = 0


def pending(connection: Connection, migrations: Migrations = house) -> tuple[str, ...]:
    """Names of the migrations that the database still lacks."""
    return tuple(migration.name for migration in migrations.pending(connection.db))


def migrate(connection: Connection, migrations: Migrations = house) -> tuple[str, ...]:
    """Apply what is pending, all in one transaction; returns the names.

    Raises:
        StoreError: a migration fails; the database stays as it was.
    """
    if not pending(connection, migrations):
        return ()
    with connection.write():
        # Asked again under the lock: another process may have migrated meanwhile.
        names = pending(connection, migrations)
        migrations.apply(connection.db)
    return names


def refuse_foreign(connection: Connection, migrations: Migrations = house) -> None:
    """Refuse a database of a newer digest, or of another program.

    Raises:
        StoreError: it is one of these.
    """
    tables = {name for (name,) in connection.rows("SELECT name FROM sqlite_master")}
    applied = [migration.name for migration in migrations.applied(connection.db)]
    if tables and not applied:
        raise StoreError(
            f"the database {connection.path} belongs to another program",
            "name another file in [store] url",
        )
    ours = {migration.name for migration in migrations.pending(connection.db)} | set(applied)
    known = {migration.name for migration in migrations._migrations}  # noqa: SLF001  # no public way
    if newer := sorted(ours - known):
        raise StoreError(
            f"the database {connection.path} is of a newer digest (it has {newer[-1]})",
            "update digest; an older one could damage it",
        )


def backup(connection: Connection, path: Path) -> None:
    """Write a consistent copy to `path`, readable by its owner alone, while others write.

    The copy is one read snapshot: writers go on. The key file is not in it.

    Raises:
        StoreError: `path` exists, or can't be written.
    """
    _make_empty(path)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as target:
            connection.raw.backup(target, pages=-1)
            # One file that opens anywhere, without a write-ahead log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        path.unlink()
        raise explain(error, path) from error
    except BaseException:
        path.unlink()
        raise


def check(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the database, one sentence each; empty when nothing is."""
    problems = [
        f"damaged: {line}" for (line,) in connection.rows("PRAGMA integrity_check") if line != "ok"
    ]
    problems += [
        f"a row of {table} names a row of {parent} that is gone (rowid {rowid})"
        for table, rowid, parent, _ in connection.rows("PRAGMA foreign_key_check")
    ]
    for table, states in _STATES.items():
        problems += _unknown_states(connection, table, {state.value for state in states})
    for sentence, query in _INVARIANTS.items():
        problems += [f"{sentence}: {row[0]}" for row in connection.rows(query)]
    return tuple(problems)


def prune(connection: Connection, keep: timedelta, now: datetime) -> PruneCount:
    """Drop what is older than `keep` and nobody needs; never an edition, never its articles.

    Gone are the texts (not the rows) of articles that no edition uses, what articles said before
    an edit, quarantined input, the delivery rows of editions that were sent or cancelled, what
    builds chose from and left out and why, notices that came to their end before then, addresses
    that were not confirmed in time or that readers can't have back any more, what came back,
    pictures fetched before it, what language models answered and sentence models told: what a mail
    holds of these is in its edition. At the end the write-ahead log is emptied.
    """
    cutoff, stamp = text_of(now - keep), text_of(now)
    with connection.write() as raw:
        texts = raw.execute(
            "UPDATE articles SET text = '', headings = '[]', pruned = ? WHERE pruned IS NULL"
            " AND first_seen < ? AND published < ?"
            " AND id NOT IN (SELECT article FROM edition_articles)",
            (stamp, cutoff, cutoff),
        ).rowcount
        raw.execute("DELETE FROM article_revisions WHERE replaced < ?", (cutoff,))
        raw.execute("DELETE FROM passages WHERE seen < ?", (cutoff,))
        refused = raw.execute("DELETE FROM quarantine WHERE seen < ?", (cutoff,)).rowcount
        choices = raw.execute(
            "DELETE FROM edition_choices WHERE edition IN"
            " (SELECT id FROM editions WHERE built < ?)",
            (cutoff,),
        ).rowcount
        for table in ("drafts", "edition_versions"):
            raw.execute(
                f"DELETE FROM {table} WHERE edition IN (SELECT id FROM editions WHERE built < ?)",
                (cutoff,),
            )
        for table in ("summaries", "summary_spending"):
            raw.execute(f"DELETE FROM {table} WHERE asked < ?", (cutoff,))
        raw.execute("DELETE FROM meanings WHERE made < ?", (cutoff,))
        raw.execute("DELETE FROM bounces WHERE seen < ? AND NOT open", (cutoff,))
        forget(raw, "former_addresses", "until <= ?", stamp)
        told = raw.execute(
            "DELETE FROM notices WHERE state IN ('sent', 'failed', 'cancelled') AND changed < ?",
            (cutoff,),
        ).rowcount
        seen = raw.execute("DELETE FROM pictures WHERE fetched < ?", (cutoff,)).rowcount
    deliveries = _prune_deliveries(connection, cutoff)
    asked = _prune_confirmations(connection, now)
    traces.wipe(connection)
    return PruneCount(texts, refused, deliveries, choices, told, seen, asked)


def _prune_confirmations(connection: Connection, now: datetime) -> int:
    waiting, total = Confirmations(connection), 0
    while gone := waiting.prune(now=now, limit=_CHUNK):
        total += gone
    return total


def _prune_deliveries(connection: Connection, cutoff: str) -> int:
    old = connection.rows(
        "SELECT id FROM editions WHERE state IN ('sent', 'cancelled') AND frozen < ?", (cutoff,)
    )
    total = 0
    for (edition,) in old:
        while dropped := _drop_chunk(connection, edition):
            total += dropped
        with connection.write() as raw:
            raw.execute("DELETE FROM selections WHERE edition = ?", (edition,))
    return total


def _drop_chunk(connection: Connection, edition: str) -> int:
    with connection.write() as raw:
        return raw.execute(
            "DELETE FROM deliveries WHERE id IN"
            " (SELECT id FROM deliveries WHERE edition = ? LIMIT ?)",
            (edition, _CHUNK),
        ).rowcount


def _unknown_states(connection: Connection, table: str, known: set[str]) -> list[str]:
    rows = connection.rows(f"SELECT state, count(*) FROM {table} GROUP BY state")
    return [
        f"{count} rows of {table} are in an unknown state {state!r}"
        for state, count in rows
        if state not in known
    ]


def _make_empty(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise StoreError(
            f"the backup {path} exists already", "name another file; no backup is written over"
        ) from error
    except OSError as error:
        raise StoreError(
            f"the backup {path} can't be written: {error.strerror}",
            "name a folder that exists and that this account may write",
        ) from error
