"""The settings in force as `config show` prints them: each key, its value, who said it.

Secrets are masked here and nowhere else. It changes nothing and looks up no secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from digest.config.check import dotted
from digest.config.derive import derive
from digest.config.load import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from digest.config.check import Origin
    from digest.config.lines import KeyPath

MASK = "********"
_DEFAULT = "default"


class Setting(msgspec.Struct, frozen=True):
    """One key in force; `origin` is a file and line, a variable, a flag, or `default`."""

    key: str
    value: object
    origin: str


def effective(
    path: Path | None, *, environ: Mapping[str, str], flags: Mapping[str, object] | None = None
) -> tuple[Setting, ...]:
    """Every key with its value, secrets masked, in the order of the document.

    Raises:
        ConfigError: as `load` does.
    """
    document, origin, file = read(path, environ=environ, flags=flags or {})
    derive(document, origin, file=file, environ=environ)
    return tuple(_settings(msgspec.to_builtins(document), (), origin))


def _settings(value: object, path: KeyPath, origin: Origin) -> Iterator[Setting]:
    if path[:1] == ("smtp",) and path[-1] == "password":
        value = MASK if isinstance(value, str) else value
        yield Setting(dotted(path), value, _said_by(path, origin))
    elif isinstance(value, dict) and value:
        for key, below in value.items():
            yield from _settings(below, (*path, key), origin)
    elif isinstance(value, list | tuple) and any(isinstance(part, dict) for part in value):
        for index, below in enumerate(value):
            yield from _settings(below, (*path, index), origin)
    else:
        yield Setting(dotted(path), _masked(value), _said_by(path, origin))


def _said_by(path: KeyPath, origin: Origin) -> str:
    return origin.place(path) if origin.says(path) else _DEFAULT


def _masked(value: object) -> object:
    """A URL keeps no password: the part before @ may be one."""
    if isinstance(value, str) and "://" in value and "@" in (netloc := urlsplit(value).netloc):
        return value.replace(netloc, f"{MASK}@{netloc.rpartition('@')[2]}", 1)
    return value
