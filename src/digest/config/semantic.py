"""From the [semantic] table to settings. Looks at no file and at no package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from digest.config.values import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

    from digest.config.tables.semantic import SemanticTable


class SemanticSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence model on this machine: an absolute path, or package:NAME/FOLDER.

    `tokens` of a text are read; `prefix` goes before each.
    """

    model: str
    tokens: int = 128
    threads: int = 1
    pooling: Literal["auto", "mean", "cls"] = "auto"
    prefix: str = ""


def semantic(table: SemanticTable, root: Path) -> SemanticSettings:
    """The settings that the table stands for; a path is beside digest.toml."""
    packed = table.model.startswith(PACKAGE)
    return SemanticSettings(
        model=table.model if packed else str(root / table.model),
        tokens=table.tokens,
        threads=table.threads,
        pooling=table.pooling,
        prefix=table.prefix,
    )
