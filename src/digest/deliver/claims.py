"""Deliveries that were claimed, handed to couriers one message at a time, by lanes.

Decides when there is nothing to hand out: stopped, halted, empty, not yet allowed by a rate
or a domain. Never talks to a server.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from digest.deliver.apart import Apart
from digest.deliver.lanes import choose
from digest.deliver.outcomes import refused_here
from digest.deliver.patience import BUSY_WAIT
from digest.deliver.turns import NAP, TURN, Turns
from digest.errors import AudienceError, StoreBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from digest.deliver.desk import Desk
    from digest.deliver.domains import Domains
    from digest.deliver.job import Job
    from digest.deliver.lanes import Lane
    from digest.deliver.ledger import Ledger


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
        self._turns = Turns(desk, domains, connections, self._after)
        self.apart = Apart(lanes)
        self._wait = 0.0

    @property
    def ended(self) -> bool:
        """Whether no more may be handed out."""
        return bool(self.reason) or self._desk.caller.stopped

    @property
    def waiting(self) -> int:
        """How many claimed deliveries wait to be handed out."""
        queued = sum(len(lane.queue) for lane in self._lanes)
        return len(self._turns) + queued + len(self.apart)

    def halt(self, reason: str) -> None:
        """Hand out nothing more; what is in flight is finished."""
        self.reason = self.reason or reason

    # --- handing out ------------------------------------------------------------------

    async def next(self, lane: Lane) -> Job | None:
        """The next job for this lane, when its rate allows; None if there is none."""
        while (job := self.take(lane)) is None and self._wait:
            if self._wait == inf:
                await lane.is_fed(NAP)
            else:
                await self._desk.sleep(min(self._wait, NAP))
        return job

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
        self._turns.put_back(job)

    def set_apart(self, job: Job) -> None:
        """It goes to a lane whose relay can take it; until then another has its domain's place."""
        _off_its_lane(job)
        self._domains.leave(job.domain)
        self._turns.freed(job)
        self.apart.put(job)

    def give_back(self, job: Job, until: datetime | None = None) -> None:
        """It is not to be started now; whoever claims it next, from `until` on, sends it."""
        self._forget(job)
        self._turns.give_back(job, until)

    def clear(self, lane: Lane) -> None:
        """What waits in a lane that is closed goes another way."""
        while lane.queue:
            self.put_back(lane.queue.pop())

    def done(self, job: Job) -> None:
        """It is answered, or lost: another one may have its place in its domain."""
        self._turns.done(job)
        self._turns.freed(job)

    def left(self) -> Iterator[Job]:
        """The jobs that nobody took, and that the store has as started; gives back all others."""
        for lane in self._lanes:
            self.clear(lane)
        yield from self._turns.left()

    def left_apart(self) -> Iterator[Job]:
        """The jobs for which no relay could be asked, out of our hands."""
        for job in self.apart.clear():
            self._turns.done(job)
            yield job

    def flush(self) -> None:
        """Tell the store what was given back."""
        self._meet()
        self._turns.flush()

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
        job = self._whose_turn(now)
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
            wait = self._turns.admitted(job, now) if job.started else self._turns.place(job, now)
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

    def _whose_turn(self, now: datetime) -> Job | None:
        """A job whose domain has a place for it."""
        job = self._turns.next(now)
        if job is None and not self._turns.dry:
            # One page more, then it is another's turn: most may be of domains that are shut.
            self.refill()
            job = self._turns.next(now)
            if not self._turns.dry:
                self._after(TURN)
        return job

    def refill(self) -> int:
        """Claim a page of those whose domains have nobody parked; how many wait now.

        A send may take hours: how its domains stand is shared with others before each page.
        """
        self._meet()
        self._turns.refill(self._allowed(self._desk.now()))
        return self.waiting

    def _meet(self) -> None:
        """Nobody is held by what somebody has taken back meanwhile."""
        self._turns.meet()
        for lane in self._lanes:
            lane.meet()

    def _allowed(self, now: datetime) -> int:
        """How many more the relays may take today."""
        allowed = 0
        for lane in self._lanes:
            if not lane.rests(now):
                lane.count(now)
            if not lane.closed:
                allowed += self._turns.most if lane.quota is None else max(lane.quota, 0)
        return allowed


def _off_its_lane(job: Job) -> None:
    """Any lane may have it next."""
    if job.lane is not None:
        job.lane.lose()
        job.lane = None
