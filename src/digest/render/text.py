"""How the links of a text part look: bare on lines of their own, or numbered.

A number counts within its part, so that it is right in every selection. A URL is never broken.
"""

from __future__ import annotations

import re

from digest.render.safe import SENTINEL
from digest.render.wrap import columns

WIDTH = 72
_MARK = re.compile("(\x02[0-9]+\x03)")
# A link, or the place of one that is a reader's own.
_URL = re.compile(rf"[ \t]*((?:https?://|{SENTINEL}[A-Z_]+_URL__)\S*)")


def numbered(text: str) -> str:
    """Put [n] where each link stood, and the links at the end of their part.

    A link that no line goes before stays where it is; so does one below the only line of its part.
    """
    pieces = _MARK.split(text)
    return "".join(piece if _MARK.fullmatch(piece) else _number(piece) for piece in pieces)


def _number(piece: str) -> str:
    body = piece.rstrip("\n")
    lines: list[str] = []
    links: list[str] = []
    for line in body.split("\n"):
        found = _URL.fullmatch(line)
        if found and lines and lines[-1].strip() and not _URL.fullmatch(lines[-1]):
            links.append(found[1])
            _refer(lines, f"[{len(links)}]")
        else:
            lines.append(line)
    if not links or (len(links) == 1 and sum(map(bool, lines)) == 1):
        return piece
    notes = [f"[{number}] {url}" for number, url in enumerate(links, 1)]
    return "\n".join([*lines, "", *notes]) + piece[len(body) :]


def _refer(lines: list[str], number: str) -> None:
    """Put the number behind the last line, or on the next where it has no room."""
    last = lines[-1]
    if columns(last) + 1 + len(number) <= WIDTH:
        lines[-1] = f"{last} {number}"
    else:
        lines.append(last[: len(last) - len(last.lstrip())] + number)
