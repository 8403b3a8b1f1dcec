"""What each kind of relay is sent, what is signed of it, and what is made of its words."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from tests.integration.deliver.press import house
from tests.integration.deliver.run import Moving, send_to
from tests.integration.deliver.sink import Options, Sink, answers, at
from tests.unit.deliver.memory import NOW, MemoryStore, MemoryThrottles
from tests.unit.deliver.signing import judge

from digest.deliver import Relay
from digest.errors import ConfigError
from digest.model import RelayKind

PLAIN, SES, POSTMARK = RelayKind.PLAIN, RelayKind.SES, RelayKind.POSTMARK
THEIRS = re.compile(rb"X-(?:SES|PM)-[^\r]*")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    with house(tmp_path_factory.mktemp("news")) as opened:
        yield opened


def sent(made, **settings):
    """The mails that such a relay gets, by the number of their Delivery."""

    async def go():
        async with Sink() as sink:
            edition, compose = made.deliveries[0].edition, made.press().message
            await send_to(sink, made.outbox(), edition=edition, compose=compose, **settings)
            return sink.taken

    ids = {one.email: one.id for one in made.deliveries}
    taken = {ids[mail.recipient]: mail.data for mail in asyncio.run(go())}
    assert len(taken) == len(made.deliveries)
    return taken


def theirs(mail):
    return [found.decode() for found in THEIRS.findall(mail.partition(b"\r\n\r\n")[0])]


def verdict(made, mail):
    dkim = made.settings.newsletter().dkim
    return judge(mail, dkim.keys, dkim.domain)


def rewritten(mail, *names):
    """The mail as it leaves a relay that writes these headers anew."""
    for name in names:
        mail, count = re.subn(rb"\r\n%b: [^\r]*" % name, rb"\r\n%b: anew" % name, mail)
        assert count == 1
    return mail


def test_a_plain_relay_gets_no_headers_of_its_own_and_mails_that_are_signed(made):
    for mail in sent(made, kind=PLAIN, stream="bulk").values():
        assert theirs(mail) == []
        assert verdict(made, mail) == [True, True]
        for name in (b"Date", b"Message-ID"):
            assert verdict(made, rewritten(mail, name)) == [False, False]


def test_ses_gets_its_configuration_set_and_signs_by_itself(made):
    for mail in sent(made, kind=SES, stream="bulk").values():
        assert theirs(mail) == ["X-SES-CONFIGURATION-SET: bulk"]
        assert b"DKIM-Signature" not in mail
    assert theirs(sent(made, kind=SES).popitem()[1]) == []


def test_a_signature_for_ses_survives_what_ses_writes_anew(made):
    for mail in sent(made, kind=SES, stream="bulk", sign=True).values():
        assert verdict(made, mail) == [True, True]
        assert verdict(made, rewritten(mail, b"Date", b"Message-ID")) == [True, True]
        assert verdict(made, THEIRS.sub(b"X-Taken-Out: x", mail)) == [True, True]
        for name in (b"Subject", b"To", b"List-Unsubscribe-Post"):
            assert verdict(made, rewritten(mail, name)) == [False, False]


def test_postmark_keeps_our_id_and_hands_the_deliverys_number_back(made):
    for number, mail in sent(made, kind=POSTMARK).items():
        assert sorted(theirs(mail)) == [
            "X-PM-KeepID: true",
            "X-PM-Message-Stream: broadcast",
            f"X-PM-Metadata-delivery: {number}",
        ]
        assert b"DKIM-Signature" not in mail
    named = sent(made, kind=POSTMARK, stream="letters").popitem()[1]
    assert "X-PM-Message-Stream: letters" in theirs(named)


def test_what_is_meant_for_postmark_is_not_signed(made):
    for mail in sent(made, kind=POSTMARK, sign=True).values():
        assert verdict(made, mail) == [True, True]
        assert verdict(made, THEIRS.sub(b"X-Taken-Out: x", mail)) == [True, True]


def test_a_plain_relay_may_be_told_to_sign_by_itself(made):
    for mail in sent(made, kind=PLAIN, sign=False).values():
        assert b"DKIM-Signature" not in mail


def test_the_settings_headers_win_and_stand_once(made):
    headers = {"x-pm-message-stream": "mine", "X-PM-TrackOpens": "false"}
    mail = sent(made, kind=POSTMARK, headers=headers).popitem()[1]
    assert "x-pm-message-stream: mine" in mail.decode()
    assert b"X-PM-Message-Stream" not in mail
    assert "X-PM-TrackOpens: false" in theirs(mail)


def test_relays_of_one_send_have_each_their_own_mail_with_the_same_body(made):
    press, one = made.press(), made.deliveries[0]
    relays = [Relay(name=kind.value, kind=kind) for kind in RelayKind]
    mails = [press.message(one, relay) for relay in relays]
    assert len({mail.data for mail in mails}) == len(relays)
    assert len({mail.data.partition(b"\r\n\r\n")[2] for mail in mails}) == 1
    assert len({(mail.sender, mail.recipient) for mail in mails}) == 1
    assert [press.message(one, relay) for relay in relays] == mails


def test_what_is_shown_without_a_relay_is_as_for_a_plain_one(made):
    press, one = made.press(), made.deliveries[0]
    assert press.message(one) == press.message(one, Relay())


def test_a_relay_that_is_told_to_sign_without_a_key_is_refused(made, tmp_path):
    text = (made.settings.root / "digest.toml").read_text(encoding="utf-8")
    with house(tmp_path, text.partition("[newsletters.briefing.dkim]")[0]) as keyless:
        one = keyless.deliveries[0]
        assert b"DKIM-Signature" not in keyless.press().message(one).data
        with pytest.raises(ConfigError, match="sign = true"):
            keyless.press().message(one, Relay(sign=True))


QUOTA = {
    "ses-rate": (SES, b"454 Throttling failure: Maximum sending rate exceeded.", 5),
    "ses-day": (SES, b"454 Throttling failure: Daily message quota exceeded.", 3600),
    "postmark": (POSTMARK, b"450 4.7.1 Rate limit exceeded, retry in 30 seconds", 30),
    "plain": (PLAIN, b"421 4.7.0 Too many messages from your account", 60),
    "gmail": (PLAIN, b"550 5.4.5 Daily user sending limit exceeded", 3600),
}


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "BODY"])
@pytest.mark.parametrize("case", QUOTA)
def test_a_quota_pauses_says_until_when_and_fails_nobody(case, verb):
    kind, reply, seconds = QUOTA[case]
    store, clock, told = MemoryStore.of(30), Moving(), []
    known = MemoryThrottles()

    async def go():
        async with Sink(at(verb, 11, reply)) as sink:
            more = {"throttles": known, "on_blocked": told.append, **clock.named()}
            return await send_to(sink, store, kind=kind, **more), sink

    report, sink = asyncio.run(go())
    assert report.failed == 0
    assert set(sink.ids.values()) == {1}
    (rest,) = known.known.values()
    assert rest.name == "main"
    if seconds <= 90:  # waited for
        assert (report.sent, report.reason, told) == (30, "", [])
        assert clock.seconds >= seconds
    else:
        assert report.sent + report.remaining == 30
        assert report.remaining >= 19
        until = NOW + timedelta(seconds=seconds)
        assert report.reason.endswith(f"it rests until {until:%Y-%m-%d %H:%M}:00 UTC")
        assert [one.until for one in told] == [until]


@pytest.mark.parametrize(
    ("kind", "reply", "ident"),
    [
        (
            SES,
            b"250 Ok 0102018f2f3c4d5e-0a1b2c3d-0000-0000-0000-0123456789ab-000000",
            "0102018f2f3c",
        ),
        (POSTMARK, b"250 2.0.0 Ok: queued as 4f2c-11ab", "4f2c-11ab"),
        (PLAIN, b"250 2.0.0 Ok: queued as 4XyZ1234", "4XyZ1234"),
        (PLAIN, b"250 OK id=1rAbcd-000001-2B", "1rAbcd-000001-2B"),
        (PLAIN, b"250 2.0.0 thanks", ""),
    ],
)
@pytest.mark.parametrize("window", [1, 4])
def test_the_relays_own_id_is_kept(kind, reply, ident, window):
    store = MemoryStore.of(3)
    options = Options(keywords=("PIPELINING", "CHUNKING"))

    async def go():
        async with Sink(answers(BODY=reply), options) as sink:
            return await send_to(sink, store, kind=kind, window=window)

    assert asyncio.run(go()).sent == 3
    kept = {row.outcome.remote_id for row in store.rows.values()}
    assert len(kept) == 1
    assert kept.pop().startswith(ident)
    assert {row.outcome.relay for row in store.rows.values()} == {"main"}


def test_a_relay_that_asks_for_one_short_rest_after_another_is_told():
    """Three in a row are waited for, the fourth ends the send."""
    store, clock = MemoryStore.of(10), Moving()

    async def go():
        async with Sink(answers(MAIL=b"421 4.7.0 Try again later")) as sink:
            return await send_to(sink, store, **clock.named())

    report = asyncio.run(go())
    assert (report.sent, report.failed, report.remaining) == (0, 0, 10)
    assert "421 4.7.0 Try again later; it rests until" in report.reason
    assert 3 * 60 <= clock.seconds < 4 * 60


SHORT = b"421 4.7.0 too many messages, try again in 3 seconds"


@pytest.mark.parametrize("connections", [1, 4])
@pytest.mark.parametrize("heard", [{1}, {1, 2, 3}, {4, 5, 6}])
def test_short_rests_are_waited_for_whenever_they_are_asked_for(heard, connections):
    store, clock = MemoryStore.of(10), Moving()

    def script(verb, count):
        return SHORT if verb == "MAIL" and count in heard else None

    async def go():
        async with Sink(script) as sink:
            more = {"connections": connections, **clock.named()}
            return await send_to(sink, store, **more), sink

    report, sink = asyncio.run(go())
    assert (report.sent, report.remaining, report.reason) == (10, 0, "")
    assert set(sink.ids.values()) == {1}
    assert clock.seconds >= 3
