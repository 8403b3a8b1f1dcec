"""`digest doctor`: whether the installation is fit for work, and what to do where it is not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED
from digest.cli.output import emit, json_option, say
from digest.cli.text import printable
from digest.pipeline.doctor import examine
from digest.pipeline.verdicts import Room, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from digest.pipeline.verdicts import Check


COLUMNS: dict[str, Callable[[Check], object]] = {
    "verdict": lambda check: check.verdict,
    "room": lambda check: check.room,
    "check": lambda check: check.name,
    "found": lambda check: check.detail.partition("\n")[0],
    "what to do": lambda check: check.hint,
}


@click.command()
@click.argument(
    "rooms", nargs=-1, metavar="[ROOM]...", type=click.Choice([room.value for room in Room])
)
@click.option("--offline", is_flag=True, help="Leave out what needs the network.")
@json_option
@click.pass_context
@pass_app
def doctor(
    app: App, ctx: click.Context, *, rooms: tuple[str, ...], offline: bool, as_json: bool
) -> None:
    """Look at the installation: config, store, sources, smtp, render, clock. Default: all.

    Sends no mail and stores nothing; exit code 1 when something failed.
    """
    chosen = [Room(room) for room in rooms]
    found = asyncio.run(examine(lambda: app.settings, now=app.now(), rooms=chosen, offline=offline))
    emit(found, as_json=as_json, columns=COLUMNS)
    _say_excerpts(() if as_json else found)
    counts = {one: sum(check.verdict is one for check in found) for one in Verdict}
    say(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    if counts[Verdict.FAILED]:
        ctx.exit(FAILED)


def _say_excerpts(found: Iterable[Check]) -> None:
    """The lines of a template around a slip: no cell of a table, which is one line."""
    for check in found:
        first, *lines = check.detail.splitlines()
        if lines:
            say("\n".join([first, *map(printable, lines)]))
