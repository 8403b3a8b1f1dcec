"""A colour, and how well it stands out from another one."""

from __future__ import annotations

from typing import NamedTuple, Self

READABLE = 4.5
"""Contrast that text needs (WCAG 2.2, success criterion 1.4.3)."""

READABLE_LARGE = 3.0
"""What large text needs: from 24 CSS pixels, or 18.66 where it is bold."""

_FULL = 255


class Colour(NamedTuple):
    """A colour of the screen (sRGB), each part from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def read(cls, digits: str) -> Self:
        """Read #rrggbb.

        Raises:
            ValueError: it has another form.
        """
        red, green, blue = bytes.fromhex(digits.removeprefix("#"))
        return cls(red, green, blue)

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance, from 0 to 1 (WCAG 2.2)."""
        return (
            0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)
        )

    def contrast(self, other: Colour) -> float:
        """Contrast of the two, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
        darker, lighter = sorted((self.luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)

    def towards(self, other: Colour, share: float) -> Colour:
        """The colour that lies so far (0 to 1) on the way to the other one."""
        return Colour(*(round(a + (b - a) * share) for a, b in zip(self, other, strict=True)))


BLACK, WHITE = Colour(0, 0, 0), Colour(_FULL, _FULL, _FULL)


def _linear(part: int) -> float:
    """One part without the screen's curve (sRGB, IEC 61966-2-1)."""
    share = part / _FULL
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - WCAG's figures
