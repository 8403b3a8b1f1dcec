"""Who is alive: each sender on this machine holds a lock that dies with it.

A lease alone tells a dead sender from a slow one only by waiting. The lock is flock(2) on a
file beside the database, named after the sender's fence; the kernel drops it on kill -9. It
never touches the database, and where it can't be had, the lease alone decides.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Holders:
    """The locks of the senders at one database."""

    def __init__(self, database: Path) -> None:
        self._folder = database.parent
        self._prefix = f"{database.name}-sender-"
        self._held: dict[int, int] = {}

    def hold(self, fence: int) -> None:
        """Show that the sender with this fence lives, until `drop` or the process's end.

        The file gets its name when it is locked: nobody sees it without its lock.
        """
        if fence in self._held:
            return
        path = self._path(fence)
        new = path.with_name(f".{path.name}")
        with contextlib.suppress(OSError):
            descriptor = os.open(new, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._held[fence] = descriptor
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            new.rename(path)

    def drop(self, fence: int) -> None:
        """The sender with this fence is done."""
        with contextlib.suppress(OSError):
            self._path(fence).unlink(missing_ok=True)
        self.abandon(fence)

    def abandon(self, fence: int) -> None:
        """The sender with this fence is to be found dead, by whoever recovers."""
        descriptor = self._held.pop(fence, None)
        if descriptor is not None:
            os.close(descriptor)

    def gone(self) -> tuple[int, ...]:
        """The fences of those who died holding them; they will be found again."""
        found = []
        for fence in self._fences():
            descriptor = _orphan(self._path(fence))
            if descriptor is not None:
                os.close(descriptor)
                found.append(fence)
        return tuple(found)

    def alive(self) -> tuple[int, ...]:
        """The fences of those who live, in this process or another."""
        gone = set(self.gone())
        return tuple(fence for fence in self._fences() if fence not in gone)

    @contextmanager
    def dead(self) -> Iterator[Sequence[int]]:
        """The fences of those who died holding them; forgotten when the block succeeds."""
        found: dict[int, int] = {}
        try:
            for fence in self._fences():
                descriptor = _orphan(self._path(fence))
                if descriptor is not None:
                    found[fence] = descriptor
            yield tuple(found)
            for fence in found:
                self._path(fence).unlink(missing_ok=True)
        finally:
            for descriptor in found.values():
                os.close(descriptor)

    def _fences(self) -> Iterator[int]:
        for path in self._folder.iterdir():
            fence = path.name.removeprefix(self._prefix)
            if fence != path.name and fence.isdecimal():
                yield int(fence)

    def _path(self, fence: int) -> Path:
        return self._folder / f"{self._prefix}{fence}"


def _orphan(path: Path) -> int | None:
    """The open file, locked by us, if nobody else holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
