"""Judges a raw TOML document against its shape, key by key, and names what is wrong where.

msgspec alone would say `$.newsletters[...]` and no line. Nothing is converted here: a
document that passes converts without error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args, get_origin

import msgspec

from digest.config.lines import KeyPath
from digest.config.shape import bare, description, fields, is_table, options
from digest.config.values import NearMissError, nearest
from digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "an array",
    "object": "a table",
}
_TYPES = re.compile("`([^`]+)`")


@dataclass
class Origin:
    """Where values were written: a file's lines, and what overrides them by which name."""

    file: str
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    overrides: dict[KeyPath, str] = field(default_factory=dict)

    def place(self, path: KeyPath) -> str:
        """The variable, flag, or file and line that says this; else the file alone."""
        above = (self.overrides[p] for p in _upwards(path) if p in self.overrides)
        below = (name for p, name in self.overrides.items() if p[: len(path)] == path)
        if name := next(above, None) or (path not in self.lines and next(below, None)):
            return name
        line = next((self.lines[p] for p in _upwards(path) if p in self.lines), None)
        return self.file if line is None else f"{self.file}:{line}"

    def says(self, path: KeyPath) -> bool:
        """Whether somebody wrote this value, rather than left it to its default."""
        return path in self.lines or any(above in self.overrides for above in _upwards(path))

    def error(self, path: KeyPath, words: str, hint: str = "") -> ConfigError:
        """An error that names place and key."""
        return ConfigError(f"{self.place(path)}: {dotted(path)}: {words}", hint)


def dotted(path: KeyPath) -> str:
    """`newsletters.briefing.topics[0].name`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _upwards(path: KeyPath) -> Iterator[KeyPath]:
    return (path[:end] for end in range(len(path), 0, -1))


def check(value: object, wanted: Any, path: KeyPath, origin: Origin) -> None:  # noqa: ANN401 - any annotation
    """Judges one value and all below it; `wanted` is an annotation of the tables.

    Raises:
        ConfigError: the first value that is not as wanted.
    """
    kind, metas = bare(wanted, value)
    if is_table(kind):
        _check_table(value, kind, path, origin)
        return
    for part, part_kind, part_path in _parts(value, kind, path):
        check(part, part_kind, part_path, origin)
    _check_option(value, kind, path, origin)
    _check_type(value, wanted, metas, path, origin)
    _check_meaning(value, metas, path, origin)


def _check_table(value: object, table: type[msgspec.Struct], path: KeyPath, origin: Origin) -> None:
    if not isinstance(value, dict):
        raise origin.error(path, f"expected a table, got {_kind_of(value)}")
    known = fields(table)
    for key in value:
        if key not in known:
            words = f"unknown key{nearest(key, list(known))}"
            raise origin.error((*path, key), words, f"expected one of: {', '.join(known)}")
    for key, info in known.items():
        if key in value:
            check(value[key], info.type, (*path, key), origin)
        elif info.required:
            hint = _about((key,), bare(info.type)[1])
            raise origin.error(path, f'"{key}" is missing', hint)


def _parts(value: object, kind: Any, path: KeyPath) -> Iterator[tuple[object, Any, KeyPath]]:  # noqa: ANN401 - any annotation
    """What is inside an array or a table of free keys, the keys themselves, too."""
    if get_origin(kind) is tuple and isinstance(value, list):
        for index, element in enumerate(value):
            yield element, get_args(kind)[0], (*path, index)
    elif get_origin(kind) is dict and isinstance(value, dict):
        for key, element in value.items():
            yield key, get_args(kind)[0], (*path, key)
            yield element, get_args(kind)[1], (*path, key)


def _check_option(value: object, kind: Any, path: KeyPath, origin: Origin) -> None:  # noqa: ANN401 - any annotation
    allowed = options(kind)
    if allowed and value not in allowed:
        close = nearest(value, allowed) if isinstance(value, str) else ""
        words = ", ".join(f'"{option}"' for option in allowed)
        raise origin.error(path, f"expected one of {words}, got {_shown(value)}{close}")


def _check_type(
    value: object,
    wanted: Any,  # noqa: ANN401 - any annotation
    metas: list[msgspec.Meta],
    path: KeyPath,
    origin: Origin,
) -> None:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        words = _TYPES.sub(_in_words, str(error).partition(" - at")[0])
        raise origin.error(path, words[0].lower() + words[1:], _about(path, metas)) from None


def _check_meaning(value: object, metas: list[msgspec.Meta], path: KeyPath, origin: Origin) -> None:
    for meta in metas:
        try:
            (meta.extra or {}).get("parse", lambda _: None)(value)
        except ValueError as error:
            near = error if isinstance(error, NearMissError) else NearMissError(str(error), "")
            got = "" if isinstance(value, dict) else f", got {_shown(value)}"  # it names the key
            words = f"expected {near.expected}{got}{near.close}"
            raise origin.error(path, words, _about(path, metas)) from None


def _about(path: KeyPath, metas: list[msgspec.Meta]) -> str:
    words = description(metas)
    return f"{path[-1]}: {words}" if words else ""


def _in_words(found: re.Match[str]) -> str:
    """`str | object | null` as "a string or a table"."""
    names = [name for name in found[1].split(" | ") if name != "null"]
    return " or ".join(_WORDS.get(name, name) for name in names)


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str | int | float) else _kind_of(value)


def _kind_of(value: object) -> str:
    name = {"list": "array", "dict": "object"}.get(type(value).__name__, type(value).__name__)
    return _WORDS.get(name, f"a {name}")
