"""`digest inbox`: a catch-all mailbox on this machine, to look at what digest sends."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import say
from digest.cli.signals import stop_on_signal
from digest.web.inbox import serve

if TYPE_CHECKING:
    from digest.web.inbox import InboxAddress

_PORT = click.IntRange(0, 65535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--smtp-port", type=_PORT, default=1025, show_default=True, help="Takes mails; 0: a free one."
)
@click.option(
    "--web-port", type=_PORT, default=8025, show_default=True, help="Shows them; 0: a free one."
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also keep each mail here as an .eml file.",
)
def inbox(*, host: str, smtp_port: int, web_port: int, folder: Path | None) -> None:
    """Run a catch-all mailbox: it takes every mail, sends none on, and shows them on a page.

    Runs until Ctrl-C. Mails are in memory only, unless --dir keeps them.
    """

    async def run() -> None:
        with stop_on_signal() as stop:
            await serve(host, smtp_port, web_port, _announce, stop, folder=folder)

    asyncio.run(run())


def _announce(address: InboxAddress) -> None:
    click.echo(address.web_url)
    say(f"mails come in at {address.host} port {address.smtp_port}; Ctrl-C ends it")
