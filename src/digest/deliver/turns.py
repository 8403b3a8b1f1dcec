"""Whose turn it is: what came back, what is parked, what was claimed, in that order.

A delivery has its turn when its domain has a place for it; others wait here. Knows no lane.
"""

from __future__ import annotations

from collections import deque
from math import inf
from typing import TYPE_CHECKING, Final

from digest.deliver.pages import Pages
from digest.deliver.parked import Parked
from digest.errors import StoreBusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from digest.deliver.desk import Desk
    from digest.deliver.domains import Domains
    from digest.deliver.job import Job

NAP: Final = 0.5  # seconds between looks at the stop event
TURN: Final = 0.001  # seconds until one who found nothing looks again, at the soonest


class Turns:
    """The deliveries that are in no lane.

    Args:
        desk: what the send works with.
        domains: has, or has no, place for one more.
        connections: how many are to be kept busy.
        after: told in how many seconds one may have its turn.
    """

    def __init__(
        self, desk: Desk, domains: Domains, connections: int, after: Callable[[float], None]
    ) -> None:
        self._domains = domains
        self._after = after
        self._pages = Pages(desk, connections)
        self._returned: deque[Job] = deque()
        self._parked = Parked()
        self._dry_at: int | None = None

    def __len__(self) -> int:
        return len(self._pages) + len(self._returned) + len(self._parked)

    @property
    def most(self) -> int:
        """How many are claimed at once, at the most."""
        return self._pages.most

    @property
    def dry(self) -> bool:
        """Whether a claim would find nothing: as the last one, and nobody is let in since."""
        return self._dry_at == self._parked.emptied

    def next(self, now: datetime) -> Job | None:
        """The one whose turn it is; None where no domain has a place for any."""
        first = self._returned and not (self._returned[0].suspect and self._pages)
        job = self._from_returned(now) if first else None
        job = job or (self._from_parked(now) if self._parked else None) or self._from_page(now)
        job = job or self._from_returned(now)
        if self._parked:
            wait = self._parked.wait(now.timestamp())
            self._after(min(max(wait, TURN), NAP))
        return job

    def place(self, job: Job, now: datetime) -> float | None:
        """0: its domain has a place for it. Else the seconds until it may; None: it goes back."""
        if job.is_stale(now):
            self._pages.give_back(job)
            self._dry_at = None
            return None
        until = self._domains.closed(job.domain, now)
        if until is not None and self._domains.under_way(job.domain):
            return inf  # what is under way may show that it takes mails
        if until is not None:
            self._pages.give_back(job, until)
            return None
        return self.admitted(job, now)

    def admitted(self, job: Job, now: datetime) -> float:
        """0: its domain has a place for it. Else the seconds until it may."""
        wait = self._domains.admit(job.domain, now)
        if not wait:
            job.serial = self._domains.serial
        return wait

    def refill(self, most: int) -> None:
        """Claim a page, of `most` at the most, of those whose domains have nobody parked."""
        found = self._pages.refill(most, self._parked.domains)
        self._dry_at = None if found else self._parked.emptied

    # --- coming back ------------------------------------------------------------------

    def put_back(self, job: Job) -> None:
        """It has its turn first of all; one that is suspect behind the others that came back."""
        if job.suspect:
            self._returned.append(job)
        else:
            self._returned.appendleft(job)

    def give_back(self, job: Job, until: datetime | None = None) -> None:
        """It is not ours any more: whoever claims it next, from `until` on, sends it."""
        self._pages.give_back(job, until)
        self._dry_at = None

    def freed(self, job: Job) -> None:
        """Its domain may have a place for another one."""
        self._parked.freed(job.domain)

    def done(self, job: Job) -> None:
        """It is out of our hands."""
        self._pages.done(job)

    def left(self) -> Iterator[Job]:
        """The jobs that nobody took, and that the store has as started; gives back all others."""
        for job in self._returned:
            self._domains.leave(job.domain)
            if job.started:
                self._pages.done(job)
                yield job
            else:
                self._pages.give_back(job)
        self._returned.clear()
        for job in self._parked.clear():
            self._pages.give_back(job)
        self._pages.clear()

    def meet(self) -> None:
        """Nobody is held by what somebody has taken back meanwhile."""
        self._pages.pardon(self._domains.meet())

    def flush(self) -> None:
        """Tell the store what was given back."""
        self._pages.flush()

    def _from_returned(self, now: datetime) -> Job | None:
        """The first whose domain's rate has time for it again; it has its place there still."""
        for _ in range(len(self._returned)):
            if not (wait := self._domains.again(self._returned[0].domain, now)):
                return self._returned.popleft()
            self._after(wait)
            self._returned.rotate(-1)
        return None

    def _from_page(self, now: datetime) -> Job | None:
        while (job := self._pages.first()) is not None:
            if job.domain in self._parked.domains:
                self._parked.put(job)
                wait: float | None = inf
            elif wait := self.place(job, now):
                self._parked.put(job)
                self._parked.freed_at(job.domain, now.timestamp() + wait)
            self._pages.pop()
            if wait == 0:
                return job
        return None

    def _from_parked(self, now: datetime) -> Job | None:
        while (domain := self._parked.ready(now.timestamp())) is not None:
            try:
                wait = self.place(self._parked.first(domain), now)
            except StoreBusyError:
                self._parked.freed(domain)
                raise
            if wait:
                self._parked.freed_at(domain, now.timestamp() + wait)
                continue
            job = self._parked.pop(domain)
            if wait == 0:
                return job
        return None
