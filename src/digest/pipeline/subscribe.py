"""Subscribe: bring readers in from a file, and say what became of each row."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digest.audience.csvfile import open_text
from digest.audience.importer import read_csv, write_quarantine
from digest.model import Quarantined
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from digest.config import Settings
    from digest.model import SubscriberRow
    from digest.store import Store, SubscriberCount


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import brought. `kept` are rows that may not undo what a reader chose.

    `quarantine_file` holds the refused rows, ready to be mended and imported again;
    `passed_over` says which columns nobody knows.
    """

    rows: int
    new: int
    changed: int
    same: int
    kept: int
    quarantined: tuple[Quarantined, ...]
    quarantine_file: Path | None = None
    passed_over: tuple[str, ...] = ()


def import_subscribers(
    settings: Settings,
    store: Store,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    on_row: Callable[[int], None] | None = None,
) -> ImportReport:
    """Import a CSV file of readers. A dry run reports the same and stores nothing.

    Args:
        settings: for the newsletters and their topics.
        store: where the readers go.
        path: the file; refused rows go to `<stem>.quarantine.csv` beside it.
        now: the time of the change.
        dry_run: work on a copy of the database, which is then forgotten.
        on_row: called with the number of rows read so far.

    Raises:
        AudienceError: the file can't be read as a list of readers.
        StoreError: the database can't be written.
    """
    if dry_run:
        with _copy_of(store) as copy:
            sorter, count = _import(settings, copy, path, now, on_row)
    else:
        sorter, count = _import(settings, store, path, now, on_row)
    refused = tuple(sorter.refused)
    return ImportReport(
        rows=sorter.rows,
        new=count.new,
        changed=count.changed,
        same=count.same,
        kept=count.kept,
        quarantined=refused,
        quarantine_file=None if dry_run or not refused else _quarantine(path, refused),
        passed_over=tuple(sorter.passed_over),
    )


def _import(
    settings: Settings,
    store: Store,
    path: Path,
    now: datetime,
    on_row: Callable[[int], None] | None,
) -> tuple[_Sorter, SubscriberCount]:
    sorter = _Sorter(on_row)
    with open_text(path) as stream:
        rows = sorter.good(
            read_csv(stream, settings.newsletters, passed_over=sorter.passed_over.append)
        )
        return sorter, store.subscribers.upsert_many(rows, now=now)


def _quarantine(path: Path, refused: tuple[Quarantined, ...]) -> Path:
    target = path.with_name(f"{path.stem}.quarantine.csv")
    write_quarantine(target, source=path, rows=refused)
    return target


@contextmanager
def _copy_of(store: Store) -> Iterator[Store]:
    """A copy that can be written to and forgotten: what a dry run says is then the truth."""
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        path = Path(folder) / "copy.db"
        store.backup(path)
        with open_store(f"sqlite:///{path}") as copy:
            yield copy


class _Sorter:
    """Lets good rows through, keeps the refused ones, counts both."""

    def __init__(self, on_row: Callable[[int], None] | None) -> None:
        self._on_row = on_row
        self.refused: list[Quarantined] = []
        self.passed_over: list[str] = []
        self.rows = 0

    def good(self, found: Iterable[SubscriberRow | Quarantined]) -> Iterator[SubscriberRow]:
        for row in found:
            self.rows += 1
            if self._on_row:
                self._on_row(self.rows)
            if isinstance(row, Quarantined):
                self.refused.append(row)
            else:
                yield row
