"""`digest runs`: what became of the slots of the schedule."""

from __future__ import annotations

import click

from digest.cli.app import App, pass_app
from digest.cli.known import known_newsletter
from digest.cli.output import emit, json_option
from digest.store.rows import text_of, text_or_none


@click.group()
def runs() -> None:
    """What became of the slots of the schedule."""


@runs.command("list")
@click.option("--newsletter", help="Only those of this newsletter.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@json_option
@pass_app
def list_(app: App, *, newsletter: str | None, limit: int, as_json: bool) -> None:
    """List the latest slots, how far each has come, and why."""
    with app.store() as store:
        found = store.runs.list(known_newsletter(app.settings, newsletter), limit=limit)
    columns = {
        "slot": lambda one: text_of(one.slot),
        "newsletter": lambda one: one.newsletter,
        "cadence": lambda one: one.cadence,
        "state": lambda one: one.state,
        "edition": lambda one: one.edition,
        "next try": lambda one: text_or_none(one.retry_at) or "",
        "detail": lambda one: one.detail,
    }
    emit(found, as_json=as_json, columns=columns)
