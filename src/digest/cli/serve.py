"""`digest serve`: the readers' site, where the links in the mails lead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.output import say
from digest.cli.signals import stop_on_signal
from digest.pipeline.root import root_key
from digest.web.server import answering, bound, url_of
from digest.web.site import WHAT, House, make_app
from digest.web.workers import supervise

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp

    from digest.store import Store


@click.command()
@click.option("--host", help="Where to listen; default: [serve] host.")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: [serve] port; 0: a free one.")
@click.option("--workers", type=click.IntRange(1, 64), help="Default: [serve] workers.")
@pass_app
def serve(app: App, *, host: str | None, port: int | None, workers: int | None) -> None:
    """Run the readers' site: every edition that was sent, and the links in the mails.

    Put a web server with a certificate in front of it: each newsletter's public_url must
    lead here. Runs until Ctrl-C.
    """
    settings = app.settings.serve
    count = workers or settings.workers
    with bound(
        settings.host if host is None else host, settings.port if port is None else port, WHAT
    ) as sock:
        with app.store() as store:  # made and brought up to date before there are several
            root_key(app.settings, store)
        click.echo(url_of(sock))
        say("Ctrl-C ends it")
        if count == 1:
            _work(app, sock)
        else:
            supervise(lambda: _work(app, sock), count)


def _work(app: App, sock: socket.socket) -> None:
    with app.store() as store:
        asyncio.run(_answer(_site(app, store), sock))


async def _answer(site: ASGIApp, sock: socket.socket) -> None:
    with stop_on_signal() as stop:
        async with answering(site, sock):
            await stop.wait()


def _site(app: App, store: Store) -> ASGIApp:
    root = root_key(app.settings, store)
    house = House(settings=app.settings, store=store, root=root, clock=app.now)
    return make_app(house, log=say if app.settings.serve.access_log == "json" else None)
