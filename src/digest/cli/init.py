"""`digest init`: a folder to start from. Never overwrites a file."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path

import click

import digest
from digest.cli.app import App, pass_app
from digest.cli.output import say
from digest.config import load
from digest.errors import DigestError

_SUBSCRIBERS = "subscribers.example.csv"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option(
    "--from",
    "places",
    multiple=True,
    metavar="URL|OPML",
    help="Find the feeds behind an address or in an OPML file, and topics; may be repeated.",
)
@pass_app
def init(app: App, folder: Path, places: tuple[str, ...]) -> None:
    """Write a digest.toml that explains itself, example readers and a folder for articles.

    What is there already stays as it is.
    """
    if places and (folder / "digest.toml").exists():
        raise DigestError(
            f"{folder / 'digest.toml'} is there already",
            "add to it with `digest sources add URL` or `digest sources import OPML`",
        )
    starter = files("digest.cli").joinpath("starter.toml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wrote = _write(folder / "digest.toml", starter)
        found = _fill(app, folder / "digest.toml", places) if places else ()
        click.echo(wrote)
        click.echo(_write(folder / _SUBSCRIBERS, _example_subscribers()))
        _make(folder / "articles")
    except OSError as error:
        raise DigestError(f"{error.filename or folder}: {error.strerror or error}") from error
    for line in found:
        click.echo(line)
    say("next: fill in digest.toml, then `digest collect` and `digest build`")


def _fill(app: App, config: Path, places: tuple[str, ...]) -> tuple[str, ...]:
    """Write the sources behind the places, and topics that fit them, into a new digest.toml.

    Gives a line for each. Where that fails there is no digest.toml, and the command can be given
    again.
    """
    from digest.pipeline import sources  # noqa: PLC0415 - 0.2 s that the others can do without

    settings = load(config, environ=app.environ)
    try:
        asked = sources.propose(settings, [_place(place) for place in places], now=app.now())
        found, topics = asyncio.run(asked)
        if topics:
            settings = sources.write_topics(settings, topics, environ=app.environ)
        chosen = sources.new_of(settings, found)
        sources.write_sources(settings, chosen, environ=app.environ)
    except BaseException:
        config.unlink()
        raise
    return (
        *(f"source {source.name}  {source.url}" for source in chosen),
        *(f"topic  {topic}" for topic in topics),
    )


def _place(place: str) -> str | bytes:
    file = Path(place)
    return file.read_bytes() if "://" not in place and file.is_file() else place


def _write(file: Path, text: str) -> str:
    """Write a file that is not there yet; gives what became of it."""
    try:
        with file.open("x", encoding="utf-8", newline="") as new:
            new.write(text)
    except FileExistsError:
        return f"kept   {file}"
    return f"wrote  {file}"


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
