"""Runs: one row for each slot of a newsletter's cadence, so that a slot is worked on once.

A claim is an insert that only one process can make. Who works on a run holds a lease that
it renews; when it dies, the lease runs out and another takes the run up. It never decides
what is due, and never reads a clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from digest.model import Cadence, Run, RunState
from digest.store.rows import clean, moment_of, moment_or_none, seconds_of, text_of, text_or_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from digest.store.connection import Connection

DETAIL_LIMIT: Final = 1000
"""Characters kept of what became of a run."""

MISSED: Final = "passed while no daemon ran, too long ago or before a newer slot: not sent"

_SELECT = (
    "SELECT id, newsletter, cadence, slot, state, edition, detail, tries, retry_at, changed"
    " FROM runs"
)
_OPEN = "(state IN ('claimed', 'built', 'held') OR (state = 'failed' AND retry_at IS NOT NULL))"
_FREE = f"{_OPEN} AND lease <= :seconds AND coalesce(retry_at, '') <= :now"
_INSERT = (
    "INSERT INTO runs (newsletter, cadence, slot, state, detail, lease, fence, changed)"
    " VALUES (:newsletter, :cadence, :slot, :state, :detail, :lease, :fence, :changed)"
    " ON CONFLICT (newsletter, cadence, slot)"
)


class Runs:
    """The tables `runs` and `scheduled`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known_since(
        self, newsletter: str, cadence: Cadence = Cadence.DAILY, *, now: datetime
    ) -> datetime:
        """When the daemon first saw that the newsletter has this cadence; `now` if just now."""
        sql = "SELECT known FROM scheduled WHERE newsletter = ? AND cadence = ?"
        if (row := self._connection.row(sql, (newsletter, cadence))) is None:
            with self._connection.write() as raw:
                raw.execute(
                    "INSERT OR IGNORE INTO scheduled (newsletter, cadence, known) VALUES (?, ?, ?)",
                    (newsletter, cadence, text_of(now)),
                )
            row = self._connection.row(sql, (newsletter, cadence))
        return moment_of(row[0]) if row else now

    def last_slot(
        self, newsletter: str, cadence: Cadence = Cadence.DAILY, *, until: datetime
    ) -> datetime | None:
        """The latest slot with a run, none after `until`: a clock may have run ahead."""
        row = self._connection.row(
            "SELECT max(slot) FROM runs WHERE newsletter = ? AND cadence = ? AND slot <= ?",
            (newsletter, cadence, text_of(until)),
        )
        return moment_or_none(row[0]) if row else None

    def begun(
        self, newsletter: str, cadence: Cadence = Cadence.DAILY, *, since: datetime
    ) -> frozenset[datetime]:
        """The slots from `since` on that have a run, but for those that were only missed."""
        rows = self._connection.rows(
            "SELECT slot FROM runs WHERE newsletter = ? AND cadence = ? AND slot >= ?"
            " AND NOT (state = 'late' AND fence = 0)",
            (newsletter, cadence, text_of(since)),
        )
        return frozenset(moment_of(slot) for (slot,) in rows)

    def claim(
        self,
        newsletter: str,
        slot: datetime,
        cadence: Cadence = Cadence.DAILY,
        *,
        now: datetime,
        lease: timedelta,
        fence: int,
    ) -> Run | None:
        """Make the slot's run and take it under `fence` (above 0); None where another has.

        A slot that was only missed, by a clock that ran ahead, is still free.
        """
        values = self._row(newsletter, cadence, slot, RunState.CLAIMED, now)
        values |= {"lease": seconds_of(now + lease), "fence": fence}
        sql = (
            f"{_INSERT} DO UPDATE SET state = :state, detail = '', lease = :lease,"
            " fence = :fence, changed = :changed WHERE state = 'late' AND fence = 0 RETURNING id"
        )
        with self._connection.write() as raw:
            made = raw.execute(sql, values).fetchone()
        return self.get(made[0]) if made else None

    def miss(
        self,
        newsletter: str,
        slots: Collection[datetime],
        cadence: Cadence = Cadence.DAILY,
        *,
        now: datetime,
    ) -> int:
        """Record slots that passed while nobody looked as late; returns how many are new."""
        rows = [self._row(newsletter, cadence, slot, RunState.LATE, now) for slot in slots]
        with self._connection.write() as raw:
            return raw.executemany(f"{_INSERT} DO NOTHING", rows).rowcount

    def free(
        self, newsletter: str, cadence: Cadence = Cadence.DAILY, *, now: datetime
    ) -> tuple[Run, ...]:
        """The open runs that nobody holds and whose next try is due, oldest first."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE newsletter = :newsletter AND cadence = :cadence AND {_FREE}"
            " ORDER BY slot",
            {
                "newsletter": newsletter,
                "cadence": cadence,
                "seconds": seconds_of(now),
                "now": text_of(now),
            },
        )
        return tuple(map(_run, rows))

    def take(self, run: int, *, now: datetime, lease: timedelta, fence: int) -> Run | None:
        """Take up an open run that nobody holds; None where another was quicker."""
        with self._connection.write() as raw:
            taken = raw.execute(
                f"UPDATE runs SET lease = :lease, fence = :fence WHERE id = :id AND {_FREE}",
                {
                    "id": run,
                    "lease": seconds_of(now + lease),
                    "fence": fence,
                    "seconds": seconds_of(now),
                    "now": text_of(now),
                },
            ).rowcount
        return self.get(run) if taken else None

    def renew(self, run: int, *, now: datetime, lease: timedelta, fence: int) -> bool:
        """Hold the run for another `lease`; False where another took it over meanwhile."""
        with self._connection.write() as raw:
            sql = "UPDATE runs SET lease = ? WHERE id = ? AND fence = ?"
            return raw.execute(sql, (seconds_of(now + lease), run, fence)).rowcount > 0

    def record(self, run: Run, *, now: datetime, fence: int) -> bool:
        """Keep the run's state, edition, detail and next try; False where another holds it."""
        with self._connection.write() as raw:
            done = raw.execute(
                "UPDATE runs SET state = ?, edition = ?, detail = ?, tries = ?, retry_at = ?,"
                " changed = ? WHERE id = ? AND fence = ?",
                (
                    run.state,
                    run.edition,
                    clean(run.detail)[:DETAIL_LIMIT],
                    run.tries,
                    text_or_none(run.retry_at),
                    text_of(now),
                    run.id,
                    fence,
                ),
            )
            return done.rowcount > 0

    def release(self, run: int, *, fence: int) -> None:
        """Give the run back; an open one can be taken up at once."""
        with self._connection.write() as raw:
            raw.execute("UPDATE runs SET lease = 0 WHERE id = ? AND fence = ?", (run, fence))

    def get(self, run: int) -> Run | None:
        """The run with this id, or None."""
        row = self._connection.row(f"{_SELECT} WHERE id = ?", (run,))
        return _run(row) if row else None

    def of_edition(self, edition: str) -> Run | None:
        """The latest run that made or sends the edition; None where a person did."""
        row = self._connection.row(
            f"{_SELECT} WHERE edition = ? ORDER BY slot DESC LIMIT 1", (edition,)
        )
        return _run(row) if row else None

    def list(self, newsletter: str | None = None, *, limit: int = 50) -> tuple[Run, ...]:
        """The latest runs, newest slot first."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE (:newsletter IS NULL OR newsletter = :newsletter)"
            " ORDER BY slot DESC, newsletter, cadence LIMIT :limit",
            {"newsletter": newsletter, "limit": limit},
        )
        return tuple(map(_run, rows))

    def _row(
        self, newsletter: str, cadence: Cadence, slot: datetime, state: RunState, now: datetime
    ) -> dict[str, Any]:
        return {
            "newsletter": newsletter,
            "cadence": cadence,
            "slot": text_of(slot),
            "state": state,
            "detail": MISSED if state is RunState.LATE else "",
            "lease": 0,
            "fence": 0,
            "changed": text_of(now),
        }


def _run(row: tuple[Any, ...]) -> Run:
    ident, newsletter, cadence, slot, state, edition, detail, tries, retry_at, changed = row
    return Run(
        id=ident,
        newsletter=newsletter,
        cadence=Cadence(cadence),
        slot=moment_of(slot),
        state=RunState(state),
        edition=edition,
        detail=detail,
        tries=tries,
        retry_at=moment_or_none(retry_at),
        changed=moment_of(changed),
    )
