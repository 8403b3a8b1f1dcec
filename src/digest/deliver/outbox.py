"""Send an edition: recover, claim, hand out to couriers, report.

The store is the truth; whatever happens here, each delivery has one recorded state. Never
decides who gets what.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from digest.deliver.caller import Caller
from digest.deliver.claims import Claims, Desk
from digest.deliver.crew import Crew
from digest.deliver.dispatch import Dispatch
from digest.deliver.domains import UNLIMITED, Domains, ThrottleStore
from digest.deliver.doubt import Doubt
from digest.deliver.lanes import Lane
from digest.deliver.ledger import DeliveryStore, Ledger, Policy, Progress
from digest.deliver.rests import resting
from digest.deliver.throttle import DomainLimit
from digest.errors import StoreError
from digest.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from digest.deliver.relay import Message, Relay
    from digest.model import Delivery, Throttle

__all__ = ["LEASE", "DeliveryStore", "Policy", "Progress", "Rules", "SendReport", "deliver"]

LEASE: Final = timedelta(seconds=60)
MAX_AGE: Final = timedelta(days=5)

_OPEN: Final = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.DEFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReport:
    """What one send did, and what is left. `reason` says why it stopped early, if it did.

    `sent`, `deferred` and `failed` are its own, but for deferred ones that another send has had
    since; `unsure` and `remaining` is all that is left.
    `parked` are those of the failed in whose middle too many runs or connections had ended.
    `next_due` is when the first of those may be tried, where that is known.
    """

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    parked: int = 0
    unsure: int = 0
    cancelled: int = 0
    remaining: int = 0
    seconds: float = 0.0
    reason: str = ""
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the operator decided about sending.

    `policy` says whether what may have been sent is sent again under the same Message-ID;
    what a server defers for `max_age` is given up; `domains` are limits by domain, `domain`
    that of any other; a claim is ours for `lease`, renewed while a message is in flight.
    """

    policy: Policy = "resend"
    max_age: timedelta = MAX_AGE
    lease: timedelta = LEASE
    domain: DomainLimit = UNLIMITED
    domains: Mapping[str, DomainLimit] = field(default_factory=lambda: MappingProxyType({}))


async def deliver(
    store: DeliveryStore,
    edition: str,
    *,
    relays: Sequence[Relay],
    throttles: ThrottleStore,
    compose: Callable[[Delivery, Relay], Message],
    now: Callable[[], datetime],
    fence: int,
    rules: Rules | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_blocked: Callable[[Throttle], None] = lambda _: None,
    on_rest: Callable[[Throttle], None] = lambda _: None,
    on_stalled: Callable[[Sequence[Throttle]], None] = lambda _: None,
    stop: asyncio.Event | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] | None = None,
) -> SendReport:
    """Send what is due of a frozen edition, and wait for what a dead sender still holds.

    Two calls on one edition, in one process or two, share its readers safely.

    Args:
        store: the outbox.
        edition: the edition's id.
        relays: where to; at least one.
        throttles: what is known of relays and domains, over restarts.
        compose: makes a reader's message for a relay; an AudienceError or a ValueError from it
            fails this reader only.
        now: the time, aware.
        fence: a random number, never used by another send.
        rules: what the operator decided.
        on_progress: called after each commit.
        on_blocked: told of a domain that refuses us, and of a relay that asks for a long rest.
        on_rest: told of each relay that rests: it asked for it now, or in an earlier send.
        on_stalled: told of domains that put us off again and again, where nobody's mail was taken.
        stop: once set, what is in flight is finished and the rest stays queued.
        sleep: waits so many seconds.
        clock: seconds, for the size of a claim; the loop's own by default.

    Raises:
        DeliveryError: no relay can be used at all; nothing was claimed.
        StoreError: the database can't be written; what was in flight is settled by the
            next call.
        Exception: any other that `compose` or a callback raised; what was in flight is
            finished first.
    """
    rules = rules or Rules()
    before = store.counts(edition)
    caller = Caller(stop)
    ledger = Ledger(
        store,
        now=now,
        fence=fence,
        max_age=rules.max_age,
        on_progress=caller.safely(on_progress),
    )
    ledger.remaining = sum(before.get(state, 0) for state in _OPEN)
    caller.safely(on_progress)(ledger.progress())
    desk = Desk(
        store=store,
        edition=edition,
        compose=compose,
        now=now,
        lease=rules.lease,
        fence=fence,
        caller=caller,
        sleep=sleep,
        clock=clock or asyncio.get_running_loop().time,
    )
    served = bool(before.get(DeliveryState.SENT))
    lanes = [Lane(relay, throttles, fence, served=served) for relay in relays]
    told = caller.safely(on_rest)
    for rest in resting(lanes, throttles.all(), now()):
        told(rest)
    domains = Domains(throttles, rules.domains, rules.domain)
    dispatch = Dispatch(
        desk=desk,
        lanes=lanes,
        domains=domains,
        ledger=ledger,
        claims=Claims(desk, lanes=lanes, domains=domains, ledger=ledger),
        throttles=throttles,
        doubt=Doubt(domains, throttles),
        on_blocked=caller.safely(on_blocked),
        on_rest=told,
        on_stalled=caller.safely(on_stalled),
    )
    async with _renewing(ledger, rules.lease):
        try:
            await Crew(dispatch).work(rules.policy)
        finally:
            await ledger.patience.ask(ledger.close, sleep)
            await ledger.patience.ask(lambda: store.release(fence), sleep)
            await ledger.patience.ask(dispatch.end, sleep)
    if caller.error is not None:
        raise caller.error
    return _report(ledger.progress(), before, store.counts(edition), dispatch.claims.reason)


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
    cancelled, deferred = DeliveryState.CANCELLED, DeliveryState.DEFERRED
    return SendReport(
        sent=done.sent,
        deferred=min(done.deferred, after.get(deferred, 0)),
        failed=done.failed,
        parked=done.parked,
        unsure=after.get(DeliveryState.UNSURE, 0),
        cancelled=after.get(cancelled, 0) - before.get(cancelled, 0),
        remaining=sum(after.get(state, 0) for state in _OPEN),
        seconds=done.seconds,
        reason=reason,
    )
