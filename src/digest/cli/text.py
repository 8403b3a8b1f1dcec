"""Makes foreign text safe for a terminal: a title can hold escape sequences. Pure."""

from __future__ import annotations

_JOINERS = {"\u200c", "\u200d"}  # invisible, but Hindi, Arabic and emoji are spelt with them


def printable(text: str) -> str:
    """The text with every control and direction character made a space."""
    return "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)


def cell(value: object) -> str:
    """One value as a table shows it, on one line."""
    if value is None:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return printable(", ".join(str(part) for part in value))
    return printable(str(value))
