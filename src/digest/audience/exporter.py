"""Rows to a CSV file that an import reads back as they were.

Safe to open in a spreadsheet: no cell can be run as a formula. Streams; reads nothing.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from digest.audience.cells import protect
from digest.audience.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from digest.model import SubscriberRow

__all__ = ["write_csv"]


def write_csv(rows: Iterable[SubscriberRow], stream: TextIO) -> int:
    """Write a header and the rows; open the stream with `newline=""` (RFC 4180).

    Returns:
        How many rows were written.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        writer.writerow([protect(cell) for cell in _cells(row)])
        count += 1
    return count


def _cells(row: SubscriberRow) -> tuple[str, ...]:
    """In the order of COLUMNS."""
    return (
        row.email,
        row.name,
        ";".join(row.newsletters),
        ";".join(row.topics),
        row.cadence.value,
        row.length.value,
        "" if row.hour is None else str(row.hour),
        row.timezone or "",
        row.language,
        row.state.value,
    )
