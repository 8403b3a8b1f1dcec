"""Readings as they are kept: packed, and unpacked with what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from digest.store.rows import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.curate.reading import Reading


def packed(reading: Reading) -> bytes:
    """It as MessagePack."""
    return msgspec.msgpack.encode(reading)


def unpacked(rows: Iterable[tuple[bytes, str]], *, what: str) -> tuple[tuple[Reading, str], ...]:
    """Each with the word beside it: the id of its story, or its title.

    Raises:
        StoreError: one can't be read; names `what`.
    """
    from digest.curate.reading import Reading  # noqa: PLC0415 - 0.2 s, and few commands curate

    return tuple((decoded(raw, Reading, what=what), beside) for raw, beside in rows)
