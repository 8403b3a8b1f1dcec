"""Send an edition: recover, claim, hand out to couriers, report.

The store is the truth; whatever happens here, each delivery has one recorded state. Never
decides who gets what.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver.claims import PER_CONNECTION, Claims
from digest.deliver.courier import Courier, Line
from digest.deliver.ledger import DeliveryStore, Ledger, Policy, Progress
from digest.deliver.outcomes import lost
from digest.errors import DeliveryError, StoreError
from digest.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from datetime import datetime

    from digest.deliver.relay import Message, Relay
    from digest.deliver.session import Session
    from digest.model import Delivery

__all__ = ["LEASE", "DeliveryStore", "Policy", "Progress", "SendReport", "deliver"]

LEASE: Final = timedelta(seconds=60)
TICK: Final = 1.0  # seconds between looks at deliveries that another sender holds

_OPEN: Final = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.DEFERRED)
_HELD: Final = (DeliveryState.QUEUED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReport:
    """What one send did, and what is left. `reason` says why it stopped early, if it did."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    unsure: int = 0
    cancelled: int = 0
    remaining: int = 0
    seconds: float = 0.0
    reason: str = ""


async def deliver(
    store: DeliveryStore,
    edition: str,
    *,
    relay: Relay,
    compose: Callable[[Delivery], Message],
    now: Callable[[], datetime],
    fence: int,
    on_progress: Callable[[Progress], None] = lambda _: None,
    stop: asyncio.Event | None = None,
    policy: Policy = "resend",
    lease: timedelta = LEASE,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] | None = None,
) -> SendReport:
    """Send what is due of a frozen edition, and wait for what a dead sender still holds.

    Two calls on one edition, in one process or two, share its readers safely.

    Args:
        store: the outbox.
        edition: the edition's id.
        relay: where to.
        compose: makes a reader's message; a DigestError from it fails this reader only.
        now: the time, aware.
        fence: a random number, never used by another send.
        on_progress: called after each commit.
        stop: once set, what is in flight is finished and the rest stays queued.
        policy: whether what may have been sent is sent again under the same Message-ID.
        lease: how long a claim is ours; renewed while a message is in flight.
        sleep: waits so many seconds.
        clock: seconds, for the rate; the loop's own by default.

    Raises:
        DeliveryError: the relay can't be used at all; nothing was claimed.
        StoreError: the database can't be written; what was in flight is settled by the
            next call.
    """
    before = store.counts(edition)
    ledger = Ledger(store, now=now, fence=fence, on_progress=on_progress)
    ledger.remaining = sum(before.get(state, 0) for state in _OPEN)
    claims = Claims(
        store,
        edition,
        relay=relay,
        compose=compose,
        now=now,
        lease=lease,
        fence=fence,
        ledger=ledger,
        stop=stop or asyncio.Event(),
        sleep=sleep,
        clock=clock,
    )
    crew = _Crew(
        store=store,
        edition=edition,
        line=Line(relay),
        claims=claims,
        ledger=ledger,
        sleep=sleep,
    )
    async with _renewing(ledger, lease):
        try:
            await crew.work(policy, now, lease)
        finally:
            await ledger.patience.ask(lambda: store.release(fence), sleep)
    return _report(ledger.progress(), before, store.counts(edition), claims.reason)


class _Crew:
    """The couriers of one send."""

    def __init__(
        self,
        *,
        store: DeliveryStore,
        edition: str,
        line: Line,
        claims: Claims,
        ledger: Ledger,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._store = store
        self._edition = edition
        self._line = line
        self._claims = claims
        self._ledger = ledger
        self._sleep = sleep

    async def work(self, policy: Policy, now: Callable[[], datetime], lease: timedelta) -> None:
        """Rounds of recover and send, as long as they get anywhere.

        When only another sender's deliveries are left, wait until they are done, or its
        lease runs out and they are ours.
        """
        held, patience = -1, 0.0
        while not self._claims.ended:
            await self._ask(lambda: self._store.recover(self._edition, now=now(), policy=policy))
            if waiting := await self._ask(self._claims.refill):
                if not await self._round(waiting):
                    return
                continue
            if self._claims.reason:
                return
            counts = self._store.counts(self._edition)
            others = sum(counts.get(state, 0) for state in _HELD)
            if others != held:
                held, patience = others, lease.total_seconds() + TICK
            if not others or patience < 0:
                return
            patience -= TICK
            await self._sleep(TICK)

    async def _round(self, waiting: int) -> bool:
        """Hand out what can be claimed; whether anything was sent."""
        sent = self._ledger.progress().sent
        number = min(self._line.relay.connections, -(-waiting // PER_CONNECTION))
        try:
            sessions = [await self._line.open(), *[None] * (number - 1)]
        except DeliveryError as error:
            if not sent:
                raise
            self._claims.halt(error.message)
            return False
        self._ledger.company = -(-number // 2)
        try:
            async with asyncio.TaskGroup() as group:
                for session in sessions:
                    group.create_task(self._courier(session).run())
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        await self._settle_left()
        return self._ledger.progress().sent > sent

    async def _ask(self, call: Callable[[], int]) -> int:
        return await self._ledger.patience.ask(call, self._sleep)

    def _courier(self, session: Session | None) -> Courier:
        return Courier(self._line, self._claims, self._ledger, self._sleep, session)

    async def _settle_left(self) -> None:
        """What no courier could send goes back, due at once: the relay is the reason."""
        reason = self._line.trouble
        if self._claims.waiting and not self._claims.ended:
            self._claims.halt(f"the relay can't be used: {reason}")
        for job in self._claims.left():
            if job.started:
                outcome = lost(reason, unsure=False, retry_after=timedelta(0))
                await self._ledger.record((job.delivery, outcome))


@contextlib.asynccontextmanager
async def _renewing(ledger: Ledger, lease: timedelta) -> AsyncIterator[None]:
    """Keep the leases of slow messages alive meanwhile."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(lease.total_seconds() / 3)
            await ledger.renew()

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, StoreError):
            await task


def _report(
    done: Progress,
    before: Mapping[DeliveryState, int],
    after: Mapping[DeliveryState, int],
    reason: str,
) -> SendReport:
    cancelled = DeliveryState.CANCELLED
    return SendReport(
        sent=done.sent,
        deferred=done.deferred,
        failed=done.failed,
        unsure=done.unsure,
        cancelled=after.get(cancelled, 0) - before.get(cancelled, 0),
        remaining=sum(after.get(state, 0) for state in _OPEN),
        seconds=done.seconds,
        reason=reason,
    )
