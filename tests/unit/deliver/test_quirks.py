from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver.quirks import LONGEST_WAIT, QUIRKS, headers, pause, remote_id, signs
from digest.model import RelayKind

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
PLAIN, SES, POSTMARK = RelayKind.PLAIN, RelayKind.SES, RelayKind.POSTMARK
KINDS = st.sampled_from(RelayKind)
SECONDS = {"s": 1, "m": 60, "h": 3600}


def test_every_kind_is_described():
    assert set(QUIRKS) == set(RelayKind)


def test_no_kind_takes_from_out_of_a_signature():
    assert all("from" not in quirks.overwritten for quirks in QUIRKS.values())


@pytest.mark.parametrize(
    ("kind", "told", "keys", "signed"),
    [
        (PLAIN, None, True, True),
        (PLAIN, None, False, False),
        (PLAIN, False, True, False),
        (PLAIN, True, True, True),
        (SES, None, True, False),
        (SES, True, True, True),
        (SES, None, False, False),
        (POSTMARK, None, True, False),
        (POSTMARK, True, True, True),
        (POSTMARK, False, False, False),
    ],
)
def test_own_keys_sign_where_the_relay_does_not(kind, told, keys, signed):
    assert signs(kind, told=told, keys=keys) is signed


@pytest.mark.parametrize("kind", RelayKind)
def test_who_is_told_to_sign_needs_a_key(kind):
    with pytest.raises(ValueError, match="no dkim table"):
        signs(kind, told=True, keys=False)


@pytest.mark.parametrize(
    ("kind", "stream", "more", "made"),
    [
        (PLAIN, "", {}, {}),
        (PLAIN, "bulk", {"X-A": "b"}, {"X-A": "b"}),
        (SES, "", {}, {}),
        (SES, "bulk", {}, {"X-SES-CONFIGURATION-SET": "bulk"}),
        (POSTMARK, "", {}, {"X-PM-KeepID": "true", "X-PM-Message-Stream": "broadcast"}),
        (POSTMARK, "news", {}, {"X-PM-KeepID": "true", "X-PM-Message-Stream": "news"}),
        (
            POSTMARK,
            "news",
            {"x-pm-message-stream": "mine", "X-PM-TrackOpens": "false"},
            {"X-PM-KeepID": "true", "x-pm-message-stream": "mine", "X-PM-TrackOpens": "false"},
        ),
    ],
)
def test_headers_for_the_relay(kind, stream, more, made):
    assert headers(kind, stream, more) == made


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (
            SES,
            "Ok 01010181add736ef-0f477553-2014-4704-b7ee-a030525d7a66-000000",
            "01010181add736ef-0f477553-2014-4704-b7ee-a030525d7a66-000000",
        ),
        (SES, "Ok", ""),
        (SES, "Ok: queued as 4bXyzW1vTQz9sR", "4bXyzW1vTQz9sR"),
        (PLAIN, "Ok 01010181add736ef-0f477553-2014-4704-b7ee-a030525d7a66-000000", ""),
        (POSTMARK, "Ok: queued as 6A59C0FFEE", "6A59C0FFEE"),
        (PLAIN, "Ok: queued as 4bXyzW1vTQz9sR", "4bXyzW1vTQz9sR"),
        (PLAIN, "Ok: queued as nhIMmON9SFOPcT0ii4nt2A", "nhIMmON9SFOPcT0ii4nt2A"),
        (PLAIN, "OK id=1rAbcD-0001xY-2z", "1rAbcD-0001xY-2z"),
        (PLAIN, "OK id=1tKx3q-00000000abc-1Xyz", "1tKx3q-00000000abc-1Xyz"),
        (PLAIN, "x5ABC123012345 Message accepted for delivery", "x5ABC123012345"),
        (PLAIN, "1a2b3c4d Message accepted for delivery", "1a2b3c4d"),
        (
            PLAIN,
            "<m7@news.example> [InternalId=1234567, Hostname=X] 9 bytes Queued mail for delivery",
            "1234567",
        ),
        (PLAIN, "Great success", ""),
        (PLAIN, "OK", ""),
        (PLAIN, "", ""),
        (PLAIN, f"Ok: queued as {'x' * 201}", ""),
        (PLAIN, "Ok: queued as \u0661\u0662", ""),
    ],
)
def test_the_relays_own_id_is_found_in_its_reply(kind, text, found):
    assert remote_id(kind, text) == found


@given(KINDS, st.text(max_size=300))
def test_an_id_is_short_and_in_one_word(kind, text):
    for said in (text, f"Ok {text}", f"Ok: queued as {text}", f"OK id={text}"):
        found = remote_id(kind, said)
        assert found.isascii()
        assert found.isprintable()
        assert len(found) <= 300
        assert not set(found) & set(" <>")


GMAIL_RATE = (
    "[203.0.113.42] Our system has detected an unusual rate of unsolicited mail originating from"
    " your IP address. To protect our users from spam, mail sent from your IP address has been"
    " temporarily rate limited. Please visit"
    " https://support.google.com/mail/?p=UnsolicitedRateLimitError to review our guidelines. gsmtp"
)
GMAIL_DAY = (
    "Daily user sending limit exceeded. For more information on Gmail sending limits go to"
    " https://support.google.com/a/answer/166852 x12-20020a05 - gsmtp"
)
TENANT_DAY = (
    "Your message can't be sent because your trial tenant has exceeded its daily limit for"
    " sending email to external recipients (tenant external recipient rate limit)"
)

PAUSES = [
    # Amazon SES
    (SES, 454, "", "Throttling failure: Maximum sending rate exceeded.", "5s"),
    (SES, 454, "", "Throttling failure: Daily message quota exceeded.", "1h"),
    (SES, 421, "", "Too many concurrent SMTP connections", "5s"),
    # Gmail and Google Workspace
    (PLAIN, 421, "4.7.28", GMAIL_RATE, "1m"),
    (PLAIN, 421, "4.7.0", "Try again later, closing connection.", "1m"),
    (PLAIN, 450, "4.2.1", "Peak SMTP relay limit exceeded for customer.", "1h"),
    (PLAIN, 550, "5.4.5", GMAIL_DAY, "1h"),
    (PLAIN, 550, "5.7.1", "Daily SMTP relay limit exceeded for customer.", "1h"),
    (PLAIN, 550, "5.7.1", "Daily SMTP relay sending limit exceeded for this user.", "1h"),
    # Exchange Online
    (PLAIN, 554, "5.2.0", "STOREDRV.Submission.Exception:SubmissionQuotaExceededException", "1h"),
    (PLAIN, 550, "5.7.232", TENANT_DAY, "1h"),
    (PLAIN, 432, "4.3.2", "Concurrent connections limit exceeded", "1m"),
    (PLAIN, 432, "4.3.2", "STOREDRV.ClientSubmit; sender thread limit exceeded", "1m"),
    # others
    (PLAIN, 451, "", "Authentication failed: Maximum credits exceeded", None),
    (PLAIN, 451, "", "Maximum credits exceeded", "1h"),
    (PLAIN, 451, "", "Domain news.example has exceeded the max emails per hour (55/50)", "10m"),
    (PLAIN, 450, "4.7.1", "Error: too much mail from 192.0.2.1", "1m"),
    (PLAIN, 452, "4.3.1", "You have exceeded your hourly quota", "10m"),
    (PLAIN, 421, "4.7.0", "Rate limited, please retry after 120 seconds", "2m"),
    (PLAIN, 450, "", "daily limit reached, try again in 3 hours", "3h"),
    (PLAIN, 452, "", "daily limit reached, wait 99999 minutes", "24h"),
    (POSTMARK, 451, "4.7.1", "Slow down", "1m"),
    # one reader's affair
    (PLAIN, 452, "4.2.2", "The email account that you tried to reach is over quota.", None),
    (PLAIN, 552, "5.2.2", "Mailbox full: quota exceeded for today", None),
    (PLAIN, 552, "", "Mailbox over quota, daily limit", None),
    (PLAIN, 452, "", "User over quota", None),
    (
        PLAIN,
        450,
        "4.2.1",
        "The user you are trying to contact is receiving mail too quickly.",
        None,
    ),
    (
        PLAIN,
        450,
        "",
        "The user is receiving mail at a rate that prevents additional messages",
        None,
    ),
    (PLAIN, 550, "5.1.1", "<daily.limit@example.com>: user unknown", None),
    (PLAIN, 550, "", "<daily.quota@rate.example>: no such user", None),
    (PLAIN, 554, "5.7.1", "refused, see https://x.example/daily-limit", None),
    # another fault
    (PLAIN, 552, "5.3.4", "Message size exceeds fixed maximum message size", None),
    (PLAIN, 552, "", "Message exceeds our daily limit of 10000000 bytes", None),
    (PLAIN, 421, "4.7.0", "TLS required for RCPT domain, closing connection.", None),
    (PLAIN, 421, "4.7.0", "IP not in whitelist for RCPT domain, closing connection.", None),
    (PLAIN, 421, "4.3.2", "shutting down", None),
    (PLAIN, 421, "", "too many messages in this connection", None),
    (PLAIN, 421, "4.7.0", "Too many messages per session, closing", None),
    (PLAIN, 421, "4.7.0", "mail.example Error: too many errors", None),
    (PLAIN, 421, "", "Too many syntax or protocol errors", None),
    (PLAIN, 421, "4.7.0", "too many nonmail commands", None),
    (PLAIN, 450, "4.7.1", "Greylisted, come back in 5 minutes", None),
    (PLAIN, 454, "4.7.0", "Temporary authentication failure", None),
    (PLAIN, 454, "4.7.1", "Relay access denied", None),
    (PLAIN, 550, "5.7.1", "Too many spam reports", None),
    (PLAIN, 250, "2.0.0", "Ok, daily limit 500, 3 left", None),
]


@pytest.mark.parametrize(("kind", "code", "enhanced", "text", "wait"), PAUSES)
def test_who_asks_to_stop_and_for_how_long(kind, code, enhanced, text, wait):
    found = pause(kind, code, enhanced, text)
    if wait is None:
        assert found is None
    else:
        assert found == timedelta(seconds=int(wait[:-1]) * SECONDS[wait[-1]])


@given(
    KINDS,
    st.integers(200, 599),
    st.from_regex(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})?", fullmatch=True),
    st.text(max_size=200) | st.sampled_from([case[3] for case in PAUSES]),
)
def test_no_reply_stops_for_more_than_a_day(kind, code, enhanced, text):
    found = pause(kind, code, enhanced, text)
    assert found is None or timedelta(0) <= found <= LONGEST_WAIT


@given(KINDS, st.sampled_from([case for case in PAUSES if case[4] is None]), st.data())
def test_a_readers_address_never_stops_a_relay(kind, case, data):
    local = data.draw(st.sampled_from(["daily.limit", "hourly-quota", "throttle", "too.many"]))
    text = f"<{local}@sending-limit.example>: no such user"
    assert pause(kind, case[1], "5.1.1", text) is None
    assert pause(kind, 550, "", text) is None
