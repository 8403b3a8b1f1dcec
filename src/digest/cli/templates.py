"""`digest templates`: the email templates there are, and your own beside the shipped."""

from __future__ import annotations

import click

from digest.cli.app import App, pass_app
from digest.cli.output import emit, emit_array, json_option, say
from digest.cli.text import printable


@click.group()
def templates() -> None:
    """List, copy and compare email templates."""


@templates.command("list")
@json_option
@pass_app
def list_(app: App, *, as_json: bool) -> None:
    """List the templates, and whether the shipped file or your own is used."""
    from digest.render.shelf import shelf  # noqa: PLC0415 - Jinja is more than --help needs

    emit(
        shelf(app.settings.root / "templates"),
        as_json=as_json,
        columns={
            "name": lambda one: one.name,
            "origin": lambda one: one.origin,
            "file": lambda one: one.path,
        },
        to_json=lambda one: {"name": one.name, "origin": one.origin, "path": str(one.path)},
    )


@templates.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@pass_app
def copy(app: App, *, names: tuple[str, ...]) -> None:
    """Copy shipped templates into templates/email, to be changed there."""
    from digest.pipeline.templates import copy as copy_files  # noqa: PLC0415 - as above

    for path in copy_files(app.settings, names):
        click.echo(printable(str(path)))
    say("change it there; digest preview shows what becomes of it")


@templates.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@json_option
@pass_app
def diff(app: App, *, names: tuple[str, ...], as_json: bool) -> None:
    """Show what your own templates change in the shipped ones."""
    from digest.render.shelf import difference, named, shelf  # noqa: PLC0415 - as above

    folder = app.settings.root / "templates"
    chosen = [one for name in names for one in named(folder, name)] or list(shelf(folder))
    found = {one.name: difference(one) for one in chosen if one.own and one.shipped}
    if as_json:
        emit_array({"name": name, "diff": text} for name, text in found.items())
        return
    for text in found.values():
        click.echo("".join(map(_line, text.splitlines(keepends=True))), nl=False)
    say(
        f"{sum(map(bool, found.values()))} of {len(found)} of your own differ from the shipped ones"
    )


def _line(line: str) -> str:
    """A tab stays one: a diff may be applied."""
    return "\t".join(map(printable, line.rstrip("\n").split("\t"))) + "\n"
