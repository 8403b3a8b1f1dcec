"""Encryption and login: verified, never stripped, no password in the clear."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
import uvloop
from tests.integration.deliver.run import QUICK, send_one
from tests.integration.deliver.sink import Options, Sink, answers
from tests.unit.deliver.memory import compose, delivery

import digest.deliver.connect as room
from digest.deliver import Relay
from digest.deliver.probe import probe
from digest.errors import ConfigError, DeliveryError
from digest.model import OutcomeKind

TLS_WORDS = ("PIPELINING", "STARTTLS", "AUTH PLAIN LOGIN")
LOGIN = ("ann", "sécret")


def try_it(relay: Relay, options: Options, script=lambda _verb, _count: None):
    async def go():
        async with Sink(script, options) as sink:
            outcome = await send_one(replace(relay, port=sink.port), compose(delivery(1)))
            return outcome, sink

    return asyncio.run(go())


def starttls(certificate, **more):
    relay = Relay(host="localhost", security="starttls", ca=certificate[0], timeouts=QUICK, **more)
    return relay, Options(keywords=TLS_WORDS, tls=certificate[1], login=LOGIN)


def test_starttls_with_a_verified_certificate(certificate):
    outcome, sink = try_it(*starttls(certificate, user="ann", password="sécret"))  # noqa: S106 - a test's own
    assert outcome.kind is OutcomeKind.SENT
    assert sink.log[1] == "STARTTLS"
    assert sink.log[0].startswith("EHLO")
    assert sink.log[2].startswith("EHLO")


def test_a_certificate_that_nobody_we_trust_signed_is_refused(certificate):
    relay, options = starttls(certificate)
    with pytest.raises(DeliveryError, match="no trusted encryption"):
        try_it(replace(relay, ca=None), options)


def test_a_certificate_for_another_name_is_refused(certificate):
    relay, options = starttls(certificate)
    with pytest.raises(DeliveryError, match="no trusted encryption"):
        try_it(replace(relay, host="127.1"), options)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_file_without_certificates_is_named(certificate, security, tmp_path):
    relay, options = starttls(certificate)
    (tmp_path / "ca.pem").write_text("none")
    with pytest.raises(DeliveryError, match=r"ca\.pem can't be used") as caught:
        try_it(replace(relay, security=security, ca=tmp_path / "ca.pem"), options)
    assert "smtp.ca" in caught.value.hint


def test_encryption_on_a_port_that_has_none_at_first_says_so(certificate):
    relay, options = starttls(certificate)
    with pytest.raises(DeliveryError, match="no trusted encryption") as caught:
        try_it(replace(relay, security="tls"), options)
    assert "smtp.port" in caught.value.hint


def test_a_stripped_starttls_is_refused_and_nothing_is_said(certificate):
    relay, options = starttls(certificate)
    options.keywords = ("PIPELINING",)
    with pytest.raises(DeliveryError, match="offers no STARTTLS") as caught:
        try_it(relay, options)
    assert "taken it out" in caught.value.hint


@pytest.mark.parametrize("injected", [b"250 injected", b"250-AUTH LOGIN", b"250-A\r\n250-B"])
def test_what_is_slipped_in_before_encryption_is_refused(certificate, injected):
    """Half a reply too: what the server says under encryption would be read as its end."""
    relay, options = starttls(certificate)
    options.tls = None
    with pytest.raises(DeliveryError, match="between STARTTLS and encryption"):
        try_it(relay, options, answers(STARTTLS=b"220 go on\r\n" + injected))


@pytest.mark.parametrize("loop", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize(
    ("answer", "words"),
    [(None, "SSL handshake is taking longer"), (b"220 go on\r\n\0", "no connection|cut off")],
)
def test_a_server_that_never_begins_the_encryption_it_promised_is_left(loop, answer, words):
    relay = Relay(security="starttls", timeouts=replace(QUICK, connect=0.1))

    async def go():
        async with Sink(answers(STARTTLS=answer), Options(keywords=TLS_WORDS)) as sink:
            async with asyncio.timeout(10):
                await probe(replace(relay, port=sink.port))

    with pytest.raises(DeliveryError, match=f"no trusted encryption: .*({words})"):
        loop(go())


@pytest.mark.parametrize("ways", ["AUTH PLAIN", "AUTH LOGIN", "AUTH=LOGIN"])
def test_login_on_this_machine_needs_no_encryption(ways):
    relay = Relay(user="ann", password="sécret", timeouts=QUICK)  # noqa: S106 - a test's own
    outcome, _ = try_it(relay, Options(keywords=("PIPELINING", ways), login=LOGIN))
    assert outcome.kind is OutcomeKind.SENT


@pytest.mark.parametrize("ways", ["AUTH PLAIN", "AUTH LOGIN"])
def test_a_refused_login_says_so(ways):
    relay = Relay(user="ann", password="wrong", timeouts=QUICK)  # noqa: S106 - a test's own
    with pytest.raises(DeliveryError, match="refused the login: 535") as caught:
        try_it(relay, Options(keywords=(ways,), login=LOGIN))
    assert "wrong" not in str(caught.value)


def test_an_unknown_way_to_log_in_says_so():
    relay = Relay(user="ann", password="x", timeouts=QUICK)  # noqa: S106 - a test's own
    with pytest.raises(DeliveryError, match="no login that digest may use"):
        try_it(relay, Options(keywords=("AUTH GSSAPI",)))


def test_no_password_goes_over_a_network_in_the_clear(monkeypatch):
    monkeypatch.setattr(room, "_on_this_machine", lambda _wire: False)
    relay = Relay(user="ann", password="x", timeouts=QUICK)  # noqa: S106 - a test's own
    with pytest.raises(DeliveryError, match="unencrypted"):
        try_it(relay, Options(keywords=("AUTH PLAIN",), login=LOGIN))


def test_a_password_is_not_shown():
    assert "secret" not in repr(Relay(user="ann", password="secret"))  # noqa: S106 - a test's own


def test_nobody_listens():
    with pytest.raises(DeliveryError, match="can't be used") as caught:
        asyncio.run(send_one(Relay(port=1, timeouts=QUICK), compose(delivery(1))))
    assert "smtp.host" in caught.value.hint


def test_a_refused_test_mail_is_an_outcome():
    outcome, _ = try_it(Relay(timeouts=QUICK), Options(), answers(RCPT=b"550 5.1.1 no such"))
    assert (outcome.kind, outcome.code) == (OutcomeKind.REJECTED, 550)


TOKEN = ("ann@news.example", "ya29.token")


def test_an_access_token_logs_in():
    relay = Relay(user=TOKEN[0], password=lambda: TOKEN[1], login="xoauth2", timeouts=QUICK)
    outcome, _ = try_it(relay, Options(keywords=("AUTH PLAIN XOAUTH2",), token=TOKEN))
    assert outcome.kind is OutcomeKind.SENT


def test_a_token_that_is_over_is_refused_in_the_servers_words():
    relay = Relay(user=TOKEN[0], password="stale-1", login="xoauth2", timeouts=QUICK)  # noqa: S106 - a test's own
    with pytest.raises(DeliveryError, match=r'refused the token: 535 .*"status":"401"') as refused:
        try_it(relay, Options(keywords=("AUTH XOAUTH2",), token=TOKEN))
    assert "stale-1" not in str(refused.value)
    assert "get a new one" in refused.value.hint


def test_a_server_without_tokens_says_so():
    relay = Relay(user="ann", password="x", login="xoauth2", timeouts=QUICK)  # noqa: S106 - a test's own
    with pytest.raises(DeliveryError, match=r"digest may use \(XOAUTH2\)"):
        try_it(relay, Options(keywords=("AUTH PLAIN",), login=LOGIN))


def test_a_password_that_went_away_meanwhile_is_told():
    def gone():
        raise ConfigError("digest.toml:9: smtp.password: no such file")

    relay = Relay(user="ann", password=gone, timeouts=QUICK)
    with pytest.raises(DeliveryError, match="no such file"):
        try_it(relay, Options(keywords=("AUTH PLAIN",), login=LOGIN))
