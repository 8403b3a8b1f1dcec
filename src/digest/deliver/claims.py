"""The pages of claimed deliveries, handed to couriers one message at a time.

Decides when there is nothing to hand out: stopped, halted, empty, or not yet allowed by
the rate. Never talks to a server.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.deliver.outcomes import refused_here
from digest.deliver.pace import Pace
from digest.deliver.relay import Message
from digest.errors import DigestError, StoreBusyError
from digest.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime, timedelta

    from digest.deliver.ledger import DeliveryStore, Ledger
    from digest.deliver.relay import Relay
    from digest.model import Delivery

PER_CONNECTION: Final = 4  # messages that make one more connection worth while
MAX_PAGE: Final = 64  # messages a connection, in one claim
SHORT: Final = 2.0  # seconds: a page used up faster is made larger
LONG: Final = 10.0  # seconds: a page that lasts longer is made smaller
NAP: Final = 0.5  # seconds between looks at the stop event

_WAITING: Final = (DeliveryState.QUEUED, DeliveryState.DEFERRED)


@dataclass(slots=True, eq=False)
class Job:
    """A message to one reader. `started`: the store has it as sending."""

    delivery: int
    message: Message
    started: bool = False
    losses: int = 0


class Claims:
    """Hands out jobs; `reason` says why it stopped before the end."""

    def __init__(
        self,
        store: DeliveryStore,
        edition: str,
        *,
        relay: Relay,
        compose: Callable[[Delivery], Message],
        now: Callable[[], datetime],
        lease: timedelta,
        fence: int,
        ledger: Ledger,
        stop: asyncio.Event,
        sleep: Callable[[float], Awaitable[None]],
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.reason = ""
        self._store = store
        self._edition = edition
        self._compose = compose
        self._now = now
        self._lease = lease
        self._fence = fence
        self._ledger = ledger
        self._stop = stop
        self._sleep = sleep
        self._clock = clock or asyncio.get_running_loop().time
        self._daily = relay.daily_limit
        self._handed = 0
        self._pace = Pace(relay.rate, self._clock())
        self._least = relay.connections * PER_CONNECTION
        self._most = relay.connections * MAX_PAGE
        self._limit = self._least
        self._page: deque[Delivery] = deque()
        self._returned: deque[Job] = deque()
        self._stale_at = now()
        self._claimed_at = self._clock()
        self._dry = False
        self._turn = asyncio.Lock()

    @property
    def ended(self) -> bool:
        """Whether no more may be handed out."""
        return bool(self.reason) or self._stop.is_set()

    @property
    def waiting(self) -> bool:
        """Whether claimed deliveries or jobs put back wait to be handed out."""
        return bool(self._page or self._returned)

    def halt(self, reason: str) -> None:
        """Hand out nothing more; what is in flight is finished."""
        self.reason = self.reason or reason

    def refill(self) -> int:
        """Claim a page, as large as the last one was fast; returns how many wait now."""
        took = self._clock() - self._claimed_at
        if took < SHORT:
            self._limit = min(self._limit * 2, self._most)
        elif took > LONG:
            self._limit = max(self._limit // 2, self._least)
        now = self._now()
        limit = min(self._limit, self._allowed(now))
        if limit > 0:
            self._page.extend(
                self._store.claim(
                    self._edition, now=now, limit=limit, lease=self._lease, fence=self._fence
                )
            )
        self._stale_at = now + self._lease / 2
        self._claimed_at = self._clock()
        self._dry = not self._page
        return len(self._page)

    def _allowed(self, now: datetime) -> int:
        """How many more may be claimed today; halts when the day is used up.

        What is under way counts as sent: it may be, and what is not comes back.
        """
        if self._daily is None:
            return self._limit
        under_way = max(self._handed - self._ledger.settled, 0)
        allowed = self._daily - self._store.sent_on(now) - under_way - len(self._returned)
        if allowed <= 0 and not under_way and self._due():
            self.halt(f"daily limit of {self._daily} reached; resume after 00:00 UTC")
        return allowed

    def _due(self) -> bool:
        counts = self._store.counts(self._edition)
        return any(counts.get(state, 0) for state in _WAITING)

    async def next(self) -> Job | None:
        """The next job, when the rate allows; None if there is none.

        A busy database is asked again later, by one courier for all.

        Raises:
            StoreBusyError: it was busy for too long.
        """
        while not self.ended:
            wait = self._pace.wait(self._clock())
            if wait:
                await self._sleep(min(wait, NAP))
                continue
            async with self._turn:
                try:
                    return self._pop()
                except StoreBusyError as error:
                    await self._sleep(self._ledger.patience.wait(error))
        return None

    def take(self) -> Job | None:
        """The next job if there is one at this moment; `next` waits for a busy database."""
        if self.ended or self._turn.locked() or self._pace.wait(self._clock()):
            return None
        try:
            return self._pop()
        except StoreBusyError as error:
            self._ledger.patience.wait(error)
            return None

    def put_back(self, job: Job) -> None:
        """Take a job back that was not sent; it is handed out first."""
        self._returned.appendleft(job)
        self._handed -= 1

    def left(self) -> tuple[Job, ...]:
        """The jobs put back that nobody took; forgets them."""
        jobs = tuple(self._returned)
        self._returned.clear()
        return jobs

    def _pop(self) -> Job | None:
        if self._returned:
            self._handed += 1
            return self._returned.popleft()
        while (delivery := self._next_claimed()) is not None:
            self._handed += 1
            try:
                return Job(delivery.id, self._compose(delivery))
            except (DigestError, ValueError) as error:
                # One bad reader must not hold up the others.
                refusal = refused_here("5.6.0", f"no message could be made: {error}")
                self._ledger.record((delivery.id, refusal))
        return None

    def _next_claimed(self) -> Delivery | None:
        if self._page and self._now() >= self._stale_at:
            # Too slow: others may claim these soon. They are claimed again when free.
            self._page.clear()
        if not self._page and not self._dry:
            self.refill()
        return self._page.popleft() if self._page else None
