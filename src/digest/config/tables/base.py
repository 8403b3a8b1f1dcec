"""What all tables of digest.toml are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
from msgspec import Meta

from digest.config import values

if TYPE_CHECKING:
    from collections.abc import Callable


_T = TypeVar("_T")


def by(parse: Callable[[_T], object], description: str, example: object = None) -> Meta:
    """What a value means, and the function that judges it."""
    return Meta(
        description=description,
        extra={"parse": parse},
        examples=None if example is None else [example],
    )


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A TOML table: no key but those that are declared."""


class SecretTable(Table, frozen=True, kw_only=True):
    """Where a secret is kept: one of both."""

    env: Annotated[str | None, by(values.line, "Name of an environment variable")] = None
    file: Annotated[str | None, by(values.line, "A file beside digest.toml, or absolute")] = None
