"""From a `look` table to a Look whose colours can be read by day and by night.

Looks into tokens.j2 for the two colours of the paper, and at nothing else on the disk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.config import values
from digest.config.rules import shipped_templates
from digest.model import Logo, Look
from digest.model.colour import BLACK, READABLE, WHITE, Colour

if TYPE_CHECKING:
    from pathlib import Path

    from digest.config.check import Origin
    from digest.config.lines import KeyPath
    from digest.config.tables.newsletter import LogoTable, LookTable

_TOKENS = "tokens.j2"
_PAPER = re.compile(r"set (paper|night_paper) = \"(#[0-9a-fA-F]{6})\"")
_STEPS = 100
_MIDDLE = Colour(128, 128, 128)


def look(table: LookTable, path: KeyPath, root: Path, origin: Origin) -> Look:
    """The look of a newsletter; an accent that has no twin for the night gets one.

    Raises:
        ConfigError: a colour that can't be read on the paper of tokens.j2.
    """
    papers = _papers(root) if table.accent or table.accent_dark else {}
    night = papers.get("night_paper")
    accent = _checked(table.accent, papers.get("paper"), (*path, "accent"), origin)
    dark = _checked(table.accent_dark, night, (*path, "accent_dark"), origin)
    dark = dark or (readable(accent, night) if accent and night else None)
    return Look(
        accent=str(accent) if accent else None,
        accent_dark=str(dark) if dark else None,
        logo=_logo(table.logo) if table.logo else None,
        heading_font=table.heading_font,
        text_font=table.text_font,
    )


def readable(colour: Colour, paper: Colour) -> Colour:
    """The colour, or the nearest one towards black or white that text can have on the paper."""
    end = BLACK if paper.luminance > _MIDDLE.luminance else WHITE
    mixed = (colour.towards(end, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in mixed if one.contrast(paper) >= READABLE), end)


def _checked(
    said: str | None, paper: Colour | None, path: KeyPath, origin: Origin
) -> Colour | None:
    colour = Colour.read(values.colour(said)) if said else None
    if colour and paper and (ratio := colour.contrast(paper)) < READABLE:
        near = readable(colour, paper)
        words = (
            f"{colour} on the paper {paper} has a contrast of {ratio:.1f}; text needs {READABLE}"
        )
        raise origin.error(path, words, f"{near} is the nearest that can be read")
    return colour


def _logo(table: LogoTable) -> Logo:
    return Logo(url=table.url, width=table.width, height=table.height, alt=table.alt)


def _papers(root: Path) -> dict[str, Colour]:
    """The paper by day and by night, as the operator's tokens.j2 has it, else the shipped one."""
    for folder in (root / "templates" / "email", shipped_templates()):
        try:
            text = (folder / _TOKENS).read_text("utf-8")
        except (OSError, UnicodeDecodeError):  # the render room says what is wrong with it
            continue
        return {name: Colour.read(digits) for name, digits in _PAPER.findall(text)}
    return {}
