"""From a `look` table to a Look whose colours can be read by day and by night.

Looks into tokens.j2 for the two colours of the paper, and at nothing else on the disk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.config import values
from digest.config.rules import shipped_templates
from digest.model import Logo, Look

if TYPE_CHECKING:
    from pathlib import Path

    from digest.config.check import Origin
    from digest.config.lines import KeyPath
    from digest.config.tables.newsletter import LogoTable, LookTable

READABLE = 4.5
"""Contrast that text needs (WCAG 2.2, success criterion 1.4.3)."""

_TOKENS = "tokens.j2"
_PAPER = re.compile(r"set (paper|night_paper) = \"(#[0-9a-fA-F]{6})\"")
_STEPS = 100
_FULL = 255


def look(table: LookTable, path: KeyPath, root: Path, origin: Origin) -> Look:
    """The look of a newsletter; an accent that has no twin for the night gets one.

    Raises:
        ConfigError: a colour that can't be read on the paper of tokens.j2.
    """
    papers = _papers(root) if table.accent or table.accent_dark else {}
    night = papers.get("night_paper")
    accent = _checked(table.accent, papers.get("paper"), (*path, "accent"), origin)
    dark = _checked(table.accent_dark, night, (*path, "accent_dark"), origin)
    return Look(
        accent=accent,
        accent_dark=dark or (readable(accent, night) if accent and night else None),
        logo=_logo(table.logo) if table.logo else None,
        heading_font=table.heading_font,
        text_font=table.text_font,
    )


def contrast(one: str, other: str) -> float:
    """Contrast of two colours "#rrggbb", from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, paper: str) -> str:
    """The colour, or the nearest one towards black or white that text can have on the paper."""
    end = 0 if _luminance(paper) > _luminance("#808080") else _FULL
    for step in range(_STEPS + 1):
        mixed = (round(part + (end - part) * step / _STEPS) for part in _parts(colour))
        made = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(made, paper) >= READABLE:
            return made
    return "#000000" if end == 0 else "#ffffff"


def _checked(said: str | None, paper: str | None, path: KeyPath, origin: Origin) -> str | None:
    colour = values.colour(said) if said else None
    if colour and paper and (ratio := contrast(colour, paper)) < READABLE:
        near = readable(colour, paper)
        words = (
            f"{colour} on the paper {paper} has a contrast of {ratio:.1f}; text needs {READABLE}"
        )
        raise origin.error(path, words, f"{near} is the nearest that can be read")
    return colour


def _logo(table: LogoTable) -> Logo:
    return Logo(url=table.url, width=table.width, height=table.height, alt=table.alt)


def _papers(root: Path) -> dict[str, str]:
    """The paper by day and by night, as the operator's tokens.j2 has it, else the shipped one."""
    for folder in (root / "templates" / "email", shipped_templates()):
        try:
            text = (folder / _TOKENS).read_text("utf-8")
        except (OSError, UnicodeDecodeError):  # the render room says what is wrong with it
            continue
        return dict(_PAPER.findall(text))
    return {}


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2), 0 to 1."""
    linear = [_linear(part / _FULL) for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - WCAG's figures


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
