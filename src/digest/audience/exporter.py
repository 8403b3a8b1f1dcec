"""Rows to a file that an import reads back as they were: CSV, or members of JSON objects.

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

__all__ = ["members", "write_csv"]


def write_csv(rows: Iterable[SubscriberRow], stream: TextIO) -> int:
    """Write a header and the rows; open the stream with `newline=""` (RFC 4180).

    Returns:
        How many rows were written.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    for row in rows:
        writer.writerow([protect(_cell(value)) for value in members(row).values()])
        count += 1
    return count


def members(row: SubscriberRow) -> dict[str, object]:
    """A row by the names and in the order of COLUMNS, as JSON can hold it."""
    consent = row.consent
    at = consent.at if consent else None
    return {
        "email": row.email,
        "name": row.name,
        "newsletters": row.newsletters,
        "topics": row.topics,
        "cadence": row.cadence.value,
        "length": row.length.value,
        "hour": row.hour,
        "timezone": row.timezone,
        "language": row.language,
        "state": row.state.value,
        "until": row.until.isoformat() if row.until else None,
        "muted": row.muted,
        "consent_source": consent.source if consent else "",
        "consent_time": at.isoformat() if at else None,
        "consent_ip": consent.ip if consent else "",
    }


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)
