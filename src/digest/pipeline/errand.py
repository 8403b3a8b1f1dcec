"""One sender of notices: takes what is due one by one, and records what becomes of each.

Never decides what is told, and never tries the same notice twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver import notice_message, send_each
from digest.deliver.denied import told
from digest.deliver.outcomes import lacks_utf8, no_utf8, no_utf8_yet, refused_here
from digest.deliver.patience import Patience
from digest.errors import (
    ConfigError,
    DeliveryError,
    DigestError,
    RelayBusyError,
    StoreBusyError,
    StoreError,
)
from digest.model import DeliveryState, Outcome, OutcomeKind, Scope, Subscriber, Throttle
from digest.pipeline.notify import letter_of
from digest.pipeline.press import Press
from digest.pipeline.preview import whole

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Message, Relay
    from digest.model import Notice
    from digest.store import Store

    _Taken = tuple[Notice, datetime]  # it is begun by then, or others may have it

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""Longer than the deadline of one message: nobody else takes it up meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReport:
    """What one round did, and what is due still. `reason` says why it stopped early."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    remaining: int = 0
    reason: str = ""


class Errand:
    """One round; `only` takes the notice of that key alone. `last` is what came out last.

    A relay that can't be used, or takes no more, leaves the rest to the next of `relays`; so does
    one without SMTPUTF8 what needs it. One that asks for a rest has it from notices and editions
    alike, but for `only`: a person wants to know.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        relays: Sequence[Relay],
        clock: Callable[[], datetime],
        stop: asyncio.Event | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        only: str | None = None,
    ) -> None:
        self.fence = secrets.randbits(62) + 1
        self.last: Outcome | None = None
        self._settings = settings
        self._store = store
        self._relays = relays
        self._clock = clock
        self._stop = stop or asyncio.Event()
        self._sleep = sleep
        self._only = only
        self._tally: Counter[DeliveryState] = Counter()
        self._reason = ""
        self._relay: Relay | None = None
        self._taken: _Taken | None = None
        self._passed: list[_Taken] = []
        self._again: list[_Taken] = []

    async def run(self) -> None:
        """Until nothing is due, the stop is set, or no relay takes more.

        Raises:
            DeliveryError: no relay can be used; nothing was taken.
            StoreError: the database can't be written.
        """
        failures, all_asked = [], True
        for relay in self._relays:
            before, self._reason = self._reason, ""
            self._again, self._passed = [*self._again, *self._passed], []
            try:
                await self._over(relay)
            except DeliveryError as error:
                if isinstance(error, RelayBusyError):
                    self._keep_rest(relay, error.words, error.wait)
                failures.append(error)
                self._reason = before
            else:
                if not (self._reason or self._passed or self._again):
                    return
            all_asked = all_asked and not (failures or self._reason)
        await self._give_up(all_asked=all_asked)
        if len(failures) == len(self._relays):
            raise failures[0]

    async def _give_up(self, *, all_asked: bool) -> None:
        """Record what was passed on and nobody took: it fails where all relays lack SMTPUTF8."""
        for notice, _ in self._passed:
            outcome = no_utf8() if all_asked else no_utf8_yet(at_once=False)
            await self._record(notice, outcome)
        for notice, _ in self._again:
            await self._record(notice, no_utf8_yet(at_once=False))

    async def _over(self, relay: Relay) -> None:
        if self._only is None and (rest := self._rest_of(relay)):
            self._reason = rest
            return
        self._relay = relay
        async with (
            contextlib.aclosing(self._messages(relay)) as messages,
            contextlib.aclosing(send_each(relay, messages, self._stop)) as outcomes,
        ):
            async for outcome in outcomes:
                await self._settle(outcome)

    def _rest_of(self, relay: Relay) -> str:
        """Until when it rests, and why, in words; "" where it does not."""
        known = (one for one in self._store.throttles.all() if one.scope is Scope.RELAY)
        found = next((one for one in known if one.name == relay.name), None)
        until = found.shut(self._clock()) if found else None
        if found is None or until is None:
            return ""
        return f"{relay.name} rests until {until:%Y-%m-%d %H:%M:%S} UTC; {found.reason}"

    def _keep_rest(self, relay: Relay, words: str, wait: timedelta) -> None:
        rest = Throttle(
            scope=Scope.RELAY,
            name=relay.name,
            until=self._clock() + wait,
            reason=f"the relay says: {words}",
        )
        with contextlib.suppress(StoreBusyError):  # then it is asked once more
            self._store.throttles.save([rest])

    def report(self) -> NoticeReport:
        """What was done up to now."""
        return NoticeReport(
            sent=self._tally[DeliveryState.SENT],
            deferred=self._tally[DeliveryState.DEFERRED],
            failed=self._tally[DeliveryState.FAILED],
            remaining=len(self._store.notices.due(now=self._clock())),
            reason=self._reason,
        )

    def compose(self, notice: Notice, relay: Relay) -> Message:
        """The mail of a notice, as this relay wants it.

        Raises:
            DigestError, ValueError: it can't be made.
        """
        if not notice.edition:
            letter = letter_of(self._settings, notice.newsletter)
            return notice_message(letter, notice, self._clock(), relay)
        edition = self._store.editions.get(notice.edition)
        press = Press(self._settings, self._store, edition, self._clock())
        reader = Subscriber(id=0, email=notice.email, name=notice.name)
        return press.sample(reader, whole(edition), notice.message_id, relay)

    async def _messages(self, relay: Relay) -> AsyncGenerator[Message, None]:
        while (taken := self._next()) is not None:
            self._taken, notice = taken, taken[0]
            try:
                message = self.compose(notice, relay)
            except (DigestError, ValueError) as error:
                await self._record(notice, _unmade(error))
                continue
            yield message
            if relay.rate and self._store.notices.due(now=self._clock(), limit=1):
                await self._sleep(1 / relay.rate)

    def _next(self) -> _Taken | None:
        if self._stop.is_set():
            return None
        now = self._clock()
        if self._again and now < self._again[0][1]:
            return self._again.pop(0)
        notices, until = self._store.notices, now + LEASE / 2
        notice = notices.take(now=now, lease=LEASE, fence=self.fence, only=self._only)
        return None if notice is None else (notice, until)

    async def _settle(self, outcome: Outcome) -> None:
        """What was said of the notice on its way; one that needs another relay is asked there."""
        taken, self._taken = self._taken, None
        if taken is None:
            return
        if lacks_utf8(outcome):
            self._passed.append(taken)
        else:
            await self._record(taken[0], outcome)

    async def _record(self, notice: Notice, outcome: Outcome) -> None:
        self.last = outcome
        if (state := await self._kept(notice, outcome)) is not None:
            self._tally[state] += 1
            _log(notice, outcome, state)
        if outcome.scope is Scope.RELAY:
            self._reason = told(outcome)
            if outcome.retry_after and self._relay is not None:
                self._keep_rest(self._relay, self._reason, outcome.retry_after)

    async def _kept(self, notice: Notice, outcome: Outcome) -> DeliveryState | None:
        """A busy database is asked again: what was sent and not recorded would be sent twice."""
        notices = self._store.notices
        patience = Patience(asyncio.get_running_loop().time)
        return await patience.ask(
            lambda: notices.record(notice.id, outcome, now=self._clock(), fence=self.fence),
            self._sleep,
        )


def _unmade(error: DigestError | ValueError) -> Outcome:
    """What a person can mend in digest.toml, or the database mends itself, is tried again."""
    words = f"no message could be made: {error}"
    if isinstance(error, ConfigError | StoreError):
        return Outcome(kind=OutcomeKind.DEFERRED, text=words)
    return refused_here("5.6.0", words)


def _log(notice: Notice, outcome: Outcome, state: DeliveryState) -> None:
    """Without the server's words: they may hold the address."""
    failed = state is DeliveryState.FAILED
    level = logging.WARNING if failed else logging.INFO
    code = f"{outcome.code} {outcome.enhanced}".strip()
    logger.log(level, "notice %d (%s): %s, %s", notice.id, notice.kind, state, code)
