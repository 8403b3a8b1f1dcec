"""Shipped templates, copied to where the newsroom may change them. Never over what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import RenderError
from digest.render.shelf import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from digest.config import Settings
    from digest.render.shelf import Shelved


def copy(settings: Settings, names: Sequence[str]) -> tuple[Path, ...]:
    """Copy shipped templates into the newsroom's folder; a wrong name stops it before the first.

    Raises:
        RenderError: one is not known, or is there already; or the folder can't be written.
    """
    folder = settings.root / "templates"
    found = {one.name: one for name in names for one in named(folder, name)}
    wanted = [(_shipped(one), folder / "email" / one.name) for one in found.values()]
    for shipped, path in wanted:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(shipped.read_bytes())
        except OSError as error:
            raise RenderError(f"{path}: {error.strerror or error}", "mend the folder") from error
    return tuple(path for _, path in wanted)


def _shipped(one: Shelved) -> Path:
    if one.own is not None:
        raise RenderError(
            f"{one.own} is there already", "move it away first; digest templates diff shows it"
        )
    return one.path
