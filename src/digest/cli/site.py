"""`digest site`: the readers' site as a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.output import dry_run_option, emit_json, json_option, say
from digest.cli.progress import progress
from digest.pipeline.root import root_key
from digest.web.site import House
from digest.web.site.static import build as build_site
from digest.web.site.static import names

if TYPE_CHECKING:
    from digest.web.site.static import Built


@click.group()
def site() -> None:
    """The archive of sent editions as a folder of files."""


@site.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@dry_run_option
@json_option
@pass_app
def build(app: App, folder: Path, *, dry_run: bool, as_json: bool) -> None:
    """Write every sent edition, the lists, feeds and sitemap into FOLDER, for any web server.

    Only what changed is written, each file whole or not at all. What an earlier build wrote
    and is no page any more is taken away; a folder of others' files is refused.
    """
    with app.store() as store:
        root = root_key(app.settings, store)
        house = House(settings=app.settings, store=store, root=root, clock=app.now)
        with progress("Writing", len(names(house))) as on_file:
            built = build_site(house, folder, dry_run=dry_run, on_file=on_file)
    _show(built, folder, dry_run=dry_run, as_json=as_json)


def _show(built: Built, folder: Path, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        facts = {"written": built.written, "same": built.same, "removed": built.removed}
        emit_json({"dir": str(folder), **facts, "dry_run": dry_run})
        return
    would = "would be " if dry_run else ""
    click.echo(folder)
    say(f"{would}written {built.written}, the same {built.same}, removed {built.removed}")
