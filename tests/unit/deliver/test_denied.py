"""A relay that carries nothing for us, as real servers word it, and what only sounds like it."""

from __future__ import annotations

import pytest

from digest.deliver import Relay
from digest.deliver.denied import DENIED_WAIT, REMEDY, denies, remedy
from digest.deliver.outcomes import Verb, judge
from digest.deliver.replies import ReplyParser
from digest.model import Outcome, OutcomeKind, Scope

CPANEL = (
    "550-Please turn on SMTP Authentication in your mail client.\r\n"
    "550 (host.example) [192.0.2.1]:4711 is not permitted to relay through this server without"
    " authentication."
)
SES = "The following identities failed the check in region US-EAST-1: desk@news.example"
KEY = "arn:aws:iam::123456789012:user/mailer"

DENIED = [
    # Postfix; it says at RCPT what it has against the client and the sender
    "554 5.7.1 <reader@readers.example>: Relay access denied",
    "454 4.7.1 <reader@readers.example>: Relay access denied",
    "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
    "553 5.7.1 <desk@news.example>: Sender address rejected: not owned by user mailer",
    "553 5.7.1 <desk@news.example>: Sender address rejected: not logged in",
    "530 5.7.0 Must issue a STARTTLS command first",
    # Exim, alone and under cPanel
    "550 relay not permitted",
    "550-relay not permitted\r\n550 ask the postmaster",
    CPANEL,
    # Sendmail
    "550 5.7.1 <reader@readers.example>... Relaying denied",
    "550 5.7.1 <reader@readers.example>... Relaying denied. Proper authentication required.",
    "550 5.7.1 Relaying denied. IP name lookup failed [192.0.2.1]",
    "571 <reader@readers.example> prohibited. We do not relay",
    # Exchange
    "550 5.7.1 Unable to relay for reader@readers.example",
    "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
    "550 5.7.64 TenantAttribution; Relay Access Denied",
    "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
    "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
    "535 5.7.3 Authentication unsuccessful",
    # Google, qmail, Domino, Kerio, MailEnable, Stalwart, Citadel, others
    "550 5.7.0 Mail relay denied [192.0.2.1]. Invalid credentials for relay",
    "550 5.7.1 Invalid credentials for relay [192.0.2.1].",
    "534 5.7.9 Please log in with your web browser and then try again.",
    "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    "554 Relay rejected for policy reasons.",
    "550 5.7.1 Relaying to <reader@readers.example> denied (authentication required)",
    "550 5.1.2 Relay not allowed.",
    "551 Relaying denied <reader@readers.example>",
    "550 5.1.1 Relay not permitted",
    "554 Refused. Sending to remote addresses (relaying) is not allowed",
    "550 This system is not configured to relay mail",
    "550 SMTP authentication is required.",
    # Amazon SES
    f"554 Message rejected: Email address is not verified. {SES}",
    f"554 Access denied: User `{KEY}' is not authorized to perform `ses:SendRawEmail'",
    "554 Message rejected: Sending paused for this account.",
]
OTHERS = [
    # one domain's policy, or a relay's about one mail
    "550 5.7.1 refused by policy",
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.dnsbl.example",
    "550 5.7.1 your mail relay is listed",
    (
        "550-5.7.26 This mail is unauthenticated. All senders have to authenticate with\r\n"
        "550 5.7.26 either SPF or DKIM. Authentication required"
    ),
    "550 5.7.515 Access denied, sending domain does not meet the required authentication level.",
    "554 5.7.1 <reader@readers.example>: Recipient address rejected: Access denied",
    "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
    "550 5.7.1 Message rejected: your host is an open relay",
    # said by a reader's server to the relay, which asked it first
    (
        "550 5.1.1 <r@x.example>: undeliverable address: host mx.x.example[192.0.2.1] said:"
        " 554 5.7.1 Relay access denied (in reply to RCPT TO command)"
    ),
    "550 Callout verification failed: 550 relay not permitted",
    # one reader
    "550 5.1.1 <relay.denied@readers.example>: no such user",
    "550 5.1.1 user unknown, see https://x.example/relaying-denied",
    "450 4.2.1 mailbox busy",
]


def outcome(line: str, verb: Verb) -> Outcome:
    (reply,) = ReplyParser().feed(f"{line}\r\n".encode())
    return judge(reply, verb, Relay())


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("line", DENIED)
def test_a_relay_that_carries_nothing_for_us_is_to_blame(line, verb):
    got = outcome(line, verb)
    assert (got.kind, got.scope) == (OutcomeKind.DEFERRED, Scope.RELAY)
    assert got.retry_after == DENIED_WAIT
    assert remedy(got) == REMEDY


@pytest.mark.parametrize("line", OTHERS)
def test_what_is_about_a_domain_or_a_reader_stays_so(line):
    got = outcome(line, Verb.RCPT)
    assert got.scope is not Scope.RELAY
    assert remedy(got) == ""


@pytest.mark.parametrize("code", [250, 354])
def test_who_takes_the_mail_denies_nothing(code):
    assert not denies(code, "", "accepted")
    assert outcome("250 2.0.0 relay not permitted, but this once", Verb.BODY).kind == "sent"


def test_a_reply_that_names_a_time_is_taken_at_its_word():
    got = outcome("454 4.7.1 Relay access denied, try again in 2 hours", Verb.RCPT)
    assert got.retry_after == 8 * DENIED_WAIT
