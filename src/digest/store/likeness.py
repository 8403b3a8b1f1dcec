"""Whether two texts are one with edits. Pure; no store knows it."""

from __future__ import annotations

from typing import Final

_RUN: Final = 8  # letters that two texts of their own seldom share, in any script


def much_alike(one: str, other: str) -> bool:
    """Whether half of the shorter text's runs of letters stand in the other; empty is like none."""
    runs, others = _runs(one), _runs(other)
    return len(runs & others) * 2 >= min(len(runs), len(others)) > 0


def _runs(text: str) -> set[str]:
    plain = "".join(text.split()).casefold()
    starts = range(max(len(plain) - _RUN, 0) + 1)
    return {plain[start : start + _RUN] for start in starts} - {""}
