"""`digest run`: the daemon, in the foreground."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import (
    CONFIGURATION,
    FAILED,
    INTERRUPTED,
    MOST_SOURCES_FAILED,
    NOTHING_TO_SEND,
    SOME_FAILED,
    TRY_AGAIN,
)
from digest.cli.output import emit_line, say
from digest.cli.signals import stop_on_signal
from digest.cli.text import printable
from digest.errors import ConfigError
from digest.pipeline.relays import look_up_secrets
from digest.schedule import Daemon
from digest.store.rows import text_of

if TYPE_CHECKING:
    from digest.pipeline.shift import Event
    from digest.store import Store

_WORST_FIRST = (
    CONFIGURATION,
    FAILED,
    TRY_AGAIN,
    SOME_FAILED,
    NOTHING_TO_SEND,
    MOST_SOURCES_FAILED,
)
_STOPPING = "finishing what is in flight; once more to stop at once"


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--json", "as_json", is_flag=True, help="Print each event as a line of JSON.")
@click.pass_context
@pass_app
def run(app: App, ctx: click.Context, *, once: bool, as_json: bool) -> None:
    """Do all of that by the schedule, day by day.

    Collects, builds, and holds or sends, until a signal: Ctrl-C and SIGTERM finish what is in
    flight, a second one stops at once.
    """
    letters = app.settings.newsletters.values()
    if not app.settings.sources and not any(letter.schedule for letter in letters):
        raise ConfigError(
            "there is nothing to run: no source and no newsletter with a schedule",
            "add [newsletters.ID.schedule] to digest.toml",
        )
    look_up_secrets(app.settings, (letter for letter in letters if letter.schedule))
    log = _Log(as_json=as_json)
    with app.store() as store:
        interrupted = asyncio.run(_run(app, store, log, once=once))
    if once:
        ctx.exit(INTERRUPTED if interrupted else log.exit_code)


async def _run(app: App, store: Store, log: _Log, *, once: bool) -> bool:
    with stop_on_signal(_STOPPING) as stop:
        daemon = Daemon(
            app.settings,
            store,
            clock=app.clock,
            stop=stop,
            tell=log.add,
            ticks=time.monotonic,
        )
        await (daemon.once() if once else daemon.run())
        return stop.is_set()


class _Log:
    """Prints events; remembers which exit codes they stand for."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._codes: set[int] = set()

    @property
    def exit_code(self) -> int:
        """The code of the worst that was told, 0 where all went well."""
        return next((code for code in _WORST_FIRST if code in self._codes), 0)

    def add(self, event: Event) -> None:
        """A line for each: JSON on stdout, or words on stderr."""
        self._codes.add(event.code)
        if self._as_json:
            emit_line(event)
        else:
            what = f"{event.newsletter} {event.what}".strip()
            edition = f" {event.edition}" if event.edition else ""
            say(printable(f"{text_of(event.at)} {what}{edition}: {event.words}"))
