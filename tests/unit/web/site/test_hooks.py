from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from tests.unit.deliver.hooks.amazon import CERTIFICATE, TOPIC, URL, bounced, confirmation, signed
from tests.unit.deliver.hooks.test_hooks import BASIC, PUBLIC, sendgrid, signed_by_sendgrid
from tests.unit.web.site.house import NOW, TOML, opened

from digest.errors import SourceError
from digest.model import SubscriberState
from digest.pipeline import hooks as pipeline
from digest.web.site import hooks

SET_UP = (
    TOML
    + f'\n[webhooks]\nses.topic = "{TOPIC}"\n'
    + 'postmark.password = { file = "postmark.password" }\n'
)
GONE = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 1, "Email": "jane.doe@example.com"}


@dataclass
class Found:
    """What stands at an address."""

    body: bytes


@pytest.fixture
def hooked(tmp_path):
    (tmp_path / "postmark.password").write_text("horse\n")
    with opened(tmp_path, SET_UP) as made:
        yield made


@pytest.fixture
def amazon(monkeypatch):
    """What stands at Amazon's, and what was asked for there."""
    asked: list[str] = []

    async def fetched(_self, url: str) -> bytes:
        asked.append(url)
        return CERTIFICATE if url == URL else b"confirmed"

    monkeypatch.setattr(pipeline.Hooks, "_fetched", fetched)
    return asked


def post(site, provider: str, body: bytes, headers: dict[str, str] | None = None):
    return site.ask(f"/hooks/{provider}", method="POST", body=(body,), headers=headers)


def state(site) -> SubscriberState:
    return site.house.store.subscribers.get(site.reader.id).state


def test_a_report_with_the_password_bars_its_reader_and_gets_no_word(hooked):
    answer = post(hooked, "postmark", json.dumps(GONE).encode(), BASIC)
    assert (answer.status, answer.text) == (204, "")
    assert state(hooked) is SubscriberState.BOUNCED
    assert post(hooked, "postmark", json.dumps(GONE).encode(), BASIC).status == 204
    assert len(hooked.house.store.bounces.list()) == 1


def test_without_it_nothing_happens(hooked):
    assert post(hooked, "postmark", json.dumps(GONE).encode()).status == 403
    assert state(hooked) is SubscriberState.ACTIVE


def test_a_get_changes_nothing_and_a_provider_that_is_not_set_up_has_no_page(hooked):
    assert hooked.ask("/hooks/postmark", headers=BASIC).status == 405
    assert post(hooked, "mailgun", b"{}").status == 404
    assert post(hooked, "nobody", b"{}").status == 404


def test_ses_is_believed_by_its_certificate_which_is_fetched_once(amazon, hooked):
    for ident in ("n1", "n2"):
        raw = signed(bounced(address="jane.doe@example.com"), ident=ident)
        assert post(hooked, "ses", raw).status == 204
    assert state(hooked) is SubscriberState.BOUNCED
    assert amazon == [URL]


def test_a_subscription_of_our_topic_is_confirmed_by_itself(amazon, hooked):
    assert post(hooked, "ses", confirmation()).status == 204
    assert amazon[-1].endswith("?Action=Confirm&Token=t")


def test_a_forged_subscription_makes_us_ask_for_nothing_but_the_certificate(amazon, hooked):
    told = json.loads(confirmation()) | {"Token": "another"}
    assert post(hooked, "ses", json.dumps(told).encode()).status == 403
    assert amazon == [URL]


@pytest.mark.parametrize(("http", "status"), [(0, 503), (500, 503), (429, 503), (404, 403)])
@pytest.mark.parametrize("raw", [signed(bounced()), confirmation()])
def test_a_report_comes_again_where_amazon_can_not_be_asked(hooked, monkeypatch, raw, http, status):
    async def get(_self, url: str):
        raise SourceError(f"{url}: no answer", status=http)

    monkeypatch.setattr(pipeline.Client, "get", get)
    assert post(hooked, "ses", raw).status == status
    assert state(hooked) is SubscriberState.ACTIVE


def test_a_confirmation_that_does_not_reach_amazon_is_asked_for_again(hooked, monkeypatch):
    async def get(_self, url: str):
        if url != URL:
            raise SourceError(f"{url}: no answer")
        return Found(CERTIFICATE)

    monkeypatch.setattr(pipeline.Client, "get", get)
    assert post(hooked, "ses", confirmation()).status == 503


def test_for_the_topic_of_another_nothing_is_fetched(amazon, hooked):
    told = json.loads(signed(bounced())) | {"TopicArn": f"{TOPIC}-of-another"}
    assert post(hooked, "ses", json.dumps(told).encode()).status == 403
    assert amazon == []


def test_what_stood_where_the_certificate_should_is_not_kept(hooked, monkeypatch):
    stood = [b"<html>log in to the network</html>", CERTIFICATE]

    async def get(_self, _url: str):
        return Found(stood.pop(0))

    monkeypatch.setattr(pipeline.Client, "get", get)
    raw = signed(bounced(address="jane.doe@example.com"))
    assert [post(hooked, "ses", raw).status for _ in range(2)] == [403, 204]


def test_a_thousand_events_fit_and_more_than_the_limit_does_not(hooked):
    for size, status in ((hooks.MAX_BODY - 10, 403), (hooks.MAX_BODY + 1, 413)):
        assert post(hooked, "postmark", b" " * size).status == status


HALF = "\ud800"
FAR = "9" * 5000
SENDGRID = "x-twilio-email-event-webhook-"
STAMP = str(int(NOW.timestamp()))


@pytest.fixture
def of_all(tmp_path):
    """A site with the webhooks of all providers."""
    (tmp_path / "postmark.password").write_text("horse\n")
    (tmp_path / "mailgun.key").write_text("key\n")
    keys = f'mailgun.key = {{ file = "mailgun.key" }}\nsendgrid.key = "{PUBLIC}"\n'
    with opened(tmp_path, SET_UP + keys) as made:
        yield made


def signature(**of) -> dict[str, object]:
    return {"signature": {"timestamp": STAMP, "token": "t", "signature": "s"} | of}


@pytest.mark.parametrize(
    ("provider", "told", "headers"),
    [
        ("mailgun", signature(token=HALF, signature=HALF), {}),
        ("mailgun", signature(timestamp=FAR), {}),
        ("ses", {"Type": "Notification" + HALF, "TopicArn": TOPIC}, {}),
        ("ses", json.loads(signed(bounced())) | {"Message": HALF}, {}),
        ("sendgrid", [], {"timestamp": STAMP, "signature": "\xe9\xe9"}),
        ("sendgrid", [], {"timestamp": FAR, "signature": "aaaa"}),
        ("sendgrid", [], {"timestamp": STAMP, "signature": "aaa"}),
        ("postmark", {}, {"authorization": "Basic \xe9"}),
    ],
)
@pytest.mark.usefixtures("amazon")
def test_no_request_of_a_stranger_is_more_than_refused(of_all, provider, told, headers):
    named = {(SENDGRID + at if at != "authorization" else at): of for at, of in headers.items()}
    assert post(of_all, provider, json.dumps(told).encode(), named).status == 403


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"Metadata": {"delivery": FAR[:26]}}, "jane.doe@example.com"),
        ({"Email": HALF + "x@y.example", "Details": HALF, "ID": HALF}, "?x@y.example"),
        ({"Email": "\0x@y.example", "Details": "a\0", "MessageID": "\0"}, "x@y.example"),
    ],
)
def test_what_no_store_holds_is_left_out_of_a_report(of_all, more, kept):
    told = {**GONE, "Type": "SoftBounce", **more}
    assert post(of_all, "postmark", json.dumps(told).encode(), BASIC).status == 204
    [known] = of_all.house.store.bounces.list()
    assert known.bounce.addresses == (kept,)


def test_the_evidence_of_one_reader_names_no_other(of_all):
    events = [
        {"event": "bounce", "email": email, "sg_event_id": email, "reason": "550 5.1.1 unknown"}
        for email in ("jane.doe@example.com", "joe@example.com")
    ]
    raw, headers = sendgrid(*events, stamp=STAMP)
    assert post(of_all, "sendgrid", raw, headers).status == 204
    held = {one.bounce.addresses[0]: one.evidence for one in of_all.house.store.bounces.list()}
    assert {name: json.loads(kept)["email"] for name, kept in held.items()} == {
        name: name for name in ("jane.doe@example.com", "joe@example.com")
    }


@pytest.mark.parametrize("raw", [b"5", b"null", b'{"a": 1}', b'"words"'])
def test_what_sendgrid_signs_and_is_no_list_of_events_is_refused(of_all, raw):
    assert post(of_all, "sendgrid", *signed_by_sendgrid(raw, STAMP)).status == 403
