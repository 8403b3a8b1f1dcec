"""The couriers of one send: how many, on which lanes, and again after a lane's rest.

Works in rounds, recovering what dead senders left before each. Never touches a message.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from digest.deliver.courier import Courier
from digest.deliver.outcomes import lost, no_utf8_yet
from digest.deliver.pages import PER_CONNECTION
from digest.deliver.turns import NAP
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.deliver.dispatch import Dispatch
    from digest.deliver.lanes import Lane
    from digest.deliver.ledger import Policy

TICK: Final = 1.0  # seconds between looks at deliveries that another sender holds
SOON: Final = timedelta(seconds=10)  # what is due so soon is waited for

_T = TypeVar("_T")


class Crew:
    """Sends until nothing is left that it can send."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._desk = dispatch.desk
        self._claims = dispatch.claims
        self._lanes = dispatch.lanes

    async def work(self, policy: Policy) -> None:
        """Rounds of recover and send, as long as they get anywhere.

        When only another sender's deliveries are left, wait until they are done, or its
        lease runs out and they are ours.

        Raises:
            DeliveryError: no relay can be used, and nothing was sent.
        """
        desk, others, patience = self._desk, -1, 0.0
        while not self._claims.ended:
            await self._patiently(lambda: self._recover(policy))
            if await self._patiently(self._claims.refill):
                if not await self._round():
                    self._say_why()
                    return
                others = -1
                continue
            if await self._is_barred():
                return
            soon = await self._patiently(lambda: self._soon(SOON))
            if soon != others:
                others, patience = soon, desk.lease.total_seconds() + TICK
            if not soon:
                return
            if patience < 0:
                self._say_why()
                return
            patience -= TICK
            await desk.sleep(TICK)

    def _recover(self, policy: Policy) -> int:
        desk, park = self._desk, self._dispatch.ledger.park
        return desk.store.recover(desk.edition, now=desk.now(), policy=policy, on_parked=park)

    def _soon(self, within: timedelta) -> int:
        """How many may still be sent now, or are being sent by others."""
        desk = self._desk
        return desk.store.soon(desk.edition, now=desk.now(), within=within)

    async def _is_barred(self) -> bool:
        """Whether no lane is open while something is due; then the send ends with the reason.

        A lane that is open again soon is waited for.
        """
        if not self._is_shut:
            return False
        if self._comes_soon():
            await self._desk.sleep(NAP)
            return False
        if self._soon(timedelta(0)):
            self._claims.halt(self._why())
        return True

    async def _round(self) -> bool:
        """Hand out what can be claimed; whether another round may get anywhere.

        It may when anything was answered, when a lane failed, or lacked something, for the first
        time and one is open, and when all are closed and one asked for a rest that is waited for.
        """
        before, ailing = self._dispatch.ledger.answered, self._ailing()
        # Who stands in is asked last: by then the others are at work.
        lanes = sorted(self._lanes, key=lambda lane: not lane.relay.weight)
        try:
            async with asyncio.TaskGroup() as group:
                for lane in lanes:
                    lane.narrow()
                    group.create_task(self._serve(lane))
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        await self._end_round()
        if self._dispatch.ledger.answered > before:
            return True
        if self._is_shut:
            return self._comes_soon()
        return self._ailing() > ailing

    @property
    def _is_shut(self) -> bool:
        """Whether no lane is open."""
        return all(lane.closed for lane in self._lanes)

    def _ailing(self) -> int:
        return sum(lane.ailing for lane in self._lanes) + self._claims.apart.lacking

    async def _serve(self, lane: Lane) -> None:
        """Couriers on this lane, as long as there is something and it, or another, works."""
        idle = False
        while not self._claims.ended:
            needed = self._is_needed(lane)
            idle = idle and needed and not self._claims.apart.waits_for(lane)
            if needed and not idle:
                await self._man(lane)
                if lane.closed:
                    self._claims.clear(lane)
                elif not lane.queue:
                    if lane.relay.weight and not self._may_be_passed_on(lane):
                        return
                    idle = True
            elif not (self._others_at_work(lane) and self._may_be_needed(lane)):
                return
            else:
                await self._desk.sleep(NAP)

    def _is_needed(self, lane: Lane) -> bool:
        """Whether it is open; one of weight 0 only stands in while all others are closed.

        Or for what they can't take.
        """
        now = self._desk.now()
        if lane.rests(now) or (lane.spent and not lane.queue):
            return False
        ahead = (other for other in self._lanes if other.relay.weight > 0)
        if lane.relay.weight > 0 or self._claims.apart.waits_for(lane):
            return True
        return all(other.rests(now) or other.spent for other in ahead)

    def _may_be_passed_on(self, lane: Lane) -> bool:
        """Whether others may yet come upon something that they can't take, and this one may."""
        apart = self._claims.apart
        return bool(apart.lacking) and apart.fits(lane) and self._others_at_work(lane)

    def _may_be_needed(self, lane: Lane) -> bool:
        return lane.comes_back or not lane.closed

    def _others_at_work(self, lane: Lane) -> bool:
        return any(other.couriers for other in self._lanes if other is not lane)

    async def _man(self, lane: Lane) -> None:
        """As many couriers as there is work for."""
        only_apart = not lane.relay.weight and self._claims.apart.waits_for(lane)
        waiting = len(self._claims.apart) if only_apart else max(self._claims.waiting, 1)
        number = min(lane.relay.connections, -(-waiting // PER_CONNECTION))
        lane.couriers += number
        try:
            session = await self._desk.caller.unless_stopped(lane.open())
            if session is None:
                return
            async with asyncio.TaskGroup() as group:
                first = group.create_task(Courier(lane, self._dispatch, session).run())
                await self._tried(lane, first)
                for _ in range(number - 1):
                    group.create_task(Courier(lane, self._dispatch).run())
        except DeliveryError as error:
            if not self._dispatch.turned_away(lane, error):
                lane.error = error
                self._dispatch.fails(lane, error.message)
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        finally:
            lane.couriers -= number

    async def _tried(self, lane: Lane, first: asyncio.Task[None]) -> None:
        """A relay that failed before is tried by one courier; the others come when it works."""
        while lane.ailing and not first.done():
            await self._desk.sleep(NAP)

    async def _end_round(self) -> None:
        """What no courier could send goes back, due at once: the relay is the reason."""
        waiting = self._claims.waiting
        for job in self._claims.left():
            outcome = lost(self._trouble(), unsure=False, retry_after=timedelta(0))
            await self._dispatch.ledger.record([(job.id, outcome)])
        at_once = self._claims.apart.may_be_taken
        for job in self._claims.left_apart():
            await self._dispatch.ledger.record([(job.id, no_utf8_yet(at_once=at_once))])
        await self._dispatch.ledger.settled()
        await self._patiently(self._claims.flush)
        await self._patiently(self._dispatch.save)
        if self._is_shut:
            errors = [lane.error for lane in self._lanes if lane.error is not None]
            if not self._dispatch.ledger.answered and len(errors) == len(self._lanes):
                raise errors[0]
            if waiting and not self._comes_soon():
                self._claims.halt(self._why())

    def _trouble(self) -> str:
        """What stood in the way of a message that came back."""
        troubles = [lane.trouble for lane in self._lanes if lane.trouble]
        return troubles[-1] if troubles else "the send ended before it could go"

    def _say_why(self) -> None:
        """A send that ends because every lane is closed says so, be their rests ever so short."""
        if self._is_shut:
            self._claims.halt(self._why())

    def _comes_soon(self) -> bool:
        return any(lane.comes_soon(self._desk.now()) for lane in self._lanes)

    def _why(self) -> str:
        """Why each lane is closed; by name where there are several."""
        if len(self._lanes) == 1:
            return self._lanes[0].reason
        return "; ".join(f"{lane.relay.name}: {lane.reason}" for lane in self._lanes)

    async def _patiently(self, what: Callable[[], _T]) -> _T:
        """Do it when the database lets us."""
        return await self._dispatch.ledger.patience.ask(what, self._desk.sleep)
