"""Who reads, and what became of each copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from digest.model.edition import Selection
from digest.model.enums import (
    Cadence,
    ConfirmationKind,
    ConsentEvent,
    DeliveryState,
    Length,
    OutcomeKind,
    Scope,
    SubscriberState,
    SubscriptionState,
    SuppressionReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person. `generation` goes up when all their old links must die."""

    id: int
    email: str
    name: str = ""
    language: str = "en"
    state: SubscriberState = SubscriberState.ACTIVE
    generation: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Subscriber x Newsletter. Empty `topics` means all; `hour` is local, 0-23.

    `muted` names sources whose stories are left out; `until` is the day on which a pause ends.
    """

    subscriber: int
    newsletter: str
    state: SubscriptionState = SubscriptionState.ACTIVE
    topics: tuple[str, ...] = ()
    cadence: Cadence = Cadence.DAILY
    length: Length = Length.FULL
    hour: int | None = None
    timezone: str | None = None
    muted: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a reader said, when, from where, and to which words. No time: it isn't known."""

    event: ConsentEvent
    at: datetime | None = None
    source: str = ""
    ip: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What waits for a reader's yes, until it expires. `serial` is what its link carries.

    `mails` is how often it was asked; `email` the new address of a move.
    """

    subscriber: int
    newsletter: str
    kind: ConfirmationKind
    serial: int
    email: str = ""
    asked: datetime
    expires: datetime
    mails: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """An address that a reader moved away from, and can have back until some day.

    `serial` is what the link to that carries; `newsletter` is the one it was changed by.
    """

    subscriber: int
    serial: int
    newsletter: str
    email: str
    moved: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An address, as its keyed hash, that must not be mailed; no newsletter means by any."""

    hash: str
    newsletter: str = ""
    reason: SuppressionReason
    source: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revival:
    """A reader who had bounced gets mail again by an operator's decision: when, and whose."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberRow:
    """One line of an import or export: a person, and one set of choices for `newsletters`.

    `state` speaks of the subscriptions; bounced and complained speak of the person.
    """

    email: str
    name: str = ""
    language: str = "en"
    newsletters: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    cadence: Cadence = Cadence.DAILY
    length: Length = Length.FULL
    hour: int | None = None
    timezone: str | None = None
    state: SubscriptionState | SubscriberState = SubscriptionState.ACTIVE
    muted: tuple[str, ...] = ()
    until: date | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Edition x Subscriber, unique. `code` is the last SMTP reply code, 0 before one came.

    `relay` took it, or was last to refuse it; `remote_id` is the id under which it knows it.
    """

    id: int
    edition: str
    subscriber: int
    email: str
    name: str
    state: DeliveryState
    message_id: str
    due_at: datetime
    selection: Selection
    attempts: int = 0
    generation: int = 0
    code: int = 0
    enhanced: str = ""
    detail: str = ""
    relay: str = ""
    remote_id: str = ""

    @property
    def domain(self) -> str:
        """The part of the address that a server answers for, in lower case."""
        return self.email.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A Delivery to be: who gets what of an Edition, when (UTC), under which Message-ID."""

    subscriber: int
    selection: Selection
    due_at: datetime
    message_id: str


BAD_CONNECTION: Final = "4.4.2"
"""The enhanced code (RFC 3463) of an Outcome without a code: the message ends its connections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a server said about one message (RFC 5321 code, RFC 3463 enhanced code).

    `relay` is the name of the relay that said it, `remote_id` its own id for the message.
    """

    kind: OutcomeKind
    code: int = 0
    enhanced: str = ""
    text: str = ""
    scope: Scope = Scope.ADDRESS
    retry_after: timedelta | None = None
    relay: str = ""
    remote_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What one commit of a sender did.

    `states` is what became of the deliveries whose results were in it; one that another sender
    holds by now is left out, unless a server took it. `parked` of them were given up as poison.
    `refused` must not start.
    """

    states: Mapping[int, DeliveryState]
    parked: int = 0
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeCount:
    """What freeze put into the outbox: queued, excluded by reason, and how many it looked at."""

    queued: int
    audience: int
    excluded: dict[str, int] = field(default_factory=dict)
