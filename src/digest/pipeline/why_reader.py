"""Why a reader has or has not had a copy of each edition, with the server's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from digest.compose import select
from digest.model import (
    DeliveryState,
    EditionState,
    KnownBounce,
    Revival,
    Subscriber,
    SubscriberState,
    Subscription,
    SubscriptionState,
    Suppression,
)
from digest.pipeline.answers import NO_PROOF, proof
from digest.pipeline.freeze import NO_STORY, OTHER_CADENCE, wants
from digest.pipeline.holds import held_domains, next_try_of
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from digest.model import Delivery, Edition
    from digest.store import Known, Store

LIMIT = 20
"""Editions of each newsletter that are looked at, the latest."""

_UNMADE = frozenset({EditionState.SKIPPED, EditionState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWhy:
    """One edition and this reader: the delivery and its last answer, or why there is none.

    `state` is None where there is no delivery; `changed` is when it changed last, and
    `next_try` when it may be tried, where it still waits. `relay` gave the answer, and knows the
    message as `remote_id`. `ended` says why it was cancelled, where `answer` is a server's.
    """

    edition: str
    newsletter: str
    date: date
    edition_state: EditionState
    state: DeliveryState | None = None
    delivery: int | None = None
    changed: datetime | None = None
    next_try: datetime | None = None
    attempts: int = 0
    crashes: int = 0
    code: int = 0
    enhanced: str = ""
    answer: str = ""
    ended: str = ""
    relay: str = ""
    remote_id: str = ""
    message_id: str = ""
    stories: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderWhy:
    """A reader, what they chose, and every edition that could have reached them.

    `barred` says why no mail goes to this address at all, where that is so; `bounces` is what
    came back of their mails, the latest first; `suppressions` are those of the address; `revivals`
    say when, and by whom, they were brought back after a bounce that was a mistake.
    """

    subscriber: Subscriber
    joined: datetime | None
    barred: str
    subscriptions: tuple[Subscription, ...]
    copies: tuple[CopyWhy, ...]
    bounces: tuple[KnownBounce, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    revivals: tuple[Revival, ...] = ()


def why_reader(
    store: Store,
    reader: Subscriber,
    *,
    hashes: Sequence[str] = (),
    now: datetime,
    limit: int = LIMIT,
) -> ReaderWhy:
    """What was sent to a reader, when, with which answer, or why not.

    Args:
        store: an open one.
        reader: whom.
        hashes: by which the reader's address may be suppressed, as `suppression_hashes` gives them.
        now: tells what a sender has in hand from what it left when it died.
        limit: how many editions of each newsletter are looked at, beside all deliveries.
    """
    subscriptions = store.subscribers.subscriptions(reader.id)
    copies = list(_copies(store, reader, subscriptions, now))
    bounces = store.bounces.list(reader=reader.id, limit=limit)
    suppressions = store.suppressions.of(hashes)
    barred = _barred(store, reader, copies, bounces)
    if not barred and any(not row.newsletter for row in suppressions):
        barred = "the address is suppressed"
    had = {copy.edition for copy in copies}
    for newsletter in _newsletters(store, subscriptions):
        chosen = _to(subscriptions, newsletter)
        editions = store.editions.list(newsletter, limit=limit)
        copies.extend(
            _missed(store, reader, chosen, one, suppressions)
            for one in editions
            if one.id not in had
        )
    return ReaderWhy(
        subscriber=reader,
        joined=store.history.joined(reader.id),
        barred=barred,
        subscriptions=subscriptions,
        copies=tuple(sorted(copies, key=lambda copy: (copy.date, copy.edition), reverse=True)),
        bounces=bounces,
        suppressions=suppressions,
        revivals=store.revivals.of(reader.id),
    )


def _newsletters(store: Store, subscriptions: tuple[Subscription, ...]) -> tuple[str, ...]:
    """Those the reader knows; for one who knows none, those that had editions lately."""
    known = [subscription.newsletter for subscription in subscriptions]
    lately = [edition.newsletter for edition in store.editions.list(limit=LIMIT)]
    return tuple(dict.fromkeys(known or lately))


def _to(subscriptions: tuple[Subscription, ...], newsletter: str) -> Subscription | None:
    return next((one for one in subscriptions if one.newsletter == newsletter), None)


def _copies(
    store: Store, reader: Subscriber, subscriptions: tuple[Subscription, ...], now: datetime
) -> Iterator[CopyWhy]:
    held = held_domains(store, now)
    for known in store.deliveries.of_reader(reader.id, now=now):
        edition = store.editions.get(known.delivery.edition)
        next_try = next_try_of(known.delivery, held, now)
        yield _copy(known, edition, _to(subscriptions, edition.newsletter), next_try)


def _copy(
    known: Known, edition: Edition, chosen: Subscription | None, next_try: datetime | None
) -> CopyWhy:
    delivery = known.delivery
    cancelled = delivery.state is DeliveryState.CANCELLED
    return CopyWhy(
        edition=edition.id,
        newsletter=edition.newsletter,
        date=edition.date,
        edition_state=edition.state,
        state=delivery.state,
        delivery=delivery.id,
        changed=known.changed,
        next_try=next_try,
        attempts=delivery.attempts,
        crashes=known.crashes,
        code=delivery.code,
        enhanced=delivery.enhanced,
        answer="" if cancelled else delivery.detail,
        ended=delivery.detail if cancelled else "",
        relay=delivery.relay,
        remote_id=delivery.remote_id,
        message_id=delivery.message_id,
        stories=len(delivery.selection.slots),
        reason=_why_got(delivery, edition, chosen),
    )


def _barred(
    store: Store, reader: Subscriber, copies: list[CopyWhy], bounces: tuple[KnownBounce, ...]
) -> str:
    """Why the address gets no mail, with the answer that proved it, where one is on record."""
    if reader.state is SubscriberState.ACTIVE:
        return ""
    if (proof := next((one for one in bounces if one.bars), None)) is not None:
        return f"{reader.state}: {proof.bounce.text} ({proof.origin}, {text_of(proof.seen)})"
    if reader.state is SubscriberState.BOUNCED:
        answer = _refusal(copies) or _refusal_of_notice(store, reader)
        return f"bounced{answer}" if answer else f"bounced; {NO_PROOF}"
    return str(reader.state)


def _refusal(copies: list[CopyWhy]) -> str:
    """The answer to the latest copy that proves that there is no such mailbox."""
    for copy in copies:
        failed = copy.state is DeliveryState.FAILED
        if failed and (words := proof(copy.code, copy.enhanced, copy.answer)):
            return f": {words} ({copy.edition}, {_when(copy.changed)})"
    return ""


def _refusal_of_notice(store: Store, reader: Subscriber) -> str:
    for notice in store.notices.list(state=DeliveryState.FAILED, email=reader.email):
        if words := proof(notice.code, notice.enhanced, notice.detail):
            return f": {words} (notice {notice.id}, {notice.kind})"
    return ""


def _why_got(delivery: Delivery, edition: Edition, chosen: Subscription | None) -> str:
    count = len(delivery.selection.slots)
    whole = sum(len(section.slots) for section in edition.sections)
    if count == whole:
        return f"all {count} stories, {delivery.selection.length}"
    topics = ", ".join(chosen.topics) if chosen and chosen.topics else "their topics then"
    return f"{count} of {whole} stories, {delivery.selection.length}: {topics}"


def _missed(
    store: Store,
    reader: Subscriber,
    chosen: Subscription | None,
    edition: Edition,
    suppressions: Iterable[Suppression],
) -> CopyWhy:
    frozen = store.history.frozen(edition.id)
    reason = _why_not(store, reader, chosen, edition, frozen)
    if edition.state not in _UNMADE and chosen is not None:
        reason = _suppressed(suppressions, edition, frozen) or reason
    return CopyWhy(
        edition=edition.id,
        newsletter=edition.newsletter,
        date=edition.date,
        edition_state=edition.state,
        reason=reason,
    )


def _suppressed(
    suppressions: Iterable[Suppression], edition: Edition, frozen: datetime | None
) -> str:
    """Which suppression barred the address when the edition's readers were fixed; "" for none."""
    for row in suppressions:
        if row.newsletter in {"", edition.newsletter} and (frozen is None or row.at <= frozen):
            return f"the address is suppressed: {told(row)}"
    return ""


def told(row: Suppression) -> str:
    """A suppression in words: the reason, since when, of which newsletter, and whence it came."""
    scope = row.newsletter or "every newsletter"
    source = f", {row.source}" if row.source else ""
    return f"{row.reason} since {text_of(row.at)} ({scope}{source})"


def _why_not(
    store: Store,
    reader: Subscriber,
    chosen: Subscription | None,
    edition: Edition,
    frozen: datetime | None,
) -> str:
    """The first reason that holds, in the order in which a reader is left out."""
    if edition.state in _UNMADE:
        return f"the edition was {edition.state}"
    joined = store.history.joined(reader.id)
    if frozen and joined and joined > frozen:
        return f"joined {text_of(joined)}, after its readers were fixed at {text_of(frozen)}"
    if reader.state is not SubscriberState.ACTIVE:
        return f"the reader's address is {reader.state}"
    if chosen is None:
        return f"not subscribed to {edition.newsletter}"
    changed = store.history.chose(reader.id, edition.newsletter)
    if chosen.state is not SubscriptionState.ACTIVE:
        instead = store.switches.successor(reader.id, edition.newsletter)
        for_it = f" for {instead}" if instead else ""
        return f"the subscription is {chosen.state}{for_it}, since {_when(changed)}"
    return _not_chosen(chosen, edition, changed, frozen)


def _not_chosen(
    chosen: Subscription, edition: Edition, changed: datetime | None, frozen: datetime | None
) -> str:
    if frozen and changed and changed > frozen:
        return f"chose or subscribed {text_of(changed)}, after its readers were fixed"
    if not wants(chosen, edition):
        return f"{OTHER_CADENCE}: {chosen.cadence}"
    if not select(edition, topics=chosen.topics, length=chosen.length, muted=chosen.muted).slots:
        return f"{NO_STORY}: {', '.join(chosen.topics)}"
    if frozen is None:
        return f"not sent yet: the edition is {edition.state}"
    return "no record of it is kept: old deliveries are pruned"


def _when(moment: datetime | None) -> str:
    return text_of(moment) if moment else "an unknown time"
