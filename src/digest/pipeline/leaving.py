"""Leaving by the operator's hand, for a reader who asked by a mail or a telephone.

Sends nothing, and erases nothing: who left is known as such, so that no import brings them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.pipeline.links import ALIVE

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Subscriber, Subscription
    from digest.store import Store

BY_HAND: Final = "by hand"
"""What the proof of such a leaving names as its source."""


def leave_for(
    store: Store,
    person: Subscriber,
    *,
    newsletter: str | None,
    now: datetime,
    dry_run: bool = False,
) -> tuple[Subscription, ...]:
    """End what the reader has, as it stood before; mail that is queued already is cancelled.

    Args:
        store: an open one.
        person: the reader.
        newsletter: the id of the only one to end; None means all.
        now: when they left.
        dry_run: change nothing, only tell what would end.

    Raises:
        StoreError: the database can't be written.
    """
    ended = tuple(
        chosen
        for chosen in store.subscribers.subscriptions(person.id)
        if chosen.state in ALIVE and newsletter in {None, chosen.newsletter}
    )
    for chosen in () if dry_run else ended:
        store.subscribers.leave(person.id, chosen.newsletter, now=now, source=BY_HAND)
    return ended
