"""Which deliveries are meant, as a condition in SQL, and how they stand at this moment.

Pure: it makes text and values, and never touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.model import DeliveryState
from digest.store.rows import json_of, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

OPEN_STATES: Final = frozenset(
    {
        DeliveryState.QUEUED,
        DeliveryState.DEFERRED,
        DeliveryState.SENDING,
        DeliveryState.UNSURE,
    }
)

# The condition is word for word that of the index, which SQLite compares as text. Named, the
# index is used or the query fails: a send must never walk the rows of a year.
FROM_OPEN: Final = "FROM deliveries INDEXED BY deliveries_open"
OPEN: Final = "(state = 'queued' OR state = 'deferred' OR state = 'sending' OR state = 'unsure')"
"""Whether it is not at its end: behind FROM_OPEN, of one edition say."""

# What follows the "@", which is stored in lower case; of who was erased, nothing.
DOMAIN: Final = (
    "(SELECT coalesce(substr(email, instr(email, '@') + 1), '') FROM subscribers"
    " WHERE id = subscriber)"
)
"""The reader's domain, as the sender has it: behind FROM_OPEN."""

HELD: Final = "(d.lease > :seconds AND d.fence NOT IN (SELECT value FROM json_each(:dead)))"
"""Whether a sender that lives has it in hand."""

STATE: Final = f"CASE WHEN d.state = 'sending' AND NOT {HELD} THEN 'unsure' ELSE d.state END"
"""Its state: what a sender left in the middle is unsure, before any send has settled it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which deliveries are meant: all to whom each word that is given applies.

    `ids` may be none at all; `domain` is that of the address, lower case, in ASCII.
    """

    ids: tuple[int, ...] | None = None
    edition: str | None = None
    states: tuple[DeliveryState, ...] = ()
    subscriber: int | None = None
    domain: str = ""

    @property
    def is_open(self) -> bool:
        """Whether only deliveries are meant that are not at their end."""
        return bool(self.states) and OPEN_STATES.issuperset(self.states)


def condition(chosen: Chosen) -> str:
    """The words behind WHERE, for deliveries d and subscribers p, that `values_of` fills."""
    return " AND ".join(_conditions(chosen))


def values_of(chosen: Chosen, *, now: datetime, dead: Sequence[int]) -> dict[str, object]:
    """What the condition, HELD and STATE name; `dead` are fences of senders that died."""
    return {
        "ids": json_of(chosen.ids or ()),
        "edition": chosen.edition,
        "states": json_of(chosen.states),
        "subscriber": chosen.subscriber,
        "domain": f"@{chosen.domain}",
        "seconds": seconds_of(now),
        "dead": json_of(dead),
    }


def _conditions(chosen: Chosen) -> Iterator[str]:
    # Paging goes along the ids: the plus keeps SQLite off an index that it would have to sort.
    yield "d.id > :after AND d.id <= :last"
    if chosen.ids is not None:
        yield "d.id IN (SELECT value FROM json_each(:ids))"
    if chosen.edition is not None:
        yield "+d.edition = :edition"
    if chosen.states:
        yield f"{STATE} IN (SELECT value FROM json_each(:states))"
    if chosen.subscriber is not None:
        yield "d.subscriber = :subscriber"
    if chosen.domain:
        yield "substr(p.email_key, -length(:domain)) = :domain"
