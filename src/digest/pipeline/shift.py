"""What a daemon's work has in common: what it works with, what it says, what it collects.

Never decides which slot is due; the schedule does, and day.py does the slot's work.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from digest.collect import Answer, is_due, is_stale, plan
from digest.config import Settings
from digest.deliver.caller import unless_set
from digest.errors import StoreError
from digest.model import Collected, Fetched
from digest.pipeline.collect import CollectReport, collect
from digest.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from digest.model import Run, Source

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
"""A run whose holder was silent for so long is taken up by another."""

MOST_SOURCES_FAILED: Final = 6
_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a daemon did: `what` in a word, and in `words` for a person.

    `code` is the exit code that a single tick ends with for it, 0 where all is well. `cause`
    is what the operator is to hear of, the same when it comes again; "" where there is none.
    """

    at: datetime
    what: str
    words: str
    newsletter: str = ""
    edition: str | None = None
    slot: datetime | None = None
    code: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What a daemon works with; `fence` is above 0 and no other daemon's.

    One pass over the sources, one send and one slot of a cadence go on at a time: the
    relay's rate is for all that is sent, and an edition leaves out what the one before had.
    """

    settings: Settings
    store: Store
    clock: Callable[[], datetime]
    stop: asyncio.Event
    tell: Callable[[Event], None]
    fence: int
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ticks: Callable[[], float] | None = None
    collecting: asyncio.Lock = field(default_factory=asyncio.Lock)
    relay: asyncio.Lock = field(default_factory=asyncio.Lock)
    turns: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))


def patience(tries: int) -> timedelta:
    """How long to wait after so many failures: a minute, doubled up to a quarter of an hour."""
    return min(_FIRST_WAIT * (1 << min(tries - 1, 10)), _LONGEST_WAIT)


@asynccontextmanager
async def holding(shift: Shift, run: Run) -> AsyncIterator[None]:
    """Renew the lease of a run until the block ends, then give the run back."""

    async def beat() -> None:
        while True:
            await shift.sleep(LEASE.total_seconds() / 3)
            try:
                shift.store.runs.renew(run.id, now=shift.clock(), lease=LEASE, fence=shift.fence)
            except StoreError as error:
                logger.warning("the lease of run %d could not be renewed: %s", run.id, error)

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        shift.store.runs.release(run.id, fence=shift.fence)


async def collect_due(shift: Shift, *, fresh: bool = False) -> None:
    """Visit the sources whose time has come; a stop ends the pass, what came is stored.

    `fresh` is for an edition that is to be built now: all are visited that let themselves be.

    Raises:
        StoreError: the database can't be written.
    """
    async with shift.collecting:
        names = due_sources(shift, fresh=fresh)
        if not names or shift.stop.is_set():
            return
        report = await unless_set(shift.stop, _collect(shift, names))
        if report is not None:
            shift.tell(_collected(report, shift.clock()))


def due_sources(shift: Shift, *, fresh: bool = False) -> tuple[str, ...]:
    """The names of the sources that are due, in the configuration's order.

    `fresh` adds those that work and were not asked a moment ago.
    """
    known = {fetched.source: fetched for fetched in shift.store.fetched.all()}
    floor, now = shift.settings.collect.every, shift.clock()

    def wanted(source: Source) -> bool:
        before = known.get(source.name)
        return is_due(before, source, now=now) or (
            fresh and is_stale(before, source, floor=floor, now=now)
        )

    return tuple(source.name for source in shift.settings.sources if wanted(source))


async def _collect(shift: Shift, names: Sequence[str]) -> CollectReport:
    """One pass; where it breaks, one for each source that is still due.

    A source's own errors end in its visit. What breaks the pass is an article that can't
    be stored, or our own fault, and must cost one source.
    """
    try:
        return await collect(shift.settings, shift.store, now=shift.clock(), only=names)
    except Exception:
        logger.exception("a pass over %d sources broke; each is visited alone", len(names))
    reports = [await _collect_one(shift, name) for name in due_sources(shift)]
    return CollectReport(
        sources=tuple(visit for report in reports for visit in report.sources),
        new=sum(report.new for report in reports),
        changed=sum(report.changed for report in reports),
        same=sum(report.same for report in reports),
    )


async def _collect_one(shift: Shift, name: str) -> CollectReport:
    now = shift.clock()
    try:
        return await collect(shift.settings, shift.store, now=now, only=(name,))
    except Exception as error:
        logger.exception("source %s", name)
        before = shift.store.fetched.get(name) or Fetched(source=name)
        after = replace(before, checked=now, failures=before.failures + 1, error=str(error))
        source, floor = shift.settings.source(name), shift.settings.collect.every
        shift.store.fetched.save(plan(after, Answer(), source=source, floor=floor, now=now))
        return CollectReport(sources=(Collected(source=name, error=str(error)),))


def _collected(report: CollectReport, now: datetime) -> Event:
    words = f"sources {len(report.sources)}, new articles {report.new}, changed {report.changed}"
    if report.failed:
        words += "; failed: " + ", ".join(f"{one.source} ({one.error})" for one in report.failed)
    if not report.mostly_failed:
        return Event(at=now, what="collected", words=words)
    code, cause = MOST_SOURCES_FAILED, "most sources failed"
    return Event(at=now, what="collected", words=words, code=code, cause=cause)
