"""The programs that tests meet: found, or the test is left out and says so.

The only place where a test is skipped. With CI set nothing is left out: a missing program
is a failure (see conftest).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

import pytest

UNPACKED: Final = Path(__file__).parents[1] / ".peers"
"""Where install_peers.sh puts programs that can't be installed beside others."""

SEARCH: Final = os.pathsep.join(
    (
        os.environ.get("PATH", os.defpath),
        "/usr/local/sbin",
        "/usr/sbin",
        "/sbin",
        str(UNPACKED),
    )
)


def find(program: str) -> str | None:
    """The path of a program; servers stand where only root's PATH looks."""
    return shutil.which(program, path=SEARCH)


def require(*programs: str) -> tuple[str, ...]:
    """The paths of all programs; skips the test if one is missing, in CI fails it."""
    missing = [program for program in programs if find(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (as root, `make peers` installs it)")
    return tuple(found for program in programs if (found := find(program)))


def require_root(why: str) -> None:
    """Skips the test if we are not root, in CI fails it."""
    if os.geteuid() != 0:
        pytest.skip(f"not root: {why}")


def require_modules(*names: str) -> Path:
    """The folder of what npm brings; skips the test if one is missing, in CI fails it."""
    folder = Path(__file__).parent / "node"
    missing = [name for name in names if not (folder / "node_modules" / name).is_dir()]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (`make peers` installs it)")
    return folder
