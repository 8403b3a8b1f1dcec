"""The door of a room: its names are imported from its files when one is first asked for.

Who needs one name of a room does not pay for the rest: `digest subscribers list` loads no SMTP.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def door(room: str, files: Mapping[str, str]) -> Callable[[str], object]:
    """The room's `__getattr__` (PEP 562).

    Args:
        room: its `__name__`.
        files: for each of its files the names that it gives, parted by spaces. None of them may
            be called like a file of the room, which would stand in its place once it is imported.
    """
    homes = {name: file for file, names in files.items() for name in names.split()}

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    return get
