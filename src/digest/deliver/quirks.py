"""What is peculiar to each kind of relay: one table of values, and pure functions on it.

What a relay overwrites, wants told in headers, says when it took a mail, and says when a limit is
reached. Nothing here sends, waits or reads a clock. Each peculiarity names where it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.model import RelayKind

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ID: Final = 200
"""Characters of a relay's id that are kept; the longest known have 61."""

RATE_WAIT: Final = timedelta(minutes=1)
"""After a reply that speaks of too many mails at once and names no time."""

HOUR_WAIT: Final = timedelta(minutes=10)
"""After a reply that speaks of an hour's limit."""

DAY_WAIT: Final = timedelta(hours=1)
"""After a reply that speaks of a day's limit: see `pause`."""

LONGEST_WAIT: Final = timedelta(hours=24)
"""However long a reply asks to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirks:
    """What is peculiar to one kind of relay.

    `signs`: it signs by itself, so own keys don't unless they are told to. `overwritten` are
    header names, in lower case, that an own signature must leave out. `stream` is the header that
    names the stream or configuration set, `default_stream` what it says where nothing is set.
    `headers` go with each mail; under `delivery` a mail tells the Delivery's id, for webhooks to
    hand back. `rate_wait` is how long to stop after too many mails at once. `queues`: it takes
    each mail before it asks the reader's server, so whatever it says is its own word.
    """

    signs: bool = False
    overwritten: frozenset[str] = frozenset()
    stream: str = ""
    default_stream: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    delivery: str = ""
    rate_wait: timedelta = RATE_WAIT
    queues: bool = False


QUIRKS: Final[Mapping[RelayKind, Quirks]] = {
    RelayKind.PLAIN: Quirks(),
    # Overwrites Date and Message-ID: docs.aws.amazon.com/ses/latest/dg/header-fields.html; what an
    # own signature leaves out: .../dg/send-email-authentication-dkim-manual.html; the header:
    # .../dg/event-publishing-send-email.html; waits of 5, 10 and 30 seconds, then 20 minutes:
    # .../DeveloperGuide/smtp-response-codes.html.
    RelayKind.SES: Quirks(
        signs=True,
        overwritten=frozenset({"date", "message-id", "return-path", "bounces-to"}),
        stream="X-SES-CONFIGURATION-SET",
        rate_wait=timedelta(seconds=5),
        queues=True,
    ),
    # postmarkapp.com/developer/user-guide/send-email-with-smtp: the default stream is for
    # transactional mail, X-PM-KeepID keeps our Message-ID, X-PM-Metadata-* (key of at most 20
    # characters) comes back in webhooks and is taken out of the mail. It builds the mail anew, so
    # no own signature over the body survives, whatever it leaves out.
    RelayKind.POSTMARK: Quirks(
        signs=True,
        stream="X-PM-Message-Stream",
        default_stream="broadcast",
        headers=(("X-PM-KeepID", "true"),),
        delivery="X-PM-Metadata-delivery",
        queues=True,
    ),
}

_ID = r"([^\s<>;,\[\]]+)"
_SES_ID = re.compile(r"\bOk ([0-9A-Za-z-]{20,})")
_IDS: Final = (
    re.compile(rf"\bqueued as {_ID}", re.IGNORECASE),  # Postfix, Postmark, SendGrid
    re.compile(rf"\bOK:? id={_ID}", re.IGNORECASE),  # Exim
    re.compile(r"^([A-Za-z0-9]{8,}) Message accepted for delivery"),  # Sendmail, OpenSMTPD
    re.compile(r"\[InternalId=([0-9]+)"),  # Exchange
)

_NOT_OURS = re.compile(r"\S+@\S+|https?://\S+")
# All that follow look at text in lower case.
_SENDING = re.compile(
    r"\bsend(ing)? (rate|limits?|quota)|\brelay limit|submission ?quota|\bcredits? exceeded"
)
_READER = re.compile(r"\bmailbox|\binbox|\bstorage|\bdisk|\bover quota|\breceiving mail")
_ENOUGH = re.compile(  # of this connection alone; another one is welcome
    r"\b(this|per|each|same|one) (smtp )?(connection|session)\b"
    r"|\btoo many (\w+ ){0,3}(errors?|commands?|failures?|unknown|invalid|bad)\b"
)
_OTHER = re.compile(r"\bsize\b|\btoo large\b|\bbytes\b|\btls\b|\bwhitelist\b|\bauthenticat")
_DAY = re.compile(r"\b(daily|monthly|per day|a day|24[ -]?h(ours?)?|today|per month)\b")
_HOUR = re.compile(r"\b(hourly|per hour|an hour|this hour)\b")
_LIMIT = re.compile(r"\b(quotas?|limits?|max(imum)?|allowance|exceed(s|ed)?)\b")
_RATE = re.compile(
    r"\bthrottl|\brate\b|\btoo (many|fast|quickly|much)\b|\bslow down\b"
    r"|\bconcurrent connections\b|\bthread limit\b"
)
_ACCOUNT = re.compile(r"\baccounts?\b|\bquotas?\b|\bcredits?\b|\bcustomer\b|\btenant\b")
_ASKED = re.compile(
    r"\b(?:again|retry|wait)\b\D{0,20}([0-9]{1,6}) ?(second|sec|minute|min|hour)s?\b"
)
_SECONDS: Final = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600}
_OWN_CODES: Final = frozenset({432, 454})  # no reader's server is asked before these
_BUSY: Final = 421  # "service not available", RFC 5321, section 4.2.3
_NEGATIVE: Final = 400
_PERMANENT: Final = 500


def signs(kind: RelayKind, *, told: bool | None, keys: bool) -> bool:
    """Whether own keys sign what goes to this relay.

    Args:
        kind: whose relay it is.
        told: what the relay's settings say, None where they leave it to the kind.
        keys: whether the newsletter has keys.

    Raises:
        ValueError: it is told to, and there are none.
    """
    if told and not keys:
        raise ValueError("sign = true, and it has no dkim table that names a key")
    return keys and (not QUIRKS[kind].signs if told is None else told)


def headers(kind: RelayKind, stream: str, more: Mapping[str, str]) -> dict[str, str]:
    """The headers that are meant for the relay: its own, and `more` of the settings, which win."""
    quirks, said = QUIRKS[kind], {name.lower() for name in more}
    found = dict(quirks.headers)
    if quirks.stream and (named := stream or quirks.default_stream):
        found[quirks.stream] = named
    return {**{name: found[name] for name in found if name.lower() not in said}, **more}


def remote_id(kind: RelayKind, reply_text: str) -> str:
    """The id under which the relay knows a mail that it took, "" where its reply has none.

    SES says `Ok 0102018f...-000000` (docs: "250 Ok MessageID"), Postfix `2.0.0 Ok: queued as 4Xyz`,
    and so does Postmark; Exim says `OK id=1rAbc-...`, Sendmail `x5ABC Message accepted for
    delivery`, Exchange `... [InternalId=123, ...] Queued mail for delivery`.

    Args:
        kind: whose relay it is.
        reply_text: the text of its 250 reply, without codes.
    """
    if kind is RelayKind.SES and (found := _SES_ID.search(reply_text)):
        return found[1]
    for pattern in _IDS:
        if (found := pattern.search(reply_text)) is not None:
            made = found[1]
            return made if made.isascii() and made.isprintable() and len(made) <= MAX_ID else ""
    return ""


def pause(kind: RelayKind, code: int, enhanced: str, text: str) -> timedelta | None:
    """How long a reply asks to send nothing more through this relay; None where it doesn't.

    - Too many at once (SES: "454 Throttling failure: Maximum sending rate exceeded", "421 Too many
      concurrent SMTP connections"; Gmail: 4.7.28, 421 4.7.0; Exchange Online: "432 4.3.2 Concurrent
      connections limit exceeded"): some seconds for SES, else a minute.
    - An hour's limit (Exim under cPanel: "has exceeded the max emails per hour"): ten minutes.
    - A day's quota (SES: "454 Throttling failure: Daily message quota exceeded"; Gmail: "550 5.4.5
      Daily user sending limit exceeded"; Exchange Online: "554 5.2.0 STOREDRV.Submission.Exception:
      SubmissionQuotaExceededException"), or a limit without a period: an hour. SES counts the 24
      hours before each mail and has no midnight (docs.aws.amazon.com/ses/latest/dg/
      manage-sending-quotas.html), so what went out in an hour yesterday comes free in that hour
      today: a day would be too long, and a mail an hour is what it costs to ask. Where a day
      does end at midnight, it is noticed within the hour.

    A reply that names a time is taken at its word, up to 24 hours. A full mailbox, "over quota",
    a size limit and a reader who gets too much mail are no reasons to pause: they are about one
    reader. So are codes about addresses and mailboxes (RFC 3463: X.1.X, X.2.X).

    Args:
        kind: whose relay it is.
        code: the reply's code.
        enhanced: its enhanced code (RFC 3463), "" if it has none.
        text: its text without codes.
    """
    words = own_words(text).lower()
    wait = _wait(kind, code, enhanced, words)
    if wait is not None and (asked := _ASKED.search(words)):
        return named_wait(asked[1], asked[2])
    return wait


def is_own_word(kind: RelayKind, code: int, text: str) -> bool:
    """Whether a reply to RCPT that asks for a pause is surely the relay's word on itself.

    It is where it speaks of our account, a quota, or an hour's or a day's limit. "Slow down" and
    "too many messages" may be what a reader's server said to a relay that asked it first, so at
    RCPT they are that domain's until others hear them too.
    """
    words = own_words(text).lower()
    period = _LIMIT.search(words) and (_DAY.search(words) or _HOUR.search(words))
    told = _SENDING.search(words) or _ACCOUNT.search(words) or period
    return QUIRKS[kind].queues or code in _OWN_CODES or bool(told)


def own_words(text: str) -> str:
    """A reply's text without addresses and links: they may hold any word."""
    return _NOT_OURS.sub("", text)


def named_wait(number: str, unit: str) -> timedelta:
    """The time that a reply names, as `20`, `minute`; LONGEST_WAIT at most."""
    return min(timedelta(seconds=int(number) * _SECONDS[unit.lower()]), LONGEST_WAIT)


def _wait(kind: RelayKind, code: int, enhanced: str, words: str) -> timedelta | None:
    """How long to stop where the reply names no time; None where it is about no limit of ours."""
    sending = _SENDING.search(words)
    about_reader = enhanced[1:4] in {".1.", ".2."} or _READER.search(words)
    if code < _NEGATIVE or _OTHER.search(words) or (about_reader and not sending):
        return None
    if _ENOUGH.search(words):
        return None
    if _LIMIT.search(words):
        if _DAY.search(words):
            return DAY_WAIT
        if _HOUR.search(words):
            return HOUR_WAIT
    if code < _PERMANENT and _too_fast(code, enhanced, words):
        return QUIRKS[kind].rate_wait
    return DAY_WAIT if sending else None


def _too_fast(code: int, enhanced: str, words: str) -> bool:
    policy = code == _BUSY and enhanced.startswith("4.7.")
    return policy or enhanced == "4.7.28" or bool(_RATE.search(words))
