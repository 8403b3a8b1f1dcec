"""The daemon: at each tick starts what is due and is not at work yet.

All that counts is decided from the store, so it can be killed at any point and run twice at
once. What goes wrong in one newsletter, source or sending is told and tried again later; it
stops nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from digest.clock import due, rhythms
from digest.errors import DigestError
from digest.model import Cadence
from digest.pipeline.day import is_waiting, run_slot, titled, told
from digest.pipeline.leftover import (
    forget_expired,
    is_ours,
    resume,
    send_due_notices,
    take_returns,
)
from digest.pipeline.postbox import has_box
from digest.pipeline.shift import LEASE, Event, Shift, collect_due, due_sources, patience
from digest.schedule.alarms import with_alarms
from digest.schedule.ticker import Ticker

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Newsletter, Run, Schedule
    from digest.store import Store

logger = logging.getLogger(__name__)

FAILED: Final = 1
NOTICES: Final = "notices"
BOUNCES: Final = "bounces"
UNCONFIRMED: Final = "unconfirmed addresses"
MONTH: Final = timedelta(days=31)
"""Slots missed longer ago are not recorded."""

_SECOND = timedelta(seconds=1)


class Daemon:
    """Collects, builds and sends by the newsletters' schedules."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        clock: Callable[[], datetime],
        stop: asyncio.Event,
        tell: Callable[[Event], None],
        wait: Callable[[float], Awaitable[object]] | None = None,
        ticks: Callable[[], float] | None = None,
    ) -> None:
        """Set up; nothing is done before `run` or `once`.

        Args:
            settings: a change in digest.toml takes another daemon.
            store: used by this daemon's thread alone.
            clock: the time, aware UTC, to the second.
            stop: once set, what is in flight is finished and no more is begun.
            tell: hears of each thing that was done.
            wait: waits so many seconds between two looks at the ticker, or until `stop`.
            ticks: seconds that nobody sets (time.monotonic), by which a send goes on.
        """
        self._shift = Shift(
            settings=settings,
            store=store,
            clock=clock,
            stop=stop,
            tell=with_alarms(settings, store, tell),
            fence=secrets.randbits(62) + 1,
            ticks=ticks,
        )
        self._wait = wait or self._pause
        self._work: dict[str, asyncio.Task[None]] = {}
        self._looked: datetime | None = None
        self._troubles: dict[str, tuple[int, datetime]] = {}

    async def run(self) -> None:
        """Tick until the stop, then finish what is in flight."""
        names = ", ".join(titled(letter.id, one) for letter, one, _ in self._scheduled()) or "none"
        self._say("started", f"newsletters with a schedule: {names}")
        ticker = Ticker(self._tick_now)
        ticker.run()
        while not self._shift.stop.is_set():
            await self._wait(1.0)
            ticker.run_pending()
        await self.settle()
        self._say("ended", "nothing is in flight")

    async def once(self) -> None:
        """Do all that is due now, and tell the operator what went wrong with it."""
        self._tick_now()
        await self.settle()
        with self._guarded("alarms"):
            self._notices(self._shift.clock())
        await self.settle()

    def tick(self, now: datetime) -> None:
        """Start what is due at `now`; the work goes on in the loop."""
        if self._shift.stop.is_set():
            return
        self._notices(now)
        if due_sources(self._shift):
            self._begin("sources", partial(collect_due, self._shift), now)
        for letter, cadence, schedule in self._scheduled():
            if self._may_try(name := titled(letter.id, cadence), now):
                with self._guarded(name):
                    self._slots(letter, cadence, schedule, now)
        self._leftovers(now)
        self._came_back(now)
        store, clock = self._shift.store, self._shift.clock
        self._begin(UNCONFIRMED, partial(forget_expired, store, clock=clock), now)

    async def settle(self) -> None:
        """Wait until nothing is at work."""
        while self._work:
            await asyncio.gather(*self._work.values())

    def _tick_now(self) -> None:
        now = self._shift.clock()
        if self._may_try("the tick", now):
            with self._guarded("the tick"):
                self.tick(now)

    def _scheduled(self) -> list[tuple[Newsletter, Cadence, Schedule]]:
        letters = self._shift.settings.newsletters.values()
        return [
            (letter, cadence, schedule)
            for letter in letters
            if letter.schedule
            for cadence, schedule in rhythms(letter.schedule)
        ]

    def _notices(self, now: datetime) -> None:
        if not self._shift.stop.is_set() and self._shift.store.notices.due(now=now, limit=1):
            self._begin(NOTICES, partial(send_due_notices, self._shift), now)

    # --- slots ----------------------------------------------------------------------------

    def _slots(
        self, letter: Newsletter, cadence: Cadence, schedule: Schedule, now: datetime
    ) -> None:
        store, fence = self._shift.store, self._shift.fence
        runs = store.runs
        oldest = now - schedule.max_late
        newest = due(schedule, after=oldest - _SECOND, until=now)[-1:]
        self._record_missed(letter, cadence, schedule, newest[0] if newest else oldest, now)
        begun = runs.begun(letter.id, cadence, since=oldest)
        for slot in newest:
            if slot not in begun and (
                run := runs.claim(letter.id, slot, cadence, now=now, lease=LEASE, fence=fence)
            ):
                self._work_on(run, letter, schedule, now)
        for run in runs.free(letter.id, cadence, now=now):
            if not self._may_begin(_name(run), now) or is_waiting(store, run, schedule, now):
                continue
            if taken := runs.take(run.id, now=now, lease=LEASE, fence=fence):
                self._work_on(taken, letter, schedule, now)

    def _record_missed(
        self,
        letter: Newsletter,
        cadence: Cadence,
        schedule: Schedule,
        oldest: datetime,
        now: datetime,
    ) -> None:
        """Slots before `oldest` since the last one, or since the cadence is known."""
        runs = self._shift.store.runs
        known = runs.known_since(letter.id, cadence, now=now) - schedule.max_late - _SECOND
        last = runs.last_slot(letter.id, cadence, until=now) or known
        after = max(known, last, now - MONTH)
        missed = due(schedule, after=after, until=oldest - _SECOND)
        if missed and runs.miss(letter.id, missed, cadence, now=now):
            kind = " weekly" if cadence is Cadence.WEEKLY else ""
            words = f"{len(missed)}{kind} slots passed while no daemon ran, not sent: "
            words += ", ".join(f"{slot:%Y-%m-%d %H:%M}Z" for slot in missed)
            self._say("late", words, newsletter=letter.id, code=FAILED, cause=f"missed{kind}")

    def _work_on(self, run: Run, letter: Newsletter, schedule: Schedule, now: datetime) -> None:
        self._begin(_name(run), partial(run_slot, self._shift, run, letter, schedule), now)

    # --- what was left in the middle ----------------------------------------------------------

    def _leftovers(self, now: datetime) -> None:
        store = self._shift.store
        scheduled = {letter.id for letter, _, _ in self._scheduled()}
        policy = self._shift.settings.smtp.unsure
        for edition in store.outbox.unfinished(now=now, policy=policy):
            letter = store.editions.get(edition).newsletter
            if is_ours(store, edition, scheduled=letter in scheduled):
                self._begin(edition, partial(resume, self._shift, edition), now)

    def _came_back(self, now: datetime) -> None:
        """Look where mail comes back to, at the start and then as often as is set."""
        settings, before = self._shift.settings, self._looked
        if before is None or not before <= now < before + settings.bounces.every:
            self._looked = now
            if has_box(settings):
                self._begin(BOUNCES, partial(take_returns, self._shift), now)

    # --- work in the loop -----------------------------------------------------------------------

    def _begin(self, key: str, work: Callable[[], Awaitable[None]], now: datetime) -> None:
        """Start a piece of work, unless it goes on already or failed a moment ago."""
        if not self._may_begin(key, now):
            return

        async def guarded() -> None:
            try:
                with self._guarded(key):
                    await work()
            finally:
                del self._work[key]

        self._work[key] = asyncio.create_task(guarded())

    def _may_begin(self, key: str, now: datetime) -> bool:
        return key not in self._work and self._may_try(key, now)

    def _may_try(self, key: str, now: datetime) -> bool:
        """Whether no next try is ahead; a clock that was set back ends the wait."""
        if key not in self._troubles:
            return True
        tries, again = self._troubles[key]
        return not again - patience(tries) <= now < again

    @contextlib.contextmanager
    def _guarded(self, key: str) -> Iterator[None]:
        """Tell an error instead of raising it: one failure stops nothing else."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - it is told, and logged where it is our fault
            self._complain(key, error)
        else:
            self._troubles.pop(key, None)

    def _complain(self, key: str, error: Exception) -> None:
        tries = self._troubles.get(key, (0, None))[0] + 1
        again = self._shift.clock() + patience(tries)
        self._troubles[key] = tries, again
        words = f"{key}: {told(error)}"
        if not isinstance(error, DigestError):
            logger.error("%s", key, exc_info=error)
        code = getattr(error, "exit_code", FAILED)
        # No alarm about alarms: they are what could not be sent.
        cause = "" if key == NOTICES else f"{key}: {type(error).__name__}"
        self._say("failed", f"{words}; next try at {again:%H:%M:%S}Z", code=code, cause=cause)

    def _say(
        self, what: str, words: str, *, newsletter: str = "", code: int = 0, cause: str = ""
    ) -> None:
        self._shift.tell(
            Event(
                at=self._shift.clock(),
                what=what,
                words=words,
                newsletter=newsletter,
                code=code,
                cause=cause,
            )
        )

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._shift.stop.wait(), seconds)


def _name(run: Run) -> str:
    """What a run's work is called; unique, as the run is."""
    return f"{titled(run.newsletter, run.cadence)}, slot {run.slot:%Y-%m-%d %H:%M}Z"
