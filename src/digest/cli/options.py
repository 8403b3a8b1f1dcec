"""What the global options said. Plain values, so that the root command imports nothing heavy."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click


@dataclass(frozen=True)
class Options:
    """The global options; `volume` is 0, above it more words, below it fewer."""

    config: Path | None = None
    debug: bool = False
    volume: int = 0


def options() -> Options:
    """Those of the command that runs."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Options) if context else None
    return found or Options()


class _Handler(logging.StreamHandler[TextIO]):
    """Writes to what stderr is then: a bar that stands there lets lines pass above it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self.stream = sys.stderr
        super().emit(record)


def set_up_logging(chosen: Options) -> None:
    """Log to stderr: warnings, with -v what happens, with -vv or --debug everything."""
    level = logging.WARNING - 10 * chosen.volume
    level = logging.DEBUG if chosen.debug else max(logging.DEBUG, level)
    handler = _Handler()
    handler.setLevel(level)  # so that a log file elsewhere may hold more than the screen
    form = "%(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=level, format=form, handlers=[handler], force=True)
