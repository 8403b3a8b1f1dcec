"""What each kind of relay is sent: which headers, and what is signed of them."""

from __future__ import annotations

import asyncio
import re
from functools import partial

import pytest
from tests.integration.deliver.press import house
from tests.integration.deliver.run import send_to
from tests.integration.deliver.sink import Sink
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
    relay = Relay(name=str(settings), **settings)
    compose = partial(made.press().message, relay=relay)

    async def go():
        async with Sink() as sink:
            edition = made.deliveries[0].edition
            await send_to(sink, made.outbox(), edition=edition, compose=compose)
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
