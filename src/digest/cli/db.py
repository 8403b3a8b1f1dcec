"""`digest db`: care of the database."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED
from digest.cli.output import dry_run_option, emit_fields, emit_json, json_option, say
from digest.store import open_store

if TYPE_CHECKING:
    from digest.store import PruneCount, Store


@click.group()
def db() -> None:
    """Migrate, back up, check and prune the database."""


@db.command()
@dry_run_option
@json_option
@pass_app
def migrate(app: App, *, dry_run: bool, as_json: bool) -> None:
    """Bring the database up to this version of digest; other commands do so by themselves."""
    with app.store(migrate=False) as store:
        names = store.pending() if dry_run else store.migrate()
    _print(names, as_json=as_json)
    say(f"{len(names)} migrations {'would be' if dry_run else 'were'} applied")


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_app
def backup(app: App, *, file: Path) -> None:
    """Write a consistent copy of the database to FILE, also while a send runs.

    digest.key, which signs the readers' links, is a file of its own beside the database:
    keep a copy of it, in another place than this one.
    """
    with app.store(migrate=False) as store:
        store.backup(file)
        key = store.path.with_name("digest.key")
    click.echo(file)
    say(f"{key} is not in it: keep a copy of that, too, in another place")


@db.command()
@json_option
@click.pass_context
@pass_app
def check(app: App, ctx: click.Context, *, as_json: bool) -> None:
    """Check the database, and print what is wrong with it; exit code 1 if anything is."""
    with app.store(migrate=False) as store:
        problems = store.check()
    _print(problems, as_json=as_json)
    say(f"{len(problems)} problems found" if problems else "the database is sound")
    if problems:
        ctx.exit(FAILED)


@db.command()
@dry_run_option
@json_option
@pass_app
def prune(app: App, *, dry_run: bool, as_json: bool) -> None:
    """Drop unused article text, old delivery rows and notices, older than `keep` in [store] says.

    Addresses that were not confirmed in time go too. Editions that were sent, and their articles,
    stay for good.
    """
    with app.store() as store:
        count = _prune_copy(app, store) if dry_run else _prune(app, store)
    if as_json:
        emit_json(count)
    else:
        emit_fields(
            {
                "article texts": count.articles,
                "refused input": count.quarantined,
                "deliveries": count.deliveries,
                "build choices": count.choices,
                "notices": count.notices,
                "pictures": count.pictures,
                "unconfirmed": count.confirmations,
            }
        )
    say("would be dropped" if dry_run else "dropped")


def _prune(app: App, store: Store) -> PruneCount:
    return store.prune(app.settings.store.keep, app.now())


def _prune_copy(app: App, store: Store) -> PruneCount:
    """Prune a copy that is then forgotten: what a dry run says is the truth."""
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        file = Path(folder) / "copy.db"
        store.backup(file)
        with open_store(f"sqlite:///{file}") as copy:
            return _prune(app, copy)


def _print(lines: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        emit_json(lines)
    else:
        for line in lines:
            click.echo(line)
