"""Subscribe: bring readers in from a file, and say what became of each row."""

from __future__ import annotations

import gc
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.audience.csvfile import open_text
from digest.audience.importer import read_rows
from digest.audience.quarantine import Quarantine, quarantine_path
from digest.model import Quarantined, SubscriberRow
from digest.pipeline.suppress import suppression_hashes, suppression_of
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from digest.audience.importer import Row
    from digest.audience.suppression import Wanted
    from digest.config import Settings
    from digest.store import Store, SubscriberCount
    from digest.store.upsert import Hashes

SHOWN: Final = 1000  # refused rows that a report holds
EVERY: Final = 100
CHUNK: Final = 1000  # addresses suppressed in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import brought. `kept` are rows that may not undo what a reader chose.

    `suppressed` are addresses that another program blocked; those that were before are `same`.

    `quarantined` are the first of the `refused` rows, at most SHOWN; `quarantine_file` holds
    all of them, ready to be mended and imported again, under another name than `left_alone`,
    where that stood there before; `passed_over` says which columns nobody knows.
    """

    rows: int
    new: int
    changed: int
    same: int
    kept: int
    suppressed: int
    refused: int
    quarantined: tuple[Quarantined, ...]
    quarantine_file: Path | None = None
    left_alone: Path | None = None
    passed_over: tuple[str, ...] = ()


def import_subscribers(
    settings: Settings,
    store: Store,
    path: Path,
    *,
    now: datetime,
    newsletters: Sequence[str] = (),
    dry_run: bool = False,
    on_row: Callable[[int], None] | None = None,
) -> ImportReport:
    """Import a file of readers. A dry run reports the same and stores nothing.

    Args:
        settings: for the newsletters and their topics.
        store: where the readers go.
        path: CSV or JSON lines; refused rows go to `<stem>.quarantine.csv` beside it, or to
            `<stem>.quarantine-2.csv` where that is a file already that holds others.
        now: the time of the change.
        newsletters: ids of those that a row means which names none; the only one there is.
        dry_run: work on a copy of the database, which is then forgotten.
        on_row: called with the number of rows read so far, every EVERY rows.

    Raises:
        AudienceError: the file can't be read as a list of readers.
        ConfigError: there is no such newsletter.
        StoreError: the database can't be written; what was written before stays, and the same
            import again does the rest.
    """
    hashes, usual = suppression_hashes(settings, store), quarantine_path(path)
    named = tuple(settings.newsletter(name).id for name in newsletters)
    put = None
    if dry_run:
        with _copy_of(store) as copy:
            sorter = _Sorter(on_row, None)
            count = _import(settings, copy, path, sorter, hashes=hashes, now=now, named=named)
    else:
        with Quarantine(usual, source=path) as file:
            sorter = _Sorter(on_row, file)
            count = _import(settings, store, path, sorter, hashes=hashes, now=now, named=named)
        put = file.path if sorter.refused else None
    return ImportReport(
        rows=sorter.rows,
        new=count.new,
        changed=count.changed,
        same=count.same + sorter.blocked - sorter.suppressed,
        kept=count.kept,
        suppressed=sorter.suppressed,
        refused=sorter.refused,
        quarantined=tuple(sorter.first),
        quarantine_file=put,
        left_alone=usual if put not in {None, usual} else None,
        passed_over=tuple(sorter.passed_over),
    )


def _import(
    settings: Settings,
    store: Store,
    path: Path,
    sorter: _Sorter,
    *,
    hashes: Hashes,
    now: datetime,
    named: Sequence[str],
) -> SubscriberCount:
    with open_text(path) as stream, _no_search_for_cycles():
        passed_over = sorter.passed_over.append
        found = read_rows(stream, settings.newsletters, usual=named, passed_over=passed_over)
        rows = sorter.good(found, partial(_block, store, hashes, now))
        return store.subscribers.upsert_many(rows, now=now, hashes=hashes)


def _block(store: Store, hashes: Hashes, now: datetime, wanted: Sequence[Wanted]) -> int:
    """Suppress them in all newsletters; how many were not, or for less.

    A row of theirs that waits in a chunk finds that, and makes nobody.
    """
    new, _ = store.suppressions.add(
        [(suppression_of(one, hashes, now), one.address) for one in wanted], now=now
    )
    return new


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows refer to nothing that refers to them: to look for it costs a seventh of an import."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _copy_of(store: Store) -> Iterator[Store]:
    """A copy that can be written to and forgotten: what a dry run says is then the truth."""
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        path = Path(folder) / "copy.db"
        store.backup(path)
        with open_store(f"sqlite:///{path}") as copy:
            yield copy


class _Sorter:
    """Lets good rows through, suppresses who was blocked, puts the refused ones away; counts."""

    def __init__(self, on_row: Callable[[int], None] | None, file: Quarantine | None) -> None:
        self._on_row, self._file = on_row, file
        self.first: list[Quarantined] = []
        self.passed_over: list[str] = []
        self.rows = self.refused = self.blocked = self.suppressed = 0

    def good(
        self, found: Iterable[Row], block: Callable[[Sequence[Wanted]], int]
    ) -> Iterator[SubscriberRow]:
        held: list[Wanted] = []
        for row in found:
            self.rows += 1
            if self._on_row and self.rows % EVERY == 0:
                self._on_row(self.rows)
            if isinstance(row, SubscriberRow):
                yield row
            elif isinstance(row, Quarantined):
                self._put_away(row)
            else:
                held.append(row)
                if len(held) == CHUNK:
                    self._block(held, block)
        self._block(held, block)
        if self._on_row:
            self._on_row(self.rows)

    def _block(self, held: list[Wanted], block: Callable[[Sequence[Wanted]], int]) -> None:
        if held:
            self.blocked += len(held)
            self.suppressed += block(held)
            held.clear()

    def _put_away(self, row: Quarantined) -> None:
        self.refused += 1
        if len(self.first) < SHOWN:
            self.first.append(row)
        if self._file:
            self._file.add(row)
