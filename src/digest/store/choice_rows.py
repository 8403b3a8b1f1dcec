"""A subscription as a row of `subscriptions`, and back.

Pure but for `write_choice`. It knows no rule of who may change what.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from digest.model import Cadence, Length, Subscription, SubscriptionState
from digest.store.rows import clean, json_of, strings_of

if TYPE_CHECKING:
    import sqlite3

    from digest.model import SubscriberRow

CHOICE: Final = "newsletter, state, topics, cadence, length, hour, timezone, muted, until"
"""The columns of a subscription, in the order of `subscription_of`, behind its subscriber."""

WRITE: Final = (
    f"INSERT OR REPLACE INTO subscriptions (subscriber, {CHOICE}, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Kept(NamedTuple):
    """What stands in the columns of CHOICE behind the newsletter."""

    state: str
    topics: str
    cadence: str
    length: str
    hour: int | None
    timezone: str | None
    muted: str
    until: str | None


_CHOSEN: Final = attrgetter(*Kept._fields)


def kept(chosen: Subscription | SubscriberRow) -> Kept:
    """Choices as they are stored; where a row speaks of the person, of an active one."""
    return _kept(_CHOSEN(chosen))


@lru_cache(maxsize=4096)  # a million readers share a few choices
def _kept(chosen: tuple[Any, ...]) -> Kept:
    state, topics, cadence, length, hour, timezone, muted, until = chosen
    return Kept(
        state=state.value if isinstance(state, SubscriptionState) else "active",
        topics=json_of(clean(topics)),
        cadence=cadence.value,
        length=length.value,
        hour=hour,
        timezone=timezone,
        muted=json_of(clean(muted)),
        until=until.isoformat() if until else None,
    )


def write_choice(raw: sqlite3.Connection, chosen: Subscription, stamp: str) -> None:
    """Write one subscription inside the caller's transaction, with when it changed."""
    raw.execute(WRITE, (chosen.subscriber, chosen.newsletter, *kept(chosen), stamp))


def subscription_of(row: tuple[Any, ...]) -> Subscription:
    """A row of `subscriptions`, in the order of CHOICE behind the subscriber."""
    subscriber, newsletter, state, topics, cadence, length, hour, timezone, muted, until = row
    return Subscription(
        subscriber=subscriber,
        newsletter=newsletter,
        state=SubscriptionState(state),
        topics=strings_of(topics),
        cadence=Cadence(cadence),
        length=Length(length),
        hour=hour,
        timezone=timezone,
        muted=strings_of(muted),
        until=date.fromisoformat(until) if until else None,
    )
