"""Readers' links: a token for each, and what following one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.audience.tokens import sign, verify
from digest.errors import AudienceError
from digest.keys import load_root_key
from digest.model import SubscriptionState

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Newsletter, Subscriber
    from digest.store import Store

LEAVE = "leave"
ALIVE = frozenset(SubscriptionState) - {SubscriptionState.LEFT}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom a link speaks for: the newsletter's title, the reader's address, whether they left."""

    title: str
    address: str
    left: bool


def link_key(settings: Settings, store: Store) -> bytes:
    """The key that signs readers' links.

    Raises:
        ConfigError: the key file can't be read or written, or is open to others.
    """
    return load_root_key(store.path, settings.environ).subkey("link")


def leave_url(newsletter: Newsletter, subscriber: int, generation: int, key: bytes) -> str:
    """The one-click address under which this reader leaves this newsletter (RFC 8058)."""
    token = sign(key, LEAVE, newsletter.id, subscriber, generation)
    return f"{newsletter.public_url.rstrip('/')}/u/{token}"


def look_up(settings: Settings, store: Store, token: str) -> Standing:
    """How the reader and the newsletter of the link stand; changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    reader, newsletter = _parties(settings, store, token)
    alive = any(
        subscription.newsletter == newsletter.id and subscription.state in ALIVE
        for subscription in store.subscribers.subscriptions(reader.id)
    )
    return Standing(newsletter.title, reader.email, left=not alive)


def leave(settings: Settings, store: Store, token: str, *, now: datetime) -> Standing:
    """End the subscription that the link speaks for; doing it twice changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    reader, newsletter = _parties(settings, store, token)
    store.subscribers.leave(reader.id, newsletter.id, now=now)
    return look_up(settings, store, token)


def _parties(settings: Settings, store: Store, token: str) -> tuple[Subscriber, Newsletter]:
    claims = verify(link_key(settings, store), LEAVE, token)
    reader = store.subscribers.get(claims.subscriber)
    newsletter = settings.newsletters.get(claims.newsletter)
    if reader is None or newsletter is None or reader.generation != claims.generation:
        raise AudienceError("This link is no longer valid.", "Use the one in the latest mail.")
    return reader, newsletter
