"""The pages of deliveries claimed from the store, and what goes back to it unsent.

Decides how many are claimed at once. Never hands anything out.
"""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver.job import Job

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from digest.deliver.desk import Desk

PER_CONNECTION: Final = 4  # messages that make one more connection worth while
MAX_PAGE: Final = 64  # messages a connection, in one claim
SHORT: Final = 2.0  # seconds: a page used up faster is made larger
LONG: Final = 10.0  # seconds: a page that lasts longer is made smaller


class Pages:
    """What is claimed and not looked at yet, the oldest first. `most` are claimed at once.

    What was handed out and has no end yet is remembered: a clock that jumps ends its lease, and
    then it could be claimed, and sent, a second time.
    """

    def __init__(self, desk: Desk, connections: int) -> None:
        self._desk = desk
        self._least = connections * PER_CONNECTION
        self.most = connections * MAX_PAGE
        self._limit = self._least
        self._page: deque[Job] = deque()
        self._held: dict[int, Job] = {}
        self._back: list[tuple[Job, datetime | None]] = []
        self._claimed_at = desk.clock()

    def __len__(self) -> int:
        return len(self._page)

    def first(self) -> Job | None:
        """The next one, if there is any."""
        return self._page[0] if self._page else None

    def pop(self) -> None:
        """Be done with the one that `first` gave."""
        self._page.popleft()

    def give_back(self, job: Job, until: datetime | None = None) -> None:
        """It goes back with the next `flush`: due at `until`, or when it was due before.

        Who was tried before is due behind those who were not: nobody is the first each time.
        """
        self._back.append((job, until))
        self.done(job)

    def pardon(self, domains: Collection[str]) -> None:
        """Who goes back because one of these was shut is due when it was before."""
        if domains:
            self._back = [
                (job, None if job.domain in domains else until) for job, until in self._back
            ]

    def done(self, job: Job) -> None:
        """It is out of our hands."""
        self._held.pop(job.id, None)

    def flush(self) -> None:
        """Tell the store what goes back."""
        by_due = defaultdict[datetime, list[int]](list)
        for job, until in self._back:
            by_due[_due(job, until)].append(job.id)
        for due, ids in by_due.items():
            self._desk.store.postpone(ids, due, fence=self._desk.fence)
        self._back.clear()

    def clear(self) -> None:
        """All of them go back."""
        while self._page:
            self.give_back(self._page.popleft())

    def refill(self, most: int, without: Collection[str]) -> bool:
        """Claim a page, as large as the last one was fast; whether there was anything.

        No more than `most` are claimed, and nobody of the domains in `without`.
        """
        self.flush()
        took = self._desk.clock() - self._claimed_at
        if took < SHORT:
            self._limit = min(self._limit * 2, self.most)
        elif took > LONG:
            self._limit = max(self._limit // 2, self._least)
        limit, before = min(self._limit, most), len(self._page)
        if limit > 0:
            self._page.extend(self._claimed(limit, without))
        self._claimed_at = self._desk.clock()
        return len(self._page) > before

    def _claimed(self, limit: int, without: Collection[str]) -> Iterator[Job]:
        desk, now = self._desk, self._desk.now()
        stale_at = now + desk.lease / 2
        for delivery in desk.store.claim(
            desk.edition,
            now=now,
            limit=limit,
            lease=desk.lease,
            fence=desk.fence,
            without=without,
        ):
            if (held := self._held.get(delivery.id)) is not None:
                held.stale_at = stale_at  # its lease was over, and is ours again
                continue
            job = Job(delivery, delivery.domain, stale_at)
            self._held[job.id] = job
            yield job


def _due(job: Job, until: datetime | None) -> datetime:
    if until is None:
        return job.delivery.due_at
    return until + timedelta(seconds=job.delivery.attempts)
