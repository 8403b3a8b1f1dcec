"""Jobs whose domain has no place for them now: claimed, and without a message yet.

Knows which domain may have a place again, and when; never asks it.
"""

from __future__ import annotations

import heapq
from collections import deque
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, KeysView

    from digest.deliver.job import Job


class Parked:
    """The first of a domain to come is the first to go; domains take turns.

    `emptied` counts the domains of which nobody waits any more.
    """

    def __init__(self) -> None:
        self.emptied = 0
        self._jobs: dict[str, deque[Job]] = {}
        self._freed: dict[str, None] = {}
        self._at: dict[str, float] = {}
        self._times: list[tuple[float, str]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def domains(self) -> KeysView[str]:
        """The domains for which somebody waits."""
        return self._jobs.keys()

    def put(self, job: Job) -> None:
        """One more waits, behind the others of its domain."""
        self._jobs.setdefault(job.domain, deque()).append(job)
        self._count += 1

    def freed(self, domain: str) -> None:
        """The domain may have a place again."""
        if domain in self._jobs:
            self._freed[domain] = None

    def freed_at(self, domain: str, moment: float) -> None:
        """Likewise from that moment on (epoch seconds); infinite where only `freed` will tell."""
        if moment < self._at.get(domain, inf):
            self._at[domain] = moment
            heapq.heappush(self._times, (moment, domain))

    def ready(self, now: float) -> str | None:
        """A domain to ask for a place; it is not named again before it is freed again."""
        while self._times and self._times[0][0] <= now:
            moment, domain = heapq.heappop(self._times)
            if self._at.get(domain) == moment:
                del self._at[domain]
                self.freed(domain)
        first = next(iter(self._freed), None)
        if first is not None:
            del self._freed[first]
        return first

    def wait(self, now: float) -> float:
        """Seconds until a domain is freed by time alone."""
        return max(self._times[0][0] - now, 0.0) if self._times else inf

    def first(self, domain: str) -> Job:
        """Who waits there longest."""
        return self._jobs[domain][0]

    def pop(self, domain: str) -> Job:
        """Likewise, and waits no more; the next one may have a place too."""
        job = self._jobs[domain].popleft()
        self._count -= 1
        if self._jobs[domain]:
            self.freed(domain)
        else:
            self._drop(domain)
        return job

    def clear(self) -> Iterator[Job]:
        """All of them; nobody waits any more."""
        for domain in list(self._jobs):
            while domain in self._jobs:
                yield self.pop(domain)

    def _drop(self, domain: str) -> None:
        del self._jobs[domain]
        self._freed.pop(domain, None)
        self.emptied += 1
