"""Requests as SNS makes them, signed with a certificate of our own."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces"
URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
_START = datetime(2026, 1, 1, tzinfo=UTC)
CERTIFICATE = (
    x509.CertificateBuilder()
    .subject_name(_NAME)
    .issuer_name(_NAME)
    .public_key(_KEY.public_key())
    .serial_number(1)
    .not_valid_before(_START)
    .not_valid_after(_START + timedelta(days=3650))
    .sign(_KEY, SHA256())
    .public_bytes(Encoding.PEM)
)


def bounced(
    type_of: str = "Permanent",
    subtype: str = "General",
    words: str = "smtp; 550 5.1.1 user unknown",
    *,
    address: str = "ann@home.example",
    remote_id: str = "ses-1",
) -> dict[str, object]:
    recipients = [{"emailAddress": address, "diagnosticCode": words}]
    bounce = {"bounceType": type_of, "bounceSubType": subtype, "bouncedRecipients": recipients}
    return {"notificationType": "Bounce", "bounce": bounce, "mail": {"messageId": remote_id}}


def signed(message: dict[str, object], *, version: str = "2", ident: str = "n1") -> bytes:
    told = {
        "Type": "Notification",
        "MessageId": ident,
        "TopicArn": TOPIC,
        "Message": json.dumps(message),
        "Timestamp": "2026-11-23T07:00:00.000Z",
    }
    names = ("Message", "MessageId", "Timestamp", "TopicArn", "Type")
    return _with_signature(told, names, version)


def confirmation() -> bytes:
    told = {
        "Type": "SubscriptionConfirmation",
        "MessageId": "c1",
        "TopicArn": TOPIC,
        "Message": "You have chosen to subscribe.",
        "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Confirm&Token=t",
        "Timestamp": "2026-11-23T07:00:00.000Z",
        "Token": "t",
    }
    names = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
    return _with_signature(told, names, "2")


def _with_signature(told: dict[str, str], names: tuple[str, ...], version: str) -> bytes:
    text = "".join(f"{name}\n{told[name]}\n" for name in names).encode()
    algorithm = SHA256() if version == "2" else SHA1()  # noqa: S303 - version 1 has no other
    signature = base64.b64encode(_KEY.sign(text, PKCS1v15(), algorithm)).decode()
    whole = told | {
        "SignatureVersion": version,
        "Signature": signature,
        "SigningCertURL": URL,
    }
    return json.dumps(whole).encode()
