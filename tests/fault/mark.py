"""Where a sender is at this moment, in a byte that outlives a kill -9.

The sender writes it into a mapped file, whoever stops it reads it: while it runs, to strike in
the middle of something, and when it is dead, to know where it was struck.
"""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

START, DATA = "start", "data"
STEPS = (START, DATA, "recover", "claim", "commit", "release", "look")


class Mark:
    """The byte; START until the sender first goes to its store, DATA when it comes back."""

    def __init__(self, path: Path) -> None:
        path.touch()
        with path.open("r+b") as file:
            file.truncate(1)
            self._byte = mmap.mmap(file.fileno(), 1)

    @property
    def step(self) -> str:
        return STEPS[self._byte[0]]

    @step.setter
    def step(self, name: str) -> None:
        self._byte[0] = STEPS.index(name)


class Watched:
    """A store whose every call is marked: DATA is what lies between them, mails on the wire."""

    def __init__(self, store: object, mark: Mark) -> None:
        self._store = store
        self._mark = mark

    def __getattr__(self, name: str) -> object:
        method = getattr(self._store, name)
        step = name if name in STEPS else "look"

        def marked(*args: object, **named: object) -> object:
            self._mark.step = step
            try:
                return method(*args, **named)
            finally:
                self._mark.step = DATA

        return marked
