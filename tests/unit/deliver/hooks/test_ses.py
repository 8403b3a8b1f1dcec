from __future__ import annotations

import json

import pytest
from tests.unit.deliver.hooks.amazon import CERTIFICATE, TOPIC, bounced, confirmation, signed

from digest.deliver.hooks import notification
from digest.errors import BounceError
from digest.model import BounceKind


def kinds(message: dict[str, object]) -> list[BounceKind]:
    told = notification(signed(message))
    told.check(CERTIFICATE, topic=TOPIC)
    return [event.bounce.kind for event in told.events()]


@pytest.mark.parametrize(
    ("type_of", "subtype", "words", "kind"),
    [
        ("Permanent", "General", "smtp; 550 5.1.1 user unknown", BounceKind.HARD),
        ("Permanent", "General", "", BounceKind.HARD),
        ("Permanent", "General", "smtp; 554 5.7.1 blocked as spam", BounceKind.POLICY),
        ("Permanent", "OnAccountSuppressionList", "", BounceKind.HARD),
        ("Transient", "MailboxFull", "", BounceKind.QUOTA),
        ("Transient", "ContentRejected", "", BounceKind.POLICY),
        ("Transient", "General", "smtp; 550 5.1.1 user unknown", BounceKind.SOFT),
        ("Undetermined", "Undetermined", "", BounceKind.SOFT),
    ],
)
def test_what_ses_says_of_a_bounce(type_of, subtype, words, kind):
    assert kinds(bounced(type_of, subtype, words)) == [kind]


def test_a_complaint_and_one_that_is_none():
    for said, kind in (("abuse", BounceKind.COMPLAINT), ("not-spam", BounceKind.OTHER)):
        about = [{"emailAddress": "ann@home.example"}]
        complaint = {"complainedRecipients": about, "complaintFeedbackType": said}
        assert kinds({"notificationType": "Complaint", "complaint": complaint}) == [kind]


def test_deliveries_are_nothing_to_us():
    assert kinds({"notificationType": "Delivery"}) == []


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_versions_of_signatures_hold_and_a_changed_one_does_not(version):
    raw = signed(bounced(), version=version)
    notification(raw).check(CERTIFICATE, topic=TOPIC)
    changed = json.loads(raw) | {"Message": json.dumps(bounced(address="ben@home.example"))}
    with pytest.raises(BounceError):
        notification(json.dumps(changed).encode()).check(CERTIFICATE, topic=TOPIC)


def test_another_topic_is_refused_whoever_signed_it():
    with pytest.raises(BounceError):
        notification(signed(bounced())).check(CERTIFICATE, topic=f"{TOPIC}2")


@pytest.mark.parametrize(
    "url",
    [
        "http://sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
        "https://evil.example/https://sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
        "https://s3.amazonaws.com/a.pem",
        "",
    ],
)
def test_a_certificate_from_elsewhere_is_not_even_fetched(url):
    told = notification(json.dumps({"SigningCertURL": url}).encode())
    with pytest.raises(BounceError, match="not Amazon's"):
        _ = told.certificate_url


def test_a_subscription_says_where_it_is_confirmed_and_tells_no_event():
    told = notification(confirmation())
    told.check(CERTIFICATE, topic=TOPIC)
    assert told.confirm_url == "https://sns.eu-west-1.amazonaws.com/?Action=Confirm&Token=t"
    assert told.events() == ()
