"""What there is to do besides a slot's edition: notices, what a send left, what came back.

Forgets addresses that nobody confirmed. Says how it is told, too. Never takes up what a run
still works on, or what a person is to decide.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from digest.errors import DeliveryError
from digest.model import DeliveryState, RunState
from digest.pipeline.notices import send_notices
from digest.pipeline.postbox import ingest_box
from digest.pipeline.relays import relays_of
from digest.pipeline.send import counted, send
from digest.pipeline.shift import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from digest.pipeline.shift import Shift
    from digest.store import Store

_CHUNK: Final = 200  # a sender waits no longer than these take
SOME_FAILED: Final = 5
TRY_AGAIN: Final = 75
_OPEN = (
    DeliveryState.DEFERRED,
    DeliveryState.UNSURE,
    DeliveryState.SENDING,
    DeliveryState.QUEUED,
)
_OPEN_RUNS = frozenset({RunState.CLAIMED, RunState.BUILT, RunState.HELD})


async def send_due_notices(shift: Shift) -> None:
    """Before the next edition; beside the one that is going out, if there is one.

    Raises:
        DigestError: they can't go now, and are due still.
    """
    if shift.relay.locked():
        await _send_notices(shift)
        return
    async with shift.relay:
        await _send_notices(shift)


async def _send_notices(shift: Shift) -> None:
    report = await send_notices(
        shift.settings,
        shift.store,
        relays=relays_of(shift.settings),
        clock=shift.clock,
        stop=shift.stop,
        sleep=shift.sleep,
    )
    done = {"sent": report.sent, "deferred": report.deferred, "failed": report.failed}
    if any(done.values()):
        words = ", ".join(f"{number} {name}" for name, number in done.items() if number)
        code = TRY_AGAIN if report.deferred else SOME_FAILED if report.failed else 0
        shift.tell(Event(at=shift.clock(), what="notified", words=words, code=code))
    if report.reason and not shift.stop.is_set():
        raise DeliveryError(f"the relay takes no more notices now: {report.reason}")


async def forget_expired(store: Store, *, clock: Callable[[], datetime]) -> None:
    """Forget every address that was not confirmed in time, or can't be had back any more.

    The write-ahead log too forgets who was erased, where others kept it from that before.

    Raises:
        StoreError: the database can't be written.
    """
    now = clock()
    store.moves.prune(now=now)
    while store.confirmations.prune(now=now, limit=_CHUNK):  # noqa: ASYNC110 - waits for none
        await asyncio.sleep(0)
    store.wipe_traces()


async def take_returns(shift: Shift) -> None:
    """Take in the mail that came back, and tell what it did.

    Raises:
        BounceError: the mailbox can't be read.
    """
    report = await ingest_box(shift.settings, shift.store, clock=shift.clock, stop=shift.stop)
    done = {
        "bounced": report.bounced,
        "complained": report.complained,
        "left": report.left,
        "tasks": report.tasks,
    }
    if report.read > report.known:
        told = "".join(f", {number} {name}" for name, number in done.items() if number)
        words = f"{report.read - report.known} mails came back{told}"
        shift.tell(Event(at=shift.clock(), what="returned", words=words))


def is_ours(store: Store, edition: str, *, scheduled: bool) -> bool:
    """Whether a sending that nobody is at should be finished without its run.

    What a run still works on is the run's; what a run gave up before the first reader got
    it stays with the person who is to decide.
    """
    run = store.runs.of_edition(edition)
    if run is None or run.state is RunState.SENT:
        return True
    if run.state in _OPEN_RUNS or run.retry_at:
        return not scheduled
    return under_way(store, edition)


async def resume(shift: Shift, edition: str) -> None:
    """Finish a sending that was left in the middle, or whose deferred readers are due.

    Raises:
        DigestError: it can't go on now.
    """
    async with shift.relay:
        if shift.stop.is_set():
            return
        report = await send(
            shift.settings,
            shift.store,
            edition,
            clock=shift.clock,
            ticks=shift.ticks,
            stop=shift.stop,
        )
    counts = shift.store.outbox.counts(edition)
    shift.tell(
        Event(
            at=shift.clock(),
            what="resumed",
            words=counted(counts),
            newsletter=shift.store.editions.get(edition).newsletter,
            edition=edition,
            code=code_of(counts),
        )
    )
    if report.reason and not shift.stop.is_set():
        raise DeliveryError(f"the sending of {edition} stopped: {report.reason}")


def under_way(store: Store, edition: str) -> bool:
    """Whether some readers have their copy: then the others get theirs, however late."""
    return store.outbox.counts(edition).get(DeliveryState.SENT, 0) > 0


def code_of(counts: Mapping[DeliveryState, int]) -> int:
    """The exit code that an edition's deliveries stand for."""
    if any(counts.get(state) for state in _OPEN):
        return TRY_AGAIN
    return SOME_FAILED if counts.get(DeliveryState.FAILED) else 0
