"""The work of one slot, the day's or the week's: collect, build, then hold or send.

Each step goes by what the store holds, so that another process can take it up after any of
them. Never decides which slot is due, and never sends an empty edition.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from digest.clock import slot_on
from digest.errors import DeliveryError, DigestError, EmptyEditionError
from digest.model import Approval, Cadence, DeliveryState, EditionState, RunState
from digest.pipeline.build import build
from digest.pipeline.leftover import TRY_AGAIN, code_of, under_way
from digest.pipeline.preflight import errors, in_words
from digest.pipeline.send import counted, send
from digest.pipeline.shift import Event, Shift, collect_due, holding, patience

if TYPE_CHECKING:
    from datetime import date, datetime

    from digest.deliver import SendReport
    from digest.model import Edition, Newsletter, Run, Schedule
    from digest.render.check import Finding
    from digest.store import Store

logger = logging.getLogger(__name__)

COLLECT_PATIENCE: Final = 300.0
"""Seconds that a slot waits for sources; then it is built from what came."""

FAILED, NOTHING_TO_SEND = 1, 4
_DAY = timedelta(days=1)
_WAITING = frozenset({EditionState.DRAFT, EditionState.HELD, EditionState.PAUSED})
_GOING = frozenset({EditionState.APPROVED, EditionState.SENDING})


def edition_day(schedule: Schedule, slot: datetime) -> date:
    """The local day that a slot was meant for.

    A gap at the end of a day puts the slot on the next one, which has a slot of its own.
    """
    local = slot.astimezone(ZoneInfo(schedule.timezone)).date()
    if slot_on(schedule, local) != slot and slot_on(schedule, local - _DAY) == slot:
        return local - _DAY
    return local


def is_late(schedule: Schedule, slot: datetime, now: datetime) -> bool:
    """Whether the slot's edition may no longer go out by itself."""
    return now > slot + schedule.max_late


def is_waiting(store: Store, run: Run, schedule: Schedule, now: datetime) -> bool:
    """Whether a held run still waits for its editor, so that there is nothing to do."""
    if run.state is not RunState.HELD or run.edition is None:
        return False
    state = store.editions.get(run.edition).state
    return state in _WAITING and not is_late(schedule, run.slot, now)


async def run_slot(shift: Shift, run: Run, letter: Newsletter, schedule: Schedule) -> None:
    """Work on a run that this shift holds, as far as it goes now; then give it back.

    Raises:
        StoreError: what became of it can't be written; its lease runs out by itself.
    """
    slot = _Slot(shift, run, letter, schedule)
    async with holding(shift, run), shift.turns[titled(letter.id, run.cadence)]:
        try:
            await slot.advance()
        except EmptyEditionError as error:
            slot.end(RunState.SKIPPED, error.message, code=error.exit_code)
        except DigestError as error:
            slot.fail(told(error), error)
        except Exception as error:
            logger.exception("%s, slot %s", titled(letter.id, run.cadence), run.slot)
            slot.fail(told(error), error)


def titled(newsletter: str, cadence: Cadence) -> str:
    """What the editions of a cadence are called in what is said of them."""
    return f"{newsletter} (weekly)" if cadence is Cadence.WEEKLY else newsletter


def told(error: Exception) -> str:
    """An error in one line."""
    if not isinstance(error, DigestError):
        return f"{type(error).__name__}: {error}"
    return f"{error.message} ({error.hint})" if error.hint else error.message


class _Slot:
    """One run while it is worked on."""

    def __init__(self, shift: Shift, run: Run, letter: Newsletter, schedule: Schedule) -> None:
        self._shift = shift
        self._store = shift.store
        self._run = run
        self._letter = letter
        self._schedule = schedule
        self._day = edition_day(schedule, run.slot)

    async def advance(self) -> None:
        """Take the edition from the state that it is in as far as it goes."""
        edition = self._find()
        if edition is None or self._is_to_build(edition):
            edition = None if self._give_up_late(edition) else await self._build()
        if edition is None or self._shift.stop.is_set():
            return
        if edition.state in _WAITING:
            self._hold(edition)
        elif edition.state in _GOING:
            await self._send(edition)
        elif edition.state is EditionState.SENT:
            self.end(RunState.SENT, "it was sent already", edition=edition.id)
        else:
            few = edition.left_out[0] if edition.left_out else "too few stories"
            words = few if edition.state is EditionState.SKIPPED else "the edition was cancelled"
            self.end(RunState.SKIPPED, words, edition=edition.id, code=NOTHING_TO_SEND)

    def end(
        self,
        state: RunState,
        words: str,
        *,
        edition: str | None = None,
        code: int = 0,
        cause: str = "",
    ) -> None:
        """Record the end of the run and say it."""
        self._note(state, words, edition=edition)
        self._tell(state.value, words, code=code, cause=cause)

    def fail(self, words: str, error: Exception) -> None:
        """Record a failure, and the next try where one can still be in time."""
        tries = self._run.tries + 1
        again = self._now() + patience(tries)
        edition, cause = self._run.edition, type(error).__name__
        in_time = not is_late(self._schedule, self._run.slot, again)
        if in_time or (edition and under_way(self._store, edition)):
            self._note(RunState.FAILED, words, tries=tries, retry_at=again)
            words = f"{words}; next try at {again:%H:%M:%S}Z"
        else:
            self._note(RunState.FAILED, words, tries=tries)
            words = f"{words}; given up, max_late is over{_by_hand(self._find())}"
            cause = "given up"
        self._tell("failed", words, code=getattr(error, "exit_code", FAILED), cause=cause)

    def _find(self) -> Edition | None:
        return self._store.editions.find(self._letter.id, self._run.cadence, self._day)

    def _is_to_build(self, edition: Edition) -> bool:
        """A draft that an editor may be looking at is not made anew."""
        if edition.state is EditionState.DRAFT:
            return self._letter.approval is Approval.AUTO
        return edition.state is EditionState.SKIPPED

    async def _build(self) -> Edition | None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(COLLECT_PATIENCE):
                await collect_due(self._shift, fresh=True)
        if self._shift.stop.is_set():
            return None
        report = build(
            self._shift.settings,
            self._store,
            self._letter.id,
            day=self._day,
            cadence=self._run.cadence,
            now=self._now(),
        )
        edition = report.edition
        if edition.state is not EditionState.SKIPPED:
            self._note(RunState.BUILT, "", edition=edition.id)
            self._tell("built", f"articles {report.articles}, stories {report.stories}")
        return edition

    def _hold(self, edition: Edition) -> None:
        if self._give_up_late(edition):
            return
        if edition.state is EditionState.DRAFT:
            held = EditionState.HELD
            self._store.editions.set_state(edition.id, held, expect={EditionState.DRAFT})
        wrong = self._errors(edition)
        why = f"errors: {in_words(wrong)}; " if wrong else ""
        self._note(RunState.HELD, f"{why}waits for an editor", edition=edition.id)
        until = self._run.slot + self._schedule.max_late
        approve = f"digest approve{' --force' if wrong else ''} {edition.id}"
        words = f"{why}waits until {until:%H:%M}Z for: {approve}"
        self._tell("held", words, cause="errors in the edition" if wrong else "")

    def _errors(self, edition: Edition) -> tuple[Finding, ...]:
        """Why an edition waits that nobody was asked to approve."""
        if self._letter.approval is not Approval.AUTO or edition.state is EditionState.PAUSED:
            return ()
        return errors(self._shift.settings, self._store, edition.id)

    async def _send(self, edition: Edition) -> None:
        async with self._shift.relay:
            if self._shift.stop.is_set() or self._give_up_late(edition):
                return
            self._note(RunState.BUILT, "", edition=edition.id)
            shift = self._shift
            report = await send(
                shift.settings,
                self._store,
                edition.id,
                clock=shift.clock,
                ticks=shift.ticks,
                stop=shift.stop,
            )
        self._settle(edition.id, report)

    def _settle(self, edition: str, report: SendReport) -> None:
        counts = self._store.outbox.counts(edition)
        words = counted(counts)
        left = counts.get(DeliveryState.QUEUED, 0) + counts.get(DeliveryState.SENDING, 0)
        if not left and not report.reason:
            self.end(RunState.SENT, words, edition=edition, code=code_of(counts))
        elif self._shift.stop.is_set():
            self._note(RunState.BUILT, f"stopped; {words}", edition=edition)
            self._tell("stopped", f"{words}; the next start goes on", code=TRY_AGAIN)
        else:
            reason = report.reason or "some readers are not due by this clock"
            self.fail(f"{reason}; {words}", DeliveryError(reason))

    def _give_up_late(self, edition: Edition | None) -> bool:
        """End a run that is past max_late, but for an edition that some readers have."""
        if not is_late(self._schedule, self._run.slot, self._now()):
            return False
        if edition and under_way(self._store, edition.id):
            return False
        state, words = RunState.LATE, "max_late is over: not sent"
        if self._run.state is RunState.FAILED:
            state, words = RunState.FAILED, f"{words}; last failure: {self._run.detail}"
        words += _by_hand(edition)
        name = edition.id if edition else None
        self.end(state, words, edition=name, code=FAILED, cause="given up")
        return True

    def _note(
        self,
        state: RunState,
        words: str,
        *,
        edition: str | None = None,
        tries: int | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        run = self._run
        self._run = replace(
            run,
            state=state,
            detail=words,
            edition=edition or run.edition,
            tries=run.tries if tries is None else tries,
            retry_at=retry_at,
        )
        if not self._store.runs.record(self._run, now=self._now(), fence=self._shift.fence):
            logger.warning("%s, slot %s: another daemon took it over", run.newsletter, run.slot)

    def _tell(self, what: str, words: str, *, code: int = 0, cause: str = "") -> None:
        if self._run.cadence is Cadence.WEEKLY:
            words, cause = f"weekly: {words}", cause and f"weekly: {cause}"
        self._shift.tell(
            Event(
                at=self._now(),
                what=what,
                words=words,
                newsletter=self._letter.id,
                edition=self._run.edition,
                slot=self._run.slot,
                code=code,
                cause=cause,
            )
        )

    def _now(self) -> datetime:
        return self._shift.clock()


def _by_hand(edition: Edition | None) -> str:
    """What a person can still do."""
    if edition is None or not edition.sections:
        return ""
    approve = f"digest approve {edition.id}, then " if edition.state in _WAITING else ""
    return f"; by hand: {approve}digest send {edition.id}"
