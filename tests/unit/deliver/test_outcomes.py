from __future__ import annotations

from datetime import timedelta

import pytest

from digest.deliver import Relay
from digest.deliver.outcomes import Verb, judge, lost, refused_here
from digest.deliver.replies import ReplyParser
from digest.model import OutcomeKind, RelayKind, Scope

SENT, DEFERRED, REJECTED = OutcomeKind.SENT, OutcomeKind.DEFERRED, OutcomeKind.REJECTED
ADDRESS, DOMAIN, RELAY = Scope.ADDRESS, Scope.DOMAIN, Scope.RELAY


def outcome(line: str, verb: Verb = Verb.RCPT):
    return judge(next(ReplyParser().feed(f"{line}\r\n".encode())), verb, Relay())


@pytest.mark.parametrize(
    ("line", "kind", "scope"),
    [
        ("250 2.0.0 queued", SENT, ADDRESS),
        ("251 will forward", SENT, ADDRESS),
        ("421 closing", DEFERRED, RELAY),
        ("421 4.7.0 daily limit", DEFERRED, RELAY),
        ("454 4.7.0 throttled", DEFERRED, RELAY),
        ("450 busy", DEFERRED, ADDRESS),
        ("450 4.2.1 mailbox busy", DEFERRED, ADDRESS),
        ("450 4.7.1 greylisted", DEFERRED, DOMAIN),
        ("451 local error", DEFERRED, DOMAIN),
        ("451 4.1.8 unknown", DEFERRED, ADDRESS),
        ("452 full", DEFERRED, ADDRESS),
        ("452 4.2.2 over quota", DEFERRED, ADDRESS),
        ("452 4.3.1 no storage", DEFERRED, DOMAIN),
        ("451 4.3.0 try later", DEFERRED, DOMAIN),
        ("451 4.3.5 Recipient address rejected: Server configuration error", DEFERRED, DOMAIN),
        ("499 odd", DEFERRED, DOMAIN),
        ("550 no", REJECTED, ADDRESS),
        ("550 5.1.1 no such reader", REJECTED, ADDRESS),
        ("550 5.1.10 null MX", REJECTED, ADDRESS),
        ("550 5.2.1 disabled", REJECTED, ADDRESS),
        ("552 quota", DEFERRED, ADDRESS),
        ("552 5.2.2 quota", DEFERRED, ADDRESS),
        ("550 5.2.2 quota", DEFERRED, ADDRESS),
        ("552 5.3.4 too big", DEFERRED, DOMAIN),
        ("550 5.4.1 Recipient address rejected: Access denied", REJECTED, ADDRESS),
        ("550 5.4.1 no answer from host", REJECTED, DOMAIN),
        ("553 bad name", REJECTED, ADDRESS),
        ("554 no", REJECTED, DOMAIN),
        ("550 5.7.1 blocked", REJECTED, DOMAIN),
        ("554 5.7.1 spam", REJECTED, DOMAIN),
        ("530 5.7.0 login first", DEFERRED, RELAY),
        ("550 5.1.8 sender unknown", DEFERRED, RELAY),
        ("599 odd", REJECTED, DOMAIN),
    ],
)
def test_the_table_of_replies(line, kind, scope):
    got = outcome(line)
    assert (got.kind, got.scope) == (kind, scope)


@pytest.mark.parametrize(
    ("line", "at_rcpt"),
    [
        ("421 4.7.0 slow down", DOMAIN),
        ("450 4.7.1 too many messages to this domain", DOMAIN),
        ("450 too many messages", DOMAIN),
        ("421 4.7.0 too many messages from your account", RELAY),
        ("451 Maximum credits exceeded", RELAY),
        ("452 4.3.1 You have exceeded your hourly quota", RELAY),
        ("450 4.2.1 Peak SMTP relay limit exceeded for customer.", RELAY),
        ("454 4.7.0 throttled", RELAY),
        ("421 4.3.2 closing", RELAY),
        ("452 4.3.1 no storage", DOMAIN),
        ("450 4.3.2 not now", DOMAIN),
        ("451 4.3.5 Server configuration error", DOMAIN),
    ],
)
def test_a_limit_or_trouble_at_rcpt_is_first_the_domain_s_and_elsewhere_the_relay_s(line, at_rcpt):
    assert (outcome(line).kind, outcome(line).scope) == (DEFERRED, at_rcpt)
    for verb in (Verb.MAIL, Verb.BODY):
        assert (outcome(line, verb).kind, outcome(line, verb).scope) == (DEFERRED, RELAY)


@pytest.mark.parametrize(
    ("line", "at_rcpt"),
    [
        ("550 5.5.0 Requested action not taken: mailbox unavailable", ADDRESS),
        ("550 5.5.0 Requested action not taken: blocked by policy", DOMAIN),
        ("504 5.5.2 <foo>: Recipient address rejected: need fully-qualified address", ADDRESS),
        ("555 5.5.2 Syntax error", ADDRESS),
        ("500 5.5.2 line too long", ADDRESS),
        ("500 what?", ADDRESS),
        ("502 no", ADDRESS),
        ("521 5.2.1 no mail here", ADDRESS),
        ("521 5.7.1 blocked", DOMAIN),
    ],
)
def test_a_command_refused_at_rcpt_is_about_that_reader_and_elsewhere_the_relay_s(line, at_rcpt):
    assert (outcome(line).kind, outcome(line).scope) == (REJECTED, at_rcpt)
    got = outcome(line, Verb.MAIL)
    assert (got.kind, got.scope) == (DEFERRED, RELAY)


@pytest.mark.parametrize("line", ["500 what?", "504 5.5.2 no", "521 5.2.1 no", "555 5.5.4 no"])
def test_a_command_refused_at_the_mail_is_the_relay_s(line):
    for verb in (Verb.DATA, Verb.BODY):
        assert (outcome(line, verb).kind, outcome(line, verb).scope) == (DEFERRED, RELAY)


@pytest.mark.parametrize("line", ["503 5.5.1 bad sequence", "530 5.7.0 login", "421 closing"])
def test_what_is_about_the_session_is_the_relay_s_at_rcpt_too(line):
    assert (outcome(line).kind, outcome(line).scope) == (DEFERRED, RELAY)


@pytest.mark.parametrize("kind", [RelayKind.SES, RelayKind.POSTMARK])
@pytest.mark.parametrize("line", [b"451 4.7.1 Slow down", b"452 4.3.1 no storage"])
def test_a_relay_that_queues_each_mail_first_speaks_of_itself(kind, line):
    (reply,) = ReplyParser().feed(line + b"\r\n")
    assert judge(reply, Verb.RCPT, Relay(kind=kind)).scope is RELAY


@pytest.mark.parametrize("line", ["550 5.1.1 who", "552 5.3.4 big", "451 later", "554 5.7.1 no"])
def test_a_refused_sender_is_never_a_readers_failure(line):
    got = outcome(line, Verb.MAIL)
    assert (got.kind, got.scope) == (DEFERRED, RELAY)


@pytest.mark.parametrize(
    ("line", "wait"),
    [
        ("450 4.2.1 busy", None),
        ("450 4.7.1 Greylisted for 300 seconds", timedelta(minutes=5)),
        ("450 4.7.1 come back in 10 minutes", timedelta(minutes=10)),
        ("450 4.7.1 come back in 5 seconds", timedelta(minutes=1)),
        ("450 4.7.1 come back in 999999 hours", timedelta(hours=24)),
        ("454 4.7.0 throttled", timedelta(minutes=1)),
        ("454 4.7.0 throttled, retry in 1 hour", timedelta(hours=1)),
        ("454 4.7.0 no", timedelta(0)),
        ("550 5.1.1 gone 5 minutes ago", None),
    ],
)
def test_the_server_may_say_when_to_come_back(line, wait):
    assert outcome(line).retry_after == wait


def test_code_and_words_are_kept_within_bounds():
    got = outcome("550 5.1.1 " + "x" * 2000)
    assert (got.code, got.enhanced, len(got.text)) == (550, "5.1.1", 500)


def test_a_lost_connection_blames_the_relay():
    assert lost("gone", unsure=True).kind is OutcomeKind.UNSURE
    assert lost("gone", unsure=False).kind is DEFERRED
    assert lost("gone", unsure=False).scope is RELAY


def test_what_no_server_was_asked_has_no_code():
    got = refused_here("5.6.7", "no SMTPUTF8")
    assert (got.kind, got.code, got.scope) == (REJECTED, 0, ADDRESS)


@pytest.mark.parametrize(
    ("line", "kind", "scope"),
    [
        ("550 Blocked - see https://www.spamhaus.org/query", REJECTED, DOMAIN),
        ("550 Sender verify failed", REJECTED, DOMAIN),
        ("550 This message was classified as SPAM", REJECTED, DOMAIN),
        ("550 #5.7.1 blocked", REJECTED, DOMAIN),
        ("550 Message rejected: 5.7.1 spam", REJECTED, DOMAIN),
        ("550 5.0.0 refused by policy", REJECTED, DOMAIN),
        ("550 Mailbox quota exceeded", DEFERRED, ADDRESS),
        ("552 5.2.0 quota exceeded", DEFERRED, ADDRESS),
        ("550 5.2.1 disabled: over quota", DEFERRED, ADDRESS),
        ("554 The mailbox is full", DEFERRED, ADDRESS),
        ("550 <spam@policy.example>: user unknown", REJECTED, ADDRESS),
        ("550 5.1.1 <quota@example.com>: no such user", REJECTED, ADDRESS),
        ("550 no such user", REJECTED, ADDRESS),
    ],
)
def test_words_say_what_a_vague_code_does_not(line, kind, scope):
    found = outcome(line)
    assert (found.kind, found.scope) == (kind, scope)
