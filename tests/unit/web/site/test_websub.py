"""The address of pushes: what a hub may say there, and what comes of it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from tests.unit.web.site.house import NOW

from digest.model import Fetched, Push

TOPIC = "https://paper.example/atom"
PUSH = Push(
    source="Paper",
    hub="https://hub.example/",
    topic=TOPIC,
    token="a-token",  # noqa: S106 - a test's
    secret="secret",  # noqa: S106 - likewise
    asked=NOW,
)
LATER = NOW + timedelta(hours=5)


@pytest.fixture
def paper(site):
    """The site, with a source whose hub was asked."""
    site.house.store.pushes.save(PUSH)
    last = NOW - timedelta(hours=1)
    site.house.store.fetched.save(Fetched(source="Paper", checked=last, next=LATER))
    return site


def verify(site, address="a-token", **said):
    asked = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "<b>abc</b>"}
    return site.ask(f"/websub/{address}?{urlencode(asked | said)}")


def signed(body: bytes, secret: bytes = b"secret") -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def due(site) -> bool:
    return site.house.store.fetched.get("Paper").next == NOW


def test_a_challenge_comes_back_and_the_promise_is_kept(paper):
    answer = verify(paper, **{"hub.lease_seconds": "3600"})

    assert (answer.status, answer.text) == (200, "<b>abc</b>")
    assert answer.all("content-type") == ["text/plain; charset=utf-8"]
    assert answer.all("x-content-type-options") == ["nosniff"]
    assert paper.house.store.pushes.get("Paper").until == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    "said",
    [
        {"hub.topic": "https://evil.example/"},
        {"hub.mode": "unsubscribe"},
        {"hub.mode": ""},
        {"hub.challenge": ""},
    ],
)
def test_what_was_not_asked_for_is_not_agreed_to(paper, said):
    assert verify(paper, **said).status == 404
    assert verify(paper, address="another").status == 404
    assert paper.house.store.pushes.get("Paper") == PUSH


def test_a_denial_is_kept_with_its_reason(paper):
    verify(paper)
    answer = verify(paper, **{"hub.mode": "denied", "hub.reason": "no more"})

    kept = paper.house.store.pushes.get("Paper")
    assert answer.status == 200
    assert (kept.until, kept.denied) == (None, "no more")


def test_a_push_makes_its_source_due(paper):
    body = b"<feed/>"
    headers = {"x-hub-signature": signed(body)}
    answer = paper.ask("/websub/a-token", method="POST", body=(body,), headers=headers)

    assert answer.status == 202
    assert due(paper)


def test_a_forged_push_does_nothing_and_is_not_told_so(paper):
    for header in ({}, {"x-hub-signature": signed(b"<feed/>", b"guess")}):
        answer = paper.ask("/websub/a-token", method="POST", body=(b"<feed/>",), headers=header)
        assert answer.status == 202
    assert not due(paper)


def test_a_push_may_be_as_large_as_a_feed_and_no_larger(paper):
    body = b"x" * 1_000_000
    headers = {"x-hub-signature": signed(body)}
    assert paper.ask("/websub/a-token", method="POST", body=(body,), headers=headers).status == 202
    assert due(paper)
    large = b"x" * (paper.house.settings.collect.max_bytes + 1)
    assert paper.ask("/websub/a-token", method="POST", body=(large,)).status == 413


def test_nobody_pushes_what_was_never_agreed(site):
    assert site.ask("/websub/a-token", method="POST", body=(b"x",)).status == 410


def test_a_token_is_not_logged(paper):
    verify(paper)

    assert "a-token" not in "".join(paper.log)
