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
from typing import TYPE_CHECKING, Final, Protocol

from digest.deliver.caller import Caller
from digest.deliver.claims import Claims
from digest.deliver.crew import Crew
from digest.deliver.desk import Desk, Time
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
    from collections.abc import AsyncIterator, Callable, Sequence

    from digest.deliver.relay import Message, Relay
    from digest.model import Delivery

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


class Kept(Protocol):
    """Where a send keeps what must outlive it; the store is one."""

    @property
    def outbox(self) -> DeliveryStore:
        """The deliveries."""

    @property
    def throttles(self) -> ThrottleStore:
        """How relays and domains stand."""


async def deliver(
    kept: Kept,
    edition: str,
    *,
    relays: Sequence[Relay],
    compose: Callable[[Delivery, Relay], Message],
    time: Time,
    fence: int,
    rules: Rules | None = None,
    caller: Caller | None = None,
) -> SendReport:
    """Send what is due of a frozen edition, and wait for what a dead sender still holds.

    Two calls on one edition, in one process or two, share its readers safely.

    Args:
        kept: the store.
        edition: the edition's id.
        relays: where to; at least one.
        compose: makes a reader's message for a relay; an AudienceError or a ValueError from it
            fails this reader only.
        time: how the time is known, and passes.
        fence: a random number, never used by another send.
        rules: what the operator decided.
        caller: may stop it, and is told what happens.

    Raises:
        DeliveryError: no relay can be used at all; nothing was claimed.
        StoreError: the database can't be written; what was in flight is settled by the
            next call.
        Exception: any other that `compose` or the caller raised; what was in flight is
            finished first.
    """
    rules, caller = rules or Rules(), caller or Caller()
    store = kept.outbox
    before = store.counts(edition)
    desk = Desk(
        store=store,
        edition=edition,
        compose=compose,
        now=time.now,
        lease=rules.lease,
        fence=fence,
        caller=caller,
        sleep=time.sleep,
        clock=time.clock or asyncio.get_running_loop().time,
    )
    served = bool(before.get(DeliveryState.SENT))
    lanes = [Lane(relay, kept.throttles, fence, served=served) for relay in relays]
    dispatch = _prepared(desk, kept.throttles, lanes, rules)
    ledger = dispatch.ledger
    ledger.remaining = sum(before.get(state, 0) for state in _OPEN)
    caller.on_progress(ledger.progress())
    for rest in resting(lanes, kept.throttles.all(), time.now()):
        caller.on_rest(rest)
    async with _renewing(ledger, rules.lease):
        try:
            await Crew(dispatch).work(rules.policy)
        finally:
            await ledger.patience.ask(ledger.close, time.sleep)
            await ledger.patience.ask(lambda: store.release(fence), time.sleep)
            await ledger.patience.ask(dispatch.end, time.sleep)
    if caller.error is not None:
        raise caller.error
    return _report(ledger.progress(), before, store.counts(edition), dispatch.claims.reason)


def _prepared(
    desk: Desk, throttles: ThrottleStore, lanes: Sequence[Lane], rules: Rules
) -> Dispatch:
    """The parts of a send, and who knows whom."""
    ledger = Ledger(
        desk.store,
        now=desk.now,
        fence=desk.fence,
        max_age=rules.max_age,
        on_progress=desk.caller.on_progress,
    )
    domains = Domains(throttles, rules.domains, rules.domain)
    return Dispatch(
        desk=desk,
        lanes=lanes,
        domains=domains,
        ledger=ledger,
        claims=Claims(desk, lanes=lanes, domains=domains, ledger=ledger),
        throttles=throttles,
        doubt=Doubt(domains, throttles),
    )


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
