"""What a send left behind: readers who are deferred or were missed, and how it is told.

Never takes up what a run still works on, or what a person is to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.errors import DeliveryError
from digest.model import DeliveryState, RunState
from digest.pipeline.send import send
from digest.pipeline.shift import Event

if TYPE_CHECKING:
    from digest.deliver import SendReport
    from digest.pipeline.shift import Shift
    from digest.store import Store

SOME_FAILED: Final = 5
TRY_AGAIN: Final = 75
_OPEN_RUNS = frozenset({RunState.CLAIMED, RunState.BUILT, RunState.HELD})


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
            shift.settings, shift.store, edition, clock=shift.clock, stop=shift.stop
        )
    letter = shift.store.editions.get(edition).newsletter
    shift.tell(
        Event(
            at=shift.clock(),
            what="resumed",
            words=counts_of(report),
            newsletter=letter,
            edition=edition,
            code=code_of(report),
        )
    )
    if report.reason and not shift.stop.is_set():
        raise DeliveryError(f"the sending of {edition} stopped: {report.reason}")


def under_way(store: Store, edition: str) -> bool:
    """Whether some readers have their copy: then the others get theirs, however late."""
    return store.outbox.counts(edition).get(DeliveryState.SENT, 0) > 0


def counts_of(report: SendReport) -> str:
    """The numbers of a send that are not nothing, in words."""
    numbers = {
        "sent": report.sent,
        "deferred": report.deferred,
        "failed": report.failed,
        "unsure": report.unsure,
        "cancelled": report.cancelled,
        "waiting": report.remaining,
    }
    told = [f"{number} {name}" for name, number in numbers.items() if number or name == "sent"]
    return ", ".join(told)


def code_of(report: SendReport) -> int:
    """The exit code that a send stands for."""
    if report.remaining or report.unsure:
        return TRY_AGAIN
    return SOME_FAILED if report.failed else 0
