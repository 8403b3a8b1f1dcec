"""When a reader gets what is ready: at the hour of the day that they chose, where they are.

Never asks what time it is.
"""

from __future__ import annotations

from datetime import UTC, time, timedelta
from typing import TYPE_CHECKING, Final

from digest.clock.slots import due
from digest.model import Schedule, Weekday

if TYPE_CHECKING:
    from datetime import datetime

LATE: Final = timedelta(hours=4)
"""An hour that began so long ago at most is not waited for again: what is ready goes at once."""

_DAY: Final = timedelta(hours=26)  # with a clock that is set back, and a bit


def reader_due(ready: datetime, hour: int | None, timezone: str) -> datetime:
    """The instant, UTC, at which a reader is due for what is ready at `ready`.

    Args:
        ready: aware.
        hour: local, 0 to 23; None takes it at once.
        timezone: the reader's IANA zone.
    """
    if hour is None:
        return ready
    plan = Schedule(at=time(hour), days=tuple(Weekday), timezone=timezone)
    first = due(plan, after=ready - LATE, until=ready + _DAY)[0]
    return max(first, ready).astimezone(UTC)
