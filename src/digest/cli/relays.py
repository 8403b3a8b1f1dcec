"""`digest relays`: how relays and recipients' domains stand, and the end of what holds one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.output import emit, json_option, say

if TYPE_CHECKING:
    from digest.pipeline.relays import Reset


@click.group()
def relays() -> None:
    """How the relays stand, and which domains wait."""


@relays.command("list")
@json_option
@pass_app
def list_(app: App, *, as_json: bool) -> None:
    """List each relay with what it took today, and each domain that is slowed down or shut out."""
    from digest.pipeline.relays import standings  # noqa: PLC0415 - 0.1 s that --help does without

    with app.store() as store:
        found = standings(app.settings, store, now=app.now())
    columns = {
        "scope": lambda one: one.scope,
        "name": lambda one: one.name,
        "place": lambda one: one.place,
        "today": lambda one: one.today or "",
        "limit": lambda one: one.limit or "",
        "at once": lambda one: one.at_once or "",
        "until": lambda one: one.until,
        "reason": lambda one: one.reason,
    }
    emit(found, as_json=as_json, columns=columns)


@relays.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@pass_app
def reset(app: App, *, names: tuple[str, ...]) -> None:
    """Try a relay, or a domain, again at once: what holds it back is forgotten."""
    from digest.pipeline.relays import reset as forget  # noqa: PLC0415 - as above

    with app.store() as store:
        for name in names:
            say(_told(name, forget(app.settings, store, name, now=app.now())))


def _told(name: str, done: Reset) -> str:
    if done.limit is not None:
        before = "what it asked for is forgotten, but " if done.forgot else ""
        return f"{name}: {before}its limit of {done.limit} mails is used up, until 00:00 UTC"
    if done.freed:
        return f"{name} is tried again; mails that waited for it and are due now: {done.freed}"
    return f"{name} is tried again" if done.forgot else f"nothing held {name} back"
