"""Disks that can't be written: too small, shut, or mounted read-only.

Root may write what its rights forbid and fill what others can't. So a small disk is mounted,
and commands are started without root's privilege over files. Where nothing may be mounted, as
in most containers, a limit on the size of files stands for the full disk.
"""

from __future__ import annotations

import os
import resource
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = "16m"
# Without these, root is bound by the rights of files as everybody is.
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def can_mount() -> bool:
    """Whether we may: tried where nobody sees it."""
    trial = ["unshare", "--mount", "mount", "-t", "tmpfs", "digest", "/tmp"]  # noqa: S108 - seen by it alone
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def as_everybody() -> tuple[str, ...]:
    """What a command is started by so that the rights of files bind it."""
    return BOUND if os.geteuid() == 0 else ()


class SmallDisk:
    """A disk of SIZE in memory."""

    said = "can't grow: the disk is full"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._filler = folder / "filler"
        self.under: tuple[str, ...] = ()

    @classmethod
    @contextmanager
    def at(cls, folder: Path) -> Iterator[SmallDisk]:
        with mounted(folder):
            yield cls(folder)

    def fill(self, process: subprocess.Popen | None) -> None:  # noqa: ARG002 - the other one's
        """Take all its space, to the last byte."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def free(self) -> None:
        self._filler.unlink()


class Limit:
    """No file of a command may grow: what a quota does (EFBIG, where a disk says ENOSPC)."""

    said = "can't be read or written"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.under: tuple[str, ...] = ()

    @classmethod
    @contextmanager
    def at(cls, folder: Path) -> Iterator[Limit]:
        yield cls(folder)

    def fill(self, process: subprocess.Popen | None) -> None:
        if process is None:
            self.under = ("prlimit", "--fsize=0")
            return
        size = max(file.stat().st_size for file in self._folder.glob("digest.db*"))
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))

    def free(self) -> None:
        self.under = ()


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "digest", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)
