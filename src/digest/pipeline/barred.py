"""Who must not be mailed: addresses that are suppressed, and readers whose mail came back.

A suppression keeps a hash alone. A reader who bounced or complained is known by address, and is
named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from digest.model import DeliveryState, SubscriberState, SuppressionReason
from digest.pipeline.answers import NO_PROOF, proof
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.config import Settings
    from digest.model import Subscriber, Suppression
    from digest.store import Store

_STATES = (SubscriberState.BOUNCED, SubscriberState.COMPLAINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """An address that must not be mailed, and why; of all newsletters where none is named.

    `email` is empty where a suppression says so; else `source` is the answer that proved it. `at`
    is since when, None where nothing on record tells.
    """

    hash: str
    newsletter: str = ""
    reason: SuppressionReason
    source: str = ""
    at: datetime | None = None
    email: str = ""


def all_barred(settings: Settings, store: Store, *, now: datetime) -> Iterator[Barred]:
    """The suppressions by hash, then the readers by id; who is both is told once.

    Raises:
        ConfigError: the key file can't be read.
    """
    yield from map(_suppressed, store.suppressions.stream())
    yield from _readers(settings, store, store.subscribers.in_states(_STATES), now)


def barred_address(
    settings: Settings, store: Store, address: str, *, now: datetime
) -> Iterator[Barred]:
    """Those of one address.

    Raises:
        ConfigError: the key file can't be read.
    """
    hashes = suppression_hashes(settings, store)(address)
    yield from map(_suppressed, store.suppressions.of(hashes))
    reader = store.subscribers.get(address)
    if reader is not None and reader.state in _STATES:
        yield from _readers(settings, store, [reader], now)


def _suppressed(row: Suppression) -> Barred:
    return Barred(
        hash=row.hash, newsletter=row.newsletter, reason=row.reason, source=row.source, at=row.at
    )


def _readers(
    settings: Settings, store: Store, readers: Iterable[Subscriber], now: datetime
) -> Iterator[Barred]:
    hashes_of = suppression_hashes(settings, store)
    for reader in readers:
        hashes = hashes_of(reader.email)
        if any(not row.newsletter for row in store.suppressions.of(hashes)):
            continue
        source, at = _proof(store, reader, now)
        reason = SuppressionReason(reader.state.value)
        yield Barred(hash=hashes[0], reason=reason, source=source, at=at, email=reader.email)


def _proof(store: Store, reader: Subscriber, now: datetime) -> tuple[str, datetime | None]:
    """What came back, or the answer to a copy, that barred them; and when."""
    for bounce in store.bounces.list(reader=reader.id):
        if bounce.bars:
            return " ".join(bounce.bounce.text.split()) or bounce.bounce.reason, bounce.seen
    if reader.state is SubscriberState.BOUNCED:
        for copy in store.deliveries.of_reader(reader.id, now=now):
            one = copy.delivery
            words = proof(one.code, one.enhanced, one.detail)
            if one.state is DeliveryState.FAILED and words:
                return words, copy.changed
        for notice in store.notices.list(state=DeliveryState.FAILED, email=reader.email):
            if words := proof(notice.code, notice.enhanced, notice.detail):
                return words, None
    return NO_PROOF, None
