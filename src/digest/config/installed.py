"""Which extension points there are, and which names are known at each: built in or installed.

Reads what installed packages declare of themselves; never imports one of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from digest.config.values import nearest
from digest.model import SourceKind

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["Group", "declared", "unknown"]


class Group(StrEnum):
    """The entry-point groups in which packages declare their plugins."""

    SOURCES = "digest.sources"
    BLOCKS = "digest.blocks"
    RANK = "digest.rank"


BUILT_IN = {
    Group.SOURCES: tuple(kind.value for kind in SourceKind),
    Group.BLOCKS: (
        *("greeting", "why", "figure", "quotation", "agenda", "data", "sponsor", "correction"),
    ),
    Group.RANK: (
        *("marks", "front", "coverage", "weight", "freshness", "velocity", "history", "readers"),
    ),
}
_WHAT = {
    Group.SOURCES: "source kind",
    Group.BLOCKS: "maker of blocks",
    Group.RANK: "rule of ranking",
}


def declared(group: Group) -> dict[str, list[EntryPoint]]:
    """What is installed at an extension point, by name; two packages may claim the same one."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - only who names a plugin pays

    found: dict[str, list[EntryPoint]] = {}
    for point in sorted(entry_points(group=group.value), key=lambda one: (one.name, one.value)):
        found.setdefault(point.name, []).append(point)
    return found


def unknown(group: Group, name: str) -> tuple[str, str] | None:
    """Why no plugin can be meant by this name, and what to do; None where exactly one can."""
    if name in BUILT_IN[group]:
        return None
    installed = declared(group)
    claims = installed.get(name, [])
    if len(claims) == 1:
        return None
    if claims:
        packages = " and ".join(sorted({_package(claim) for claim in claims}))
        return f"{packages} both call theirs {name!r}", "uninstall one of them"
    names = [*BUILT_IN[group], *installed]
    words = f"no {_WHAT[group]} is called {name!r}{nearest(name, names)}"
    others = ", ".join(installed) or "none"
    hint = f"built in: {', '.join(BUILT_IN[group])}; installed under {group.value}: {others}"
    return words, hint


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
