"""Meanings: the vectors that a sentence model gave. Computes none, compares none."""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

from digest.store.rows import json_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from digest.store.connection import Connection


class MeaningsKept:
    """The table `meanings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, model: str, contents: Collection[str]) -> dict[str, tuple[float, ...]]:
        """Those of the texts that the model has read, by the hash of their content."""
        rows = self._connection.rows(
            "SELECT content, vector FROM meanings WHERE model = ?"
            " AND content IN (SELECT value FROM json_each(?))",
            (model, json_of(sorted(contents))),
        )
        return {content: _vector(raw) for content, raw in rows}

    def save(self, model: str, vectors: Mapping[str, tuple[float, ...]], *, now: datetime) -> None:
        """Keep vectors, in place of what there was of the same texts."""
        made = text_of(now)
        with self._connection.write() as raw:
            raw.executemany(
                "INSERT OR REPLACE INTO meanings (model, content, vector, made)"
                " VALUES (?, ?, ?, ?)",
                [(model, content, _bytes(one), made) for content, one in vectors.items()],
            )


def _bytes(vector: tuple[float, ...]) -> bytes:
    return _ordered(array("f", vector)).tobytes()


def _vector(raw: bytes) -> tuple[float, ...]:
    found = array("f")
    found.frombytes(raw)
    return tuple(_ordered(found))


def _ordered(found: array[float]) -> array[float]:
    if sys.byteorder == "big":
        found.byteswap()
    return found
