"""Writes docs/decisions/README.md: one line for each page, in their order. `make docs` runs it."""

from __future__ import annotations

import re
from pathlib import Path

DECISIONS = Path(__file__).parent / "decisions"
HEAD = """# Decisions

One short page for each choice that is costly to change: context, decision, and instead of what.
`make docs` writes this list.

"""


def line(page: Path) -> str:
    """A link to a page, with its title."""
    first = page.read_text(encoding="utf-8").splitlines()[0]
    title = re.sub(r"^# [0-9]+\.? ", "", first)
    return f"- [{int(page.name[:4])}. {title}]({page.name})\n"


if __name__ == "__main__":
    lines = [line(page) for page in sorted(DECISIONS.glob("[0-9]*.md"))]
    (DECISIONS / "README.md").write_text(HEAD + "".join(lines), encoding="utf-8")
