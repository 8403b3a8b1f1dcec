"""Data out of a table: what stands in it, of its time; what is stale or broken is a reason."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.curate.make import NOW, newsletter

from digest.compose.block_data import MAX_BYTES, data
from digest.errors import BlockError
from digest.model import BlockKind

FRESH = (NOW - timedelta(hours=2)).isoformat()
CSV = f'Label,Value,Change,Time\r\nRents,0.0 %,,{FRESH}\r\n"Oil, Brent",71.40,-1.2 %,{FRESH}\r\n'
LINES = "Rents\t0.0 %\nOil, Brent\t71.40\t-1.2 %"


@dataclass
class Table:
    body: bytes
    last_modified: str = ""
    url: str = ""
    content_type: str = ""


def made(table, **options):
    found = Table(table.encode()) if isinstance(table, str) else table

    async def fetch(place):
        assert place == "rates.csv"
        return found

    told = {"table": "rates.csv", "source": "Statistics office", **options}
    calling = data(newsletter(), date=date(2026, 11, 23), now=NOW, options=told, fetch=fetch)
    return asyncio.run(calling)


SPREADSHEET = (
    "\ufeff" + f"Label;Value;Change;Time\r\nRents;0.0 %;;{FRESH}\r\nOil, Brent;71.40;-1.2 %;\r\n"
)
ROWS = [
    {"label": "Rents", "value": "0.0 %", "time": FRESH},
    {"label": "Oil,\nBrent", "value": "71.40", "change": "-1.2 %"},
]
SHARED = {"time": FRESH, "rows": [ROWS[0] | {"time": None}, ROWS[1]]}


@pytest.mark.parametrize("table", [CSV, SPREADSHEET, json.dumps(ROWS), json.dumps(SHARED)])
def test_rows_of_each_form_with_their_time(table):
    (block,) = made(table)
    assert (block.kind, block.text, block.source) == (BlockKind.DATA, LINES, "Statistics office")
    assert block.time == datetime.fromisoformat(FRESH)
    assert block.expires == block.time + timedelta(days=1)


def test_numbers_are_printed_as_they_stand():
    (block,) = made(f'{{"time":"{FRESH}","rows":[{{"label":"Index","value":104.2,"change":0}}]}}')
    assert block.text == "Index\t104.2\t0"


def test_a_table_without_times_is_of_when_its_file_changed():
    file = Table(b"label,value\nRents,0.0 %\n", last_modified="Mon, 23 Nov 2026 05:00:00 GMT")
    (block,) = made(file)
    assert block.time == datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        (CSV, {"max_age": "1h"}, "stale, or not yet"),
        (CSV.replace(FRESH, "2036-01-01"), {}, "stale, or not yet"),
        (CSV.replace(FRESH, "yesterday"), {}, "no ISO 8601"),
        (CSV.replace(FRESH, ""), {}, "does not say of when it is"),
        ("label,value\n", {}, "no row with label and value"),
        ("label,value\nRents,\n", {}, "no row with label and value"),
        ("name,value\nRents,1\n", {}, "neither CSV with a header, nor JSON"),
        ("<html>", {}, "neither CSV with a header, nor JSON"),
        ('{"rows": 5}', {}, "neither CSV with a header, nor JSON"),
        ("[" * 100_000, {}, "neither CSV with a header, nor JSON"),
        (f"label,value,time\n{'x' * 61},1,{FRESH}\n", {}, "a cell has more than 60 characters"),
        ("label,value\n" + "x" * MAX_BYTES, {}, "more than 262,144"),
        (CSV, {"max_age": "soon"}, "max_age"),
        (CSV, {"rows": 0}, "rows is to be a whole number"),
        (CSV, {"rows": True}, "rows is to be a whole number"),
        (CSV, {"source": ""}, "source is to be words"),
        (CSV, {"tabel": "x"}, "not tabel"),
    ],
)
def test_what_can_not_be_printed_is_a_reason(table, options, words):
    with pytest.raises(BlockError, match=words):
        made(table, **options)


def test_no_more_rows_than_told():
    (block,) = made(CSV, rows=1)
    assert block.text == "Rents\t0.0 %"


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(body):
    try:
        blocks = made(Table(body))
    except BlockError:
        return
    assert blocks
