"""Amazon's: SES tells SNS, and SNS tells us, signed with a certificate that it names. Pure.

Who has fetched that certificate, and believes the place it came from, asks `Notification.check`.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import load_pem_x509_certificate

from digest.deliver.hooks.event import Event, bounce, document, failure, text, unsigned
from digest.errors import BounceError
from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Bounce

_NAME: Final = "ses"
# The host is Amazon's, and nothing may stand before or behind it (SNS, "Verifying the signatures").
_PLACE: Final = re.compile(
    r"https://sns\.[a-z0-9-]{2,30}\.amazonaws\.com(?:\.cn)?/[A-Za-z0-9/?&=_.%:~+-]{1,1000}"
)
_SIGNED: Final = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
_SUBTYPES: Final = {
    "MailboxFull": BounceKind.QUOTA,
    "MessageTooLarge": BounceKind.POLICY,
    "ContentRejected": BounceKind.POLICY,
    "AttachmentRejected": BounceKind.POLICY,
}


@dataclass(frozen=True, slots=True)
class Notification:
    """What SNS sent; nothing of it is to be believed before `check`."""

    told: dict[str, Any]

    @property
    def certificate_url(self) -> str:
        """Where its certificate is, at a host of Amazon's.

        Raises:
            BounceError: it is elsewhere.
        """
        return _place(text(self.told, "SigningCertURL"))

    @property
    def confirm_url(self) -> str | None:
        """Where the subscription of this webhook is confirmed, if it asks for that.

        Raises:
            BounceError: it is elsewhere than at Amazon's.
        """
        if text(self.told, "Type") != "SubscriptionConfirmation":
            return None
        return _place(text(self.told, "SubscribeURL"))

    def claims(self, topic: str) -> None:
        """Whether it says that it is of that topic: for others nothing need be fetched.

        Raises:
            BounceError: it does not.
        """
        if text(self.told, "TopicArn") != topic or text(self.told, "Type") not in _SIGNED:
            raise unsigned(_NAME)

    def check(self, certificate: bytes, *, topic: str) -> None:
        """Whether it is of that topic, and signed with that certificate (PEM).

        Raises:
            BounceError: it is not.
        """
        self.claims(topic)
        algorithm = SHA256() if text(self.told, "SignatureVersion") == "2" else SHA1()  # noqa: S303 - version 1 has no other
        try:
            key = load_pem_x509_certificate(certificate).public_key()
            given = base64.b64decode(text(self.told, "Signature"), validate=True)
        except (ValueError, binascii.Error):
            raise unsigned(_NAME) from None
        if not isinstance(key, RSAPublicKey):
            raise unsigned(_NAME)
        try:
            key.verify(given, self._signed(), PKCS1v15(), algorithm)
        except InvalidSignature:
            raise unsigned(_NAME) from None

    def events(self) -> tuple[Event, ...]:
        """What SES tells in it, for each reader."""
        if text(self.told, "Type") != "Notification":
            return ()
        told = document(text(self.told, "Message").encode(), _NAME)
        remote = text(told, "mail", "messageId")
        mark = f"{_NAME} {text(self.told, 'MessageId')}"
        return tuple(
            Event(bounce=one, mark=f"{mark} {at}", remote_id=remote)
            for at, one in enumerate(_bounces(told))
        )

    def _signed(self) -> bytes:
        names = _SIGNED[text(self.told, "Type")]
        pairs = (f"{name}\n{self.told[name]}\n" for name in names if name in self.told)
        return "".join(pairs).encode("utf-8", "replace")


def notification(raw: bytes) -> Notification:
    """The request as SNS makes it.

    Raises:
        BounceError: it is not.
    """
    told = document(raw, _NAME)
    if not isinstance(told, dict):
        raise unsigned(_NAME)
    return Notification(told)


def _place(url: str) -> str:
    if _PLACE.fullmatch(url) is None:
        raise BounceError("a request to the webhook of ses names a place that is not Amazon's")
    return url


def _bounces(told: object) -> Iterator[Bounce]:
    message_id = text(told, "mail", "commonHeaders", "messageId")
    kind_of = text(told, "notificationType") or text(told, "eventType")
    if kind_of == "Bounce":
        for one in _recipients(told, "bounce", "bouncedRecipients"):
            yield _failed(told, one, message_id)
    if kind_of == "Complaint":
        spam = text(told, "complaint", "complaintFeedbackType") != "not-spam"
        kind = BounceKind.COMPLAINT if spam else BounceKind.OTHER
        for one in _recipients(told, "complaint", "complainedRecipients"):
            yield bounce(kind, "a complaint", text(one, "emailAddress"), message_id=message_id)


def _failed(told: object, one: object, message_id: str) -> Bounce:
    words = text(one, "diagnosticCode")
    lasting = text(told, "bounce", "bounceType") == "Permanent"
    kind, why = failure(words, lasting=lasting, status=text(one, "status"))
    subtype = text(told, "bounce", "bounceSubType")
    if subtype in _SUBTYPES:
        kind, why = _SUBTYPES[subtype], f"the provider calls it {subtype}"
    elif lasting and subtype != "General":
        kind, why = BounceKind.HARD, f"the provider calls it {subtype}"
    return bounce(kind, why, text(one, "emailAddress"), words=words, message_id=message_id)


def _recipients(told: object, *path: str) -> list[object]:
    for name in path:
        told = told.get(name) if isinstance(told, dict) else None
    return told if isinstance(told, list) else []
