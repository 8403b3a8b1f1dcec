"""Lays the environment (DIGEST_SMTP__PORT) and flags ("smtp.port") over a raw document.

A name without a double underscore is no setting: DIGEST_CONFIG, DIGEST_SECRET and the
variables that operators keep secrets in. An empty variable is one that is not set.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, get_args, get_origin

from digest.config.document import Document
from digest.config.shape import bare, fields, is_table, options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.config.check import Origin
    from digest.config.lines import KeyPath

_PREFIX = "DIGEST_"


def lay_environment(raw: dict[str, Any], environ: Mapping[str, str], origin: Origin) -> None:
    """Sets what DIGEST_TABLE__KEY variables say; what they may hold, `check` judges."""
    for name in sorted(environ):
        if name.startswith(_PREFIX) and "__" in name and environ[name]:
            path = _path(name)
            origin.overrides[path] = name
            _put(raw, path, _value(environ[name], _type_at(path)), origin)


def lay_flags(raw: dict[str, Any], flags: Mapping[str, object], origin: Origin) -> None:
    """Sets what flags say; keys are dotted, values have their type already."""
    for name, value in flags.items():
        path = tuple(name.split("."))
        origin.overrides[path] = f"flag {name}"
        _put(raw, path, value, origin)


def _path(name: str) -> tuple[str, ...]:
    """The path of a variable; newsletter ids have hyphens where names have underscores."""
    first, *rest = name.removeprefix(_PREFIX).lower().split("__")
    if first == "newsletters":
        rest[0] = rest[0].replace("_", "-")
    return (first, *rest)


def _put(raw: dict[str, Any], path: tuple[str, ...], value: object, origin: Origin) -> None:
    table: object = raw
    for key in path[:-1]:
        table = table.setdefault(key, {}) if isinstance(table, dict) else table
    if isinstance(table, list):
        raise origin.error(path, "no variable reaches into an array", "set it in digest.toml")
    if isinstance(table, dict):
        table[path[-1]] = value


def _value(text: str, kind: Any) -> object:  # noqa: ANN401 - any annotation
    """The text itself where text is wanted, else what it means as a TOML value."""
    kind = bare(kind, text)[0]
    if kind is None or kind is str or options(kind):
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _type_at(path: KeyPath) -> Any:  # noqa: ANN401 - any annotation
    """The annotation at a path, or None where there is no such key."""
    kind: Any = Document
    for key in path:
        kind = bare(kind, {})[0]
        if is_table(kind):
            known = fields(kind).get(str(key))
            kind = known.type if known else None
        else:
            kind = get_args(kind)[1] if get_origin(kind) is dict else None
    return kind
