"""What an address is known by among the suppressed, and the files that name such addresses.

A keyed hash, HMAC-SHA256 under a subkey: a plain hash of an address is undone by trying
addresses. Pure; it stores nothing.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.audience.address import normalise
from digest.audience.cells import clean
from digest.audience.columns import word_of
from digest.audience.csvfile import Broken, records
from digest.audience.proof import moment
from digest.errors import AudienceError
from digest.model import Quarantined, SuppressionReason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from typing import TextIO

    from digest.audience.csvfile import Record

__all__ = ["Wanted", "hasher", "read_suppressions"]

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_COLUMNS: Final = {
    **dict.fromkeys(("hash",), "hash"),
    **dict.fromkeys(("email", "emailaddress", "mail", "recipient", "address"), "hash"),
    "newsletter": "newsletter",
    **dict.fromkeys(("reason", "type", "status"), "reason"),
    "source": "source",
    "at": "at",
}
_REASONS: Final = {
    **{reason.value: reason for reason in SuppressionReason},
    **dict.fromkeys(
        ("unsub", "unsubscribe", "unsubscribed", "unsubscription"), SuppressionReason.LEFT
    ),
    **dict.fromkeys(("optout", "optedout"), SuppressionReason.LEFT),
    **dict.fromkeys(("bounce", "hardbounce", "hard", "cleaned"), SuppressionReason.BOUNCED),
    **dict.fromkeys(("complaint", "spamcomplaint", "spam"), SuppressionReason.COMPLAINED),
    **dict.fromkeys(("", "custom", "blocklisted", "blocked"), SuppressionReason.MANUAL),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address to suppress, or its hash where that is all that is known; `at` since when."""

    address: str = ""
    hash: str = ""
    newsletter: str = ""
    reason: SuppressionReason = SuppressionReason.MANUAL
    source: str = ""
    at: datetime | None = None


def hasher(keys: tuple[bytes, ...]) -> Callable[[str], tuple[str, ...]]:
    """A function from an address in its normal form to its hash under each key.

    Args:
        keys: The subkeys for suppression, the current one first: new hashes are made with it,
            and those of before a rotation are still found.
    """

    def hashes(address: str) -> tuple[str, ...]:
        text = address.lower().encode("utf-8", "replace")
        return tuple(hmac.digest(key, text, "sha256").hex() for key in keys)

    return hashes


def read_suppressions(
    stream: TextIO, newsletters: Collection[str]
) -> Iterator[Wanted | Quarantined]:
    """The rows of a CSV file: a column of addresses, or of hashes as an export has them.

    Columns `newsletter`, `reason`, `source` and `at` may stand beside it. A file without a header
    holds one address or hash a line.

    Args:
        stream: As `open_text` gives it.
        newsletters: The ids that a row may name.
    """
    name = Path(str(getattr(stream, "name", "") or "csv")).name
    places = {"hash": 0}
    for number, record in enumerate(records(stream)):
        if isinstance(record, Broken):
            yield Quarantined(place=f"{name}:{record.line}", reason=record.reason, raw=record.raw)
            continue
        if number == 0 and (found := _places(record.cells)):
            places = found
            continue
        yield _judged(record, places, newsletters, name)


def _places(header: Sequence[str]) -> dict[str, int]:
    """The columns that a header names; none where the first line is no header."""
    found = {_COLUMNS.get(word_of(title), ""): place for place, title in enumerate(header)}
    return found if "hash" in found else {}


def _judged(
    record: Record, places: dict[str, int], newsletters: Collection[str], name: str
) -> Wanted | Quarantined:
    cells = {
        column: clean(record.cells[place], column)
        for column, place in places.items()
        if place < len(record.cells)
    }
    try:
        return _wanted(cells, newsletters)
    except (AudienceError, ValueError) as error:
        reason = error.message if isinstance(error, AudienceError) else str(error)
        return Quarantined(place=f"{name}:{record.line}", reason=reason, raw=record.raw)


def _wanted(cells: dict[str, str], newsletters: Collection[str]) -> Wanted:
    who, newsletter = cells.get("hash", ""), cells.get("newsletter", "")
    if newsletter and newsletter not in newsletters:
        raise ValueError(f"{newsletter!r} is no newsletter")
    reason = _REASONS.get(word_of(cells.get("reason", "")))
    if reason is None:
        raise ValueError(f"{cells['reason']!r} is no reason")
    told = cells.get("at", "")
    is_hash = _HASH.fullmatch(who) is not None
    return Wanted(
        hash=who if is_hash else "",
        address="" if is_hash else normalise(who),
        newsletter=newsletter,
        reason=reason,
        source=cells.get("source", ""),
        at=moment(told, "the time") if told else None,
    )
