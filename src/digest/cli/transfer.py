"""`subscribers import` and `export`: readers from a file and into one."""

from __future__ import annotations

import dataclasses
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
import msgspec

from digest.audience.exporter import members, write_csv
from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED
from digest.cli.known import known_newsletter
from digest.cli.output import (
    dry_run_option,
    emit_array,
    emit_fields,
    emit_json,
    json_option,
    say,
)
from digest.cli.progress import progress
from digest.cli.text import printable
from digest.errors import DigestError
from digest.pipeline.subscribe import import_subscribers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Quarantined
    from digest.pipeline.subscribe import ImportReport

SHOWN = 10
LONGEST = 500  # characters of a refused row in JSON


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--newsletter",
    "newsletters",
    multiple=True,
    help="What rows mean that name none; again for another one.",
)
@dry_run_option
@json_option
@click.pass_context
@pass_app
def import_(
    app: App,
    ctx: click.Context,
    *,
    file: Path,
    newsletters: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import readers from CSV or JSON lines; a column `email` is enough.

    Twice the same file changes nothing. Who left, bounced or complained is not brought
    back. Rows that can't be taken go to FILE's name with .quarantine.csv, and never over a
    file that may have been mended.
    """
    with app.store() as store, progress("Importing", _lines(file)) as show:
        report = import_subscribers(
            app.settings,
            store,
            file,
            now=app.now(),
            newsletters=newsletters,
            dry_run=dry_run,
            on_row=lambda row: show(row, ""),
        )
    _print(report, as_json=as_json)
    taken = report.rows - report.refused
    say("nothing was stored" if dry_run else "imported" if taken else "nothing was imported")
    if report.rows and not taken:
        ctx.exit(FAILED)


def _print(report: ImportReport, *, as_json: bool) -> None:
    for column in report.passed_over:
        say(printable(f"passed over: {column}"))
    if report.left_alone:
        say(f"{report.left_alone} is left as it is: the refused rows go to another file")
    if as_json:
        cut = tuple(map(_cut, report.quarantined))
        report = dataclasses.replace(report, quarantined=cut)
        emit_json(msgspec.to_builtins(report, enc_hook=str))
        return
    emit_fields(
        {
            "rows": report.rows,
            "new": report.new,
            "changed": report.changed,
            "same": report.same,
            "kept as they were": report.kept,
            "suppressed": report.suppressed,
            "refused": report.refused,
        }
    )
    for refused in report.quarantined[:SHOWN]:
        say(printable(f"  {refused.place}: {refused.reason}"))
    if report.quarantine_file:
        say(f"  all refused rows: {report.quarantine_file}")


def _cut(row: Quarantined) -> Quarantined:
    """The row as JSON shows it; all of its text is in the quarantine file."""
    if len(row.raw) <= LONGEST:
        return row
    return dataclasses.replace(row, raw=f"{row.raw[: LONGEST - 1]}…")


def _lines(file: Path) -> int:
    """About as many rows as the file has: enough for a progress bar."""
    with file.open("rb") as stream:
        return sum(1 for _ in stream)


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="CSV that `import` reads back and a spreadsheet opens safely, or a JSON array.",
)
@click.option("--newsletter", help="Only its readers.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, readable by you alone, instead of stdout.",
)
@pass_app
def export(app: App, *, form: str, newsletter: str | None, out: Path | None) -> None:
    """Print all readers and their choices."""
    newsletter = known_newsletter(app.settings, newsletter)
    with app.store() as store, _opened(out) as stream:
        rows = store.subscribers.stream(newsletter)
        if form == "json":
            emit_array(map(members, rows), stream)
        else:
            write_csv(rows, stream)
    if out is not None:
        say(f"wrote {out}")


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    """The file, UTF-8 and with the CSV's own line ends, or stdout."""
    if out is None:
        yield sys.stdout
        return
    try:
        opened = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise DigestError(f"{out}: {error.strerror}", "name a file that can be written") from error
    with os.fdopen(opened, "w", encoding="utf-8", newline="") as file:
        yield file
