"""What the parts of one send share, and what it learns from each outcome.

A refusal that speaks of a domain slows it down or shuts it out, one that speaks of the relay
closes its lane; the reader is blamed for neither.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver.busy import last_word
from digest.deliver.claims import Claims
from digest.deliver.denied import denies, told
from digest.deliver.desk import Desk
from digest.deliver.domains import Domains, ThrottleStore
from digest.deliver.doubt import Doubt
from digest.deliver.lanes import SHORT_REST, UNANSWERED, Lane
from digest.deliver.ledger import Ledger
from digest.deliver.outcomes import (
    SYSTEM_WAIT,
    TOO_LARGE,
    is_of_system,
    is_sure,
    lacks_utf8,
    lost,
)
from digest.deliver.quirks import pause
from digest.deliver.rests import rest_of
from digest.deliver.throttle import DOMAIN_REST, said, silent_rest
from digest.errors import RelayBusyError, StoreBusyError
from digest.model import OutcomeKind, Scope, Throttle

if TYPE_CHECKING:
    from digest.deliver.job import Job
    from digest.deliver.wire import LostError
    from digest.errors import DeliveryError
    from digest.model import Outcome

_SAYS: Final = "the relay says: "
_UNANSWERED: Final = f"the relay took mails on {UNANSWERED} connections in a row and answered none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One send: its lanes and domains, what is claimed, what is recorded.

    The caller is told of each relay that is to rest, of a long one as it is of each domain that
    refuses us and is held for it, and at the end of the domains that have no time for us and rest
    longer than at first, where no relay took anything.
    """

    desk: Desk
    lanes: Sequence[Lane]
    domains: Domains
    ledger: Ledger
    claims: Claims
    throttles: ThrottleStore
    doubt: Doubt
    _rests: list[Throttle] = field(default_factory=list)
    _shut: dict[str, Throttle] = field(default_factory=dict)
    _late: dict[str, Throttle] = field(default_factory=dict)

    def learn(self, job: Job, outcome: Outcome) -> Outcome:
        """A message is done; what it says of its domain and its relay is heeded from now on.

        Returns what is to be recorded: a reader whose relay rests is due at once where another
        relay may take the mail.
        """
        now, lane = self.desk.now(), job.lane
        if lane is not None and outcome.kind is OutcomeKind.REJECTED:
            outcome = self.doubt.weigh(job, lane, outcome, now)
        shut = self.domains.learn(job.domain, outcome, job.serial, now)
        self.claims.done(job)
        if lane is None:
            return outcome
        if outcome.kind is OutcomeKind.SENT:
            lane.works()
            if self._shut:
                self._tell_shut()
        elif outcome.scope is Scope.RELAY and outcome.enhanced == TOO_LARGE:
            lane.close(outcome.text)
        elif outcome.scope is Scope.RELAY and outcome.code:
            outcome = self._relay_says(lane, job, outcome)
        elif outcome.scope is Scope.DOMAIN and outcome.kind is OutcomeKind.REJECTED:
            self._domain_refuses(lane, job.domain, outcome, shut)
        elif outcome.scope is Scope.DOMAIN:
            outcome = self._domain_waits(lane, job.domain, outcome, shut)
        if outcome.scope is Scope.RELAY and outcome.retry_after and self._has_other(lane):
            return replace(outcome, retry_after=timedelta(0))
        return outcome

    def passes_on(self, job: Job, outcome: Outcome) -> bool:
        """Whether another relay is to be asked for what this one can't take; then it goes there."""
        lane = job.lane
        if lane is None or not lacks_utf8(outcome):
            return False
        lane.lacks_utf8 = True
        if self.claims.apart.fits(lane):  # as none of them has it
            return False
        self.claims.set_apart(job)
        return True

    def recorded(self, job: Job) -> None:
        """What became of it is on disk; until then the day's count has it as under way."""
        if job.lane is not None:
            job.lane.lose()
        if self.doubt.recorded(job):
            with contextlib.suppress(StoreBusyError):  # then it is done when the round ends
                self._take_back()

    def heed(self, lane: Lane, error: LostError, era: int) -> Outcome | None:
        """A connection of this era ended; the server may have said that it, or a domain, rests.

        Then what becomes of the message that met it: it is due behind all others. It counts
        neither as tried nor as answered where the relay is the reason. A relay that takes one mail
        after another and hangs up without a word rests too: each of them is in doubt.
        """
        lane.learn(error)
        if error.unsure and lane.leaves_unanswered(era) and not lane.closed:
            lane.silences += 1
            rest = silent_rest(lane.silences)
            self._rest(lane, f"{_UNANSWERED} ({error.reason})", rest)
        outcome = last_word(error, lane.relay)
        if outcome is None or outcome.scope is Scope.DOMAIN:
            return outcome
        wait = outcome.retry_after or timedelta(0)
        self._rest(lane, _SAYS + said(outcome), wait)
        gone = lost(error.reason, unsure=False, retry_after=wait)
        return replace(gone, relay=lane.relay.name)

    def turned_away(self, lane: Lane, error: DeliveryError) -> bool:
        """No session could be opened; whether the relay asks for a rest, which it has from now on.

        One that serves us on other connections is left to them.
        """
        lane.trouble = error.message
        if lane.sessions or not isinstance(error, RelayBusyError):
            return False
        self._rest(lane, _SAYS + error.words, error.wait)
        return True

    def fails(self, lane: Lane, trouble: str) -> None:
        """It can't be used, and rests; where others take its mails it is told, and kept."""
        rest = lane.fail(trouble, self.desk.now())
        if rest is None or not self._has_other(lane):
            return
        self._note(rest)
        if rest.until is not None and rest.until - self.desk.now() > SHORT_REST:
            self.desk.caller.on_blocked(rest)

    def _has_other(self, lane: Lane) -> bool:
        return any(other is not lane and not other.closed for other in self.lanes)

    def _domain_waits(
        self, lane: Lane, domain: str, outcome: Outcome, shut: Throttle | None
    ) -> Outcome:
        """It asks for patience, or is in trouble; where several are in a row, it is the relay's."""
        wait = pause(lane.relay.kind, outcome.code, outcome.enhanced, outcome.text)
        if wait is None and is_of_system(outcome.enhanced):
            wait = outcome.retry_after or SYSTEM_WAIT
        if wait is None or not lane.hurried_domain(domain):
            if shut is not None and shut.until and shut.until - self.desk.now() > DOMAIN_REST:
                self._late[domain] = shut
            return outcome
        self.domains.pardon(lane.hurried)
        self._rest(lane, _SAYS + said(outcome), wait)
        return replace(outcome, scope=Scope.RELAY, retry_after=wait)

    def _relay_says(self, lane: Lane, job: Job, outcome: Outcome) -> Outcome:
        """It rests, or takes no more in this send; but one mail's trouble stops no other's.

        That it carries nothing for us is soon said, too, where it means one reader's domain.
        """
        asked = outcome.retry_after and not denies(outcome.code, outcome.enhanced, outcome.text)
        if not (asked or is_sure(outcome.code) or lane.objects(job.id)):
            return replace(outcome, scope=Scope.ADDRESS, retry_after=None)
        words = told(outcome)
        if outcome.retry_after:
            self._rest(lane, _SAYS + words, outcome.retry_after)
        else:
            lane.close(f"{_SAYS}{words}")
        return outcome

    def _rest(self, lane: Lane, reason: str, wait: timedelta) -> None:
        """The first that learns of a rest closes the lane; who looks at it now finds it so."""
        if lane.closed:
            return
        rest = rest_of(lane, reason, self.desk.now() + wait)
        self._note(rest)
        if wait > SHORT_REST:
            self.desk.caller.on_blocked(rest)

    def _note(self, rest: Throttle) -> None:
        """Keep a relay's rest, and tell of it."""
        self._rests.append(rest)
        with contextlib.suppress(StoreBusyError):  # then it is kept when the round ends
            self._keep()
        self.desk.caller.on_rest(rest)

    def _domain_refuses(
        self, lane: Lane, domain: str, outcome: Outcome, shut: Throttle | None
    ) -> None:
        if lane.refused_domain(domain):
            self.domains.pardon(lane.strangers)
            for name in lane.strangers:
                self._shut.pop(name, None)
            lane.close(f"the relay refuses one domain after another: {said(outcome)}")
        elif shut is not None:
            self._shut[domain] = shut

    def _tell_shut(self) -> None:
        """Tell of domains that refuse us: when the relay took a mail, or nobody is left to ask.

        Until then it may be the relay itself, or what is under way may show otherwise.
        """
        now = self.desk.now()
        for name in [name for name in self._shut if not self.domains.under_way(name)]:
            shut = self._shut.pop(name)
            if self.domains.closed(name, now):
                self.desk.caller.on_blocked(shut)

    def end(self) -> None:
        """Keep what was learned, and leave the relays to others."""
        self.save()
        self._tell_stalled()
        for lane in self.lanes:
            lane.leave()

    def _tell_stalled(self) -> None:
        """Nobody's mail was taken: tell of domains that rest, for no relay is closed to tell of.

        With few domains it can't be known whether it is theirs or the relay's trouble.
        """
        late, now = list(self._late.values()), self.desk.now()
        self._late.clear()
        if any(lane.taken for lane in self.lanes) or all(lane.closed for lane in self.lanes):
            return
        # One that was pardoned, reset, or refused us since is told of elsewhere, or not at all.
        if held := [one for one in late if self.domains.closed(one.name, now) == one.until]:
            self.desk.caller.on_stalled(held)

    def save(self) -> None:
        """Tell of what is held, and keep what was learned for the next send."""
        self._tell_shut()
        self._keep()
        self._take_back()

    def _take_back(self) -> None:
        self.doubt.keep(self.desk.now(), self.ledger.taken_back)

    def _keep(self) -> None:
        self.domains.keep()
        if self._rests:
            self.throttles.save(self._rests)
            names = {rest.name for rest in self._rests}
            for lane in self.lanes:
                if lane.relay.name in names:
                    lane.kept()
            self._rests.clear()
