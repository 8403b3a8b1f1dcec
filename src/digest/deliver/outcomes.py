"""What a server's answer means for the reader: one pure table, reply -> Outcome.

A fault of the relay is never put on a reader: whatever has relay scope is deferred.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from digest.deliver.denied import DENIED_WAIT, denies
from digest.deliver.quirks import QUIRKS, is_own_word, named_wait, pause, remote_id
from digest.model import BAD_CONNECTION, Outcome, OutcomeKind, Scope

if TYPE_CHECKING:
    from digest.deliver.relay import Relay
    from digest.deliver.replies import Reply

MAX_TEXT: Final = 500
REFUSED: Final = 400
TOO_LARGE: Final = "5.3.4"
"""RFC 3463: message too big for the system."""
NO_UTF8: Final = "5.6.7"
"""RFC 6531, section 3.5: the address needs SMTPUTF8, and the server has none."""
MIN_WAIT: Final = timedelta(minutes=1)
"""No reader is tried again sooner: a send would wait for the next try, and the next, for days."""
SYSTEM_WAIT: Final = timedelta(minutes=5)
"""A relay whose disk is full, or whose settings are wrong, is asked again so late."""

_SENT, _DEFERRED, _REJECTED = OutcomeKind.SENT, OutcomeKind.DEFERRED, OutcomeKind.REJECTED
_Verdict = tuple[OutcomeKind, Scope]

# Enhanced codes (RFC 3463), the longest prefix wins; they say more than the three digits.
_ENHANCED: Final[dict[str, _Verdict]] = {
    "4.1": (_DEFERRED, Scope.ADDRESS),
    "4.2": (_DEFERRED, Scope.ADDRESS),
    "4.3": (_DEFERRED, Scope.DOMAIN),
    "4.4": (_DEFERRED, Scope.DOMAIN),
    "4.5": (_DEFERRED, Scope.DOMAIN),
    "4.7": (_DEFERRED, Scope.DOMAIN),
    "5.1": (_REJECTED, Scope.ADDRESS),
    "5.1.7": (_DEFERRED, Scope.RELAY),  # our sender's syntax
    "5.1.8": (_DEFERRED, Scope.RELAY),  # our sender's domain
    "5.2": (_REJECTED, Scope.ADDRESS),
    "5.2.2": (_DEFERRED, Scope.ADDRESS),  # a full mailbox is emptied some day
    "5.3": (_REJECTED, Scope.DOMAIN),
    "5.3.4": (_DEFERRED, Scope.DOMAIN),  # a limit of size is no refusal of us
    "5.4": (_REJECTED, Scope.DOMAIN),
    "5.5": (_DEFERRED, Scope.RELAY),  # we and the relay don't understand each other
    "5.5.3": (_REJECTED, Scope.ADDRESS),
    "5.6": (_REJECTED, Scope.DOMAIN),
    "5.6.7": (_REJECTED, Scope.ADDRESS),
    "5.7": (_REJECTED, Scope.DOMAIN),
}

# RFC 3463: its disk is full, it takes no mail now, its settings are wrong.
_OF_SYSTEM: Final = frozenset({"4.3.1", "4.3.2", "4.3.5"})

# Codes that speak of the relay, whatever enhanced code comes with them.
_SESSION: Final = frozenset({421, 432, 454, 503, 530, 534, 535, 538})
_TEMPORARY: Final = 454  # RFC 4954, of a login; also said of one reader's mailbox, or to one reader

# Codes of a command that the server does not take (RFC 5321, 4.2.2; RFC 7504). What was said of
# one RCPT is about its address: Postfix says 504 to one without a domain, Gmail 555 to odd signs.
_COMMAND: Final = frozenset({500, 502, 504, 521, 555})
_PROTOCOL: Final = "5.5."

_CODES: Final[dict[int, _Verdict]] = {
    450: (_DEFERRED, Scope.ADDRESS),
    451: (_DEFERRED, Scope.DOMAIN),
    452: (_DEFERRED, Scope.ADDRESS),
    **dict.fromkeys((*_COMMAND, 501), (_REJECTED, Scope.ADDRESS)),
    550: (_REJECTED, Scope.ADDRESS),
    551: (_REJECTED, Scope.ADDRESS),
    552: (_DEFERRED, Scope.ADDRESS),
    553: (_REJECTED, Scope.ADDRESS),
    554: (_REJECTED, Scope.DOMAIN),
    556: (_REJECTED, Scope.ADDRESS),
}

# Many servers say why in words alone, or with a code that says little (RFC 3463: X.0.0 is "other").
_VAGUE: Final = frozenset({"", "5.0.0", "5.1.0", "5.2.0", "5.2.1", "5.5.0"})
_ADDRESS = re.compile(r"\S+@\S+")  # may hold any word
_INNER = re.compile(r"#?\b(5\.[1-7]\.[0-9]{1,3})\b")
_FULL = re.compile(r"\bquota\b|\bmailbox (is )?full\b|\binsufficient storage\b", re.IGNORECASE)
_POLICY = re.compile(
    r"\bspam|\bblock(ed|list)|\bblack ?list|\bdenylist|\brbl\b|\breputation\b|\bpolicy\b|\bdmarc\b"
    r"|\brelay(ing)?( access)? (is )?(denied|not (permitted|allowed)|prohibited)"
    r"|\bsender verify|\bnot authori[sz]ed|\b(message|content) (was )?rejected",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(r"\brecipient (address )?rejected\b", re.IGNORECASE)
_PERMANENT: Final = 500

_WAIT = re.compile(r"\b([0-9]{1,6}) ?(second|sec|minute|min|hour)s?\b", re.IGNORECASE)


class Verb(Enum):
    """The step of a transaction that a reply answers."""

    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    BODY = "the message"


def judge(reply: Reply, verb: Verb, relay: Relay) -> Outcome:
    """What this reply means for the message it answers.

    A refusal of MAIL speaks of our sender, so of the relay (RFC 5321, section 4.3.2 lists the codes
    by verb); so does 454 that names no address or mailbox by its enhanced code, and what the relay
    says of its limits. What may be a limit of the reader's domain (`is_own_word`) is the domain's
    at RCPT, and so is trouble of a system, but for a relay that asks no other server meanwhile. A
    command or syntax that is refused is the reader's at RCPT (Outlook: "550 5.5.0 Requested action
    not taken: mailbox unavailable"): where the relay says so of everybody, doubt.py finds it.
    """
    text = reply.text
    if reply.code < REFUSED:
        return Outcome(
            kind=_SENT,
            code=reply.code,
            enhanced=reply.enhanced,
            text=text[:MAX_TEXT],
            relay=relay.name,
            remote_id=remote_id(relay.kind, text),
        )
    kind, scope, wait = _refusal(reply, verb, relay)
    return Outcome(
        kind=kind,
        code=reply.code,
        enhanced=reply.enhanced,
        text=text[:MAX_TEXT],
        scope=scope,
        retry_after=wait,
        relay=relay.name,
    )


def lost(reason: str, *, unsure: bool, retry_after: timedelta | None = None) -> Outcome:
    """The outcome of a message whose connection ended without an answer to it."""
    kind = OutcomeKind.UNSURE if unsure else _DEFERRED
    text = reason[:MAX_TEXT]
    return Outcome(kind=kind, text=text, scope=Scope.RELAY, retry_after=retry_after)


def breaks(reason: str, *, blamed: bool) -> Outcome:
    """The outcome of a message that ended each of its connections; no answer came.

    It is blamed where the relay took others meanwhile (RFC 3463: X.4.2, bad connection).
    """
    scope = Scope.ADDRESS if blamed else Scope.RELAY
    return Outcome(kind=_DEFERRED, enhanced=BAD_CONNECTION, text=reason[:MAX_TEXT], scope=scope)


def refused_here(enhanced: str, text: str) -> Outcome:
    """The outcome of a message that can't be offered at all; no server was asked."""
    return Outcome(kind=_REJECTED, enhanced=enhanced, text=text[:MAX_TEXT], scope=Scope.ADDRESS)


def no_utf8() -> Outcome:
    """The outcome of a message whose address no relay can take; it has said so to EHLO."""
    return refused_here(NO_UTF8, "the relay has no SMTPUTF8 for this address")


def lacks_utf8(outcome: Outcome) -> bool:
    """Whether it is that of `no_utf8`, and not a server's answer: another relay may take it."""
    return not outcome.code and outcome.enhanced == NO_UTF8


def no_utf8_yet(*, at_once: bool) -> Outcome:
    """Likewise where another relay was not asked yet: it is tried again, no reader has failed."""
    return Outcome(
        kind=_DEFERRED,
        enhanced=NO_UTF8,
        text="no relay with SMTPUTF8 for this address could be asked yet",
        scope=Scope.RELAY,
        retry_after=timedelta(0) if at_once else None,
    )


def too_large(size: int, limit: int) -> Outcome:
    """The outcome of a message of `size` bytes where the relay takes `limit` (RFC 1870).

    No server was asked, but it has said so to EHLO; it is the relay's fault, and no reader's.
    """
    text = f"the relay takes mails of up to {limit} bytes (SIZE); one of this edition has {size}"
    return Outcome(
        kind=_DEFERRED,
        enhanced=TOO_LARGE,
        text=text,
        scope=Scope.RELAY,
        retry_after=timedelta(0),
    )


def _refusal(reply: Reply, verb: Verb, relay: Relay) -> tuple[OutcomeKind, Scope, timedelta | None]:
    rest = pause(relay.kind, reply.code, reply.enhanced, reply.text)
    if rest is not None:
        own = verb is not Verb.RCPT or is_own_word(relay.kind, reply.code, reply.text)
        return _DEFERRED, Scope.RELAY if own else Scope.DOMAIN, rest
    if denies(reply.code, reply.enhanced, reply.text):
        return _DEFERRED, Scope.RELAY, _wait(reply.text, Scope.RELAY) or DENIED_WAIT
    kind, scope = _verdict(reply, verb, relay)
    wait = _wait(reply.text, scope) if kind is _DEFERRED else None
    if scope is Scope.RELAY and is_of_system(reply.enhanced):
        wait = wait or SYSTEM_WAIT
    return kind, scope, wait


def is_sure(code: int) -> bool:
    """Whether this code, said once, is the relay's word on itself, whoever's mail met it."""
    return code in _SESSION and code != _TEMPORARY


def is_of_system(enhanced: str) -> bool:
    """Whether a whole server is in trouble, by its enhanced code."""
    return enhanced in _OF_SYSTEM


def _verdict(reply: Reply, verb: Verb, relay: Relay) -> _Verdict:
    at_rcpt = verb is Verb.RCPT
    if at_rcpt and reply.code == _TEMPORARY and reply.enhanced[:4] in {"4.1.", "4.2."}:
        return _DEFERRED, Scope.ADDRESS
    if verb is Verb.MAIL or reply.code in _SESSION or (reply.code in _COMMAND and not at_rcpt):
        return _DEFERRED, Scope.RELAY
    if is_of_system(reply.enhanced):
        own = not at_rcpt or QUIRKS[relay.kind].queues
        return _DEFERRED, Scope.RELAY if own else Scope.DOMAIN
    if (found := _by_words(reply)) is not None:
        return found
    if at_rcpt and reply.enhanced.startswith(_PROTOCOL):
        return _REJECTED, Scope.ADDRESS
    return _by_enhanced(reply.enhanced) or _by_code(reply.code)


def _by_words(reply: Reply) -> _Verdict | None:
    """What a refusal means whose code says little: a full mailbox, or that we are not wanted.

    Exchange Online says "550 5.4.1 Recipient address rejected: Access denied" of one address that
    its directory doesn't have.
    """
    words = _ADDRESS.sub("", reply.text)
    if reply.enhanced == "5.4.1" and _RECIPIENT.search(words):
        return _REJECTED, Scope.ADDRESS
    if reply.code < _PERMANENT or reply.enhanced not in _VAGUE:
        return None
    if (inner := _INNER.search(words)) is not None:
        return _by_enhanced(inner[1])
    if _FULL.search(words):
        return _DEFERRED, Scope.ADDRESS
    return (_REJECTED, Scope.DOMAIN) if _POLICY.search(words) else None


def _by_enhanced(enhanced: str) -> _Verdict | None:
    return _ENHANCED.get(enhanced) or _ENHANCED.get(enhanced.rpartition(".")[0])


def _by_code(code: int) -> _Verdict:
    fallback = _DEFERRED if code < _PERMANENT else _REJECTED
    return _CODES.get(code, (fallback, Scope.DOMAIN))


def _wait(text: str, scope: Scope) -> timedelta | None:
    """What the server asks for; a reader held up by the relay is due once that works again."""
    match = _WAIT.search(text)
    if match is None:
        return timedelta(0) if scope is Scope.RELAY else None
    wait = named_wait(match[1], match[2])
    return wait if scope is Scope.RELAY else max(wait, MIN_WAIT)
