"""Small questions about the annotations of the tables. Holds no data, judges no value."""

from __future__ import annotations

import types
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec


def bare(wanted: Any, value: object = None) -> tuple[Any, list[msgspec.Meta]]:  # noqa: ANN401 - any annotation
    """The type and its metadata; of a union, the member that the value could be."""
    metas: list[msgspec.Meta] = []
    while True:
        if get_origin(wanted) is Annotated:
            wanted, *found = get_args(wanted)
            metas.extend(m for m in found if isinstance(m, msgspec.Meta))
        elif get_origin(wanted) in {Union, types.UnionType}:
            members = [m for m in get_args(wanted) if m is not types.NoneType]
            tables = [m for m in members if is_table(m)]
            wanted = (tables if isinstance(value, dict) and tables else members)[0]
        else:
            return wanted, metas


def is_table(kind: Any) -> bool:  # noqa: ANN401 - any annotation
    """Whether it is a table of declared keys."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def fields(table: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The keys of a table as TOML writes them."""
    return {f.encode_name: f for f in msgspec.structs.fields(table)}


def options(kind: Any) -> list[str]:  # noqa: ANN401 - any annotation
    """The words that an enum or Literal allows; of any other type none."""
    if get_origin(kind) is Literal:
        return [str(option) for option in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(option.value) for option in kind]
    return []


def description(metas: list[msgspec.Meta]) -> str:
    """What a key means, in words."""
    return next((meta.description for meta in metas if meta.description), "")
