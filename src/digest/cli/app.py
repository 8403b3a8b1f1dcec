"""What a command works with: settings, store and clock, each opened when it is asked for."""

from __future__ import annotations

import functools
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from digest.cli.options import options
from digest.config import Settings, load
from digest.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from digest.cli.options import Options

_P = ParamSpec("_P")
_R = TypeVar("_R")


class App:
    """One run of one command."""

    def __init__(self, chosen: Options, environ: Mapping[str, str]) -> None:
        self.options = chosen
        self.environ = environ

    @functools.cached_property
    def settings(self) -> Settings:
        """The settings in force.

        Raises:
            ConfigError: they can't be used.
        """
        return load(self.options.config, environ=self.environ)

    def store(self, *, migrate: bool = True) -> Store:
        """The database, as a context manager.

        Raises:
            StoreError: it can't be opened.
        """
        return open_store(self.settings.store.url, migrate=migrate)

    def clock(self) -> datetime:
        """The time, UTC, as exact as a rate of mails needs it."""
        return datetime.now(UTC)

    def now(self) -> datetime:
        """The time, UTC, to the second: as exact as the store is."""
        return datetime.now(UTC).replace(microsecond=0)


def pass_app(command: Callable[Concatenate[App, _P], _R]) -> Callable[_P, _R]:
    """Gives the command an App as its first argument."""

    @functools.wraps(command)
    def with_app(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        return command(App(options(), os.environ), *args, **kwargs)

    return with_app
