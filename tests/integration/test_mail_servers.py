"""Editions through servers that others wrote: Postfix takes them, Dovecot shows them.

What a reader's program fetches over IMAP is what digest made, byte for byte, below the trace
headers that each server writes on top.
"""

from __future__ import annotations

import re
import smtplib
from email import message_from_bytes, policy

import pytest
from tests.integration.peers.daemon import HOST
from tests.integration.peers.mailbox import split
from tests.integration.peers.newsroom import demo_day, newsroom
from tests.integration.peers.postfix import BEYOND_LMTP
from tests.integration.peers.servers import PASSWORD, USER, mail_servers

from digest.demo import catalogue
from digest.errors import DeliveryError
from digest.model import DeliveryState, SubscriberState

NAMES = ("Amara Okafor", "Björn Österberg", "داليا حداد", "鈴木 花", 'Jo "Digest" Marsh, Jr.', "")


@pytest.fixture(scope="session")
def servers():
    with mail_servers() as running:
        yield running


def arrived(servers, addresses):
    """The mails in these mailboxes, without what the servers wrote on top, sorted."""
    found = [split(mail) for mail in servers.mails(addresses)]
    assert all(trace.startswith(b"Return-Path:") for trace, _ in found)
    assert not [trace for trace, _ in found if b"SMTPSA" not in trace]
    return sorted(mail for _, mail in found)


def test_the_demo_edition_comes_back_byte_for_byte(servers, made, tmp_path):
    day = demo_day(tmp_path, servers.smtp(), PASSWORD)
    assert day.deliveries == {DeliveryState.SENT: len(made)}
    assert len(made) == 10
    assert arrived(servers, made) == sorted(made.values())


def test_pictures_that_come_with_a_mail_come_back_with_it(servers, made, tmp_path):
    with newsroom(tmp_path, [("pictured@example.net", "")], extra='images = "embedded"') as room:
        rendered = room.store.editions.rendered(room.edition, "en")
        assert room.send(servers.smtp(), PASSWORD).sent == 1
    (raw,) = arrived(servers, made)
    assert raw == made["pictured@example.net"]
    mail = message_from_bytes(raw, policy=policy.default)
    page, *pictures = mail.get_body(("related",)).iter_parts()
    (cid,) = re.findall(r'src="cid:([^"]+)"', page.get_content())
    (picture,) = pictures
    assert picture["Content-ID"] == f"<{cid}>"
    assert picture.get_content() in {one.body for one in rendered.pictures}
    assert picture.get_content() in {
        file.read_bytes() for file in (catalogue.FOLDER / "images").glob("*.jpg")
    }


@pytest.mark.parametrize("window", [1, 4])
def test_a_thousand_mails_of_one_edition_come_back_byte_for_byte(servers, made, tmp_path, window):
    readers = [
        (f"box{window}{number % 10}+{number}@example.net", NAMES[number % len(NAMES)])
        for number in range(1000)
    ]
    with newsroom(tmp_path, readers) as room:
        report = room.send(servers.smtp(connections=10, window=window), PASSWORD)
        assert room.states() == {"sent": 1000}
    assert (report.sent, report.reason) == (1000, "")
    assert arrived(servers, made) == sorted(made.values())


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_nobody_we_trust_stops_all(servers, made, tmp_path, security):
    readers = [(f"{security}{number}@example.com", "") for number in range(3)]
    port = servers.relay.port if security == "starttls" else servers.relay.tls_port
    way = {"security": security, "port": port}
    with newsroom(tmp_path, readers) as room:
        with pytest.raises(DeliveryError, match="no trusted encryption") as refused:
            room.send(servers.smtp(**way, ca=None), PASSWORD)
        assert "certificate verify failed" in refused.value.message
        assert "smtp.ca" in refused.value.hint
        assert room.states() == {}  # nothing is frozen before the relay can be used
        assert room.send(servers.smtp(**way), PASSWORD).sent == 3
    assert arrived(servers, made) == sorted(made.values())


def test_a_wrong_password_loses_nothing(servers, made, tmp_path):
    readers = [(f"login{number}@example.org", "") for number in range(5)]
    with newsroom(tmp_path, readers) as room:
        with pytest.raises(DeliveryError, match="refused the login: 535") as refused:
            room.send(servers.smtp(), "wrong-horse")
        assert "horse" not in str(refused.value)
        assert room.states() == {}  # nothing is frozen before the relay can be used
        assert room.send(servers.smtp(), PASSWORD).sent == 5
    assert arrived(servers, made) == sorted(made.values())


def test_one_unknown_reader_fails_with_the_servers_words(servers, made, tmp_path):
    readers = [(f"known{number}@example.com", "") for number in range(20)]
    readers.insert(7, ("nobody@example.com", ""))
    with newsroom(tmp_path, readers) as room:
        report = room.send(servers.smtp(connections=1), PASSWORD)
        (failed,) = room.store.outbox.list(room.edition, DeliveryState.FAILED)
    assert (report.sent, report.failed, report.remaining) == (20, 1, 0)
    assert (failed.email, failed.code, failed.enhanced) == ("nobody@example.com", 550, "5.1.1")
    assert "User unknown in virtual mailbox table" in failed.detail
    del made["nobody@example.com"]
    assert arrived(servers, made) == sorted(made.values())


def test_a_reader_whose_name_is_not_ascii_is_reached(servers, made, tmp_path):
    readers = [(BEYOND_LMTP, "Zoë"), ("plain@example.com", "")]
    with newsroom(tmp_path, readers) as room:
        assert room.send(servers.smtp(), PASSWORD).sent == 2
    assert f"To: =?utf-8?b?Wm/Dqw==?= <{BEYOND_LMTP}>".encode() in made[BEYOND_LMTP]
    assert arrived(servers, [BEYOND_LMTP]) == [made[BEYOND_LMTP]]


def test_the_relay_offers_a_login_only_when_encrypted(servers):
    with smtplib.SMTP(HOST, servers.relay.port) as client:
        client.ehlo()
        assert "auth" not in client.esmtp_features
        client.starttls(context=servers.trusting())
        client.ehlo()
        assert client.esmtp_features["auth"].split() == ["PLAIN", "LOGIN"]
        offered = {"pipelining", "chunking", "8bitmime", "smtputf8", "enhancedstatuscodes"}
        assert offered <= set(client.esmtp_features)
        client.login(USER, PASSWORD)


def test_without_encryption_no_password_is_asked_for(servers, tmp_path):
    with newsroom(tmp_path, [("plainly@example.com", "")]) as room:
        with pytest.raises(DeliveryError, match="offers no login") as refused:
            room.send(servers.smtp(security="none", ca=None), PASSWORD)
        assert "smtp.security" in refused.value.hint
        assert room.states() == {}  # nothing is frozen before the relay can be used


def test_without_a_login_the_relay_takes_nothing_and_nobody_is_blamed(servers, tmp_path):
    with newsroom(tmp_path, [("stranger@example.com", "")]) as room:
        report = room.send(servers.smtp(user=None), PASSWORD)
        (waiting,) = room.store.outbox.list(room.edition, DeliveryState.DEFERRED)
        assert (report.sent, report.remaining) == (0, 1)
        assert "Access denied" in waiting.detail
        assert room.store.subscribers.get(waiting.email).state is SubscriberState.ACTIVE
