"""`digest preview`: an edition on a page on this machine, before anybody gets it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.output import say
from digest.cli.signals import stop_on_signal
from digest.errors import EmptyEditionError
from digest.pipeline.proof import Proof, choose, sample_of
from digest.web.preview import running

if TYPE_CHECKING:
    from digest.model import Edition
    from digest.store import Store


@click.command()
@click.argument("edition", required=False)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Of the page; 0: a free one.",
)
@click.option("--newsletter", help="Without EDITION: the newest of this newsletter.")
@pass_app
def preview(app: App, *, edition: str | None, port: int, newsletter: str | None) -> None:
    """Show an edition as any reader would get it; the page follows every change.

    Without EDITION the newest that is a draft, held or approved. Runs until Ctrl-C, on
    127.0.0.1 alone, and changes nothing.
    """
    if edition is not None and newsletter is not None:
        raise click.UsageError("EDITION and --newsletter exclude each other")
    with app.store() as store:
        chosen, sample = _chosen(app, store, edition, newsletter)
        proof = Proof(
            lambda: App(app.options, app.environ).settings,
            store,
            chosen,
            clock=app.now,
            sample=sample,
        )
        asyncio.run(_run(proof, port))


def _chosen(
    app: App, store: Store, edition: str | None, newsletter: str | None
) -> tuple[Edition, bool]:
    """The edition to show, and whether it is a sample."""
    try:
        return choose(app.settings, store, edition, newsletter), False
    except EmptyEditionError:
        if edition is not None:
            raise
    return sample_of(app.settings, newsletter, app.now()), True


async def _run(proof: Proof, port: int) -> None:
    with stop_on_signal() as stop:
        async with running(proof, port=port) as url:
            click.echo(url)
            what = "a sample until an edition is built" if proof.sample else proof.edition.id
            say(f"{what}; Ctrl-C ends it")
            await stop.wait()
