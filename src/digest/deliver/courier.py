"""One connection's work: take a job, offer it, send it, have it recorded, again.

A recipient's refusal is recorded as an Outcome. A lost connection blames nobody: the
message goes back, or is recorded as unsure when the server may have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.deliver.chunks import ChunkSession
from digest.deliver.outcomes import breaks, lost
from digest.deliver.stream import Stream
from digest.deliver.turns import NAP
from digest.deliver.wire import LostError
from digest.errors import DeliveryError, StoreError
from digest.model import Scope

if TYPE_CHECKING:
    from digest.deliver.dispatch import Dispatch
    from digest.deliver.job import Job
    from digest.deliver.lanes import Lane
    from digest.deliver.session import Session
    from digest.model import Outcome

MAX_FAILURES: Final = 3  # sessions in a row in which no reader's mail was judged
MAX_LOSSES: Final = 3  # connections that one message may cost
FIRST_WAIT: Final = 0.25  # seconds, doubled with each failure


class Courier:
    """Sends until there is no more, its lane is closed, or the relay has failed it three times.

    A relay that lets no more in, but serves others meanwhile, is left to them.
    """

    def __init__(
        self, lane: Lane, dispatch: Dispatch, session: Session | ChunkSession | None = None
    ) -> None:
        self._lane = lane
        self._dispatch = dispatch
        self._claims = dispatch.claims
        self._ledger = dispatch.ledger
        self._session = session
        self._era = lane.era
        self._hand: list[Job] = []

    async def run(self) -> None:
        """Work until the end; keeps nothing in hand."""
        failures = 0
        try:
            while failures < MAX_FAILURES and (job := await self._next()):
                failures = 0 if await self._work(job) else failures + 1
                self._lane.tried(self)
                if failures:
                    await self._dispatch.desk.sleep(FIRST_WAIT * 2**failures)
        finally:
            self._lane.tried(self)
            if self._session is not None:
                await self._session.quit()
        if failures >= MAX_FAILURES and not self._lane.sessions:
            self._dispatch.fails(self._lane, self._lane.trouble)

    async def _next(self) -> Job | None:
        """A job for a new session, when it is this one's turn to open one."""
        while not self._lane.may_try(self):
            if self._claims.ended or self._lane.closed:
                return None
            await self._dispatch.desk.sleep(NAP)
        return await self._claims.next(self._lane)

    async def _work(self, job: Job) -> bool:
        """Use one session as long as it lasts; whether it was of use."""
        self._hand = [job]
        self._era = self._lane.era
        try:
            session = self._session or await self._open()
        except DeliveryError as error:
            self._dispatch.turned_away(self._lane, error)
            self._give_back()
            return False
        if session is None:
            self._give_back()
            return True
        self._session = None
        self._lane.sessions += 1
        try:
            return await self._use(session)
        finally:
            self._lane.sessions -= 1

    async def _open(self) -> Session | ChunkSession | None:
        """A new session; None where the send is asked to stop before it stands."""
        return await self._dispatch.desk.caller.unless_stopped(self._lane.open())

    async def _use(self, session: Session | ChunkSession) -> bool:
        try:
            if isinstance(session, ChunkSession):
                await Stream(session, self._hand, self._lane, self._dispatch).run(self._hand.pop())
            else:
                await self._one_by_one(session)
        except LostError as error:
            await session.close()
            first = not session.judged
            word = self._dispatch.heed(self._lane, error, self._era)
            session.judged += word is not None and word.scope is Scope.DOMAIN
            if not session.judged:
                self._lane.doubt(chunks=isinstance(session, ChunkSession))
            await self._lost(error, word, first=first)
            return session.judged > 0
        except BaseException:
            await session.close()
            raise
        return True

    async def _one_by_one(self, session: Session) -> None:
        in_step = True
        while in_step and self._goes_on:
            in_step = await self._one(session, self._hand[0])
        if self._hand or not in_step:  # an envelope is open, or rides ahead, that nobody wants
            await session.close()
            self._give_back()
        else:
            await session.quit()

    async def _one(self, session: Session, job: Job) -> bool:
        """Offer it and send it; whether the session can go on with what is in hand."""
        message = job.mail
        outcome = await session.offer(message)
        if outcome is not None and self._dispatch.passes_on(job, outcome):
            self._hand.remove(job)
            return await self._take_another()
        if outcome is None:
            if not await self._start(job):
                return False
            following = self._in_hand(1)
            outcome = await session.deliver(message, following.mail if following else None)
        return await self._settle(job, outcome)

    async def _start(self, job: Job) -> bool:
        """Have it marked as `sending`; not one whose claim is too old or no longer ours."""
        if not job.started and not self._is_stale(job):
            job.started = job.id not in await self._ledger.record(starting=(job.id,))
        return job.started or self._drop(job)

    async def _settle(self, job: Job, outcome: Outcome) -> bool:
        """Record N and the start of N+1 in one commit, before N+1's body leaves.

        N+2 is made before it: other connections' answers come meanwhile, for the same commit, and
        behind it all bodies leave at once.
        """
        outcome = self._dispatch.learn(job, outcome)
        self._hand.remove(job)
        try:
            following, _ = self._in_hand(0), self._in_hand(1)
        except StoreError:  # of a claim; what the server has said is to be on disk all the same
            self._ledger.keep([(job.id, outcome)])
            raise
        # By this outcome, perhaps: then it goes another way. Who asks us to stop waits for no more.
        over = self._lane.closed or self._claims.ended
        fresh = [] if over else self._fresh(following)
        refused = await self._ledger.record([(job.id, outcome)], [one.id for one in fresh])
        self._dispatch.recorded(job)
        for one in fresh:
            one.started = one.id not in refused
        if following is not None:
            return following.started or over or self._drop(following)
        return await self._take_another()

    @property
    def _goes_on(self) -> bool:
        """Whether there is one in hand that is to go this way, and now."""
        if not self._hand or self._lane.closed:
            return False
        return self._hand[0].started or not self._claims.ended

    def _in_hand(self, place: int) -> Job | None:
        """The job at this place, the next one for us where there is none yet."""
        if len(self._hand) == place and (job := self._claims.take(self._lane)) is not None:
            self._hand.append(job)
        return self._hand[place] if len(self._hand) > place else None

    async def _take_another(self) -> bool:
        """When there is one; the session can go on with it."""
        if not self._hand and (later := await self._claims.next(self._lane)) is not None:
            self._hand.append(later)
        return True

    def _fresh(self, job: Job | None) -> list[Job]:
        """It, if it is there and is to be marked as `sending` yet."""
        return [job] if job and not job.started and not self._is_stale(job) else []

    def _is_stale(self, job: Job) -> bool:
        return job.is_stale(self._dispatch.desk.now())

    def _drop(self, job: Job) -> bool:
        """Others may have claimed it; its envelope may be out, so its session is of no use."""
        self._hand.remove(job)
        self._claims.give_back(job)
        return False

    async def _lost(self, error: LostError, word: Outcome | None, *, first: bool) -> None:
        """The first in hand was under way; so many behind it too as `behind` says.

        `word` is what the server said of that one, if it did. It may be what ends connections only
        where it was the `first` of its session: servers hang up after so many mails.
        """
        under_way, self._hand = self._hand, []
        if word is not None and under_way:
            await self._record_lost(under_way.pop(0), word)
        for place, job in enumerate(under_way, int(word is not None)):
            unsure = place <= error.behind if place else error.unsure
            if unsure:
                await self._record_lost(job, lost(error.reason, unsure=True))
            elif not place and first and self._costs_too_much(job):
                blamed = self._lane.taken > job.others
                await self._record_lost(job, breaks(error.reason, blamed=blamed))
            else:
                self._hand.append(job)
        self._give_back()

    def _costs_too_much(self, job: Job) -> bool:
        if not job.losses:
            job.others = self._lane.taken
        job.losses += 1
        return job.losses >= MAX_LOSSES

    async def _record_lost(self, job: Job, outcome: Outcome) -> None:
        outcome = self._dispatch.learn(job, outcome)
        await self._ledger.record([(job.id, outcome)])
        self._dispatch.recorded(job)

    def _give_back(self) -> None:
        while self._hand:
            self._claims.put_back(self._hand.pop())
