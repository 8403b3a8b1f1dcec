"""What an Outcome does to a Delivery: the rules of retry, of giving up, and of a bounce.

Pure: it reads no clock and no database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from digest.model import BAD_CONNECTION, DeliveryState, OutcomeKind, Scope

if TYPE_CHECKING:
    from digest.model import Outcome

LEFT: Final = "the reader left before it was sent"
GONE: Final = {
    "bounced": "the reader's mail bounced before it was sent",
    "complained": "the reader complained before it was sent",
    "erased": "the reader was erased before it was sent",
    "paused": "the reader paused before it was sent",
    "pending": "the reader has not confirmed yet",
    "suppressed": "the address was suppressed before it was sent",
}
"""Why a reader gets no more what was queued, by state; every other one left."""

FIRST_RETRY: Final = timedelta(minutes=5)
LONGEST_RETRY: Final = timedelta(hours=4)
MAX_AGE: Final = timedelta(days=5)
"""RFC 5321, 4.5.4.1: give up after four to five days."""

MAX_CRASHES: Final = 3
"""A message in whose middle this many runs died is parked."""

PARKED: Final = f"poison: {MAX_CRASHES} times it ended each of its connections"

DETAIL_LIMIT: Final = 500
"""Characters kept of a server's answer."""

_JITTER: Final = 0.25
_NO_SUCH_MAILBOX: Final = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""RFC 3463 and 7505. 5.1.0, 5.1.7 and 5.1.8 speak of the sender too, and prove nothing."""

_SWITCHED_OFF: Final = "5.2.1"
_MAILBOX_UNAVAILABLE: Final = 550
_VAGUE: Final = frozenset({"", "5.0.0", "5.1.0"})
_ADDRESS = re.compile(r"\S+@\S+")  # may hold any word
_UNKNOWN = re.compile(
    r"\b(user|recipient|mailbox|account|address|local[ -]part)( is)? (unknown|not (found|known))\b"
    r"|\b(unknown|no such|invalid|non-?existent|not a (valid|known)) "
    r"(local )?(user|recipient|mailbox|account|person|local[ -]part)\b"
    r"|\b(user|recipient|mailbox|account|address) (does not|doesn't|doesnt) exist\b"
    r"|\bno mailbox here by that name\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(user|recipient|mailbox|account|address)\b[\w ,']{0,60}\b"
    r"(disabled|suspended|inactive|deactivated)\b"
    r"|\b(disabled|suspended|inactive|deactivated) (user|recipient|mailbox|account|address)\b",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(r"temporar|try again|later", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a Delivery; `due_at` only where it is deferred.

    `put_off` says whose pause it waits for, where it is not its own next try.
    """

    state: DeliveryState
    due_at: datetime | None = None
    put_off: Scope | None = None
    attempts: int = 1
    crashes: int = 0
    bounced: bool = False
    parked: bool = False


def judge(
    outcome: Outcome,
    *,
    delivery: int,
    attempts: int,
    first_try: datetime | None,
    now: datetime,
    max_age: timedelta = MAX_AGE,
    crashes: int = 0,
) -> Verdict:
    """Say what `outcome` does to a delivery tried `attempts` times before.

    A message that ends its connections while others get through is parked after MAX_CRASHES
    such tries, as one in whose middle so many runs ended.

    A refusal that speaks of the domain or of our relay is no reader's failure: it is
    deferred. What a reader's server defers for `max_age` is given up; the relay's trouble
    counts neither as an attempt nor as time.
    """
    if outcome.kind is OutcomeKind.SENT:
        return Verdict(DeliveryState.SENT)
    if outcome.kind is OutcomeKind.UNSURE:
        return Verdict(DeliveryState.UNSURE, crashes=1)
    deferred = _defer(outcome, delivery, attempts, now)
    if _ends_connections(outcome, crashes):
        return _crashed(deferred, crashes + 1)
    if outcome.kind is OutcomeKind.REJECTED and outcome.scope is Scope.ADDRESS:
        return Verdict(DeliveryState.FAILED, bounced=proves_no_mailbox(outcome))
    if outcome.scope is not Scope.RELAY and now - (first_try or now) >= max_age:
        return Verdict(DeliveryState.FAILED)
    return deferred


def retry_delay(delivery: int, attempt: int) -> timedelta:
    """Five minutes, doubled for each attempt after the first up to four hours.

    Up to a quarter is added, fixed by delivery and attempt, so that readers deferred
    together don't come back together (RFC 5321, 4.5.4.1).
    """
    doubled = FIRST_RETRY * (1 << min(attempt - 1, 10))
    return min(doubled, LONGEST_RETRY) * (1 + _JITTER * _fraction(delivery, attempt))


def proves_no_mailbox(outcome: Outcome) -> bool:
    """Whether the answer says for sure that the address doesn't exist, or is switched off.

    A 550 alone does not: it stands for "not found, no access, or rejected for policy reasons"
    (RFC 5321, 4.2.3). Without a code that says more (RFC 3463) its words have to.
    """
    if outcome.enhanced == "5.1.1":
        return True
    if outcome.code != _MAILBOX_UNAVAILABLE:
        return False
    words = _ADDRESS.sub("", outcome.text)
    if outcome.enhanced in _VAGUE:
        return _UNKNOWN.search(words) is not None
    if outcome.enhanced == _SWITCHED_OFF:  # also said of who gets too much at once
        return _OFF.search(words) is not None and _FOR_NOW.search(words) is None
    return outcome.enhanced in _NO_SUCH_MAILBOX


def _crashed(deferred: Verdict, crashes: int) -> Verdict:
    """Once more later, but not after so many."""
    if crashes >= MAX_CRASHES:
        return Verdict(DeliveryState.FAILED, crashes=1, parked=True)
    return replace(deferred, crashes=1)


def _ends_connections(outcome: Outcome, crashes: int) -> bool:
    """Whether it is to blame; once it was, it is again when it is the only one to be sent."""
    no_answer = not outcome.code and outcome.enhanced == BAD_CONNECTION
    return no_answer and (outcome.scope is Scope.ADDRESS or crashes > 0)


def _defer(outcome: Outcome, delivery: int, attempts: int, now: datetime) -> Verdict:
    wait = outcome.retry_after
    if wait is None:
        wait = retry_delay(delivery, attempts + 1)
    elif outcome.scope is Scope.DOMAIN:  # behind those who wait for the domain, untried
        wait += timedelta(seconds=attempts + 1)
    counted = 0 if outcome.scope is Scope.RELAY else 1
    refused = outcome.kind is OutcomeKind.REJECTED  # by the domain, which is shut for it
    paused = (outcome.retry_after or refused) and outcome.scope is not Scope.ADDRESS
    put_off = outcome.scope if paused else None
    return Verdict(DeliveryState.DEFERRED, due_at=now + wait, put_off=put_off, attempts=counted)


def _fraction(delivery: int, attempt: int) -> float:
    seed = blake2b(f"{delivery}/{attempt}".encode(), digest_size=4).digest()
    return int.from_bytes(seed) / 2**32
