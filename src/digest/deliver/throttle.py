"""How hard a domain or a relay is pressed after what it said: slower, not at all, again.

Pure rules from Throttle and Outcome to Throttle; time is an argument. A domain that asks for
patience gets half as many messages at once (as Postfix' queue manager adapts), one that
refuses us by policy gets none for a while.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Outcome, Throttle

PATIENCE: Final = 3
"""Troubles in a row, each after slowing down once more, that earn a domain a rest."""

FREE: Final = 64.0
"""Messages at once that went well, after which a domain is no longer counted."""

DOMAIN_REST: Final = timedelta(minutes=5)
POLICY_REST: Final = timedelta(hours=1)
RELAY_REST: Final = timedelta(seconds=15)
SILENT_REST: Final = timedelta(minutes=15)
"""Each mail to it is in doubt and may come twice: a person should look before many are."""
LONGEST: Final = timedelta(hours=4)

_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>,;:]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainLimit:
    """What an operator allows a domain: messages a second, and messages under way at once."""

    rate: float | None = None
    connections: float = inf


def eased(throttle: Throttle) -> Throttle:
    """It took a message: one more at once, and what was is forgiven."""
    if throttle.is_plain:
        return throttle
    width = throttle.width + 1 if throttle.width else 0.0
    width = 0.0 if width >= FREE else width
    return replace(throttle, width=width, failures=0, until=None, reason="", doubted=None)


def slowed(throttle: Throttle, outcome: Outcome, *, at_once: int, now: datetime) -> Throttle:
    """It asks for patience: half as many at once; after PATIENCE such troubles a rest.

    What it asks for itself is believed at once, but no longer when it was not enough so often.
    """
    failures = throttle.failures + 1
    rest = outcome.retry_after
    if failures >= PATIENCE:
        rest = max(rest or timedelta(0), _doubled(DOMAIN_REST, failures - PATIENCE))
    return replace(
        throttle,
        width=max((throttle.width or at_once) / 2, 1.0),
        failures=failures,
        until=now + rest if rest else throttle.until,
        reason=said(outcome),
    )


def blocked(throttle: Throttle, outcome: Outcome, *, now: datetime) -> Throttle:
    """It refuses us, not the reader: nothing more for a while, then one message to try."""
    rest = _doubled(POLICY_REST, throttle.failures)
    return replace(
        throttle,
        width=1.0,
        failures=throttle.failures + 1,
        until=now + rest,
        reason=said(outcome),
    )


def relay_rest(failures: int) -> timedelta:
    """How long a relay rests that could not be used so many times in a row."""
    return _doubled(RELAY_REST, failures - 1)


def silent_rest(silences: int) -> timedelta:
    """How long a relay rests that answered nothing, so many times in a row."""
    return _doubled(SILENT_REST, silences - 1)


def said(outcome: Outcome) -> str:
    """The server's words, with their codes; no reader's address is kept or mailed with them."""
    parts = (outcome.code, outcome.enhanced, _ADDRESS.sub("(address)", outcome.text))
    return " ".join(str(part) for part in parts if part)


def _doubled(rest: timedelta, times: int) -> timedelta:
    return min(rest * (1 << min(times, 10)), LONGEST)
