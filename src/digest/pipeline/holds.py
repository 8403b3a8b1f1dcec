"""When a reader's copy may be tried next, and what it waits for: its time, its domain, a relay.

Or a person's word, where it is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from digest.model import DeliveryState, Scope
from digest.store import Chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.config import Settings
    from digest.model import Delivery
    from digest.store import Store

WAITING: Final = frozenset({DeliveryState.QUEUED, DeliveryState.DEFERRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """What keeps mails back, in words, and until when; None where nobody can tell."""

    until: datetime | None
    why: str


def held_domains(store: Store, now: datetime) -> dict[str, datetime]:
    """The recipients' domains that get nothing now, and until when."""
    domains = (one for one in store.throttles.all() if one.scope is Scope.DOMAIN)
    return {one.name: until for one in domains if (until := one.shut(now)) is not None}


def next_try_of(delivery: Delivery, held: Mapping[str, datetime], now: datetime) -> datetime | None:
    """When it may be tried, now at the earliest; None where it doesn't wait."""
    if delivery.state not in WAITING:
        return None
    return max(delivery.due_at, held.get(delivery.domain, now), now)


def what_holds(store: Store, delivery: Delivery, way: Hold | None, *, now: datetime) -> Hold | None:
    """What it waits for beyond its own time, if it does; the hold that lasts longest.

    Args:
        store: an open one.
        delivery: which.
        way: what keeps all relays from taking mails, as `no_way` gives it.
        now: the time.
    """
    if delivery.state not in WAITING:
        return None
    domains = (one for one in store.throttles.all() if one.scope is Scope.DOMAIN)
    known = next((one for one in domains if one.name == delivery.domain), None)
    holds = [] if way is None else [way]
    if known is not None and (until := known.shut(now)) is not None:
        holds.append(Hold(until=until, why=f"{known.name} gets nothing: {known.reason}"))
    holds = [one for one in holds if one.until is None or one.until > delivery.due_at]
    return max(holds, key=lambda one: (one.until is None, one.until), default=None)


def held_in_doubt(settings: Settings, store: Store, edition: str, *, now: datetime) -> int:
    """How many are in doubt and get no mail before a person has said so (`unsure = "hold"`)."""
    if settings.smtp.unsure != "hold":
        return 0
    unsure = Chosen(edition=edition, states=(DeliveryState.UNSURE,))
    return sum(1 for _ in store.deliveries.stream(unsure, now=now))


def due_now(settings: Settings, store: Store, edition: str, *, now: datetime) -> int:
    """How many a send would take up at once, or has on their way."""
    unsure = store.outbox.counts(edition).get(DeliveryState.UNSURE, 0)
    soon = store.outbox.soon(edition, now=now, within=timedelta(0))
    return soon + unsure - held_in_doubt(settings, store, edition, now=now)
