"""The recipients' domains during a send: who gets a place, who waits, who gets nothing now.

Domains that are treated plainly and have nothing under way are forgotten by and by, so the
memory of a send grows with what is under way. The rules stand in throttle.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING, Final, Protocol

from digest.deliver.pace import Pace
from digest.deliver.throttle import DomainLimit, blocked, eased, slowed
from digest.model import OutcomeKind, Scope, Throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from digest.model import Outcome

UNLIMITED: Final = DomainLimit()

_FEW: Final = 256  # domains that are kept without a look at whether they still must be

_SINGLE: Final = 2  # readers refused for good that are no row yet: most lists have some everywhere


class ThrottleStore(Protocol):
    """Where what was learned outlives the send."""

    def all(self) -> tuple[Throttle, ...]:
        """Every relay and domain that is not treated plainly."""
        ...

    def save(self, throttles: Iterable[Throttle]) -> None:
        """Keep how these are treated from now on."""
        ...

    def reserve(self, scope: Scope, name: str, *, now: float, seconds: float) -> float:
        """Take the next `seconds` of a rate; when they begin (epoch seconds)."""
        ...

    def share(
        self, relay: str, *, now: datetime, fence: int, limit: int, held: int, most: int
    ) -> int:
        """Reserve up to `most` mails of a relay's day, beside those `held`; how many it may be."""
        ...

    def take_back(
        self, deliveries: Sequence[int], scope: Scope, *, until: datetime, now: datetime
    ) -> Sequence[int]:
        """Those of them that failed did not, it was the scope's fault: due at `until`, and which.

        Their readers have not bounced.
        """
        ...

    def unshare(self, fence: int) -> object:
        """Give back what this sender reserved of any day."""
        ...

    def sent_on(self, now: datetime, relay: str) -> int:
        """How many mails the relay took in the UTC day of `now`."""
        ...

    def days_before(self, now: datetime, relay: str) -> int:
        """On how many UTC days before that of `now` the relay took mails."""
        ...


@dataclass(slots=True, eq=False)
class _Domain:
    """`learned` is the serial of the last message of those that were there when it slowed down.

    `kept`: the store has it as one that is pressed, unless somebody took that back.
    `refused` are the deliveries that it refused for good since it took one.
    """

    throttle: Throttle
    most: float
    pace: Pace | None
    at_once: int = 0
    learned: int = 0
    kept: bool = False
    refused: list[int] = field(default_factory=list)

    def is_plain(self, now: datetime) -> bool:
        """Whether nothing would be lost if it were forgotten."""
        if self.at_once or len(self.refused) > _SINGLE or not self.throttle.is_plain:
            return False
        return self.pace is None or self.pace.is_idle(now.timestamp())

    @property
    def width(self) -> float:
        return min(self.most, max(self.throttle.width, 1.0) if self.throttle.width else inf)


class Domains:
    """Places for messages, by the recipient's domain.

    Args:
        store: knows how domains were treated before, and reserves time for rates.
        limits: what the operator allows a domain, by its name.
        usual: what the operator allows any other.
    """

    def __init__(
        self, store: ThrottleStore, limits: Mapping[str, DomainLimit], usual: DomainLimit
    ) -> None:
        self._store = store
        self._limits = limits
        self._usual = usual
        self._serial = 0
        self._changed: dict[str, Throttle] = {}
        self._pardoned: list[str] = []
        self._domains: dict[str, _Domain] = {}
        self._enough = _FEW
        for throttle in store.all():
            if throttle.scope is Scope.DOMAIN:
                domain = self._domains[throttle.name] = self._made(throttle)
                domain.kept = True

    def closed(self, name: str, now: datetime) -> datetime | None:
        """Until when the domain gets nothing at all, if so."""
        domain = self._domains.get(name)
        return domain.throttle.shut(now) if domain else None

    def under_way(self, name: str) -> int:
        """How many messages have a place there."""
        domain = self._domains.get(name)
        return domain.at_once if domain else 0

    def admit(self, name: str, now: datetime) -> float:
        """0: a message has its place now. Else the seconds until it may, infinite for a place."""
        domain = self._domains.get(name)
        if domain is None:
            self._tidy(now)
            domain = self._domains[name] = self._made(Throttle(scope=Scope.DOMAIN, name=name))
        if domain.at_once >= domain.width:
            return inf
        if domain.pace is not None and (wait := domain.pace.wait(now.timestamp())):
            return wait
        domain.at_once += 1
        self._serial += 1
        return 0.0

    def again(self, name: str, now: datetime) -> float:
        """0: a message that has its place and came back may go. Else the seconds until it may.

        The time that it had is over: with several that came back a rate would not hold.
        """
        pace = self._domains[name].pace
        return 0.0 if pace is None else pace.wait(now.timestamp())

    @property
    def serial(self) -> int:
        """The number of the message admitted last; they go up."""
        return self._serial

    def leave(self, name: str) -> None:
        """A message gave its place back and was not sent."""
        self._domains[name].at_once -= 1

    def learn(self, name: str, outcome: Outcome, serial: int, now: datetime) -> Throttle | None:
        """A message is done; the domain's Throttle where it is shut out from now on."""
        domain = self._domains[name]
        before = domain.throttle
        if outcome.kind is OutcomeKind.SENT:
            domain.refused.clear()
            self._change(domain, eased(before))
        elif outcome.scope is Scope.DOMAIN and serial > domain.learned:
            domain.learned = self._serial
            self._change(domain, _pressed(before, outcome, domain.at_once, now))
        shut = domain.throttle.until is not None and domain.throttle.until != before.until
        domain.at_once -= 1
        return domain.throttle if shut else None

    def refused(self, name: str) -> list[int]:
        """The deliveries that it refused for good since it took one; the caller adds to them."""
        return self._domains[name].refused

    def doubted(self, name: str) -> datetime | None:
        """Since when it is not believed what it says of its readers, if so."""
        return self._domains[name].throttle.doubted

    def doubt(self, name: str, now: datetime) -> None:
        """Believe no more what it says of its readers, until it takes a mail.

        One that is forgotten was refused to one or two.
        """
        if (domain := self._domains.get(name)) is not None:
            domain.refused = []
            self._change(domain, replace(domain.throttle, doubted=domain.throttle.doubted or now))

    def pardon(self, names: Iterable[str]) -> None:
        """Forget what was held against these: it was not theirs."""
        for name in names:
            plain = Throttle(scope=Scope.DOMAIN, name=name)
            if (domain := self._domains.get(name)) is not None:
                domain.throttle = plain = replace(plain, doubted=domain.throttle.doubted)
            self._changed[name] = plain

    def keep(self) -> None:
        """Keep what was learned, for other sends and the next one.

        What somebody has taken back meanwhile is not written anew.

        Raises:
            StoreBusyError: not now; ask again.
        """
        if self._changed:
            self._look()
            self._save()

    def meet(self) -> list[str]:
        """Forget what somebody has taken back (`relays reset`), and keep what was learned.

        Returns the domains that are treated plainly by that.

        Raises:
            StoreBusyError: not now; ask again.
        """
        self._look()
        if self._changed:
            self._save()
        pardoned, self._pardoned = self._pardoned, []
        return pardoned

    def _look(self) -> None:
        """Treat plainly whom the store had pressed and has no more."""
        kept = [one for one in self._domains.values() if one.kept and not one.throttle.is_plain]
        known = {one.name for one in self._store.all()} if kept else frozenset()
        for domain in kept:
            name = domain.throttle.name
            if name not in known:
                domain.throttle, domain.kept = Throttle(scope=Scope.DOMAIN, name=name), False
                self._changed.pop(name, None)
                self._pardoned.append(name)

    def _save(self) -> None:
        self._store.save(self._changed.values())
        for name, throttle in self._changed.items():
            if (domain := self._domains.get(name)) is not None:
                domain.kept = not throttle.is_plain
        self._changed.clear()

    def _tidy(self, now: datetime) -> None:
        """Forget those of which nothing would be lost, when there are twice as many as remained."""
        if len(self._domains) < self._enough:
            return
        self._domains = {
            name: domain for name, domain in self._domains.items() if not domain.is_plain(now)
        }
        self._enough = max(2 * len(self._domains), _FEW)

    def _change(self, domain: _Domain, throttle: Throttle) -> None:
        if throttle is not domain.throttle:
            domain.throttle = throttle
            self._changed[throttle.name] = throttle

    def _made(self, throttle: Throttle) -> _Domain:
        limit = self._limits.get(throttle.name, self._usual)
        pace = None
        if limit.rate is not None:
            pace = Pace(limit.rate, reserving(self._store, Scope.DOMAIN, throttle.name))
        return _Domain(throttle, limit.connections, pace)


def _pressed(throttle: Throttle, outcome: Outcome, at_once: int, now: datetime) -> Throttle:
    if outcome.kind is OutcomeKind.REJECTED:
        return blocked(throttle, outcome, now=now)
    return slowed(throttle, outcome, at_once=at_once, now=now)


def reserving(store: ThrottleStore, scope: Scope, name: str) -> Callable[[float, float], float]:
    """How a Pace reserves time for this relay or domain."""
    return lambda now, seconds: store.reserve(scope, name, now=now, seconds=seconds)
