"""The examples of docs/library.md, run as they are printed, in a folder of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
GIVEN, CODE = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
EXAMPLE = GIVEN + CODE
SHOWN = "\nfrom pathlib import Path\nprint(html)\nprint(sorted(Path().iterdir()))\n"


def test_it_is_short():
    assert len(CODE.strip().splitlines()) <= 15


def test_it_runs_anywhere_and_prints_the_story(tmp_path):
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", EXAMPLE + SHOWN],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == ""
    assert "Harbour opens again" in ran.stdout
    assert "https://news.example/u/token" in ran.stdout
    assert ran.stdout.endswith("[]\n")
