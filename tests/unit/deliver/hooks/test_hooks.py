from __future__ import annotations

import base64
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.hooks import Mailgun, Postmark, SendGrid
from digest.errors import BounceError
from digest.model import BounceKind

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
PRIVATE = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    PRIVATE.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()
BASIC = {"authorization": "Basic " + base64.b64encode(b"digest:horse").decode()}


def mailgun(data: dict[str, object], *, key: str = "key", stamp: str = STAMP) -> bytes:
    signed = hmac.new(key.encode(), f"{stamp}token".encode(), "sha256").hexdigest()
    signature = {"timestamp": stamp, "token": "token", "signature": signed}
    return json.dumps({"signature": signature, "event-data": data}).encode()


def sendgrid(*events: dict[str, object], stamp: str = STAMP) -> tuple[bytes, dict[str, str]]:
    return signed_by_sendgrid(json.dumps(events).encode(), stamp)


def signed_by_sendgrid(raw: bytes, stamp: str = STAMP) -> tuple[bytes, dict[str, str]]:
    signed = PRIVATE.sign(stamp.encode() + raw, ec.ECDSA(SHA256()))
    start = "x-twilio-email-event-webhook-"
    given = base64.b64encode(signed).decode()
    return raw, {f"{start}signature": given, f"{start}timestamp": stamp}


def failed(severity: str, message: str, code: int = 550, **more: str) -> dict[str, object]:
    return {
        "event": "failed",
        "id": "e1",
        "severity": severity,
        "recipient": "ann@home.example",
        "message": {"headers": {"message-id": "m1@news.example"}},
        "delivery-status": {"code": code, "message": message},
        **more,
    }


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (failed("permanent", "5.1.1 user unknown"), BounceKind.HARD),
        (failed("permanent", "", 605, reason="suppress-bounce"), BounceKind.HARD),
        (failed("permanent", "5.7.1 blocked as spam"), BounceKind.POLICY),
        (failed("permanent", "552 over quota", 552), BounceKind.QUOTA),
        (failed("temporary", "user unknown", 450), BounceKind.SOFT),
        ({"event": "complained", "id": "e", "recipient": "a@b.example"}, BounceKind.COMPLAINT),
        ({"event": "unsubscribed", "id": "e", "recipient": "a@b.example"}, BounceKind.LEAVE),
    ],
)
def test_mailgun(data, kind):
    [event] = Mailgun("key").events(mailgun(data), {}, now=NOW)
    assert event.bounce.kind is kind
    assert event.mark.startswith("mailgun e")


def test_mailgun_names_our_message_id():
    [event] = Mailgun("key").events(mailgun(failed("permanent", "x")), {}, now=NOW)
    assert event.bounce.message_id == "<m1@news.example>"


def test_mailgun_opens_and_deliveries_are_nothing_to_us():
    assert Mailgun("key").events(mailgun({"event": "opened"}), {}, now=NOW) == ()


@pytest.mark.parametrize(
    "raw",
    [
        mailgun({}, key="another"),
        mailgun({}, stamp=str(int((NOW - timedelta(minutes=16)).timestamp()))),
        mailgun({}, stamp="soon"),
        b"{}",
        b"[]",
        b"no json",
    ],
)
def test_mailgun_unsigned_or_old_is_refused(raw):
    with pytest.raises(BounceError):
        Mailgun("key").events(raw, {}, now=NOW)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"RecordType": "Bounce", "Type": "HardBounce"}, BounceKind.HARD),
        ({"RecordType": "Bounce", "Type": "SoftBounce", "Details": "quota"}, BounceKind.QUOTA),
        ({"RecordType": "Bounce", "Type": "Transient", "Details": "unknown user"}, BounceKind.SOFT),
        ({"RecordType": "Bounce", "Type": "AutoResponder"}, BounceKind.AUTO_REPLY),
        ({"RecordType": "Bounce", "Type": "DMARCPolicy"}, BounceKind.POLICY),
        ({"RecordType": "Bounce", "Type": "NewlyMade"}, BounceKind.OTHER),
        ({"RecordType": "SpamComplaint"}, BounceKind.COMPLAINT),
    ],
)
def test_postmark(told, kind):
    more = {"ID": 42, "Email": "ann@home.example", "Metadata": {"delivery": "7"}}
    raw = json.dumps(told | more).encode()
    [event] = Postmark("digest", "horse").events(raw, BASIC, now=NOW)
    assert (event.bounce.kind, event.delivery) == (kind, 7)


def test_postmark_tells_who_left_there_and_nothing_of_who_came_back():
    told = {"RecordType": "SubscriptionChange", "Recipient": "a@b.example", "MessageID": "m"}
    left = told | {"SuppressSending": True, "SuppressionReason": "ManualSuppression"}
    hook = Postmark("digest", "horse")
    [event] = hook.events(json.dumps(left).encode(), BASIC, now=NOW)
    assert event.bounce.kind is BounceKind.LEAVE
    back = json.dumps(told | {"SuppressSending": False}).encode()
    assert hook.events(back, BASIC, now=NOW) == ()


@pytest.mark.parametrize("given", [{}, {"authorization": "Basic eDp5"}, {"authorization": "x"}])
def test_postmark_without_the_password_is_refused(given):
    with pytest.raises(BounceError):
        Postmark("digest", "horse").events(b"{}", given, now=NOW)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"event": "bounce", "type": "bounce", "reason": "550 unknown user"}, BounceKind.HARD),
        ({"event": "bounce", "type": "bounce", "reason": ""}, BounceKind.HARD),
        ({"event": "bounce", "type": "blocked", "reason": "unknown user"}, BounceKind.SOFT),
        ({"event": "dropped", "reason": "Bounced Address"}, BounceKind.HARD),
        ({"event": "dropped", "reason": "Something"}, BounceKind.OTHER),
        ({"event": "spamreport"}, BounceKind.COMPLAINT),
        ({"event": "group_unsubscribe"}, BounceKind.LEAVE),
    ],
)
def test_sendgrid(told, kind):
    raw, headers = sendgrid(
        {"email": "ann@home.example", "sg_event_id": "e1", "smtp-id": "<m1@x>"} | told,
        {"event": "open"},
    )
    [event] = SendGrid(PUBLIC).events(raw, headers, now=NOW)
    assert (event.bounce.kind, event.bounce.message_id) == (kind, "<m1@x>")


def test_sendgrid_changed_old_or_unsigned_is_refused():
    raw, headers = sendgrid({"event": "spamreport"})
    old = sendgrid(stamp=str(int((NOW - timedelta(hours=1)).timestamp())))
    for body, given_headers in ((raw + b" ", headers), (raw, {}), old):
        with pytest.raises(BounceError):
            SendGrid(PUBLIC).events(body, given_headers, now=NOW)


def test_sendgrid_says_when_the_key_is_none():
    raw, headers = sendgrid()
    with pytest.raises(BounceError, match="no public key"):
        SendGrid("AAAA").events(raw, headers, now=NOW)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)


@given(_JSON)
def test_whatever_a_provider_sends_is_read_or_refused(told):
    raw, headers = sendgrid(told) if isinstance(told, dict) else sendgrid()
    assert SendGrid(PUBLIC).events(raw, headers, now=NOW) == () or isinstance(told, dict)
    body = mailgun(told) if isinstance(told, dict) else mailgun({})
    Mailgun("key").events(body, {}, now=NOW)
    Postmark("digest", "horse").events(json.dumps(told).encode(), BASIC, now=NOW)
