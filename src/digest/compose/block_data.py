"""The maker of data: figures by name out of a small table, CSV or JSON, with their time.

A table that is stale, says no time or can't be read is no block but a reason. It never works
anything out: what is printed stands in the table.
"""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final

from digest.compose.block_words import ident
from digest.compose.options import Options, midnight
from digest.errors import BlockError
from digest.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from digest.compose.blocks import Answer, Fetch
    from digest.model import Newsletter

MAX_BYTES: Final = 256 * 1024
MAX_ROWS: Final = 40
MAX_CELL: Final = 60
_AHEAD: Final = timedelta(minutes=5)  # clocks differ
_NO_TABLE: Final = 'it is neither CSV with a header, nor JSON: a list, or { "rows": [...] }'
_COLUMNS: Final = ("label", "value", "change", "time")


async def data(
    newsletter: Newsletter,
    *,
    date: date,  # noqa: ARG001 - a BlockMaker
    now: datetime,
    options: Mapping[str, object],
    fetch: Fetch,
) -> Sequence[Block]:
    """Rows of `label`, `value` and `change`; of the time that they, or the file, say.

    Raises:
        BlockError: an option is wrong, or the table can't be read, has no row or no time, or is
            older than `max_age`.
        SourceError: it can't be fetched.
    """
    told = Options(options, newsletter, "table", "title", "source", "url", "max_age", "rows")
    place, oldest = told.words("table", needed=True), told.span("max_age", "1d")
    most = told.number("rows", 8, most=MAX_ROWS)
    answer = await fetch(place)
    rows = [row for row in islice(_rows(answer.body), most) if row["label"] and row["value"]]
    if not rows:
        raise BlockError(f"{place} has no row with label and value")
    time = _newest(rows, answer, told.zone)
    if time is None:
        raise BlockError(f"{place} does not say of when it is: give it a column `time`")
    if not now - oldest <= time <= now + _AHEAD:
        raise BlockError(f"{place} is of {time:%Y-%m-%d %H:%MZ}: stale, or not yet")
    return (
        Block(
            id=ident(BlockKind.DATA, place),
            kind=BlockKind.DATA,
            text="\n".join(map(_line, rows)),
            title=told.words("title"),
            source=told.words("source", needed=True),
            url=told.link("url"),
            time=time,
            expires=time + oldest,
        ),
    )


def _line(row: Mapping[str, str]) -> str:
    """A line of a data block: parted by tabs, which no cell holds."""
    return "\t".join(filter(None, (row["label"], row["value"], row["change"])))


def _rows(body: bytes) -> Iterator[dict[str, str]]:
    if len(body) > MAX_BYTES:
        raise BlockError(f"it has {len(body):,} bytes, more than {MAX_BYTES:,}")
    try:
        text = body.decode("utf-8-sig")
        found = _json(text) if text.lstrip()[:1] in {"[", "{"} else _csv(text)
    except (ValueError, csv.Error, RecursionError) as error:
        raise BlockError(f"{_NO_TABLE} ({error})") from error
    for row in found:
        yield {name: _cell(row.get(name)) for name in _COLUMNS}


def _json(text: str) -> list[Mapping[str, object]]:
    found = json.loads(text)
    shared = found.get("time") if isinstance(found, dict) else None
    rows = found.get("rows") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("no rows")
    return [{**row, "time": row.get("time") or shared} for row in rows]


def _csv(text: str) -> Iterable[Mapping[str, object]]:
    """RFC 4180, and the semicolons and tabs that spreadsheets write."""
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    table = csv.DictReader(StringIO(text), delimiter=mark, strict=True)
    names = [str(name).strip().lower() for name in table.fieldnames or ()]
    if not {"label", "value"} <= set(names):
        raise ValueError("no columns label and value")
    table.fieldnames = names
    return table


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool | list | dict):
        return ""
    said = " ".join(str(value).split())
    if len(said) > MAX_CELL:
        raise BlockError(f"a cell has more than {MAX_CELL} characters: {said[:20]}…")
    return said


def _newest(rows: Iterable[Mapping[str, str]], answer: Answer, zone: ZoneInfo) -> datetime | None:
    """The latest time that a row says, else when the file was changed (RFC 9110, 8.8.2)."""
    said = [_moment(row["time"], zone) for row in rows if row["time"]]
    if said:
        return max(said)
    with suppress(ValueError):
        return parsedate_to_datetime(answer.last_modified).astimezone(UTC)
    return None


def _moment(said: str, zone: ZoneInfo) -> datetime:
    try:
        if len(said) == len("2026-11-23"):
            return midnight(date.fromisoformat(said), zone)
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise BlockError(f"time {said!r} is no ISO 8601, as 2026-11-23T06:00:00Z") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
