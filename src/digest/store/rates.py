"""Limits of how often something may be asked for, shared by all processes of the site.

It holds hashes and times, never who or what they stand for; rows that mean nothing any more
go with each call, so that the table stays as small as what is under way. A large limit is
counted in groups: a row has some 30 pairs of numbers at most.
"""

from __future__ import annotations

from json import dumps, loads
from typing import TYPE_CHECKING, Final

from digest.store.connection import SENDER_SECONDS

if TYPE_CHECKING:
    from digest.store.connection import Connection

    Group = tuple[float, int]  # when the first of them was taken, and how many
_GROUPS: Final = 32  # that a row has about; a limit of no more is counted one by one
_STALE: Final = 20  # rows that one call takes away


class Rates:
    """The table `rates`; fits `RateStore` of the site."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, key: bytes, *, now: float, count: int, seconds: float) -> float:
        """Take one of `count` in `seconds`; 0, or the seconds until there is one again.

        In no stretch of `seconds` are more than `count` taken. What is refused is not counted. A
        clock that was set back makes nobody wait longer than `seconds`.

        Raises:
            StoreBusyError: another process held the database.
        """
        with self._connection.write(wait=SENDER_SECONDS) as raw:
            raw.execute(
                "DELETE FROM rates WHERE key IN (SELECT key FROM rates WHERE full_at <= ? LIMIT ?)",
                (now, _STALE),
            )
            row = raw.execute("SELECT taken FROM rates WHERE key = ?", (key,)).fetchone()
            holds = seconds + _span(count, seconds)
            taken = _still(loads(row[0]) if row else [], now=now, holds=holds)
            refused = sum(number for _, number in taken) >= count
            if not refused:
                _add(taken, now, _span(count, seconds))
            raw.execute(
                "INSERT INTO rates (key, full_at, taken) VALUES (?, ?, ?) ON CONFLICT (key)"
                " DO UPDATE SET full_at = excluded.full_at, taken = excluded.taken",
                (key, taken[-1][0] + holds, dumps(taken)),
            )
        return taken[0][0] + holds - now if refused else 0.0


def _span(count: int, seconds: float) -> float:
    """So long after the first of a group others belong to it, and all of it counts as late."""
    return seconds / _GROUPS if count > _GROUPS else 0.0


def _still(taken: list[Group], *, now: float, holds: float) -> list[Group]:
    """The groups that still count; none of them is of a time to come."""
    past = [(min(first, now), number) for first, number in taken]
    return [(first, number) for first, number in past if first + holds > now]


def _add(taken: list[Group], now: float, span: float) -> None:
    if taken and now <= taken[-1][0] + span:
        first, number = taken.pop()
        taken.append((first, number + 1))
    else:
        taken.append((now, 1))
