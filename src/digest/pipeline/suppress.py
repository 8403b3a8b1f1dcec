"""Suppress: put an address out of reach for good, or take that back.

An address that belongs to a reader is acted on at once: what they get ends, also what is
queued. The suppression itself holds only a keyed hash, and outlives the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from digest.audience.csvfile import open_text
from digest.audience.suppression import Wanted, hasher, read_suppressions
from digest.model import Quarantined, Suppression
from digest.pipeline.root import root_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import TextIO

    from digest.config import Settings
    from digest.store import Store

__all__ = [
    "SuppressionCount",
    "SuppressionReport",
    "Wanted",
    "import_suppressions",
    "suppress",
    "suppression_hashes",
    "suppression_of",
]

CHUNK: Final = 1000


@dataclass(frozen=True, slots=True)
class SuppressionCount:
    """How many suppressions are new, or worse than before, and how many readers that put out."""

    new: int = 0
    put_out: int = 0


def suppression_hashes(settings: Settings, store: Store) -> Callable[[str], tuple[str, ...]]:
    """What gives the hashes of an address, the current key's first.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return hasher(root_key(settings, store).subkeys("suppression"))


def suppress(
    settings: Settings, store: Store, wanted: Iterable[Wanted], *, now: datetime
) -> SuppressionCount:
    """Suppress them all, and end what those get who are readers.

    The first reason for an address stands, but for a worse one: left, erased, bounced,
    complained, manual.

    Raises:
        StoreError: the database can't be written; chunks before stay.
    """
    hashes = suppression_hashes(settings, store)
    source, total = iter(wanted), SuppressionCount()
    bare = False
    while chunk := tuple(islice(source, CHUNK)):
        rows = [(suppression_of(one, hashes, now), one.address) for one in chunk]
        bare = bare or not all(one.address for one in chunk)
        new, out = store.suppressions.add(rows, now=now)
        total = SuppressionCount(total.new + new, total.put_out + out)
    if bare:
        out = store.suppressions.put_out(hashes, now=now)
        total = SuppressionCount(total.new, total.put_out + out)
    return total


def suppression_of(
    wanted: Wanted, hashes: Callable[[str], Sequence[str]], now: datetime
) -> Suppression:
    """It as it is kept: by the hash under the current key, since `now` or before."""
    return Suppression(
        hash=wanted.hash or hashes(wanted.address)[0],
        newsletter=wanted.newsletter,
        reason=wanted.reason,
        source=wanted.source,
        at=min(wanted.at or now, now),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionReport:
    """What an import of suppressions brought; `quarantined` are the first of the refused."""

    rows: int = 0
    new: int = 0
    put_out: int = 0
    refused: int = 0
    quarantined: tuple[Quarantined, ...] = ()


def import_suppressions(
    settings: Settings, store: Store, path: Path, *, newsletter: str, now: datetime, dry_run: bool
) -> SuppressionReport:
    """Suppress what a file names; where a row names no newsletter, of `newsletter`.

    Raises:
        AudienceError: the file can't be read.
        StoreError: the database can't be written; the same import again does the rest.
    """
    refused: list[Quarantined] = []
    rows = 0

    def wanted(stream: TextIO) -> Iterator[Wanted]:
        nonlocal rows
        for row in read_suppressions(stream, settings.newsletters):
            rows += 1
            if isinstance(row, Quarantined):
                refused.append(row)
            else:
                yield row if row.newsletter else replace(row, newsletter=newsletter)

    with open_text(path) as stream:
        if dry_run:
            hashes = suppression_hashes(settings, store)
            new = sum(_is_new(store, row, hashes) for row in wanted(stream))
            count = SuppressionCount(new)
        else:
            count = suppress(settings, store, wanted(stream), now=now)
    return SuppressionReport(
        rows=rows,
        new=count.new,
        put_out=count.put_out,
        refused=len(refused),
        quarantined=tuple(refused[:CHUNK]),
    )


def _is_new(store: Store, row: Wanted, hashes: Callable[[str], tuple[str, ...]]) -> bool:
    known = store.suppressions.of((row.hash,) if row.hash else hashes(row.address))
    return not any(one.newsletter == row.newsletter for one in known)
