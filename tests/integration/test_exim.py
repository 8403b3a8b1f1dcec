"""Editions through Exim: another server's PIPELINING, refusals and limits.

What it puts into its Maildir is what digest made, byte for byte, below its trace headers, and
each mail went to its own reader.
"""

from __future__ import annotations

import re
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from tests.integration.peers.daemon import HOST
from tests.integration.peers.exim import exim
from tests.integration.peers.mailbox import split
from tests.integration.peers.newsroom import demo_day, newsroom
from tests.integration.peers.servers import PASSWORD, USER

from digest.model import DeliveryState, Scope, SubscriberState, Throttle

NAMES = ("Amara Okafor", "Björn Österberg", "داليا حداد", "鈴木 花", 'Jo "Digest" Marsh, Jr.', "")
EACH = 10  # messages that Exim takes on a connection, where a test says so
DOMAINS = ("example.com", "example.org", "example.net")
STRANGERS = 60  # refusals in a row: Exim hangs up after each dozen


@pytest.fixture
def relay(request):
    with exim(getattr(request, "param", "")) as running:
        yield running


def strict(setting):
    return pytest.mark.parametrize("relay", [setting], indirect=True, ids=[setting.split()[0]])


def readers(number, unknown=()):
    """Addresses and names; those that are unknown stand in between."""
    for one in range(number):
        name = f"nobody{one}" if one in unknown else f"reader{one}"
        yield f"{name}@{DOMAINS[one % len(DOMAINS)]}", NAMES[one % len(NAMES)]


def arrived(relay, made):
    """Who got what, from the mails' traces; without what was made for those who got none."""
    known = {reader: mail for reader, mail in made.items() if not reader.startswith("nobody")}
    got = {}
    for trace, mail in map(split, relay.mails(len(known))):
        (reader,) = re.findall(rb"^Envelope-to: (.+)$", trace, re.MULTILINE)
        assert b" with esmtpsa " in trace
        assert got.setdefault(reader.decode(), mail) is mail  # one each
    return got, known


def test_it_offers_what_is_to_be_tried(relay):
    with smtplib.SMTP(HOST, relay.port) as client:
        client.ehlo()
        assert "auth" not in client.esmtp_features
        client.starttls()
        client.ehlo()
        assert {"pipelining", "chunking", "8bitmime", "smtputf8"} <= set(client.esmtp_features)
        assert set(client.esmtp_features["auth"].split()) == {"PLAIN", "LOGIN"}


def test_it_takes_transactions_in_chunks_without_a_pause(relay):
    """RFC 3030: what a window of several messages on one connection rests on."""
    mails = [b"Subject: mail %d\r\n\r\n.\r\n..\r\n" % number for number in range(4)]
    with smtplib.SMTP(HOST, relay.port) as client:
        client.starttls()
        client.login(USER, PASSWORD)
        client.sock.sendall(b"".join(map(in_chunks, mails)))
        codes = [client.getreply()[0] for _ in range(3 * len(mails))]
    assert codes == [250] * len(codes)
    found = [split(mail)[1].replace(b"\n", b"\r\n") for mail in relay.mails(len(mails))]
    assert sorted(found) == mails


def in_chunks(mail):
    envelope = b"MAIL FROM:<briefing@meridian.example>\r\nRCPT TO:<reader@example.com>\r\n"
    return b"%bBDAT %d LAST\r\n%b" % (envelope, len(mail), mail)


def test_the_demo_edition_arrives_byte_for_byte(relay, made, tmp_path):
    day = demo_day(tmp_path, relay.smtp(), PASSWORD)
    assert day.deliveries == {DeliveryState.SENT: len(made)}
    got, known = arrived(relay, made)
    assert got == known == made


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(("connections", "window"), [(1, 1), (10, 1), (1, 4), (10, 4)])
def test_refused_readers_in_between_cost_nobody_else_a_mail(  # noqa: PLR0917 - fixtures
    relay, made, tmp_path, security, connections, window
):
    # Exim hangs up after a dozen refusals: with a window, some mails would be in doubt then.
    unknown = range(0, 150, 7 if window == 1 else 15)
    port = relay.port if security == "starttls" else relay.tls_port
    way = {"security": security, "port": port, "connections": connections, "window": window}
    with newsroom(tmp_path, readers(150, unknown)) as room:
        report = room.send(relay.smtp(**way), PASSWORD)
        refused = room.store.outbox.list(room.edition, DeliveryState.FAILED)
    lost = len(unknown)
    assert (report.sent, report.failed, report.reason) == (150 - lost, lost, "")
    assert {(one.code, one.enhanced) for one in refused} == {(550, "5.1.1")}
    assert {one.detail for one in refused} == {"There is no such reader"}
    got, known = arrived(relay, made)
    assert got == known


def gone():
    """Domains that have said for days of one reader after another that there is nobody."""
    since = datetime.now(UTC) - timedelta(days=2)
    return [Throttle(scope=Scope.DOMAIN, name=domain, doubted=since) for domain in DOMAINS]


def test_refusals_in_a_row_do_not_stop_a_send(relay, made, tmp_path):
    with newsroom(tmp_path, readers(STRANGERS + 20, range(STRANGERS))) as room:
        room.store.throttles.save(gone())
        report = room.send(relay.smtp(connections=1), PASSWORD)
    assert (report.sent, report.failed, report.reason) == (20, STRANGERS, "")
    got, known = arrived(relay, made)
    assert got == known


@strict(f"smtp_accept_max_per_connection = {EACH}")
def test_a_limit_of_messages_a_connection_costs_connections_alone(relay, made, tmp_path):
    with newsroom(tmp_path, readers(10 * EACH)) as room:
        report = room.send(relay.smtp(connections=2), PASSWORD)
        assert room.states() == {"sent": 10 * EACH}
    assert (report.sent, report.unsure, report.reason) == (10 * EACH, 0, "")
    got, known = arrived(relay, made)
    assert got == known


def test_without_a_login_nothing_is_taken_and_nobody_is_blamed(relay, tmp_path):
    with newsroom(tmp_path, readers(3)) as room:
        room.send(relay.smtp(user=None), PASSWORD)
        assert room.states() == {"deferred": 3}
        waiting = room.store.outbox.list(room.edition, DeliveryState.DEFERRED)
        assert {one.detail for one in waiting} == {"Log in first"}
        states = {room.store.subscribers.get(one.email).state for one in waiting}
        assert states == {SubscriberState.ACTIVE}
