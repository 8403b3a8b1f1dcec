"""From a CSV file to rows for the store, and what was refused to a file that can be mended.

Streams, and never touches the store. Each bad row is quarantined by itself with its line,
the reason and its text. One address on several lines comes out on several rows, in the
file's order: the store merges them, and the later one's choices hold.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.audience.address import normalise
from digest.audience.cells import (
    cadence,
    clean,
    hour,
    language,
    length,
    newsletters_named,
    state,
    topics_named,
    zone,
)
from digest.audience.columns import REASON, find_columns
from digest.audience.csvfile import Broken, Record, delimiter_of, open_text, records
from digest.errors import AudienceError
from digest.model import Quarantined, SubscriberRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TextIO

    from digest.model import Newsletter

__all__ = ["open_text", "read_csv", "write_quarantine"]

_FIRST_CELL: Final = re.compile(r'\s*("(?:[^"]|"")*"|[^,;\t"]*)[,;\t]')


def read_csv(
    stream: TextIO,
    newsletters: Mapping[str, Newsletter],
    *,
    passed_over: Callable[[str], None] = lambda _: None,
) -> Iterator[SubscriberRow | Quarantined]:
    """The rows of a CSV file, good and bad, in its order.

    The delimiter is comma, semicolon or tab; columns stand in any order. `email` alone is
    enough: the newsletter is the only one there is, in its language, every topic, daily.

    Args:
        stream: As `open_text` gives it; its name is in the places of the refused rows.
        newsletters: The installation's newsletters by id.
        passed_over: Hears of each column that nobody knows, in words.

    Raises:
        AudienceError: The header does not say what the file holds.
    """
    name = Path(str(getattr(stream, "name", "") or "csv")).name
    found = records(stream)
    header = next(found, None)
    if header is None:
        raise AudienceError(f"{name} is empty.", "Its first line names the columns.")
    if isinstance(header, Broken):
        raise AudienceError(
            f"{name}, line 1: {header.reason}.", "The first line names the columns."
        )
    places = find_columns(header.cells, passed_over)
    _need_newsletters(places, newsletters)
    for record in found:
        yield _judge(record, places, len(header.cells), newsletters, name)


def _need_newsletters(places: Mapping[str, int], newsletters: Mapping[str, Newsletter]) -> None:
    if not newsletters:
        raise AudienceError(
            "There is no newsletter to read.", "Add a [newsletters.ID] table to digest.toml."
        )
    if len(newsletters) != 1 and "newsletters" not in places:
        raise AudienceError(
            f"The file has no newsletters column, and there are {len(newsletters)} newsletters.",
            f"Add one with any of: {', '.join(newsletters)}.",
        )


def _judge(
    record: Record | Broken,
    places: Mapping[str, int],
    width: int,
    newsletters: Mapping[str, Newsletter],
    name: str,
) -> SubscriberRow | Quarantined:
    place = f"{name}:{record.line}"
    if isinstance(record, Broken):
        return Quarantined(place=place, reason=record.reason, raw=record.raw)
    try:
        return _row(_cells(record.cells, places, width), newsletters)
    except (AudienceError, ValueError) as error:
        reason = error.message if isinstance(error, AudienceError) else str(error)
        return Quarantined(place=place, reason=reason, raw=record.raw)


def _cells(cells: tuple[str, ...], places: Mapping[str, int], width: int) -> dict[str, str]:
    """The known columns' cells, cleaned; a missing one is empty."""
    if any(cell.strip() for cell in cells[width:]):
        raise ValueError(f"{len(cells)} cells, but the header has {width}: is a quote missing?")
    return {
        column: clean(cells[place], column) if place < len(cells) else ""
        for column, place in places.items()
    }


def _row(cells: Mapping[str, str], newsletters: Mapping[str, Newsletter]) -> SubscriberRow:
    wanted = newsletters_named(cells.get("newsletters", ""), newsletters)
    return SubscriberRow(
        email=normalise(cells["email"]),
        name=cells.get("name", ""),
        language=language(cells.get("language", "")) or wanted[0].language,
        newsletters=tuple(newsletter.id for newsletter in wanted),
        topics=topics_named(cells.get("topics", ""), wanted),
        cadence=cadence(cells.get("cadence", "")),
        length=length(cells.get("length", "")),
        hour=hour(cells.get("hour", "")),
        timezone=zone(cells.get("timezone", "")),
        state=state(cells.get("state", "")),
    )


def write_quarantine(path: Path, *, source: Path, rows: Iterable[Quarantined]) -> int:
    """Write refused rows as a CSV file that can be mended and imported again.

    It has the header of `source` with a column `reason` in front, which an import passes
    over; the rows stand as they stood there. One whose quotes are not paired stands in one
    cell, so that it can't swallow its neighbours. UTF-8 with a byte order mark, for Excel.
    Only its owner may read it, for it holds addresses.

    Returns:
        How many rows were written.
    """
    with open_text(source) as stream:
        header = next(records(stream)).raw
    delimiter = delimiter_of(header)
    again = _FIRST_CELL.match(header)
    strip = again is not None and again[1].strip().strip('"') == REASON
    count = 0
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(opened, 0o600)  # also where it stood there before
    with os.fdopen(opened, "w", encoding="utf-8-sig", newline="") as target:
        target.write(_line(REASON, header, delimiter, strip=strip))
        for row in rows:
            target.write(_line(row.reason, row.raw, delimiter, strip=strip))
            count += 1
    return count


def _line(reason: str, raw: str, delimiter: str, *, strip: bool) -> str:
    """A raw record behind its reason, which takes the place of an earlier one."""
    if strip and (first := _FIRST_CELL.match(raw)):
        raw = raw[first.end() :]
    rest = raw if raw.count('"') % 2 == 0 else _quoted(raw)
    return f"{_quoted(reason)}{delimiter}{rest}\r\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
