"""The official MJML and juice, in one warm Node process: for tests, and for bench/render.py.

`make peers` installs them.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final, Self

from tests.peers import find, require, require_modules

MODULES: Final = ("mjml", "juice")


def installed() -> bool:
    """Whether both are there, for who must not be left out where they are not."""
    folder = Path(__file__).parent / "node" / "node_modules"
    return find("node") is not None and all((folder / name).is_dir() for name in MODULES)


class OfficialMjml:
    """A context manager; `compile` asks it, one document after the other."""

    def __init__(self) -> None:
        [node] = require("node")
        folder = require_modules(*MODULES)
        self._process = subprocess.Popen(
            [node, str(folder / "compile.js")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
        assert self._process.returncode == 0

    def compile(self, mjml: str, css: str | None = None) -> dict[str, Any]:
        """Give `html`, `errors`, and `seconds` of CPU; inlined where there is CSS."""
        return self._ask({"mjml": mjml} if css is None else {"mjml": mjml, "css": css})

    def against(self, mjml: str) -> list[str]:
        """What it has against a document, which it makes no page of where that is anything."""
        return list(self._ask({"judged": mjml})["errors"])

    def _ask(self, asked: dict[str, str]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))
