"""When a reader's copy may be tried next: it is due, and the reader's domain is not held then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.model import DeliveryState, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from digest.model import Delivery
    from digest.store import Store

WAITING: Final = frozenset({DeliveryState.QUEUED, DeliveryState.DEFERRED})


def held_domains(store: Store, now: datetime) -> dict[str, datetime]:
    """The recipients' domains that get nothing now, and until when."""
    domains = (one for one in store.throttles.all() if one.scope is Scope.DOMAIN)
    return {one.name: until for one in domains if (until := one.shut(now)) is not None}


def next_try_of(delivery: Delivery, held: Mapping[str, datetime]) -> datetime | None:
    """When it may be tried; None where it doesn't wait."""
    if delivery.state not in WAITING:
        return None
    return max(delivery.due_at, held.get(delivery.domain, delivery.due_at))
