"""`digest keys`: the secrets of this installation; none is ever shown."""

from __future__ import annotations

import click

from digest import keys as room
from digest.cli.app import App, pass_app
from digest.cli.output import say


@click.group()
def keys() -> None:
    """Change the secret that signs readers' links."""


@keys.command()
@pass_app
def rotate(app: App) -> None:
    """Sign with a new secret from now on; links of mails already sent still hold.

    For when digest.key may have been seen: later take the old lines out of it, and what they
    signed is worth nothing.
    """
    with app.store() as store:
        made = room.rotate(store.path, app.settings.environ)
    say(f"a new secret signs from now on; {len(made.older)} older still hold")
