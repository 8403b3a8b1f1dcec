"""A probe says what the relay is, or why it can't be used, and offers it nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.integration.deliver.run import QUICK
from tests.integration.deliver.sink import Act, Options, Sink

from digest.deliver import Relay
from digest.deliver.probe import probe
from digest.errors import DeliveryError

RELAY = Relay(timeouts=QUICK)


def probed(relay: Relay, options: Options | None = None, script=lambda _verb, _count: None):
    async def go():
        async with Sink(script, options or Options()) as sink:
            return await probe(replace(relay, port=sink.port)), sink

    return asyncio.run(go())


def test_a_plain_relay_is_described_and_offered_nothing():
    found, sink = probed(RELAY, Options(keywords=("PIPELINING", "SIZE 5000")))
    assert dict(found.keywords) == {"PIPELINING": "", "SIZE": "5000"}
    assert (found.encryption, found.logged_in) == ("", False)
    assert found.seconds > 0
    assert [line.split()[0] for line in sink.log] == ["EHLO", "QUIT"]


def test_encryption_and_login_are_tried(certificate):
    words = ("STARTTLS", "AUTH PLAIN")
    options = Options(keywords=words, tls=certificate[1], login=("ann", "right"))
    relay = replace(RELAY, host="localhost", security="starttls", ca=certificate[0], user="ann")
    found, sink = probed(replace(relay, password="right"), options)  # noqa: S106 - a test's own
    assert found.encryption.startswith("TLSv1.")
    assert found.logged_in
    assert "MAIL" not in " ".join(sink.log)
    with pytest.raises(DeliveryError, match="refused the login"):
        probed(replace(relay, password="wrong"), options)  # noqa: S106 - a test's own


def test_a_relay_that_hangs_up_at_the_end_was_there_all_the_same():
    found, _ = probed(RELAY, script=lambda verb, _: Act.DROP if verb == "QUIT" else None)
    assert "PIPELINING" in found.keywords


def test_no_relay_is_an_error():
    with pytest.raises(DeliveryError, match="can't be used"):
        asyncio.run(probe(replace(RELAY, port=1)))


def test_a_relay_that_is_not_there_is_told_of_in_words(monkeypatch):
    with pytest.raises(DeliveryError, match=r"used: the connection was refused\n"):
        asyncio.run(probe(replace(RELAY, host="127.0.0.1", port=1)))

    async def nothing(*_args: object, **_named: object) -> None:
        raise OSError("Multiple exceptions: [Errno 111] Connect call failed, [Errno 101] x")

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", nothing)
    with pytest.raises(DeliveryError, match=r"used: Connection refused, Network is unreachable\n"):
        asyncio.run(probe(RELAY))
