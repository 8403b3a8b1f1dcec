"""Readers' links: a token for each, and what following one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.audience.tokens import sign, verify
from digest.audience.verp import ReturnAddress
from digest.deliver import Links
from digest.deliver.header import mailto
from digest.errors import AudienceError
from digest.keys import load_root_key
from digest.model import Newsletter, SubscriptionState

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Delivery, Subscriber
    from digest.store import Store

LEAVE = "leave"
ALIVE = frozenset(SubscriptionState) - {SubscriptionState.LEFT}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom a link speaks for: newsletter, the reader's address and language, whether they left."""

    newsletter: Newsletter
    address: str
    language: str
    left: bool


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
    return load_root_key(store.path, settings.environ).subkeys("link")


def verp_key(settings: Settings, store: Store) -> bytes:
    """The key that signs what stands before the "@" of the addresses that mail comes back to.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return load_root_key(store.path, settings.environ).subkey("verp")


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
        self._site = f"{newsletter.public_url.rstrip('/')}/u/"
        self._owner = mailto(newsletter.owner.address, "unsubscribe ")

    def links(self, delivery: Delivery) -> Links:
        """Where this reader's mail leads back to; without `bounces` mails go to the owner.

        Raises:
            AudienceError: the newsletter's id or `bounces` can't stand in a link.
        """
        reader, generation = delivery.subscriber, delivery.generation
        token = sign(self._key, LEAVE, self._newsletter.id, reader, generation)
        url = self._site + token
        if self._back is None:
            return Links(leave_url=url, leave_mailto=self._owner + token)
        leave = self._back.leave(self._newsletter.id, reader, generation)
        sender = self._back.sender(delivery.id)
        return Links(leave_url=url, leave_mailto=f"mailto:{leave}", sender=sender)


def look_up(settings: Settings, store: Store, token: str) -> Standing:
    """How the reader and the newsletter of the link stand; changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    reader, newsletter = parties(settings, store, token)
    alive = any(
        subscription.newsletter == newsletter.id and subscription.state in ALIVE
        for subscription in store.subscribers.subscriptions(reader.id)
    )
    return Standing(newsletter, reader.email, reader.language, left=not alive)


def leave(settings: Settings, store: Store, token: str, *, now: datetime) -> Standing:
    """End the subscription that the link speaks for; doing it twice changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    reader, newsletter = parties(settings, store, token)
    store.subscribers.leave(reader.id, newsletter.id, now=now)
    return look_up(settings, store, token)


def parties(settings: Settings, store: Store, token: str) -> tuple[Subscriber, Newsletter]:
    """Whom a link speaks for, and of which newsletter.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    claims = verify(link_keys(settings, store), LEAVE, token)
    reader = store.subscribers.get(claims.subscriber)
    newsletter = settings.newsletters.get(claims.newsletter)
    if reader is None or newsletter is None or reader.generation != claims.generation:
        raise AudienceError("This link is no longer valid.", "Use the one in the latest mail.")
    return reader, newsletter
