"""When a source is visited again. Pure: the time is an argument; nothing is fetched here."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Fetched, Source

OWN: Final = timedelta(minutes=5)
"""The pace of the newsroom's own sources, whatever that of the others."""

LONGEST: Final = timedelta(hours=6)
"""A source that fails is asked so often at least: none is given up."""

_JITTER: Final = 0.25
_MOST_DOUBLINGS: Final = 20


def pace(source: Source, every: timedelta) -> timedelta:
    """How often a source that works is visited; `every` is for those of others."""
    return min(OWN, every) if source.own else every


def is_due(fetched: Fetched | None, *, every: timedelta, now: datetime) -> bool:
    """Whether it is time for another visit.

    Args:
        fetched: what is remembered of the last visit, None before the first.
        every: the pace of a source that works.
        now: aware; a visit far in its future says that the clock was set back.
    """
    if fetched is None or fetched.checked is None:
        return True
    return abs(now - fetched.checked) >= _wait(fetched, every)


def _wait(fetched: Fetched, every: timedelta) -> timedelta:
    """Doubled by each failure in a row, less up to a quarter.

    That share is fixed by name and failures, so that the feeds of one host that fail
    together don't come back together.
    """
    if not fetched.failures:
        return every
    doubled = min(every * (1 << min(fetched.failures, _MOST_DOUBLINGS)), max(LONGEST, every))
    return max(every, doubled * (1 - _JITTER * _fraction(fetched)))


def _fraction(fetched: Fetched) -> float:
    name = f"{fetched.source}/{fetched.failures}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(name, digest_size=4).digest()) / 2**32
