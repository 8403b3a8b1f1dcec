"""`digest collect`: visits the sources and says how it went."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import MOST_SOURCES_FAILED
from digest.cli.output import emit, emit_json, json_option, say
from digest.cli.progress import progress
from digest.cli.visits import COLUMNS, brief
from digest.pipeline.collect import collect as collect_articles

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Collected
    from digest.pipeline.collect import CollectReport


@click.command()
@click.option("--source", "names", multiple=True, help="Only this one; may be given several times.")
@click.option("--due", is_flag=True, help="Only those whose plan says so, as `digest run` does.")
@json_option
@click.pass_context
@pass_app
def collect(
    app: App, ctx: click.Context, *, names: tuple[str, ...], due: bool, as_json: bool
) -> None:
    """Fetch the articles of all sources. One that fails stops no other."""
    report = _collect(app, names, due=due)
    if as_json:
        emit_json(_report(report))
    else:
        emit(report.sources, as_json=False, columns=COLUMNS)
    say(f"{report.new} new articles, {report.changed} changed, {report.same} known")
    if report.waiting:
        say(f"left alone, as their servers asked for: {', '.join(report.waiting)}")
    if report.mostly_failed:
        say(f"{len(report.failed)} of {len(report.sources)} sources failed")
        ctx.exit(MOST_SOURCES_FAILED)


def _collect(app: App, names: tuple[str, ...], *, due: bool) -> CollectReport:
    total = len(names) or len(app.settings.sources)
    with app.store() as store, progress("Collecting", total) as show:
        run = collect_articles(
            app.settings, store, now=app.now(), only=names, due=due, on_done=_counter(show)
        )
        return asyncio.run(run)


def _counter(show: Callable[[int, str], None]) -> Callable[[Collected], None]:
    done = 0

    def count(visit: Collected) -> None:
        nonlocal done
        done += 1
        show(done, visit.source)

    return count


def _report(report: CollectReport) -> dict[str, object]:
    return {
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "waiting": list(report.waiting),
        "sources": [brief(visit) for visit in report.sources],
    }
