"""`digest init`: a folder to start from. Never overwrites a file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

import digest
from digest.cli.output import say
from digest.errors import DigestError

_SUBSCRIBERS = "subscribers.example.csv"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
def init(folder: Path) -> None:
    """Write a digest.toml that explains itself, example readers and a folder for articles.

    What is there already stays as it is.
    """
    starter = files("digest.cli").joinpath("starter.toml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "digest.toml", starter)
        _write(folder / _SUBSCRIBERS, _example_subscribers())
        _make(folder / "articles")
    except OSError as error:
        raise DigestError(f"{error.filename or folder}: {error.strerror or error}") from error
    say("next: fill in digest.toml, then `digest collect` and `digest build`")


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8", newline="") as new:
            new.write(text)
    except FileExistsError:
        click.echo(f"kept   {file}")
    else:
        click.echo(f"wrote  {file}")


def _make(folder: Path) -> None:
    click.echo(f"{'kept ' if folder.is_dir() else 'made '}  {folder}/")
    folder.mkdir(exist_ok=True)


def _example_subscribers() -> str:
    """From the package, or from the checkout that the package runs in."""
    package = Path(digest.__file__).parent
    places = (package / "demo" / _SUBSCRIBERS, package.parents[1] / _SUBSCRIBERS)
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise DigestError(f"{places[0]} is missing", "install digest-publisher anew")
    return found.read_text(encoding="utf-8")
