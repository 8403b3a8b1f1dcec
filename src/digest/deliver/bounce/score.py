"""When softs are enough: a run of them over days, which time and one good mail end. Pure."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from digest.model import Soft

HALF_LIFE: Final = timedelta(days=30)
ENOUGH: Final = 3.5
LEAST_DAYS: Final = 5
LEAST_SPAN: Final = timedelta(days=6)
WINDOW: Final = timedelta(days=120)
"""What came before counts for less than a sixteenth, and is not looked at."""

LEAST_WAIT: Final = timedelta(days=3)
MOST_WAIT: Final = timedelta(days=8)
"""The longest that a queue of the usual servers tries (qmail's seven days), and one more."""

UNKNOWN_LAG: Final = timedelta(days=5)
"""How late what names no mail of ours may be: as long as queues should try (RFC 5321, 4.5.4.1)."""

_DAY: Final = timedelta(days=1)


def wait_for(softs: Iterable[Soft]) -> timedelta:
    """How long nothing must have come back of a mail for it to be good.

    A day longer than what came back latest: of a mail that is tried still, nothing came back yet.
    """
    lags = (one.seen - one.sent if one.sent else UNKNOWN_LAG for one in softs)
    return min(MOST_WAIT, max([LEAST_WAIT, *(lag + _DAY for lag in lags)]))


def score(softs: Sequence[datetime], *, now: datetime, last_good: datetime | None) -> float:
    """The sum of the days whose mail came back, each half as much after HALF_LIFE.

    Args:
        softs: when mails were sent that came back, in any order.
        now: the time that it is.
        last_good: when a mail last arrived; what was before then is forgiven.
    """
    ages = ((now - day) / HALF_LIFE for day in _days(softs, last_good))
    return sum(math.pow(0.5, age) for age in ages)


def is_enough(softs: Sequence[datetime], *, now: datetime, last_good: datetime | None) -> bool:
    """Whether the address is taken for dead: ENOUGH, on LEAST_DAYS days over LEAST_SPAN."""
    days = _days(softs, last_good)
    if len(days) < LEAST_DAYS or max(days) - min(days) < LEAST_SPAN:
        return False
    return score(softs, now=now, last_good=last_good) >= ENOUGH


def _days(softs: Sequence[datetime], last_good: datetime | None) -> list[datetime]:
    """One of each UTC day, the first; several mails of a day come back for one reason."""
    counted = sorted(one for one in softs if last_good is None or one > last_good)
    days = {one.date(): one for one in reversed(counted)}
    return list(days.values())
