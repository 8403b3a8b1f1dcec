"""Mailgun's webhooks: signed by HMAC-SHA256 over a time and a token. Pure."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from digest.deliver.hooks.event import Event, bounce, document, failure, number, text, unsigned
from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from digest.model import Bounce

_MOST_AGE: Final = timedelta(minutes=15)
_NAME: Final = "mailgun"


@dataclass(frozen=True, slots=True)
class Mailgun:
    """The HTTP webhook signing key of the account."""

    key: str = field(repr=False)

    def events(
        self, raw: bytes, _headers: Mapping[str, str], *, now: datetime
    ) -> tuple[Event, ...]:
        """One event a request; see `Hook.events`."""
        told = document(raw, _NAME)
        self._check(told, now)
        data = told.get("event-data") if isinstance(told, dict) else None
        found = _bounce(data) if isinstance(data, dict) else None
        if found is None:
            return ()
        return (Event(bounce=found, mark=f"{_NAME} {text(data, 'id')}"),)

    def _check(self, told: object, now: datetime) -> None:
        time, token = text(told, "signature", "timestamp"), text(told, "signature", "token")
        wanted = hmac.new(self.key.encode(), f"{time}{token}".encode(), "sha256").hexdigest()
        given = text(told, "signature", "signature")
        if not hmac.compare_digest(wanted.encode(), given.encode()):
            raise unsigned(_NAME)
        sent = number(time)
        if sent is None or abs(now.timestamp() - sent) > _MOST_AGE.total_seconds():
            raise unsigned(_NAME)  # somebody sends an old one again


def _bounce(data: dict[str, Any]) -> Bounce | None:
    address, told = text(data, "recipient"), text(data, "event")
    ident = text(data, "message", "headers", "message-id")
    message_id = f"<{ident.strip('<>')}>" if ident else ""
    if told == "complained":
        return bounce(BounceKind.COMPLAINT, "a complaint", address, message_id=message_id)
    if told == "unsubscribed":
        return bounce(BounceKind.LEAVE, "left at the provider", address, message_id=message_id)
    if told not in {"failed", "rejected"}:
        return None
    status = data.get("delivery-status")
    words = " ".join(filter(None, (text(status, "message"), text(status, "description"))))
    code = text(status, "code")
    kind, why = failure(
        words,
        lasting=text(data, "severity") == "permanent",
        code=number(code) or 0,
    )
    if text(data, "reason") == "suppress-bounce":
        kind, why = BounceKind.HARD, "the provider knows that there is no such mailbox"
    return bounce(kind, why, address, words=words, message_id=message_id)
