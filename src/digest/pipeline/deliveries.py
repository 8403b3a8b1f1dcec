"""Deliveries in a person's hands: look at one; send again, cancel, or say that it arrived.

The rules of what may be decided about stand here, and read nothing: a delivery is judged by
how it stands inside the transaction that changes it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from digest.errors import DigestError
from digest.model import DeliveryState, EditionState, SubscriberState, SubscriptionState
from digest.pipeline.holds import WAITING, Hold, held_domains, next_try_of, what_holds
from digest.store import Decision, Known

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Edition
    from digest.store import Chosen, Decided, Standing, Store

logger = logging.getLogger(__name__)

RETRYABLE: Final = (
    DeliveryState.FAILED,
    DeliveryState.DEFERRED,
    DeliveryState.UNSURE,
    DeliveryState.CANCELLED,
)
"""What can be sent again."""

CANCELLABLE: Final = (DeliveryState.QUEUED, DeliveryState.DEFERRED, DeliveryState.UNSURE)
"""What can be cancelled."""

IN_HAND = "a sender has it in hand"
FINAL = "it is sent, which is final"

_WANTED: Final = {
    SubscriptionState.PENDING: "the reader has not confirmed the subscription",
    SubscriptionState.PAUSED: "the reader paused the newsletter",
    SubscriptionState.LEFT: "the reader left the newsletter",
    None: "the reader is not subscribed any more",
}
_UNMAILED: Final = {
    SubscriberState.BOUNCED: "the reader's address bounced",
    SubscriberState.COMPLAINED: "the reader complained",
    SubscriberState.ERASED: "the reader was erased",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetail:
    """All that is known of one delivery.

    `stories` are the headlines of its Selection, in the edition's order, of `whole` in all.
    `next_try` is when it may be tried, where it waits and anybody can tell: its domain, or every
    relay, may be held beyond its due time. `waits_for` says what it waits for then.
    """

    known: Known
    edition_state: EditionState
    reader_state: SubscriberState
    stories: tuple[str, ...]
    whole: int
    next_try: datetime | None = None
    waits_for: str = ""


def look_up(store: Store, ident: int, *, now: datetime, way: Hold | None = None) -> DeliveryDetail:
    """One delivery, its edition, reader and stories; `way` is what keeps all relays closed.

    Raises:
        DigestError: there is none with this id.
    """
    known = store.deliveries.known(ident, now=now)
    if known is None:
        raise DigestError(f"there is no delivery {ident}", "see `digest deliveries list`")
    delivery = known.delivery
    hold = what_holds(store, delivery, way, now=now)
    next_try = next_try_of(delivery, held_domains(store, now), now)
    if next_try is not None and hold is not None:
        next_try = hold.until and max(next_try, hold.until)
    edition = store.editions.get(delivery.edition)
    reader = store.subscribers.get(known.delivery.subscriber)
    return DeliveryDetail(
        known=known,
        edition_state=edition.state,
        reader_state=reader.state if reader else SubscriberState.ERASED,
        stories=_headlines(edition, known.delivery.selection.slots),
        whole=sum(len(section.slots) for section in edition.sections),
        next_try=next_try,
        waits_for=hold.why if hold else _due(known, now),
    )


def _due(known: Known, now: datetime) -> str:
    """What one waits for that nothing holds, and whose time has come."""
    one = known.delivery
    if one.state not in WAITING or one.due_at > now or known.held_until is not None:
        return ""
    return f"`digest resume {one.edition}`, or the daemon"


def decide(
    store: Store, decision: Decision, chosen: Chosen, *, now: datetime, dry_run: bool = False
) -> Decided:
    """Do to each that is chosen what the operator decided, where it may be done.

    What is queued again is due now, and goes out with the next `digest resume` or by the
    daemon, under its old Message-ID.

    Raises:
        StoreError: the database can't be written; nothing was changed.
    """
    refuse = RULES[decision]
    decided = store.decisions.decide(decision, chosen, refuse=refuse, now=now, dry_run=dry_run)
    refused = sum(one.count for one in decided.refused)
    dry = ", a dry run" if dry_run else ""
    logger.info("%s%s: %d deliveries, %d refused", decision, dry, decided.changed, refused)
    return decided


def refuse_retry(one: Standing) -> str:
    """Why it can't be sent again, or nothing: only to who may be mailed, and never twice."""
    if reason := _fixed(one):
        return reason
    if one.state not in RETRYABLE:
        return f"it is {one.state} already"
    if one.edition_state is EditionState.CANCELLED:
        return "its edition is cancelled"
    return _UNMAILED.get(one.reader, "") or _WANTED.get(one.subscription, "")


def refuse_cancel(one: Standing) -> str:
    """Why it can't be cancelled, or nothing: only what is open, and in nobody's hand."""
    return _fixed(one) or ("" if one.state in CANCELLABLE else f"it is {one.state} already")


def refuse_settle(one: Standing) -> str:
    """Why nobody need say that it arrived, or nothing: only what is unsure."""
    unsure = one.state is DeliveryState.UNSURE
    return _fixed(one) or ("" if unsure else f"it is {one.state}, not unsure")


RULES: Final[dict[Decision, Callable[[Standing], str]]] = {
    Decision.RETRY: refuse_retry,
    Decision.CANCEL: refuse_cancel,
    Decision.SETTLE: refuse_settle,
}


def _fixed(one: Standing) -> str:
    if one.state is DeliveryState.SENT:
        return FINAL
    return IN_HAND if one.held or one.state is DeliveryState.SENDING else ""


def _headlines(edition: Edition, slots: tuple[str, ...]) -> tuple[str, ...]:
    chosen = frozenset(slots)
    return tuple(
        slot.headline for section in edition.sections for slot in section.slots if slot.id in chosen
    )
