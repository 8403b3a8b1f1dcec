"""`digest sources`: what is set up, how visits went, and new ones found and written down."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.codes import MOST_SOURCES_FAILED
from digest.cli.output import emit, emit_fields, emit_json, json_option, say
from digest.cli.steps import steps
from digest.cli.visits import COLUMNS, brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Unpack

    from digest.model import Article, Fetched, Source
    from digest.pipeline.health import Health
    from digest.pipeline.sources import Tried


class _Known(NamedTuple):
    source: Source
    fetched: Fetched | None
    health: Health


class _Told(TypedDict):
    """What the options of `add` said of the source."""

    name: str
    topic: str | None
    zone: str
    full_text: bool


def _zone(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    from digest.config.values import zone  # noqa: PLC0415 - only who names one pays

    try:
        return zone(value) if value else ""
    except ValueError as error:
        raise click.BadParameter(f"expected {error}, got {value!r}") from None


@click.group()
def sources() -> None:
    """List, try out, add and exchange the sources."""


@sources.command("list")
@json_option
@pass_app
def list_(app: App, *, as_json: bool) -> None:
    """List the sources of digest.toml and how the last visit went."""
    from digest.pipeline.health import standing  # noqa: PLC0415 - the whole room is slow to import

    with app.store() as store:
        found = standing(app.settings.sources, store.fetched.all(), now=app.now())
    rows = [_Known(*one) for one in found]
    columns = {
        "name": lambda row: row.source.name,
        "kind": lambda row: row.source.kind,
        "place": lambda row: row.source.url or row.source.path,
        "topic": lambda row: row.source.topic,
        "weight": lambda row: row.source.weight,
        "checked": lambda row: row.fetched and row.fetched.checked,
        "next": lambda row: row.fetched and row.fetched.next,
        "status": lambda row: (row.fetched and row.fetched.status) or "",
        "failures": lambda row: (row.fetched and row.fetched.failures) or "",
        "state": lambda row: row.health.state,
        "about": lambda row: row.health.words,
    }
    emit(rows, as_json=as_json, columns=columns, to_json=_to_json)


@sources.command()
@click.argument("name", required=False)
@json_option
@click.pass_context
@pass_app
def test(app: App, ctx: click.Context, *, name: str | None, as_json: bool) -> None:
    """Visit one source step by step, or all, and say what came; nothing is stored."""
    from digest.collect import collect  # noqa: PLC0415 - 0.2 s that a list can do without
    from digest.pipeline.plugins import source_readers  # noqa: PLC0415 - likewise

    settings = app.settings
    visits = asyncio.run(
        collect(
            settings.sources if name is None else (settings.source(name),),
            {},
            settings=settings.collect,
            root=settings.root,
            now=app.now(),
            on_done=lambda visit: visit,
            readers=source_readers(settings, [name] if name else ()),
        )
    )
    if name is None or as_json:
        emit(visits, as_json=as_json, columns=COLUMNS, to_json=brief)
    else:
        emit_fields(steps(settings.source(name), visits[0]))
    if sum(1 for visit in visits if visit.error) * 2 > len(visits):
        ctx.exit(MOST_SOURCES_FAILED)


@sources.command()
@click.argument("url")
@click.option("--name", default="", help="What it is called; default: what it calls itself.")
@click.option("--topic", help="The topic of all its articles.")
@click.option(
    "--zone", default="", callback=_zone, help="By which clocks it writes a time without a zone."
)
@click.option("--full-text", is_flag=True, help="Read the page of each article for its text.")
@click.option("--dry-run", is_flag=True, help="Find and show it; write nothing.")
@json_option
@pass_app
def add(app: App, *, url: str, dry_run: bool, as_json: bool, **told: Unpack[_Told]) -> None:
    """Find the source behind URL, show its newest articles, and write it into digest.toml.

    URL is a feed, or any page of a site.
    """
    from digest.pipeline.sources import find_source, write_sources  # noqa: PLC0415 - 0.2 s

    settings = app.settings
    tried = asyncio.run(find_source(settings, url, **told, now=app.now()))
    if not dry_run:
        write_sources(settings, [tried.source], environ=app.environ)
    emit(tried.newest, as_json=as_json, columns=_NEWEST, to_json=_found(tried))
    say(f"{tried.source.name}: {tried.source.kind} {tried.source.url}; {tried.how}")
    say(f"{tried.articles} articles; " + ("would be added" if dry_run else "added to digest.toml"))
    if tried.only_begins:
        say("it tells beginnings only: with full_text = true the articles' pages are read, too")


@sources.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
@json_option
@pass_app
def import_(app: App, *, file: Path, dry_run: bool, as_json: bool) -> None:
    """Add the feeds of an OPML file to digest.toml, those that it lacks.

    A folder of the file is the topic of its feeds where a newsletter has that topic. What is
    left out is named, each with its reason.
    """
    from digest.collect.opml import read_opml  # noqa: PLC0415 - lxml is slow to import
    from digest.pipeline import sources  # noqa: PLC0415 - likewise

    found, others = read_opml(file.read_bytes())
    known = sources.known_among(app.settings, found)
    chosen = sources.new_of(app.settings, found)
    if chosen and not dry_run:
        sources.write_sources(app.settings, chosen, environ=app.environ)
    if as_json:
        emit_json(msgspec.to_builtins({"added": chosen, "left_out": (*others, *known)}))
    else:
        emit(chosen, as_json=False, columns=_PLAIN)
    for one in (*others, *known):
        say(f"left out: {' '.join(filter(None, (one.name, one.url)))}: {one.reason}")
    words = f"{len(chosen)} {'would be ' if dry_run else ''}added, {len(known)} known"
    say(f"{words}, {len(others)} left out" if others else words)


@sources.command()
@pass_app
def export(app: App) -> None:
    """Print the sources that have an address as OPML."""
    from digest.collect.opml import write_opml  # noqa: PLC0415 - lxml is slow to import

    titles = [letter.title for letter in app.settings.newsletters.values()]
    opml = write_opml(app.settings.sources, title=", ".join(titles) or "digest")
    click.echo(opml.decode(), nl=False)


def _found(tried: Tried) -> Callable[[Article], object]:
    """An article as --json shows it, with the source that it came from."""
    source = msgspec.to_builtins(tried.source)
    return lambda article: {**msgspec.to_builtins(article), "found": source}


_NEWEST: dict[str, Callable[[Article], object]] = {
    "published": lambda article: f"{article.published:%Y-%m-%d %H:%M}",
    "title": lambda article: article.title,
    "url": lambda article: article.url or "",
}
_PLAIN: dict[str, Callable[[Source], object]] = {
    "name": lambda source: source.name,
    "kind": lambda source: source.kind,
    "url": lambda source: source.url,
    "topic": lambda source: source.topic or "",
    "also": lambda source: ", ".join(_beside(source)),
}


def _beside(source: Source) -> Iterator[str]:
    """What else is said of a source, as digest.toml writes it."""
    from digest.config.sources import keys_of, text_of  # noqa: PLC0415 - only an import shows it

    for key, value in keys_of(source).items():
        if key not in _PLAIN:
            yield f"{key} = {text_of(value)}"


def _to_json(row: _Known) -> object:
    fetched = msgspec.to_builtins(row.fetched) if row.fetched else None
    return {**msgspec.to_builtins(row.source), "fetched": fetched, "state": row.health.state}
