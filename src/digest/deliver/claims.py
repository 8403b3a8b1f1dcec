"""The pages of claimed deliveries, handed to couriers one message at a time.

Decides when there is nothing to hand out: stopped, halted, empty, not yet allowed by a rate
or a domain. Never talks to a server.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Final

from digest.deliver.job import Job, domain_of
from digest.deliver.lanes import choose
from digest.deliver.ledger import DeliveryStore
from digest.deliver.outcomes import refused_here
from digest.deliver.relay import Message, Relay
from digest.errors import DigestError, StoreBusyError
from digest.model import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.deliver.domains import Domains
    from digest.deliver.lanes import Lane
    from digest.deliver.ledger import Ledger

PER_CONNECTION: Final = 4  # messages that make one more connection worth while
MAX_PAGE: Final = 64  # messages a connection, in one claim
SHORT: Final = 2.0  # seconds: a page used up faster is made larger
LONG: Final = 10.0  # seconds: a page that lasts longer is made smaller
NAP: Final = 0.5  # seconds between looks at the stop event
MAX_PARKED: Final = 16  # messages to one domain that wait here for its turn
BRIEF: Final = timedelta(seconds=5)  # what is more is claimed again after so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a send works with: the same for all its parts."""

    store: DeliveryStore
    edition: str
    compose: Callable[[Delivery, Relay], Message]
    now: Callable[[], datetime]
    lease: timedelta
    fence: int
    stop: asyncio.Event
    sleep: Callable[[float], Awaitable[None]]
    clock: Callable[[], float]


class Claims:
    """Hands out jobs; `reason` says why it stopped before the end."""

    def __init__(
        self, desk: Desk, *, lanes: Sequence[Lane], domains: Domains, ledger: Ledger
    ) -> None:
        self.reason = ""
        self._desk = desk
        self._lanes = lanes
        self._domains = domains
        self._ledger = ledger
        connections = sum(lane.relay.connections for lane in lanes)
        self._least = connections * PER_CONNECTION
        self._most = connections * MAX_PAGE
        self._limit = self._least
        self._page: deque[Job] = deque()
        self._returned: deque[Job] = deque()
        self._parked: dict[str, deque[Job]] = {}
        self._postponed: dict[datetime, list[int]] = defaultdict(list)
        self._claimed_at = desk.clock()
        self._dry = False
        self._wait = 0.0

    @property
    def ended(self) -> bool:
        """Whether no more may be handed out."""
        return bool(self.reason) or self._desk.stop.is_set()

    @property
    def waiting(self) -> int:
        """How many claimed deliveries wait to be handed out."""
        queued = sum(len(lane.queue) for lane in self._lanes)
        parked = sum(map(len, self._parked.values()))
        return len(self._page) + len(self._returned) + queued + parked

    def halt(self, reason: str) -> None:
        """Hand out nothing more; what is in flight is finished."""
        self.reason = self.reason or reason

    # --- handing out ------------------------------------------------------------------

    async def next(self, lane: Lane) -> Job | None:
        """The next job for this lane, when its rate allows; None if there is none."""
        while not (self.ended or lane.closed):
            if (job := self.take(lane)) is not None:
                return job
            if self._wait == inf:
                await _fed(lane)
            elif self._wait:
                await self._desk.sleep(min(self._wait, NAP))
            else:
                return None
        return None

    def take(self, lane: Lane) -> Job | None:
        """The next job for this lane if there is one at this moment."""
        self._wait = 0.0
        if self.ended or lane.closed:
            return None
        try:
            job = self._take(lane)
        except StoreBusyError as error:
            self._wait = self._ledger.patience.wait(error)
            return None
        self._ledger.patience.over()
        return job

    def _take(self, lane: Lane) -> Job | None:
        while lane.queue or self._deal(lane):
            if lane.pace is not None and (wait := lane.pace.wait(self._desk.now().timestamp())):
                self._wait = wait
                return None
            job = lane.queue.popleft()
            if self._is_ready(job, lane):
                return job
        return None

    def _is_ready(self, job: Job, lane: Lane) -> bool:
        """Make the message for this lane's relay; a bad reader must not hold up the others."""
        if not job.started and self._desk.now() >= job.stale_at:
            # Too slow: others may claim it soon. It is claimed again when it is free.
            self._forget(job)
            return False
        try:
            job.message = self._desk.compose(job.delivery, lane.relay)
        except (DigestError, ValueError) as error:
            self._forget(job)
            refusal = refused_here("5.6.0", f"no message could be made: {error}")
            self._ledger.record([(job.id, refusal)])
            return False
        return True

    def _forget(self, job: Job) -> None:
        """It leaves our hands without an answer; its lane has it no more."""
        self._domains.leave(job.domain, self._desk.now())
        if job.lane is not None:
            job.lane.lose()

    def put_back(self, job: Job) -> None:
        """Take a job back that was not sent; it is handed out first, to any lane."""
        if job.lane is not None:
            job.lane.lose()
            job.lane = None
        self._returned.appendleft(job)

    def clear(self, lane: Lane) -> None:
        """What waits in a lane that is closed goes another way."""
        while lane.queue:
            self.put_back(lane.queue.pop())

    def left(self) -> Iterator[Job]:
        """The jobs that nobody took, and that the store has as started; forgets all others."""
        for lane in self._lanes:
            self.clear(lane)
        for job in self._returned:
            if job.started:
                yield job
            self._domains.leave(job.domain, self._desk.now())
        self._returned.clear()
        self._page.clear()
        self._parked.clear()

    # --- from the page to a lane ------------------------------------------------------

    def _deal(self, asking: Lane) -> bool:
        """Give each lane its share until the one that asks has something."""
        while not asking.queue:
            if asking.spent:
                return False
            lane = choose(self._lanes, asking)
            if lane is None:
                self._wait = inf
                return False
            job = self._next_admitted()
            if job is None:
                return False
            job.lane = lane
            lane.put(job)
        return True

    def _next_admitted(self) -> Job | None:
        """A job whose domain has a place for it."""
        if self._returned:
            return self._returned.popleft()
        if self._parked and (job := self._unparked()) is not None:
            return job
        while (job := self._next_claimed()) is not None:
            if self._is_admitted(job):
                return job
        return None

    def _is_admitted(self, job: Job) -> bool:
        now = self._desk.now()
        until = self._domains.closed(job.domain, now)
        if until is not None:
            self._postponed[until].append(job.id)
            return False
        wait = self._domains.admit(job.domain, now)
        if wait:
            self._park(job, wait, now)
            return False
        job.serial = self._domains.serial
        return True

    def _park(self, job: Job, wait: float, now: datetime) -> None:
        """It waits here for its domain; where too many do, it is claimed again later."""
        parked = self._parked.setdefault(job.domain, deque())
        if len(parked) < MAX_PARKED:
            parked.append(job)
        else:
            later = timedelta(seconds=0 if wait == inf else wait * len(parked))
            self._postponed[now + max(BRIEF, min(later, self._desk.lease))].append(job.id)
        self._wait = min(self._wait or inf, NAP if wait == inf else wait)

    def _unparked(self) -> Job | None:
        """The first parked job whose domain has a place now; domains take turns."""
        for domain in list(self._parked):
            parked = self._parked.pop(domain)
            while parked:
                job = parked.popleft()
                admitted = self._is_admitted(job)
                if admitted and parked:
                    self._parked[domain] = parked
                elif domain in self._parked:  # it must wait on, the first one first
                    self._parked[domain].extend(parked)
                    break
                if admitted:
                    return job
        return None

    def _next_claimed(self) -> Job | None:
        if self._page and self._desk.now() >= self._page[0].stale_at:
            self._page.clear()
        if not self._page and not self._dry:
            self.refill()
        return self._page.popleft() if self._page else None

    def refill(self) -> int:
        """Claim a page, as large as the last one was fast; returns how many wait now."""
        self.flush()
        took = self._desk.clock() - self._claimed_at
        if took < SHORT:
            self._limit = min(self._limit * 2, self._most)
        elif took > LONG:
            self._limit = max(self._limit // 2, self._least)
        now = self._desk.now()
        limit = min(self._limit, self._allowed(now))
        if limit > 0:
            self._page.extend(self._claimed(now, limit))
        self._claimed_at = self._desk.clock()
        self._dry = not self._page
        return self.waiting

    def _claimed(self, now: datetime, limit: int) -> Iterator[Job]:
        desk = self._desk
        stale_at = now + desk.lease / 2
        for delivery in desk.store.claim(
            desk.edition, now=now, limit=limit, lease=desk.lease, fence=desk.fence
        ):
            yield Job(delivery, domain_of(delivery.email), stale_at)

    def flush(self) -> None:
        """Tell the store what is not due before its domain is open again."""
        while self._postponed:
            until, ids = next(iter(self._postponed.items()))
            self._desk.store.postpone(ids, until, fence=self._desk.fence)
            del self._postponed[until]

    def _allowed(self, now: datetime) -> int:
        """How many more the relays may take today."""
        allowed = 0
        for lane in self._lanes:
            if not lane.rests(now):
                lane.count(now)
            if not lane.closed:
                allowed += self._limit if lane.quota is None else max(lane.quota, 0)
        return allowed


async def _fed(lane: Lane) -> None:
    """Wait until the lane gets its share, but no longer than a nap: all may be over."""
    lane.fed.clear()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(NAP):
            await lane.fed.wait()
