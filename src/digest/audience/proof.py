"""The cells of an import that say how a reader stands, and how they came to be one.

Each program has its own way to say that somebody left: a word, a time, a yes or no. Every
function raises ValueError with a reason that a person can mend the cell by.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from digest.audience.cells import state
from digest.model import Consent, ConsentEvent, SubscriberState, SubscriptionState

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STANDING", "consent", "moment", "standing", "until"]

_YES: Final = frozenset({"true", "yes", "1", "t", "y"})
_NO: Final = frozenset({"false", "no", "0", "f", "n", ""})
_SHOWN: Final = 60
_BYTE: Final = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4: Final = re.compile(rf"(?:{_BYTE}\.){{3}}{_BYTE}")

STANDING: Final = ("subscribed", "disabled", "left", "bounced")
"""The columns that speak beside `state` of how a reader stands."""


def standing(cells: Mapping[str, str]) -> SubscriptionState | SubscriberState:
    """How the reader stands, by whichever column says so; who is out by one of them is out."""
    told = state(cells.get("state", ""))
    if told is not SubscriptionState.ACTIVE:
        return told
    if cells.get("bounced"):
        return SubscriberState.BOUNCED
    subscribed = cells.get("subscribed", "")
    if (
        cells.get("left")
        or (subscribed and not _truth(subscribed))
        or _truth(cells.get("disabled", ""))
    ):
        return SubscriptionState.LEFT
    return told


@lru_cache(maxsize=64)
def _truth(text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise ValueError(f"{text[:_SHOWN]!r} is neither true nor false")
    return word in _YES


def consent(cells: Mapping[str, str]) -> Consent | None:
    """What the row says of the reader's consent; None where it says nothing."""
    source = cells.get("consent_source", "")
    told, ip = cells.get("consent_time", ""), cells.get("consent_ip", "")
    if not (source or told or ip):
        return None
    return Consent(
        event=ConsentEvent.IMPORTED,
        at=moment(told, "the time of consent") if told else None,
        source=source,
        ip=_address(ip) if ip else "",
    )


def moment(text: str, what: str) -> datetime:
    """A time in ISO 8601; without a zone it is taken for UTC, as the programs mean it."""
    try:
        found = datetime.fromisoformat(text.removesuffix(" UTC"))
        if found.tzinfo is None:
            return found.replace(tzinfo=UTC, microsecond=0)
        return found.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise ValueError(f"{what} {text[:_SHOWN]!r} is not like 2026-11-30 07:00:00") from None


def _address(text: str) -> str:
    if _IPV4.fullmatch(text):  # an import can't ask the library (4 us) for each row
        return text
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError(f"{text[:_SHOWN]!r} is no IP address") from None


@lru_cache(maxsize=512)
def until(text: str) -> date | None:
    """The day on which a pause ends; None for none given."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"the day {text[:_SHOWN]!r} is not like 2026-11-30") from None
