"""`digest demo`: the made-up newsroom's day, from feeds to inbox, on this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import emit_fields, emit_json, json_option, say
from digest.demo.run import run_demo

if TYPE_CHECKING:
    from digest.demo.run import Demo


@click.command()
@click.option("--no-serve", is_flag=True, help="End when all is sent; without it the inbox stays.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Leave mails, edition.html, edition.txt, digest.db and the log in this folder.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Where the inbox's page is; 0 takes a free port. Default: 8025, or a free one.",
)
@json_option
def demo(*, no_serve: bool, out: Path | None, port: int | None, as_json: bool) -> None:
    """Show a whole day of a made-up newsroom, on this machine.

    Needs no network, account or server: feeds, relay and inbox run on 127.0.0.1.
    """
    serve = not no_serve

    def show(done: Demo) -> None:
        if as_json:
            emit_json(_summary(done))
        else:
            _show(done, out=out, serve=serve)

    run_demo(out, serve=serve, port=port, show=show)


def _show(done: Demo, *, out: Path | None, serve: bool) -> None:
    emit_fields({name: _line(value) for name, value in _summary(done).items() if name != "inbox"})
    click.echo()
    if out is not None:
        click.echo(f"mails, page and database:  {out}")
    if serve:
        click.echo(f"read the mails:            {done.inbox}")
        say("Ctrl-C ends it")


def _line(value: object) -> object:
    """A count or duration of several things on one line."""
    if not isinstance(value, dict):
        return value
    return [f"{name} {number}" for name, number in value.items()] or "none"


def _summary(done: Demo) -> dict[str, object]:
    day = done.day
    return {
        "sources": len(day.collected.sources),
        "articles": day.built.articles,
        "duplicates": day.built.duplicates,
        "stories": day.built.stories,
        "topics": day.topics,
        "edition": day.built.edition.id,
        "readers": day.imported.rows,
        "deliveries": {str(state): count for state, count in sorted(day.deliveries.items())},
        "seconds": {stage: round(seconds, 2) for stage, seconds in day.seconds.items()},
        "inbox": done.inbox,
    }
