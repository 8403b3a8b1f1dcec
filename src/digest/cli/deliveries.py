"""`digest deliveries`: what became of each reader's copy. Changes nothing."""

from __future__ import annotations

import click

from digest.cli.app import App, pass_app
from digest.cli.known import known_edition
from digest.cli.output import emit, json_option
from digest.model import DeliveryState


@click.group()
def deliveries() -> None:
    """What became of each reader's copy."""


@deliveries.command("list")
@click.option("--edition", help="Only those of this edition.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in DeliveryState]),
    help="Only those in this state.",
)
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most.")
@json_option
@pass_app
def list_(app: App, *, edition: str | None, state: str | None, limit: int, as_json: bool) -> None:
    """List deliveries, with the last answer of the server."""
    chosen = DeliveryState(state) if state else None
    with app.store() as store:
        edition = known_edition(store, edition)
        found = store.outbox.list(edition=edition, state=chosen, limit=limit)
    columns = {
        "id": lambda delivery: delivery.id,
        "edition": lambda delivery: delivery.edition,
        "email": lambda delivery: delivery.email,
        "state": lambda delivery: delivery.state,
        "attempts": lambda delivery: delivery.attempts,
        "code": lambda delivery: delivery.code or "",
        "detail": lambda delivery: delivery.detail,
    }
    emit(found, as_json=as_json, columns=columns)
