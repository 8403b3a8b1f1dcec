"""Jobs that their relay can't take and another one may: addresses that need SMTPUTF8 (RFC 6531).

Knows which lane may take them; a reader fails only when none of them can. Holds no place in any
domain, and records nothing.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.deliver.job import Job
    from digest.deliver.lanes import Lane


class Apart:
    """The first to come is the first to go, to a lane that was not found to lack SMTPUTF8."""

    def __init__(self, lanes: Sequence[Lane]) -> None:
        self._lanes = lanes
        self._jobs: deque[Job] = deque()

    def __len__(self) -> int:
        return len(self._jobs)

    @property
    def lacking(self) -> int:
        """How many lanes were found to lack it."""
        return sum(lane.lacks_utf8 for lane in self._lanes)

    @property
    def may_be_taken(self) -> bool:
        """Whether a lane that may have it takes mails now."""
        open_ = (lane for lane in self._lanes if not (lane.closed or lane.spent))
        return any(self.fits(lane) for lane in open_)

    def fits(self, lane: Lane) -> bool:
        """Whether it may have it; where none has, one is as good as another to be refused by."""
        return not lane.lacks_utf8 or self.lacking == len(self._lanes)

    def waits_for(self, lane: Lane) -> bool:
        """Whether somebody is there for this lane."""
        return bool(self._jobs) and self.fits(lane)

    def put(self, job: Job) -> None:
        """It goes by another way."""
        job.is_wide = True
        self._jobs.append(job)

    def pop(self) -> Job:
        """Who waits longest."""
        return self._jobs.popleft()

    def clear(self) -> Iterator[Job]:
        """All of them; nobody waits any more."""
        while self._jobs:
            yield self.pop()
