"""Node's official mjml with juice, warm: what the chain of rendering is held against."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

FOLDER = Path(__file__).parents[2] / "tests" / "node"


def installed() -> bool:
    """Whether `make peers` has brought it."""
    return shutil.which("node") is not None and (FOLDER / "node_modules" / "juice").is_dir()


class Official:
    """One Node process; a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(FOLDER / "compile.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def seconds(self, mjml: str, css: str) -> float:
        """CPU seconds of compiling and inlining, of all of Node's threads."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"mjml": mjml, "css": css}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return float(answer["seconds"])
