"""`digest sources`: what is set up, how the last visits went, and a visit that stores nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.output import emit, emit_fields, json_option
from digest.cli.steps import steps
from digest.cli.visits import COLUMNS, brief

if TYPE_CHECKING:
    from digest.model import Fetched, Source
    from digest.pipeline.health import Health

MOST_SOURCES_FAILED = 6


class _Known(NamedTuple):
    source: Source
    fetched: Fetched | None
    health: Health


@click.group()
def sources() -> None:
    """List and try out the sources."""


@sources.command("list")
@json_option
@pass_app
def list_(app: App, *, as_json: bool) -> None:
    """List the sources of digest.toml and how the last visit went."""
    from digest.pipeline.health import health  # noqa: PLC0415 - the whole room is slow to import

    now = app.now()
    with app.store() as store:
        known = {fetched.source: fetched for fetched in store.fetched.all()}
    rows = [
        _Known(source, known.get(source.name), health(source, known.get(source.name), now=now))
        for source in app.settings.sources
    ]
    columns = {
        "name": lambda row: row.source.name,
        "kind": lambda row: row.source.kind,
        "place": lambda row: row.source.url or row.source.path,
        "topic": lambda row: row.source.topic,
        "weight": lambda row: row.source.weight,
        "checked": lambda row: row.fetched and row.fetched.checked,
        "next": lambda row: row.fetched and row.fetched.next,
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
            on_done=lambda _visit: None,
            readers=source_readers(settings, [name] if name else ()),
        )
    )
    if name is None or as_json:
        emit(visits, as_json=as_json, columns=COLUMNS, to_json=brief)
    else:
        emit_fields(steps(settings.source(name), visits[0]))
    if sum(1 for visit in visits if visit.error) * 2 > len(visits):
        ctx.exit(MOST_SOURCES_FAILED)


def _to_json(row: _Known) -> object:
    fetched = msgspec.to_builtins(row.fetched) if row.fetched else None
    return {**msgspec.to_builtins(row.source), "fetched": fetched, "state": row.health.state}
