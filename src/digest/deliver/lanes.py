"""The ways to the relays during a send: each with its queue, its limits and its health.

A lane that fails is closed for a while, or for this send, and its mails go another way.
Never hands out a message and never talks to a server itself.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver.connect import connect, connect_wide, unusable
from digest.deliver.domains import reserving
from digest.deliver.pace import Pace
from digest.deliver.throttle import relay_rest
from digest.model import Scope, Throttle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from digest.deliver.chunks import ChunkSession
    from digest.deliver.domains import ThrottleStore
    from digest.deliver.job import Job
    from digest.deliver.relay import Relay
    from digest.deliver.session import Session
    from digest.deliver.wire import LostError
    from digest.errors import DeliveryError

STRANGERS: Final = 5
"""Domains that refuse us by policy, one after another: then it is the relay that does."""

OBJECTIONS: Final = 3
"""Mails in a row that it won't have, after it took some: it takes no more."""

HURRIED: Final = 3
"""Domains with words of a limit, or in trouble, one after another: then it is the relay."""

MOST_RESTS: Final = 3
"""Short rests in a row that are waited for, though the relay took nothing in between."""

SHORT_REST: Final = timedelta(seconds=90)
"""A relay that asks for no more is waited for."""

UNANSWERED: Final = 3
"""Connections, one after another, that took a mail and ended without a word on it."""

STALLED: Final = timedelta(seconds=5)
"""A lane whose couriers took nothing for so long has no share: the others don't wait for it."""

_PER_CONNECTION: Final = 8  # messages that wait in a lane for each of its connections
_SHARE: Final = 64  # messages of a day's limit that are reserved at once, likewise


class Lane:
    """The way to one relay: what one courier learns, the others use.

    `window` is how many messages may be under way on a connection: one in the beginning, and after
    a loss that left some in doubt. So a message that ends its connection each time has nobody
    beside it the second time, and a server that lied about CHUNKING is found out by one.
    `served` is whether mails of this edition were taken before this send.
    """

    def __init__(
        self, relay: Relay, store: ThrottleStore, fence: int, *, served: bool = False
    ) -> None:
        self.relay = relay
        self.queue: deque[Job] = deque()
        self.fed = asyncio.Event()
        self.couriers = 0
        self.sessions = 0
        self.in_hand = 0
        self.taken = 0
        self.window = 1
        self.quota: int | None = None
        self.credit = 0
        self.trouble = ""
        self.reason = ""
        self.error: DeliveryError | None = None
        self.stalled = False
        self.silences = 0
        self.strangers: set[str] = set()
        self.hurried: set[str] = set()
        self.unknown: dict[str, list[int]] = {}
        self._rests = 0
        self._objections: set[int] = set()
        self.lacks_utf8 = False
        self.pace = (
            None
            if relay.rate is None
            else Pace(relay.rate, reserving(store, Scope.RELAY, relay.name))
        )
        self._store = store
        self._fence = fence
        self._served = served
        self._lockstep = False
        self._chunks = True
        self._proven = False
        self._doubts = 0
        self._unanswered = 0
        self._trial: object = None
        self._failures = 0
        self.era = 0
        self._rest_until: datetime | None = None
        self._kept = False
        self._moved: datetime | None = None
        self._room = relay.connections * _PER_CONNECTION

    async def open(self) -> Session | ChunkSession:
        """A new session.

        Raises:
            DeliveryError: the relay can't be used.
        """
        if self._lockstep or not self._chunks:
            return await connect(self.relay, lockstep=self._lockstep)
        return await connect_wide(self.relay)

    # --- health -----------------------------------------------------------------------

    @property
    def closed(self) -> bool:
        """Whether no more goes this way for now."""
        return bool(self.reason)

    def rests(self, now: datetime) -> bool:
        """Whether it is closed; a rest that is over ends here."""
        if self._rest_until is not None and self._rest_until <= now:
            self._rest_until, self.reason, self._kept = None, "", False
        return self.closed

    @property
    def comes_back(self) -> bool:
        """Whether it is closed for a while only."""
        return self._rest_until is not None

    def comes_soon(self, now: datetime) -> bool:
        """Whether it asked for a rest that is short enough to wait for."""
        if self._rest_until is None or self._failures or self._rests > MOST_RESTS:
            return False
        return self.closed and self._rest_until - now <= SHORT_REST

    @property
    def ailing(self) -> bool:
        """Whether it failed the last time: then one connection tries it."""
        return bool(self._failures)

    def close(self, reason: str, until: datetime | None = None) -> None:
        """Nothing more goes this way in this send, or until then."""
        if not self.closed:
            self.reason, self._rest_until, self._kept = reason, until, False

    def fail(self, trouble: str, now: datetime) -> Throttle | None:
        """It could not be used: it rests, longer each time; that rest, where it was open."""
        self.trouble = trouble
        if self.closed:
            return None
        self._failures += 1
        until = now + relay_rest(self._failures)
        why = trouble.removeprefix(unusable(self.relay))
        self.close(f"the relay can't be used: {why}", until)
        return Throttle(scope=Scope.RELAY, name=self.relay.name, until=until, reason=self.reason)

    def learn(self, error: LostError) -> None:
        """A server that falls silent behind a pipeline gets one command at a time."""
        self.trouble = error.reason
        self._lockstep = self._lockstep or error.silent
        if error.unsure or error.behind:
            self.narrow()

    def narrow(self) -> None:
        """One message under way again; what was in doubt before is the first to go."""
        self.window = 1

    def doubt(self, *, chunks: bool) -> None:
        """A connection came to nothing: where none did better, the next tries a plainer way.

        CHUNKING is given up at once, PIPELINING when that was no help.
        """
        if self._proven:
            return
        self._doubts += 1
        if chunks:
            self._chunks = False
        elif self._doubts > 1:
            self._lockstep = True

    def leaves_unanswered(self, era: int) -> bool:
        """A connection ended, a mail on it is in doubt; whether that were too many in a row.

        Those that stood already when the last one ended (`era` is of before) are its company: a
        server that is started anew ends all of them at once.
        """
        if era == self.era:
            self.era += 1
            self._unanswered += 1
        return self._unanswered >= UNANSWERED

    def may_try(self, courier: object) -> bool:
        """Whether it may open a connection: one alone tries a relay that left mails in doubt."""
        if self._unanswered and self._trial not in {None, courier}:
            return False
        self._trial = courier if self._unanswered else None
        return True

    def tried(self, courier: object) -> None:
        """Its connection has ended; another one may try."""
        if self._trial is courier:
            self._trial = None

    def be_careful(self, silences: int) -> None:
        """One connection tries it first, and the first mail in doubt is the last.

        It has rested so often because it answered nothing.
        """
        self._unanswered, self.silences = UNANSWERED - 1, silences

    def works(self) -> None:
        """It took a message."""
        self.taken += 1
        self._failures = 0
        self._unanswered = self.silences = 0
        self.strangers.clear()
        self.hurried.clear()
        self.unknown.clear()
        self._objections.clear()
        self._rests = 0
        self.window = min(self.window + 1, self.relay.window)
        self._proven = True

    def objects(self, delivery: int) -> bool:
        """It won't have this mail, by its sender or by what we are; whether it means all of ours.

        One that took mails of this edition may mean this mail alone: the last of all would else
        wait for a relay that has served everybody.
        """
        self._objections.add(delivery)
        return not (self.taken or self._served) or len(self._objections) >= OBJECTIONS

    def refused_domain(self, domain: str) -> bool:
        """It says that a domain refuses us; whether it says so of too many in a row."""
        self.strangers.add(domain)
        return len(self.strangers) >= STRANGERS

    def hurried_domain(self, domain: str) -> bool:
        """A domain has no time for us, it says; whether it says so of too many in a row."""
        self.hurried.add(domain)
        return len(self.hurried) >= HURRIED

    def rest(self, reason: str, until: datetime) -> None:
        """It asked for a rest."""
        self._rests += 1
        self.close(f"{reason}; it rests until {until:%Y-%m-%d %H:%M:%S} UTC", until)

    def kept(self) -> None:
        """The store has the rest that it asked for: from now on somebody may take it back."""
        self._kept = self.comes_back

    def meet(self) -> None:
        """Open again where somebody has taken its rest back (`relays reset`).

        Raises:
            StoreBusyError: not now; ask again.
        """
        if self._kept and not any(map(self._is_own, self._store.all())):
            self._rest_until, self.reason, self._rests, self._kept = None, "", 0, False

    def _is_own(self, throttle: Throttle) -> bool:
        return throttle.scope is Scope.RELAY and throttle.name == self.relay.name

    # --- what a day allows --------------------------------------------------------------

    def count(self, now: datetime) -> None:
        """Reserve how many more it may take today; closes when the day is used up.

        What is under way counts as sent: it may be, and what is not comes back. Other senders
        have their shares, so that all together keep the limit.
        """
        if self.relay.daily_limit is None and not self.relay.warm_up:
            return
        limit = self.relay.limit_of_day(self._store.days_before(now, self.relay.name))
        if limit is None:
            return
        self.quota = self._store.share(
            self.relay.name,
            now=now,
            fence=self._fence,
            limit=limit,
            held=self.in_hand,
            most=self.relay.connections * _SHARE,
        )
        if self.quota <= 0 and not self.in_hand:
            self.close(self._used_up(limit, now))

    def _used_up(self, limit: int, now: datetime) -> str:
        if self._store.sent_on(now, self.relay.name) >= limit:
            return f"daily limit of {limit} reached; resume after 00:00 UTC"
        return f"another send has the rest of the daily limit of {limit}; resume when it has ended"

    def leave(self) -> None:
        """The send is over: what was reserved is free."""
        if self.quota is not None:
            self._store.unshare(self._fence)

    # --- its share ------------------------------------------------------------------------

    def put(self, job: Job, now: datetime) -> None:
        """One more waits here."""
        if not self.queue:
            self._moved = now
        self.queue.append(job)
        self.fed.set()
        self.in_hand += 1
        if self.quota is not None:
            self.quota -= 1

    async def is_fed(self, seconds: float) -> None:
        """Wait until it gets its share, but no longer than that: all may be over."""
        self.fed.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.fed.wait()

    def moves(self, now: datetime) -> None:
        """One of its couriers is here for more."""
        self.stalled, self._moved = False, now

    def stands(self, now: datetime) -> bool:
        """Whether what waits here has waited for too long: then it has no share for now."""
        if self.queue and self._moved is not None and now - self._moved >= STALLED:
            self.stalled = True
        return self.stalled

    def lose(self) -> None:
        """One is no longer ours; if it was not sent, the next count finds its place."""
        self.in_hand -= 1

    @property
    def spent(self) -> bool:
        """Whether the day allows no more."""
        return self.quota is not None and self.quota <= 0

    @property
    def shares(self) -> bool:
        """Whether somebody is there to take its share."""
        at_work = self.couriers > 0 and self.relay.weight > 0
        return at_work and not (self.closed or self.spent or self.stalled)

    @property
    def has_room(self) -> bool:
        """Whether one more may wait here."""
        return len(self.queue) < self._room


def choose(lanes: Sequence[Lane], asking: Lane) -> Lane | None:
    """The lane whose turn it is, by weight: smooth weighted round robin.

    Where all weigh the same, each takes what it can. Where they differ the shares hold, so
    `asking` may have to wait: then there is None.
    """
    if len(lanes) == 1:
        return asking
    able = [lane for lane in lanes if lane is asking or lane.shares]
    if len({lane.relay.weight for lane in able}) == 1:
        return asking
    best = max(able, key=lambda lane: lane.credit + lane.relay.weight)
    if best is not asking and not best.has_room:
        return None
    for lane in able:
        lane.credit += lane.relay.weight
    best.credit -= sum(lane.relay.weight for lane in able)
    return best
