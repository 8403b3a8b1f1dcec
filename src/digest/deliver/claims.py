"""The pages of claimed deliveries, handed to couriers one message at a time.

Decides when there is nothing to hand out: stopped, halted, empty, not yet allowed by a rate
or a domain. Never talks to a server.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Final

from digest.deliver.apart import Apart
from digest.deliver.caller import Caller
from digest.deliver.lanes import choose
from digest.deliver.ledger import DeliveryStore
from digest.deliver.outcomes import refused_here
from digest.deliver.pages import Pages
from digest.deliver.parked import Parked
from digest.deliver.patience import BUSY_WAIT
from digest.deliver.relay import Message, Relay
from digest.errors import AudienceError, StoreBusyError
from digest.model import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.deliver.domains import Domains
    from digest.deliver.job import Job
    from digest.deliver.lanes import Lane
    from digest.deliver.ledger import Ledger

NAP: Final = 0.5  # seconds between looks at the stop event
TURN: Final = 0.001  # seconds until one who found nothing looks again, at the soonest


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a send works with: the same for all its parts."""

    store: DeliveryStore
    edition: str
    compose: Callable[[Delivery, Relay], Message]
    now: Callable[[], datetime]
    lease: timedelta
    fence: int
    caller: Caller
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
        self._pages = Pages(desk, sum(lane.relay.connections for lane in lanes))
        self._returned: deque[Job] = deque()
        self._parked = Parked()
        self.apart = Apart(lanes)
        self._dry_at: int | None = None
        self._wait = 0.0

    @property
    def ended(self) -> bool:
        """Whether no more may be handed out."""
        return bool(self.reason) or self._desk.caller.stopped

    @property
    def waiting(self) -> int:
        """How many claimed deliveries wait to be handed out."""
        queued = sum(len(lane.queue) for lane in self._lanes)
        waiting = len(self._pages) + len(self._returned) + queued + len(self._parked)
        return waiting + len(self.apart)

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
                await lane.is_fed(NAP)
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
        if self._ledger.waits:  # what is handed out meanwhile would leave all at once, behind it
            self._wait = BUSY_WAIT
            return None
        try:
            job = self._take(lane)
        except StoreBusyError as error:
            self._wait = self._ledger.patience.wait(error)
            return None
        self._ledger.patience.over()
        return job

    def _take(self, lane: Lane) -> Job | None:
        now = self._desk.now()
        lane.moves(now)
        while lane.queue or self._deal(lane, now):
            if self._is_late(lane.queue[0], now):
                lane.queue.popleft()
            elif lane.pace is not None and (wait := lane.pace.wait(now.timestamp())):
                self._after(wait)
                return None
            else:
                return self._composed(lane.queue.popleft(), lane)
        return None

    def _is_late(self, job: Job, now: datetime) -> bool:
        """Whether it went back: its domain was shut meanwhile, or others may claim it soon."""
        until = None if job.started else self._domains.closed(job.domain, now)
        if until is None and not job.is_stale(now):
            return False
        self.give_back(job, until)
        return True

    def _composed(self, job: Job, lane: Lane) -> Job | None:
        """Make the message for this lane's relay; a bad reader must not hold up the others."""
        try:
            job.message = self._desk.compose(job.delivery, lane.relay)
        except (AudienceError, ValueError) as error:
            self._forget(job)
            refusal = refused_here("5.6.0", f"no message could be made: {error}")
            self._ledger.record([(job.id, refusal)])
            self._after(TURN)
            return None
        except Exception as error:  # noqa: BLE001 - a mistake of ours is no reader's failure
            self.put_back(job)
            self._desk.caller.fail(error)
            return None
        return job

    def _after(self, seconds: float) -> None:
        """Something may be handed out so late, or sooner."""
        self._wait = min(self._wait or inf, seconds)

    # --- coming back ------------------------------------------------------------------

    def put_back(self, job: Job) -> None:
        """Take a job back that was not sent; it is handed out first, to any lane.

        One that is suspect comes behind those that were only in hand beside it.
        """
        _off_its_lane(job)
        if job.suspect:
            self._returned.append(job)
        else:
            self._returned.appendleft(job)

    def set_apart(self, job: Job) -> None:
        """It goes to a lane whose relay can take it; until then another has its domain's place."""
        _off_its_lane(job)
        self._domains.leave(job.domain)
        self._parked.freed(job.domain)
        self.apart.put(job)

    def give_back(self, job: Job, until: datetime | None = None) -> None:
        """It is not to be started now; whoever claims it next, from `until` on, sends it."""
        self._forget(job)
        self._pages.give_back(job, until)
        self._dry_at = None

    def clear(self, lane: Lane) -> None:
        """What waits in a lane that is closed goes another way."""
        while lane.queue:
            self.put_back(lane.queue.pop())

    def done(self, job: Job) -> None:
        """It is answered, or lost: another one may have its place in its domain."""
        self._pages.done(job)
        self._parked.freed(job.domain)

    def left(self) -> Iterator[Job]:
        """The jobs that nobody took, and that the store has as started; gives back all others."""
        for lane in self._lanes:
            self.clear(lane)
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

    def left_apart(self) -> Iterator[Job]:
        """The jobs for which no relay could be asked, out of our hands."""
        for job in self.apart.clear():
            self._pages.done(job)
            yield job

    def flush(self) -> None:
        """Tell the store what was given back."""
        self._meet()
        self._pages.flush()

    def _forget(self, job: Job) -> None:
        """It leaves our hands without an answer; its lane has it no more."""
        self._domains.leave(job.domain)
        self.done(job)
        if job.lane is not None:
            job.lane.lose()

    # --- from the page to a lane ------------------------------------------------------

    def _deal(self, asking: Lane, now: datetime) -> bool:
        """Give each lane its share until the one that asks has something."""
        while not asking.queue:
            if asking.spent:
                asking.count(now)  # its share may be used up, and the day not
            if asking.spent:
                return False
            self._relieve(now)
            if self.apart and (job := self._from_apart(asking, now)) is not None:
                self._hand_to(asking, job, now)
            elif not self._shared_out(asking, now):
                return False
        return True

    def _shared_out(self, asking: Lane, now: datetime) -> bool:
        """Give one to the lane whose turn it is; whether there was one, and a lane."""
        if not asking.relay.weight and any(lane.shares for lane in self._lanes):
            return False  # it stands in, and is there for what the others can't take
        lane = choose(self._lanes, asking)
        if lane is None:
            self._wait = inf
            return False
        job = self._next_admitted(now)
        if job is None:
            return False
        if job.is_wide and not self.apart.fits(lane):
            self.set_apart(job)
        else:
            self._hand_to(lane, job, now)
        return True

    def _hand_to(self, lane: Lane, job: Job, now: datetime) -> None:
        job.lane = lane
        lane.put(job, now)

    def _from_apart(self, lane: Lane, now: datetime) -> Job | None:
        """One that was set apart, if this lane may take it and its domain has a place for it."""
        if not self.apart.waits_for(lane):
            return None
        for _ in range(len(self.apart)):
            job = self.apart.pop()
            wait = self._admitted(job, now) if job.started else self._place(job, now)
            if wait == 0:
                return job
            if wait is not None:
                self.apart.put(job)
        self._after(NAP)
        return None

    def _relieve(self, now: datetime) -> None:
        """What waits in a lane that stands goes another way."""
        for lane in self._lanes:
            if lane.queue and lane.stands(now):
                self.clear(lane)

    def _next_admitted(self, now: datetime) -> Job | None:
        """A job whose domain has a place for it."""
        first = self._returned and not (self._returned[0].suspect and self._pages)
        job = self._from_returned(now) if first else None
        job = job or (self._from_parked(now) if self._parked else None) or self._from_page(now)
        job = job or self._from_returned(now)
        if job is None and not self._is_dry():
            # One page more, then it is another's turn: most may be of domains that are shut.
            self.refill()
            job = self._from_page(now)
            if not self._is_dry():
                self._after(TURN)
        if self._parked:
            wait = self._parked.wait(now.timestamp())
            self._after(min(max(wait, TURN), NAP))
        return job

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
            elif wait := self._place(job, now):
                self._parked.put(job)
                self._parked.freed_at(job.domain, now.timestamp() + wait)
            self._pages.pop()
            if wait == 0:
                return job
        return None

    def _from_parked(self, now: datetime) -> Job | None:
        while (domain := self._parked.ready(now.timestamp())) is not None:
            try:
                wait = self._place(self._parked.first(domain), now)
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

    def _place(self, job: Job, now: datetime) -> float | None:
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
        return self._admitted(job, now)

    def _admitted(self, job: Job, now: datetime) -> float:
        """0: its domain has a place for it. Else the seconds until it may."""
        wait = self._domains.admit(job.domain, now)
        if not wait:
            job.serial = self._domains.serial
        return wait

    def refill(self) -> int:
        """Claim a page of those whose domains have nobody parked; how many wait now.

        A send may take hours: how its domains stand is shared with others before each page.
        """
        self._meet()
        most = self._allowed(self._desk.now())
        found = self._pages.refill(most, self._parked.domains)
        self._dry_at = None if found else self._parked.emptied
        return self.waiting

    def _meet(self) -> None:
        """Nobody is held by what somebody has taken back meanwhile."""
        self._pages.pardon(self._domains.meet())
        for lane in self._lanes:
            lane.meet()

    def _is_dry(self) -> bool:
        """Whether a claim would find nothing: as the last one, and nobody is let in since."""
        return self._dry_at == self._parked.emptied

    def _allowed(self, now: datetime) -> int:
        """How many more the relays may take today."""
        allowed = 0
        for lane in self._lanes:
            if not lane.rests(now):
                lane.count(now)
            if not lane.closed:
                limit = self._pages.most
                allowed += limit if lane.quota is None else max(lane.quota, 0)
        return allowed


def _off_its_lane(job: Job) -> None:
    """Any lane may have it next."""
    if job.lane is not None:
        job.lane.lose()
        job.lane = None
