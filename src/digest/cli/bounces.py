"""`digest bounces`: mail that came back, read and looked at."""

from __future__ import annotations

import asyncio
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.loop import run
from digest.cli.output import dry_run_option, emit, emit_fields, emit_json, json_option, say
from digest.cli.text import printable
from digest.deliver.returns import mails, piped
from digest.errors import BounceError, ConfigError
from digest.model import BounceKind
from digest.pipeline.bounces import Ingest
from digest.pipeline.postbox import has_box, ingest_box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.deliver.returns import Came
    from digest.model import KnownBounce
    from digest.pipeline.bounces import IngestReport
    from digest.store import Store

PIPE = "-"
COLUMNS: dict[str, Callable[[KnownBounce], object]] = {
    "id": lambda one: one.id,
    "seen": lambda one: f"{one.seen:%Y-%m-%d %H:%M}",
    "kind": lambda one: one.bounce.kind,
    "address": lambda one: next(iter(one.bounce.addresses), ""),
    "status": lambda one: one.bounce.status or one.bounce.code or "",
    "found by": lambda one: one.found_by or "nobody",
    "done": lambda one: one.done,
}


@click.group()
def bounces() -> None:
    """Take in mail that came back, and look at it."""


@bounces.command()
@click.argument("box", nargs=-1, metavar="[BOX]...")
@dry_run_option
@json_option
@pass_app
def ingest(app: App, *, box: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Take in each mail once: a maildir, an mbox, a folder of mails, a mail, or - for a pipe.

    Without BOX it is what [bounces] in digest.toml names. What is taken from a maildir is
    marked as seen; nothing is ever deleted.
    """
    with app.store() as store:
        if box:
            work = Ingest(app.settings, store, now=app.now(), dry_run=dry_run)
            report = work.mails(chain.from_iterable(map(_mails, box)))
        else:
            report = _own(app, store, dry_run=dry_run)
    if dry_run:
        say("nothing was kept or done")
    _emit(report, as_json=as_json)


@bounces.command("list")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in BounceKind]),
    help="Only those of this kind.",
)
@click.option("--tasks", is_flag=True, help="Only those that wait for a person.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@json_option
@pass_app
def list_(app: App, *, kind: str | None, tasks: bool, limit: int, as_json: bool) -> None:
    """List what came back, the latest first."""
    with app.store() as store:
        found = store.bounces.list(
            kind=BounceKind(kind) if kind else None, tasks=tasks, limit=limit
        )
    emit(found, as_json=as_json, columns=COLUMNS)


@bounces.command()
@click.argument("bounce", type=int)
@json_option
@pass_app
def show(app: App, *, bounce: int, as_json: bool) -> None:
    """Show one with its evidence: the head of the mail as it came."""
    with app.store() as store:
        known = store.bounces.get(bounce)
    if known is None:
        raise BounceError(f"there is no bounce {bounce}", "see `digest bounces list`")
    if as_json:
        emit_json(known)
        return
    emit_fields({name: of(known) for name, of in COLUMNS.items()})
    emit_fields({"reason": known.bounce.reason, "words": known.bounce.text})
    click.echo()
    click.echo("\n".join(printable(line) for line in known.evidence.splitlines()))


@bounces.command()
@click.argument("ids", nargs=-1, required=True, type=int, metavar="ID...")
@click.option("--done", default="settled by hand", show_default=True, help="What was done.")
@pass_app
def settle(app: App, *, ids: tuple[int, ...], done: str) -> None:
    """Put tasks away that a person has looked at."""
    with app.store() as store:
        count = store.bounces.settle(ids, done=done)
    say(f"{count} of {len(ids)} tasks put away")


def _own(app: App, store: Store, *, dry_run: bool) -> IngestReport:
    if not has_box(app.settings):
        raise ConfigError("no mailbox is named", "name one, or set box or imap in [bounces]")
    return run(
        ingest_box(app.settings, store, clock=app.clock, stop=asyncio.Event(), dry_run=dry_run)
    )


def _mails(box: str) -> Iterator[Came]:
    return piped(sys.stdin.buffer) if box == PIPE else mails(Path(box))


def _emit(report: IngestReport, *, as_json: bool) -> None:
    if as_json:
        emit_json(report)
        return
    fields = msgspec.to_builtins(report)
    kinds = fields.pop("kinds")
    emit_fields({**fields, **kinds})
