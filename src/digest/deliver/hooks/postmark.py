"""Postmark's webhooks: known by a name and a password in their URL. Pure."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from digest.deliver.hooks.event import Event, bounce, document, failure, number, text, unsigned
from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from digest.model import Bounce

_NAME: Final = "postmark"
_TYPES: Final = {
    "HardBounce": BounceKind.HARD,
    "BadEmailAddress": BounceKind.HARD,
    "SpamComplaint": BounceKind.COMPLAINT,
    "Unsubscribe": BounceKind.LEAVE,
    "AutoResponder": BounceKind.AUTO_REPLY,
    "ChallengeVerification": BounceKind.AUTO_REPLY,
    "SpamNotification": BounceKind.POLICY,
    "VirusNotification": BounceKind.POLICY,
    "Blocked": BounceKind.POLICY,
    "DMARCPolicy": BounceKind.POLICY,
    "SMTPApiError": BounceKind.POLICY,
}
_PASSING: Final = frozenset({"Transient", "SoftBounce", "DnsError", "Undeliverable", "Unknown"})


@dataclass(frozen=True, slots=True)
class Postmark:
    """The name and the password of the webhook's URL (RFC 7617)."""

    user: str
    password: str = field(repr=False)

    def events(self, raw: bytes, headers: Mapping[str, str], *, now: datetime) -> tuple[Event, ...]:
        """One event a request; see `Hook.events`."""
        del now  # its requests carry no time
        pair = base64.b64encode(f"{self.user}:{self.password}".encode())
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic" or not hmac.compare_digest(pair, given.strip().encode()):
            raise unsigned(_NAME)
        told = document(raw, _NAME)
        found = _bounce(told)
        if found is None:
            return ()
        known = text(told, "Metadata", "delivery")
        return (
            Event(
                bounce=found,
                mark=f"{_NAME} {text(told, 'RecordType')} {_mark(told)}",
                remote_id=text(told, "MessageID"),
                delivery=number(known),
            ),
        )


def _mark(told: object) -> str:
    return text(told, "ID") or f"{text(told, 'MessageID')} {text(told, 'ChangedAt')}"


def _bounce(told: object) -> Bounce | None:
    record = text(told, "RecordType")
    if record == "SubscriptionChange":
        return _change(told)
    if record not in {"Bounce", "SpamComplaint"}:
        return None
    kind_of = "SpamComplaint" if record == "SpamComplaint" else text(told, "Type")
    words = " ".join(filter(None, (text(told, "Details"), text(told, "Description"))))
    address = text(told, "Email")
    if kind_of in _PASSING:
        kind, why = failure(text(told, "Details"), lasting=False)
        return bounce(kind, why, address, words=words)
    kind = _TYPES.get(kind_of, BounceKind.OTHER)
    return bounce(kind, f"the provider calls it {kind_of}", address, words=words)


def _change(told: object) -> Bounce | None:
    """Somebody left at the provider, or came back; bounces come as records of their own."""
    left = isinstance(told, dict) and told.get("SuppressSending") is True
    if not left or text(told, "SuppressionReason") != "ManualSuppression":
        return None
    return bounce(BounceKind.LEAVE, "left at the provider", text(told, "Recipient"))
