"""The programs that tests meet: found, or the test is left out and says so.

The only place where a test is skipped. With CI set nothing is left out: a missing program
is a failure (see conftest).
"""

from __future__ import annotations

import os
import shutil
from typing import Final, NoReturn

import pytest

SEARCH: Final = os.pathsep.join(
    (os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin")
)


def find(program: str) -> str | None:
    """The path of a program; servers stand where only root's PATH looks."""
    return shutil.which(program, path=SEARCH)


def missing(what: str) -> NoReturn:
    """Skips the test, in CI fails it."""
    pytest.skip(f"not installed: {what} (as root, `make peers` installs it)")


def require(*programs: str) -> tuple[str, ...]:
    """The paths of all programs; skips the test if one is missing, in CI fails it."""
    absent = [program for program in programs if find(program) is None]
    if absent:
        missing(", ".join(absent))
    return tuple(found for program in programs if (found := find(program)))


def require_root(why: str) -> None:
    """Skips the test if we are not root, in CI fails it."""
    if os.geteuid() != 0:
        pytest.skip(f"not root: {why}")
