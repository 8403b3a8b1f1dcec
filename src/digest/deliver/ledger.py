"""Group commit: what connections have to record, as long as each loop turn brings more of it.

A courier awaits its commit before the next body leaves, so what the store does not know
has not happened. Never opens a connection.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from digest.deliver.outcomes import TOO_LARGE
from digest.deliver.patience import Patience
from digest.errors import StoreBusyError, StoreError
from digest.model import DeliveryState, OutcomeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime, timedelta

    from digest.model import Delivery, Outcome, Recorded

# Turns of the loop without a record: in one sockets are read, in the next couriers hear of it.
QUIET: Final = 3

_COMES_BACK: Final = frozenset({DeliveryState.DEFERRED, DeliveryState.UNSURE})

Policy = Literal["resend", "hold"]


class DeliveryStore(Protocol):
    """The outbox, as this room needs it."""

    def claim(
        self,
        edition: str,
        *,
        now: datetime,
        limit: int,
        lease: timedelta,
        fence: int,
        without: Collection[str],
    ) -> tuple[Delivery, ...]:
        """Lease up to `limit` deliveries that are due and free; their state stays.

        Readers of the domains in `without` are left where they are.
        """
        ...

    def commit(
        self,
        outcomes: Sequence[tuple[int, Outcome]],
        starting: Sequence[int],
        *,
        now: datetime,
        fence: int,
        max_age: timedelta,
    ) -> Recorded:
        """In one transaction record outcomes and mark what starts as `sending`.

        Returns what became of each, and which of `starting` must not be sent: they are not
        ours any more.
        """
        ...

    def release(self, fence: int) -> object:
        """Give back what is leased and was not started."""
        ...

    def recover(
        self, edition: str, *, now: datetime, policy: Policy, on_parked: Callable[[int], None]
    ) -> int:
        """Settle what a dead sender left as `sending`; returns how many.

        `on_parked` is told how many of them are given up as poison.
        """
        ...

    def postpone(self, deliveries: Sequence[int], until: datetime, *, fence: int) -> None:
        """Give back what was claimed and not started; it is due at `until`."""
        ...

    def soon(self, edition: str, *, now: datetime, within: timedelta) -> int:
        """How many are on their way, or due within that time."""
        ...

    def counts(self, edition: str) -> Mapping[DeliveryState, int]:
        """How many deliveries of the edition are in each state."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a send has come; `remaining` has no result yet, `failed` counts the parked too."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    unsure: int = 0
    remaining: int = 0
    seconds: float = 0.0
    parked: int = 0


class Ledger:
    """Collects until no more comes, then commits inline (call_soon)."""

    def __init__(
        self,
        store: DeliveryStore,
        *,
        now: Callable[[], datetime],
        fence: int,
        max_age: timedelta,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self.remaining = 0
        self._parked = 0  # given up as poison before they were offered again
        self._worn = 0  # likewise, by what became of them here
        self.answered = 0  # outcomes that are somebody's word, not a lost connection
        self.in_flight: set[int] = set()
        self._store = store
        self._now = now
        self._fence = fence
        self._max_age = max_age
        self._on_progress = on_progress
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self.patience = Patience(self._loop.time)
        self._tally: Counter[DeliveryState] = Counter()
        self._open: dict[int, DeliveryState] = {}
        self._outcomes: list[tuple[int, Outcome]] = []
        self._starting: list[int] = []
        self._waiting: list[asyncio.Future[frozenset[int]]] = []
        self._timer: asyncio.Handle | None = None
        self.waits = False  # a commit, for a database that is busy

    def record(
        self, outcomes: Sequence[tuple[int, Outcome]] = (), starting: Sequence[int] = ()
    ) -> asyncio.Future[frozenset[int]]:
        """Add to the next commit; the future is done when it is on disk.

        It gives the deliveries that must not be started: they are not ours any more. A commit
        costs the same for one record and for ten, but while it waits a server may have nothing
        to do: it is made as soon as QUIET loop turns have brought no more.
        """
        self._outcomes += outcomes
        self._starting += starting
        # One each: who is cancelled must take neither the others' commit nor what is in it.
        done: asyncio.Future[frozenset[int]] = self._loop.create_future()
        self._waiting.append(done)
        if len(self._waiting) == 1:
            self._look(QUIET)
        return done

    def keep(self, outcomes: Sequence[tuple[int, Outcome]]) -> None:
        """Add to the next commit, or to what `close` records: for one who breaks off."""
        self._outcomes += outcomes

    async def settled(self) -> None:
        """Wait for what nobody else waits for."""
        if self._waiting:
            await self.record()

    def close(self) -> None:
        """Record what servers said and is not recorded yet; nothing starts any more.

        A send that breaks off knows more than it has on disk, and what is not on disk is mailed
        again.

        Raises:
            StoreBusyError: not now; ask again.
        """
        if self._timer is not None:
            self._timer.cancel()
        if self._outcomes:
            try:
                self._commit(self._outcomes, ())
            except StoreBusyError:
                raise
            except StoreError:  # what broke the send is told already
                pass
        self._outcomes = []

    def progress(self) -> Progress:
        """What was recorded up to now."""
        tally = self._tally
        return Progress(
            sent=tally[DeliveryState.SENT],
            deferred=tally[DeliveryState.DEFERRED],
            failed=tally[DeliveryState.FAILED] + self._parked,
            unsure=tally[DeliveryState.UNSURE],
            remaining=max(self.remaining - tally.total() - self._parked, 0),
            seconds=self._loop.time() - self._began,
            parked=self._parked + self._worn,
        )

    def park(self, count: int) -> None:
        """So many more are given up as poison: runs ended in the middle of each."""
        self._parked += count

    def taken_back(self, deliveries: Sequence[int]) -> None:
        """These were recorded as failed and wait after all."""
        for delivery in deliveries:
            self._tally[DeliveryState.FAILED] -= 1
            self._tally[DeliveryState.DEFERRED] += 1
            self._open[delivery] = DeliveryState.DEFERRED
        self._on_progress(self.progress())

    async def renew(self) -> None:
        """Commit again what is in flight, so that its lease does not run out."""
        if self.in_flight:
            self._starting.extend(self.in_flight.difference(self._starting))
            await self.record()

    def _look(self, turns: int, before: int = 1) -> None:
        """Commit after so many turns in which there are no more records than `before`."""
        if (now := len(self._waiting)) > before:
            turns = QUIET
        if turns:
            self._timer = self._loop.call_soon(self._look, turns - 1, now)
        else:
            self._flush()

    def _flush(self) -> None:
        self._timer = None
        try:
            done = self._commit(self._outcomes, self._starting)
        except StoreBusyError as error:
            self._again(error)
        except Exception as error:  # noqa: BLE001 - every courier that waits gets it
            self._fail(error)
        else:
            self.patience.over()
            for waiting in self._reset():
                waiting.set_result(done.refused)

    def _commit(self, outcomes: Sequence[tuple[int, Outcome]], starting: Sequence[int]) -> Recorded:
        done = self._store.commit(
            outcomes, starting, now=self._now(), fence=self._fence, max_age=self._max_age
        )
        self.in_flight.update(starting)
        self.in_flight.difference_update(done.refused)
        for delivery, outcome in outcomes:
            self._count(delivery, outcome, done.states.get(delivery))
        self._worn += done.parked
        self._on_progress(self.progress())
        return done

    def _again(self, error: StoreBusyError) -> None:
        try:
            self._timer = self._loop.call_later(self.patience.wait(error), self._flush)
            self.waits = True
        except StoreBusyError:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        for done in self._reset():
            done.set_exception(error)

    def _reset(self) -> list[asyncio.Future[frozenset[int]]]:
        """Begin the next commit; who waits still for this one."""
        self.waits = False
        waiting = [done for done in self._waiting if not done.done()]
        self._outcomes, self._starting, self._waiting = [], [], []
        return waiting

    def _count(self, delivery: int, outcome: Outcome, state: DeliveryState | None) -> None:
        """One more outcome; a delivery counts as what became of it last, if it is ours still."""
        self.answered += bool(outcome.code) or _by_us(outcome)
        self.in_flight.discard(delivery)
        if state is None:
            return
        if (before := self._open.pop(delivery, None)) is not None:
            self._tally[before] -= 1
        if state in _COMES_BACK:
            self._open[delivery] = state
        self._tally[state] += 1


def _by_us(outcome: Outcome) -> bool:
    """Whether we said it, or the server when it was greeted."""
    return outcome.kind is OutcomeKind.REJECTED or outcome.enhanced == TOO_LARGE
