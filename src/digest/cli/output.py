"""How commands print: data on stdout, words on stderr.

Rows are a table on a terminal, tab-separated lines elsewhere, one JSON array with --json.
Never prints foreign text without making it safe; only JSON has it unchanged.
"""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, TextIO, TypeVar

import click
import msgspec

from digest.cli.options import options
from digest.cli.text import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_T = TypeVar("_T")

TABLE = 1000  # rows: as many are measured for the widths of one table

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Only say what would be done.")


def say(words: str, *, above: int = 0) -> None:
    """Words for a person, on stderr; none with --quiet, those `above` 0 only with -v."""
    if options().volume >= above:
        click.echo(words, file=sys.stderr)  # named, or click would pass by a bar that stands there


def emit(
    rows: Iterable[_T],
    *,
    as_json: bool,
    columns: Mapping[str, Callable[[_T], object]],
    to_json: Callable[[_T], object] = msgspec.to_builtins,
) -> None:
    """Print rows; `columns` says what a table shows, `to_json` what an object holds."""
    if as_json:
        emit_array(to_json(row) for row in rows)
        return
    table = ([cell(of(row)) for of in columns.values()] for row in rows)
    if sys.stdout.isatty():
        _emit_tables(list(columns), table)
        return
    click.echo("\t".join(columns))
    for cells in table:
        click.echo("\t".join(cells))


def _emit_tables(columns: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """A table, or several where there are more rows than should be held at once."""
    from digest.cli.terminal import print_table  # noqa: PLC0415 - rich costs 60 ms

    print_table(columns, list(islice(rows, TABLE)))
    while more := list(islice(rows, TABLE)):
        print_table(columns, more)


def emit_json(value: object) -> None:
    """Print one JSON document, readable, its letters as they are."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def emit_line(value: object) -> None:
    """Print one JSON document on one line, of several that come as things happen."""
    click.echo(msgspec.json.encode(value).decode())


def emit_fields(fields: Mapping[str, object]) -> None:
    """Print what there is to know of one thing, a line for each."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        click.echo(f"{name.ljust(width)}  {cell(value)}".rstrip())


def emit_array(values: Iterable[object], stream: TextIO | None = None) -> None:
    """One JSON array, an element a line, written as they come: there may be 100,000."""
    before = "[\n"
    for value in values:
        click.echo(before + msgspec.json.encode(value).decode(), file=stream, nl=False)
        before = ",\n"
    click.echo("[]" if before == "[\n" else "\n]", file=stream)
