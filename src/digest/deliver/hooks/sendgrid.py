"""SendGrid's event webhook: signed with ECDSA (P-256, SHA-256) over a time and the body. Pure."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from digest.deliver.hooks.event import Event, bounce, document, failure, number, text, unsigned
from digest.errors import BounceError
from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from digest.model import Bounce

_NAME: Final = "sendgrid"
_HEADER: Final = "x-twilio-email-event-webhook-"
_MOST_AGE: Final = 15 * 60  # seconds
_DROPPED: Final = {
    "Bounced Address": BounceKind.HARD,
    "Spam Reporting Address": BounceKind.COMPLAINT,
    "Unsubscribed Address": BounceKind.LEAVE,
}


@dataclass(frozen=True, slots=True)
class SendGrid:
    """The verification key of the event webhook, as its settings show it (base64)."""

    key: str

    def events(self, raw: bytes, headers: Mapping[str, str], *, now: datetime) -> tuple[Event, ...]:
        """Up to a thousand events a request; see `Hook.events`."""
        self._check(raw, headers, now)
        told = document(raw, _NAME)
        if not isinstance(told, list):
            raise BounceError(f"a request to the webhook of {_NAME} is no list of events")
        found = [(one, _bounce(one)) for one in told if isinstance(one, dict)]
        return tuple(
            Event(
                bounce=about,
                mark=f"{_NAME} {text(one, 'sg_event_id')}",
                remote_id=text(one, "sg_message_id").partition(".")[0],
                evidence=json.dumps(one),
            )
            for one, about in found
            if about is not None
        )

    def _check(self, raw: bytes, headers: Mapping[str, str], now: datetime) -> None:
        time = headers.get(f"{_HEADER}timestamp", "")
        sent = number(time)
        if sent is None or abs(now.timestamp() - sent) > _MOST_AGE:
            raise unsigned(_NAME)
        try:
            given = base64.b64decode(headers.get(f"{_HEADER}signature", ""), validate=True)
            self._public().verify(given, time.encode() + raw, ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            raise unsigned(_NAME) from None

    def _public(self) -> EllipticCurvePublicKey:
        try:
            key = load_der_public_key(base64.b64decode(self.key))
        except (ValueError, binascii.Error) as error:
            raise BounceError(
                "webhooks.sendgrid.key is no public key", "copy it from the webhook's settings"
            ) from error
        if not isinstance(key, EllipticCurvePublicKey):
            raise BounceError("webhooks.sendgrid.key is no key of an elliptic curve")
        return key


def _bounce(told: dict[str, Any]) -> Bounce | None:
    event, address, ident = text(told, "event"), text(told, "email"), text(told, "smtp-id")
    words = " ".join(filter(None, (text(told, "status"), text(told, "reason"))))
    if event == "bounce":
        kind, why = failure(words, lasting=text(told, "type") != "blocked")
        return bounce(kind, why, address, words=words, message_id=ident)
    kinds = {
        "spamreport": BounceKind.COMPLAINT,
        "unsubscribe": BounceKind.LEAVE,
        "group_unsubscribe": BounceKind.LEAVE,
        "dropped": _DROPPED.get(text(told, "reason"), BounceKind.OTHER),
    }
    if event not in kinds:
        return None
    return bounce(kinds[event], f"the provider calls it {event}", address, message_id=ident)
