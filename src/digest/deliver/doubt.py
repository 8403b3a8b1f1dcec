"""Readers refused for good one after another, and nobody taken in between: is it true of them?

Mailbox providers, and relays, have said for hours of each address that it does not exist. A list
that believes them is gone. Never decides what one refusal means: outcomes.py does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver.denied import DENIED_WAIT
from digest.deliver.domains import Domains, ThrottleStore
from digest.deliver.throttle import POLICY_REST
from digest.model import OutcomeKind, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.deliver.job import Job
    from digest.deliver.lanes import Lane
    from digest.model import Outcome

MANY: Final = 10
"""Readers of one domain in a row, or domains of one relay. Were a fifth of a list dead, one such
row in ten million would be true."""

BELIEVED: Final = timedelta(days=1)
"""What a domain says for so long is true: faults of providers have lasted hours."""


@dataclass(slots=True)
class Doubt:
    """What was believed too soon is taken back: its readers are as before, and wait.

    `_unrecorded` are readers' refusals on the way to the database.
    """

    domains: Domains
    store: ThrottleStore
    _back: list[tuple[Scope, datetime, list[int]]] = field(default_factory=list)
    _unrecorded: set[int] = field(default_factory=set)

    def weigh(self, job: Job, lane: Lane, outcome: Outcome, now: datetime) -> Outcome:
        """A reader was refused for good: the outcome as it is to be taken.

        It is held against the reader until there are too many in a row; then against the
        domain, or the relay, until these take a mail or a day is over.
        """
        since = self.domains.doubted(job.domain)
        if not _is_final(outcome) or (since is not None and now - since >= BELIEVED):
            return outcome
        before = lane.unknown.setdefault(job.domain, [])
        if len(lane.unknown) >= MANY:
            return self._relay_errs(lane, outcome, now)
        before.append(job.id)
        before = self.domains.refused(job.domain)
        if since is None and len(before) < MANY - 1:
            before.append(job.id)
            self._unrecorded.add(job.id)
            return outcome
        self._back.append((Scope.DOMAIN, now + POLICY_REST, before))
        self.domains.doubt(job.domain, now)
        return replace(outcome, scope=Scope.DOMAIN)

    def recorded(self, job: Job) -> bool:
        """What was said of it is on disk; whether something is to be taken back, and all of it."""
        self._unrecorded.discard(job.id)
        back = self._back
        return bool(back) and all(self._unrecorded.isdisjoint(ids) for _, _, ids in back)

    def keep(self, now: datetime, tell: Callable[[Sequence[int]], None]) -> None:
        """Have the store take back what it has recorded by now, and tell which these were.

        Raises:
            StoreBusyError: not now; ask again.
        """
        while self._back:
            scope, until, deliveries = self._back[-1]
            tell(self.store.take_back(deliveries, scope, until=until, now=now))
            self._back.pop()

    def _relay_errs(self, lane: Lane, outcome: Outcome, now: datetime) -> Outcome:
        before = [ident for idents in lane.unknown.values() for ident in idents]
        self._back.append((Scope.RELAY, now + DENIED_WAIT, before))
        for domain, idents in lane.unknown.items():
            self.domains.doubt(domain, now)
            idents.clear()  # the domain stays: what is under way may be refused yet
        return replace(
            outcome,
            kind=OutcomeKind.DEFERRED,
            scope=Scope.RELAY,
            retry_after=DENIED_WAIT,
            text=f"{outcome.text} (so it says of readers of {MANY} domains, one after another)",
        )


def _is_final(outcome: Outcome) -> bool:
    """Whether it is this reader's, by a server's word."""
    return outcome.scope is Scope.ADDRESS and bool(outcome.code)
