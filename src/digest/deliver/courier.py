"""One connection's work: take a job, offer it, send it, have it recorded, again.

A recipient's refusal is recorded as an Outcome. A lost connection blames nobody: the
message goes back, or is recorded as unsure when the server may have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.deliver.chunks import ChunkSession
from digest.deliver.outcomes import lost
from digest.deliver.stream import Stream
from digest.deliver.wire import LostError
from digest.errors import DeliveryError
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
    """Sends until there is no more, its lane is closed, or the relay has failed it three times."""

    def __init__(
        self, lane: Lane, dispatch: Dispatch, session: Session | ChunkSession | None = None
    ) -> None:
        self._lane = lane
        self._dispatch = dispatch
        self._claims = dispatch.claims
        self._ledger = dispatch.ledger
        self._session = session
        self._hand: list[Job] = []

    async def run(self) -> None:
        """Work until the end; keeps nothing in hand."""
        failures = 0
        try:
            while failures < MAX_FAILURES and (job := await self._claims.next(self._lane)):
                failures = 0 if await self._work(job) else failures + 1
                if failures:
                    await self._dispatch.desk.sleep(FIRST_WAIT * 2**failures)
        finally:
            if self._session is not None:
                await self._session.quit()
        if failures >= MAX_FAILURES:
            self._lane.fail(self._lane.trouble, self._dispatch.desk.now())

    async def _work(self, job: Job) -> bool:
        """Use one session as long as it lasts; whether it was of use."""
        self._hand = [job]
        try:
            session = self._session or await self._lane.open()
        except DeliveryError as error:
            self._lane.trouble = error.message
            self._give_back()
            return False
        self._session = None
        return await self._use(session)

    async def _use(self, session: Session | ChunkSession) -> bool:
        """A session is of use when readers were judged in it, be they refused.

        Exim hangs up after a dozen refusals: that is no failing relay.
        """
        try:
            if isinstance(session, ChunkSession):
                await Stream(session, self._hand, self._lane, self._dispatch).run(self._hand.pop())
            else:
                await self._one_by_one(session)
        except LostError as error:
            await session.close()
            self._dispatch.heed(self._lane, error)
            await self._lost(error)
            return session.judged > 0
        except BaseException:
            await session.close()
            raise
        return True

    async def _one_by_one(self, session: Session) -> None:
        while self._hand and not self._lane.closed:
            await self._one(session, self._hand[0])
        if self._hand:  # an envelope may ride ahead that nobody wants now
            await session.close()
            self._give_back()
        else:
            await session.quit()

    async def _one(self, session: Session, job: Job) -> None:
        message = job.mail
        outcome = await session.offer(message)
        following = None
        if outcome is None:
            if not job.started:
                await self._ledger.record(starting=(job.id,))
                job.started = True
            following = self._claims.take(self._lane)
            if following is not None:
                self._hand.append(following)
            outcome = await session.deliver(message, following.mail if following else None)
        session.judged += outcome.scope is not Scope.RELAY
        await self._settle(job, outcome, following)

    async def _settle(self, job: Job, outcome: Outcome, following: Job | None) -> None:
        """Record N and the start of N+1 in one commit, before N+1's body leaves."""
        outcome = self._dispatch.learn(job, outcome)
        self._hand.remove(job)
        if following is None:
            following = self._claims.take(self._lane)
            self._hand.extend([following] if following else [])
        starting = (following.id,) if following and not following.started else ()
        await self._ledger.record([(job.id, outcome)], starting)
        if following is not None:
            following.started = True
        else:
            later = await self._claims.next(self._lane)
            self._hand.extend([later] if later else [])

    async def _lost(self, error: LostError) -> None:
        """The first in hand was under way; those behind it too, where `behind` says so."""
        under_way, self._hand = self._hand, []
        for place, job in enumerate(under_way):
            unsure = error.behind if place else error.unsure
            if unsure:
                await self._record_lost(job, lost(error.reason, unsure=True))
            elif not place and self._costs_too_much(job):
                await self._record_lost(job, lost(error.reason, unsure=False))
            else:
                self._hand.append(job)
        self._give_back()

    def _costs_too_much(self, job: Job) -> bool:
        job.losses += 1
        return job.losses >= MAX_LOSSES

    async def _record_lost(self, job: Job, outcome: Outcome) -> None:
        outcome = self._dispatch.learn(job, outcome)
        await self._ledger.record([(job.id, outcome)])

    def _give_back(self) -> None:
        while self._hand:
            self._claims.put_back(self._hand.pop())
