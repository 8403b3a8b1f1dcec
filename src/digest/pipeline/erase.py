"""Erase: a reader's address and name go for good; that they must not be mailed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.errors import AudienceError
from digest.model import SubscriberState, SubscriptionState, Suppression, SuppressionReason
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Subscriber
    from digest.store import Store

REASONS: Final = {
    SubscriberState.BOUNCED: SuppressionReason.BOUNCED,
    SubscriberState.COMPLAINED: SuppressionReason.COMPLAINED,
}


def remove(
    settings: Settings, store: Store, who: str | int, *, now: datetime, suppress: bool
) -> bool:
    """Delete a reader (True), or erase one who has had mail (False).

    What they left, and that they bounced or complained, is kept as suppressions under a keyed
    hash, so that no import brings them back; with `suppress` they are out of all newsletters.

    Raises:
        AudienceError: nobody is known by that address or id.
    """
    person = store.subscribers.get(who)
    if person is None:
        raise AudienceError(f"nobody is known as {who}", "see `digest subscribers list`")
    kept = tuple(_kept(settings, store, person, now=now, suppress=suppress))
    return store.subscribers.remove(person.id, keep=kept)


def _kept(
    settings: Settings, store: Store, person: Subscriber, *, now: datetime, suppress: bool
) -> Iterator[Suppression]:
    hashed = suppression_hashes(settings, store)(person.email)[0]
    everywhere = REASONS.get(person.state) or (SuppressionReason.ERASED if suppress else None)
    if everywhere:
        yield Suppression(hash=hashed, reason=everywhere, source="erased", at=now)
    for chosen in store.subscribers.subscriptions(person.id):
        if chosen.state is SubscriptionState.LEFT:
            yield Suppression(
                hash=hashed,
                newsletter=chosen.newsletter,
                reason=SuppressionReason.LEFT,
                source="erased",
                at=now,
            )
