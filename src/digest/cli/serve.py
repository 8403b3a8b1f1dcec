"""`digest serve`: the readers' site, where the links in the mails lead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from digest.cli.app import App, pass_app
from digest.cli.output import say
from digest.cli.signals import stop_on_signal
from digest.pipeline.links import leave, look_up
from digest.web.site import make_app, running

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from digest.store import Store


@click.command()
@click.option("--host", help="Where to listen; default: [serve] host.")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: [serve] port; 0: a free one.")
@pass_app
def serve(app: App, *, host: str | None, port: int | None) -> None:
    """Run the readers' site, where a reader leaves a newsletter.

    Put a web server with a certificate in front of it: each newsletter's public_url must
    lead here. Runs until Ctrl-C.
    """
    settings = app.settings.serve
    with app.store() as store:
        asyncio.run(
            _run(
                _site(app, store),
                settings.host if host is None else host,
                settings.port if port is None else port,
            )
        )


async def _run(site: ASGIApp, host: str, port: int) -> None:
    with stop_on_signal() as stop:
        async with running(site, host=host, port=port) as url:
            click.echo(url)
            say("Ctrl-C ends it")
            await stop.wait()


def _site(app: App, store: Store) -> ASGIApp:
    urls = [urlsplit(letter.public_url) for letter in app.settings.newsletters.values()]
    return make_app(
        look=lambda token: look_up(app.settings, store, token),
        leave=lambda token: leave(app.settings, store, token, now=app.now()),
        hosts=[url.hostname for url in urls if url.hostname],
        https=bool(urls) and all(url.scheme == "https" for url in urls),
    )
