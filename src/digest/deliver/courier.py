"""One connection's work: take a job, offer it, send it, have it recorded, again.

A recipient's refusal is recorded as an Outcome. A lost connection blames nobody: the
message goes back, or is recorded as unsure when the server may have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.deliver.connect import connect
from digest.deliver.outcomes import lost
from digest.deliver.wire import LostError
from digest.errors import DeliveryError
from digest.model import Scope

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from digest.deliver.claims import Claims, Job
    from digest.deliver.ledger import Ledger
    from digest.deliver.relay import Relay
    from digest.deliver.session import Session
    from digest.model import Outcome

MAX_FAILURES: Final = 3  # sessions in a row in which no reader's mail was judged
MAX_LOSSES: Final = 3  # connections that one message may cost
FIRST_WAIT: Final = 0.25  # seconds, doubled with each failure


class Line:
    """The way to the relay that all couriers share: what one learns, the others use."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self.lockstep = False
        self.trouble = ""

    async def open(self) -> Session:
        """A new session.

        Raises:
            DeliveryError: the relay can't be used.
        """
        return await connect(self.relay, lockstep=self.lockstep)

    def learn(self, error: LostError) -> None:
        """A server that falls silent behind a pipeline gets one command at a time."""
        self.trouble = error.reason
        if error.silent and not error.unsure:
            self.lockstep = True


class Courier:
    """Sends until there is no more, or the relay has failed it three times in a row."""

    def __init__(
        self,
        line: Line,
        claims: Claims,
        ledger: Ledger,
        sleep: Callable[[float], Awaitable[None]],
        session: Session | None = None,
    ) -> None:
        self._line = line
        self._claims = claims
        self._ledger = ledger
        self._sleep = sleep
        self._session = session
        self._hand: list[Job] = []
        self._judged = 0

    async def run(self) -> None:
        """Work until the end; keeps nothing in hand."""
        failures = 0
        try:
            while failures < MAX_FAILURES and (job := await self._claims.next()) is not None:
                failures = 0 if await self._work(job) else failures + 1
                if failures:
                    await self._sleep(FIRST_WAIT * 2**failures)
        finally:
            if self._session is not None:
                await self._session.quit()

    async def _work(self, job: Job) -> bool:
        """Use one session as long as it lasts; whether it was of use."""
        self._hand = [job]
        try:
            session = self._session or await self._line.open()
        except DeliveryError as error:
            self._line.trouble = error.message
            self._give_back()
            return False
        self._session = None
        return await self._use(session)

    async def _use(self, session: Session) -> bool:
        """A session is of use when readers were judged in it, be they refused.

        Exim hangs up after a dozen refusals: that is no failing relay.
        """
        judged = self._judged
        try:
            while self._hand:
                await self._one(session, self._hand[0])
            await session.quit()
        except LostError as error:
            await session.close()
            self._line.learn(error)
            await self._lost(error)
            return self._judged > judged
        except BaseException:
            await session.close()
            raise
        return True

    async def _one(self, session: Session, job: Job) -> None:
        outcome = await session.offer(job.message)
        following = None
        if outcome is None:
            if not job.started:
                await self._ledger.record(None, job.delivery)
                job.started = True
            following = self._claims.take()
            if following is not None:
                self._hand.append(following)
            outcome = await session.deliver(job.message, following.message if following else None)
        await self._settle(job, outcome, following)

    async def _settle(self, job: Job, outcome: Outcome, following: Job | None) -> None:
        """Record N and the start of N+1 in one commit, before N+1's body leaves."""
        if outcome.scope is Scope.RELAY:
            self._claims.halt(f"the relay says: {outcome.code} {outcome.text}")
        else:
            self._judged += 1
        self._hand.remove(job)
        if following is None:
            following = self._claims.take()
            self._hand.extend([following] if following else [])
        starting = following.delivery if following and not following.started else None
        await self._ledger.record((job.delivery, outcome), starting)
        if following is not None:
            following.started = True
        elif not self._claims.ended:
            later = await self._claims.next()
            self._hand.extend([later] if later else [])

    async def _lost(self, error: LostError) -> None:
        if error.unsure and self._hand:
            job = self._hand.pop(0)
            await self._ledger.record((job.delivery, lost(error.reason, unsure=True)))
        elif self._hand:
            self._hand[0].losses += 1
            if self._hand[0].losses >= MAX_LOSSES:
                job = self._hand.pop(0)
                await self._ledger.record((job.delivery, lost(error.reason, unsure=False)))
        self._give_back()

    def _give_back(self) -> None:
        while self._hand:
            self._claims.put_back(self._hand.pop())
