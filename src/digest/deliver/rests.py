"""The rests of relays over restarts: those that a send finds, and those that it leaves.

Never decides that a relay rests, nor how long.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.model import Scope, Throttle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from digest.deliver.lanes import Lane

CAREFUL: Final = timedelta(days=1)
"""A relay that rested so lately is tried by one connection first."""


def resting(
    lanes: Sequence[Lane], throttles: Sequence[Throttle], now: datetime
) -> tuple[Throttle, ...]:
    """Close the lanes of relays that have a rest which is not over; these rests.

    A relay whose rest was over lately is tried with care.
    """
    found = []
    known = {one.name: one for one in throttles if one.scope is Scope.RELAY}
    for lane in lanes:
        throttle = known.get(lane.relay.name)
        if throttle is None or throttle.until is None or throttle.until + CAREFUL <= now:
            continue
        lane.be_careful(throttle.failures)
        if (until := throttle.shut(now)) is not None:
            lane.rest(throttle.reason, until)
            lane.kept()
            found.append(throttle)
    return tuple(found)


def rest_of(lane: Lane, reason: str, until: datetime) -> Throttle:
    """What is kept of a relay that is to rest; closes its lane."""
    lane.rest(reason, until)
    return Throttle(
        scope=Scope.RELAY,
        name=lane.relay.name,
        failures=lane.silences,
        until=until,
        reason=reason,
    )
