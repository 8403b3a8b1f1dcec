"""When a hub is asked to push, what it is told, and whose pushes are believed."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.collect.websub import LEASE, LONGEST_LEASE, Seal, form, is_wanted, lease_of
from digest.model import Push, Rhythm

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)
NAMED = Rhythm(hub="https://hub.example/", topic="https://news.example/atom")
PUSH = Push(
    source="Example",
    hub="https://hub.example/",
    topic="https://news.example/atom",
    token="token",  # noqa: S106 - a test's
    secret="secret",  # noqa: S106 - likewise
    asked=NOW - 2 * DAY,
    until=NOW + 8 * DAY,
)


@pytest.mark.parametrize(
    ("push", "rhythm", "wanted"),
    [
        (None, Rhythm(), False),
        (PUSH, Rhythm(), False),
        (None, NAMED, True),
        (PUSH, NAMED, False),
        (replace(PUSH, until=NOW + DAY / 2), NAMED, True),
        (replace(PUSH, until=None), NAMED, True),
        (replace(PUSH, until=None, asked=NOW - DAY / 2), NAMED, False),
        (replace(PUSH, until=None, denied="no", asked=NOW - DAY / 2), NAMED, False),
        (PUSH, replace(NAMED, hub="https://other.example/"), True),
        (PUSH, replace(NAMED, topic="https://news.example/rss"), True),
    ],
)
def test_a_hub_is_asked_where_there_is_no_promise_or_it_ends(push, rhythm, wanted):
    assert is_wanted(push, rhythm, now=NOW) is wanted


def test_the_secret_goes_over_an_encrypted_way_alone():
    asked = form(PUSH, "https://news.example/websub/token")
    assert asked == {
        "hub.mode": "subscribe",
        "hub.topic": PUSH.topic,
        "hub.callback": "https://news.example/websub/token",
        "hub.lease_seconds": "864000",
        "hub.secret": "secret",
    }
    assert "hub.secret" not in form(replace(PUSH, hub="http://hub.example/"), "https://x")


@pytest.mark.parametrize(
    ("said", "lease"),
    [
        ("3600", timedelta(hours=1)),
        ("", LEASE),
        ("soon", LEASE),
        ("0", LEASE),
        ("9" * 40, 90 * DAY),
    ],
)
def test_the_promise_is_the_hubs(said, lease):
    assert lease_of({"hub.lease_seconds": said}) == lease
    assert lease <= LONGEST_LEASE


def sealed(push: Push, header: str, *pieces: bytes) -> bool:
    seal = Seal(push, header)
    for piece in pieces:
        seal.add(piece)
    return seal.holds()


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_body_is_believed_with_its_signature_alone(method):
    made = hmac.new(b"secret", b"one two", getattr(hashlib, method)).hexdigest()

    assert sealed(PUSH, f"{method}={made}", b"one ", b"two")
    assert sealed(PUSH, f" {method.upper()}={made.upper()} ", b"one two")
    assert not sealed(PUSH, f"{method}={made}", b"one three")
    assert not sealed(replace(PUSH, secret="other"), f"{method}={made}", b"one two")  # noqa: S106 - a test's own


@pytest.mark.parametrize("header", ["", "sha256=", "md5=abc", "sha256", "=", "sha256=ü"])
def test_no_signature_is_no_seal(header):
    assert not sealed(PUSH, header, b"one two")


def test_who_got_no_secret_signs_nothing():
    assert sealed(replace(PUSH, hub="http://hub.example/"), "", b"one")
