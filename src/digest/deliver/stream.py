"""One connection's work with CHUNKING: as many messages under way as its lane's window allows.

The commit that records results also starts the next messages, and only then they leave: what
is in doubt after a crash is at most a window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.deliver.wire import LostError
from digest.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.deliver.chunks import ChunkSession
    from digest.deliver.dispatch import Dispatch
    from digest.deliver.job import Job
    from digest.deliver.lanes import Lane
    from digest.model import Outcome

    Results = list[tuple[Job, Outcome]]


class Stream:
    """Keeps a session full; `hand` holds what is under way, oldest first, and is the caller's."""

    def __init__(
        self, session: ChunkSession, hand: list[Job], lane: Lane, dispatch: Dispatch
    ) -> None:
        self._session = session
        self._hand = hand
        self._lane = lane
        self._dispatch = dispatch
        self._results: Results = []

    async def run(self, first: Job) -> None:
        """Send from this job on, until there is no more for this lane.

        Raises:
            LostError: the connection is gone; what stays in hand has no result.
        """
        job: Job | None = first
        while job is not None:
            await self._send(job)
            job = await self._dispatch.claims.next(self._lane)
        await self._session.quit()

    async def _send(self, job: Job) -> None:
        """This one and whatever comes while something is under way."""
        fresh = [job]
        while fresh or self._hand or self._results:
            await self._push(self._fit(self._filled(fresh)))
            await self._pull()
            fresh = []

    def _filled(self, fresh: list[Job]) -> list[Job]:
        """With as many more as the window has room for."""
        while len(self._hand) + len(fresh) < self._lane.window:
            try:
                job = self._dispatch.claims.take(self._lane)
            except StoreError:  # of a claim; what the server has said is to be on disk all the same
                self._dispatch.ledger.keep([(one.id, outcome) for one, outcome in self._results])
                raise
            if job is None:
                break
            fresh.append(job)
        return fresh

    def _fit(self, fresh: list[Job]) -> list[Job]:
        """Those that can be offered; what can't be has its result, or was claimed too long ago."""
        fit, now = [], self._dispatch.desk.now()
        for job in fresh:
            unfit = self._session.unfit(job.mail)
            if job.is_stale(now):
                self._dispatch.claims.give_back(job)
            elif unfit is None:
                fit.append(job)
            elif not self._dispatch.passes_on(job, unfit):
                self._settle(job, unfit)
        return fit

    async def _push(self, fresh: list[Job]) -> None:
        """Record what is done and what starts, then let it leave."""
        starting = [job.id for job in fresh if not job.started]
        refused = await self._record(starting)
        for job in fresh:
            if job.id in refused:
                self._dispatch.claims.give_back(job)
                continue
            job.started = True
            self._session.push(job.mail)
            self._hand.append(job)

    async def _pull(self) -> None:
        """Wait for one answer, and take those that are there already."""
        if not self._hand:
            return
        try:
            while True:
                for outcome in await self._session.pull():
                    self._settle(self._hand.pop(0), outcome)
                if not self._session.answered:
                    return
        except LostError:
            await self._record()
            raise

    def _settle(self, job: Job, outcome: Outcome) -> None:
        self._results.append((job, self._dispatch.learn(job, outcome)))

    async def _record(self, starting: Sequence[int] = ()) -> frozenset[int]:
        """What is done and what starts, in one commit; which must not start."""
        if not (self._results or starting):
            return frozenset()
        results, self._results = self._results, []
        outcomes = [(job.id, outcome) for job, outcome in results]
        refused = await self._dispatch.ledger.record(outcomes, starting)
        for job, _ in results:
            self._dispatch.recorded(job)
        return refused
