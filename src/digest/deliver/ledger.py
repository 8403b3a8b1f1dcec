"""Group commit: what all connections have to record in one loop turn, in one transaction.

A courier awaits its commit before the next body leaves, so what the store does not know
has not happened. Never opens a connection.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from digest.errors import StoreBusyError
from digest.model import OutcomeKind, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta

    from digest.model import Delivery, DeliveryState, Outcome

PATIENCE: Final = 0.001  # seconds that a record waits for company
BUSY_WAIT: Final = 0.25  # seconds until a busy database is asked again
BUSY_TRIES: Final = 1200  # five minutes, and what each try takes

logger = logging.getLogger(__name__)

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
    ) -> None:
        """In one transaction record outcomes and mark what starts as `sending`."""
        ...

    def release(self, fence: int) -> object:
        """Give back what is leased and was not started."""
        ...

    def recover(self, edition: str, *, now: datetime, policy: Policy) -> int:
        """Settle what a dead sender left as `sending`; returns how many."""
        ...

    def postpone(self, deliveries: Sequence[int], until: datetime, *, fence: int) -> None:
        """Give back what was claimed and not started; it is due at `until`."""
        ...

    def soon(self, edition: str, *, now: datetime, within: timedelta) -> int:
        """How many are on their way, or due within that time."""
        ...

    def impatient(self) -> AbstractContextManager[None]:
        """Inside, a busy database is told at once."""
        ...

    def counts(self, edition: str) -> Mapping[DeliveryState, int]:
        """How many deliveries of the edition are in each state."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a send has come; `remaining` counts what has no result yet."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    unsure: int = 0
    remaining: int = 0
    seconds: float = 0.0


class Ledger:
    """Collects until the end of the loop turn, then commits inline (call_soon)."""

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
        self.company = 1
        self.answered = 0  # outcomes that are somebody's word, not a lost connection
        self.in_flight: set[int] = set()
        self._store = store
        self._now = now
        self._fence = fence
        self._max_age = max_age
        self._on_progress = on_progress
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._tally: Counter[OutcomeKind] = Counter()
        self._outcomes: list[tuple[int, Outcome]] = []
        self._starting: list[int] = []
        self._done: asyncio.Future[None] | None = None
        self._waiting = 0
        self._handle: asyncio.Handle | None = None
        self._tries = 0

    def record(
        self, outcomes: Sequence[tuple[int, Outcome]] = (), starting: Sequence[int] = ()
    ) -> asyncio.Future[None]:
        """Add to the next commit; the future is done when it is on disk.

        It is made at the end of the loop turn in which `company` records have come, or
        PATIENCE after the first: a commit costs the same for one and for ten.
        """
        self._outcomes += outcomes
        self._starting += starting
        if self._done is None:
            self._done = self._loop.create_future()
            self._handle = self._loop.call_later(PATIENCE, self._flush)
        self._waiting += 1
        if self._waiting == self.company and self._handle is not None:
            self._handle.cancel()
            self._handle = self._loop.call_soon(self._flush)
        return self._done

    def progress(self) -> Progress:
        """What was recorded up to now."""
        tally = self._tally
        return Progress(
            sent=tally[OutcomeKind.SENT],
            deferred=tally[OutcomeKind.DEFERRED],
            failed=tally[OutcomeKind.REJECTED],
            unsure=tally[OutcomeKind.UNSURE],
            remaining=max(self.remaining - tally.total(), 0),
            seconds=self._loop.time() - self._began,
        )

    async def renew(self) -> None:
        """Commit again what is in flight, so that its lease does not run out."""
        if self.in_flight:
            self._starting.extend(self.in_flight.difference(self._starting))
            await self.record()

    def _flush(self) -> None:
        self._handle = None
        done = self._done
        if done is None or done.cancelled():
            return
        outcomes, starting = self._outcomes, self._starting
        try:
            self._store.commit(
                outcomes, starting, now=self._now(), fence=self._fence, max_age=self._max_age
            )
        except StoreBusyError as error:
            self._again(error)
        except Exception as error:  # noqa: BLE001 - every courier that waits gets it
            self._finish(error)
        else:
            self._count(outcomes, starting)
            self._finish(None)

    def _again(self, error: StoreBusyError) -> None:
        self._tries += 1
        if self._tries == 1:
            logger.warning("the database is busy; the send waits for it")
        if self._tries > BUSY_TRIES:
            self._finish(error)
        else:
            self._loop.call_later(BUSY_WAIT, self._flush)

    def _finish(self, error: Exception | None) -> None:
        done, self._done = self._done, None
        self._waiting = 0
        self._outcomes, self._starting, self._tries = [], [], 0
        if done is None or done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def _count(self, outcomes: Sequence[tuple[int, Outcome]], starting: Sequence[int]) -> None:
        self.in_flight.update(starting)
        for delivery, outcome in outcomes:
            self._tally[_told(outcome)] += 1
            self.answered += bool(outcome.code) or outcome.kind is OutcomeKind.REJECTED
            self.in_flight.discard(delivery)
        self._on_progress(self.progress())


def _told(outcome: Outcome) -> OutcomeKind:
    """A refusal that speaks of the domain or the relay is deferred, not failed."""
    if outcome.kind is OutcomeKind.REJECTED and outcome.scope is not Scope.ADDRESS:
        return OutcomeKind.DEFERRED
    return outcome.kind
