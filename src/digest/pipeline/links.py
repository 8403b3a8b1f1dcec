"""Readers' links: a token for each, and what following one does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from digest.audience.tokens import sign, verify
from digest.audience.verp import ReturnAddress
from digest.deliver import Links
from digest.deliver.header import mailto
from digest.errors import AudienceError
from digest.model import Consent, ConsentEvent, Newsletter, SubscriberState, SubscriptionState
from digest.pipeline.root import root_key
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from datetime import datetime

    from digest.audience.tokens import TokenClaims
    from digest.config import Settings
    from digest.model import Delivery, Subscriber, Subscription
    from digest.store import Store

LEAVE = "leave"
CHOOSE = "choose"
CONFIRM = "confirm"
MOVE = "move"
BACK = "back"
PATHS = {LEAVE: "u", CHOOSE: "p", CONFIRM: "c", MOVE: "m", BACK: "b"}
"""Where on the site a link of each purpose leads."""

UNDONE = timedelta(hours=24)
"""So long who left can take it back by the same link."""

ALIVE = frozenset(SubscriptionState) - {SubscriptionState.LEFT}
READ = ALIVE - {SubscriptionState.PENDING}
"""States of a newsletter that the reader has said yes to and not left."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom a link speaks for: newsletter, the reader's address and language, whether they left.

    `undoable`: they left a short while ago, and can take it back. `until`: the day before which
    nothing comes.
    """

    newsletter: Newsletter
    address: str
    language: str
    left: bool
    undoable: bool = False
    until: date | None = None


def link_key(settings: Settings, store: Store) -> bytes:
    """The key that signs readers' links.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return link_keys(settings, store)[0]


def link_keys(settings: Settings, store: Store) -> tuple[bytes, ...]:
    """The keys by which readers' links hold: the one that signs, then those before it.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return root_key(settings, store).subkeys("link")


def verp_key(settings: Settings, store: Store) -> bytes:
    """The key that signs what stands before the "@" of the addresses that mail comes back to.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return verp_keys(settings, store)[0]


def verp_keys(settings: Settings, store: Store) -> tuple[bytes, ...]:
    """The keys by which such an address holds: the one that signs, then those before it.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return root_key(settings, store).subkeys("verp")


class Linker:
    """Makes the links of each reader of one newsletter.

    Args:
        newsletter: what they leave, and its `bounces` address if it has one.
        links: the key of links.
        verp: the key of addresses.
    """

    def __init__(self, newsletter: Newsletter, links: bytes, verp: bytes) -> None:
        self._newsletter, self._key = newsletter, links
        self._back = ReturnAddress(newsletter.bounces, verp) if newsletter.bounces else None
        self._owner = mailto(newsletter.owner.address, "unsubscribe ")

    def links(self, delivery: Delivery) -> Links:
        """Where this reader's mail leads back to; without `bounces` mails go to the owner.

        Raises:
            AudienceError: the newsletter's id or `bounces` can't stand in a link.
        """
        reader, generation = delivery.subscriber, delivery.generation
        url = address_of(self._key, self._newsletter, LEAVE, reader, generation)
        choose = address_of(self._key, self._newsletter, CHOOSE, reader, generation)
        if self._back is None:
            mailto = self._owner + url.rpartition("/")[2]
            return Links(leave_url=url, choose_url=choose, leave_mailto=mailto)
        leave = self._back.leave(self._newsletter.id, reader, generation)
        sender = self._back.sender(delivery.id)
        return Links(
            leave_url=url, choose_url=choose, leave_mailto=f"mailto:{leave}", sender=sender
        )


def address_of(
    key: bytes, newsletter: Newsletter, purpose: str, subscriber: int, generation: int
) -> str:
    """The address of a page for one reader: a token of this purpose behind the site's own.

    Raises:
        AudienceError: the newsletter's id can't stand in a link.
    """
    token = sign(key, purpose, newsletter.id, subscriber, generation)
    return f"{newsletter.public_url.rstrip('/')}/{PATHS[purpose]}/{token}"


def look_up(settings: Settings, store: Store, token: str, *, now: datetime) -> Standing:
    """How the reader and the newsletter of the link stand; changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    reader, newsletter = parties(settings, store, token)
    return _standing(settings, store, reader, newsletter, now)


def leave(settings: Settings, store: Store, token: str, *, now: datetime, ip: str = "") -> Standing:
    """End the subscription that the link speaks for; doing it twice changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    reader, newsletter = parties(settings, store, token)
    store.subscribers.leave(reader.id, newsletter.id, now=now, source="link", ip=ip)
    return _standing(settings, store, reader, newsletter, now)


def undo(
    settings: Settings,
    store: Store,
    token: str,
    *,
    now: datetime,
    until: date | None = None,
    ip: str = "",
) -> Standing:
    """Take the leaving back, or turn it into a pause that ends on a day.

    Who left in a pause is in it again. What was cancelled meanwhile does not come; the next edition
    does. Doing it twice changes nothing.

    Raises:
        AudienceError: the link is not valid, or they left too long ago.
    """
    reader, newsletter = parties(settings, store, token)
    chosen = store.subscriptions.get(reader.id, newsletter.id)
    if chosen is not None and chosen.state in READ and reader.state is SubscriberState.ACTIVE:
        return _standing(settings, store, reader, newsletter, now)
    if chosen is None or not _undoable(settings, store, reader, chosen, now):
        raise AudienceError("That can't be taken back any more.", "Subscribe again.")
    until = until or chosen.until
    state = SubscriptionState.PAUSED if until else SubscriptionState.ACTIVE
    proof = Consent(event=ConsentEvent.RETURNED, at=now, source="undo", ip=ip)
    back = replace(chosen, state=state, until=until)
    store.subscriptions.save([back], now=now, consent=proof)
    return _standing(settings, store, reader, newsletter, now)


def _standing(
    settings: Settings, store: Store, reader: Subscriber, newsletter: Newsletter, now: datetime
) -> Standing:
    chosen = store.subscriptions.get(reader.id, newsletter.id)
    left = chosen is None or chosen.state not in ALIVE
    paused = chosen is not None and chosen.state is SubscriptionState.PAUSED
    return Standing(
        newsletter,
        reader.email,
        reader.language,
        left=left,
        undoable=chosen is not None and _undoable(settings, store, reader, chosen, now),
        until=chosen.until if chosen is not None and paused else None,
    )


def _undoable(
    settings: Settings, store: Store, reader: Subscriber, chosen: Subscription, now: datetime
) -> bool:
    """Whether they left by themselves, a short while ago, and may be mailed."""
    if chosen.state is not SubscriptionState.LEFT or reader.state is not SubscriberState.ACTIVE:
        return False
    changed = store.history.chose(reader.id, chosen.newsletter)
    if changed is None or now - changed > UNDONE:
        return False
    rows = store.suppressions.of(suppression_hashes(settings, store)(reader.email))
    return not any(row.newsletter in {"", chosen.newsletter} for row in rows)


def bearer(
    settings: Settings, store: Store, purpose: str, token: str
) -> tuple[TokenClaims, Subscriber, Newsletter]:
    """What a link of this purpose says, of whom, and of which newsletter.

    The generation is left to the caller: not every purpose means the reader's.

    Raises:
        AudienceError: the link is not valid, or the reader or newsletter is gone.
    """
    claims = verify(link_keys(settings, store), purpose, token)
    reader = store.subscribers.get(claims.subscriber)
    newsletter = settings.newsletters.get(claims.newsletter)
    if reader is None or newsletter is None or reader.state is SubscriberState.ERASED:
        raise AudienceError("This link is no longer valid.", "Use the one in the latest mail.")
    return claims, reader, newsletter


def parties(
    settings: Settings, store: Store, token: str, purpose: str = LEAVE
) -> tuple[Subscriber, Newsletter]:
    """Whom a link speaks for, and of which newsletter: the one that they read by now.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    claims, reader, newsletter = bearer(settings, store, purpose, token)
    if reader.generation != claims.generation:
        raise AudienceError("This link is no longer valid.", "Use the one in the latest mail.")
    return reader, read_instead(settings, store, reader, newsletter)


def read_instead(
    settings: Settings, store: Store, reader: Subscriber, newsletter: Newsletter
) -> Newsletter:
    """The sister that the reader chose in its place, else the newsletter itself.

    A link of a mail from before the choice leads there too: who leaves by it leaves for good.
    """
    successor = store.switches.successor(reader.id, newsletter.id)
    return settings.newsletters.get(successor, newsletter)
