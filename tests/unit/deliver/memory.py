"""An outbox in memory: the DeliveryStore that tests of this room use."""
# ruff: noqa: ARG002 - the Protocol names what one edition in memory need not look at

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from digest.deliver import Message
from digest.model import (
    Delivery,
    DeliveryState,
    Outcome,
    OutcomeKind,
    Recorded,
    Scope,
    Selection,
    Throttle,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
OPEN = (DeliveryState.QUEUED, DeliveryState.DEFERRED)


def now() -> datetime:
    return NOW


def delivery(number: int, email: str | None = None, name: str = "") -> Delivery:
    return Delivery(
        id=number,
        edition="briefing-daily-2026-11-23",
        subscriber=number,
        email=email or f"reader{number}@example.com",
        name=name,
        state=DeliveryState.QUEUED,
        message_id=f"<m{number}@news.example>",
        due_at=NOW,
        selection=Selection(("s1",)),
    )


def compose(one: Delivery, _relay: object = None, size: int = 200) -> Message:
    head = f"Message-ID: {one.message_id}\r\nTo: {one.email}\r\n\r\n".encode()
    body = b"word word word\r\n" * (size // 16)
    return Message("briefing@news.example", one.email, (head, body))


@dataclass
class Row:
    delivery: Delivery
    fence: int = 0
    lease: datetime = NOW
    outcome: Outcome | None = None


@dataclass
class MemoryStore:
    """Keeps what was recorded and the order of it."""

    rows: dict[int, Row] = field(default_factory=dict)
    commits: list[tuple[list[int], list[int]]] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, count: int) -> MemoryStore:
        return cls({number: Row(delivery(number)) for number in range(1, count + 1)})

    def claim(
        self,
        edition: str,
        *,
        now: datetime,
        limit: int,
        lease: timedelta,
        fence: int,
        without: Collection[str] = (),
    ) -> tuple[Delivery, ...]:
        free = [
            row
            for row in self.rows.values()
            if row.delivery.state in OPEN and row.delivery.due_at <= now and row.lease <= now
            if row.delivery.email.partition("@")[2] not in without
        ][:limit]
        for row in free:
            row.fence, row.lease = fence, now + lease
        self.claims.append(len(free))
        return tuple(row.delivery for row in free)

    def commit(
        self,
        outcomes: list[tuple[int, Outcome]],
        starting: list[int],
        *,
        now: datetime,
        fence: int,
        max_age: timedelta = timedelta(days=5),
    ) -> Recorded:
        self.commits.append(([number for number, _ in outcomes], list(starting)))
        refused = {number for number in starting if not self._is_held(number, fence)}
        for number in starting:
            if number not in refused:
                self._move(number, DeliveryState.SENDING)
        for number, outcome in outcomes:
            self.rows[number].outcome = outcome
            self.rows[number].lease = NOW
            self._move(number, _state(outcome))
            if self.state(number) is DeliveryState.DEFERRED:
                self._due(number, outcome.retry_after)
        states = {number: self.state(number) for number, _ in outcomes}
        return Recorded(states=states, refused=frozenset(refused))

    def release(self, fence: int) -> None:
        for row in self.rows.values():
            if row.fence == fence and row.delivery.state in OPEN:
                row.fence, row.lease = 0, NOW

    def recover(self, edition: str, *, now: datetime, policy: str, **_: object) -> int:
        stuck = [
            row
            for row in self.rows.values()
            if row.delivery.state is DeliveryState.SENDING and row.lease <= now
        ]
        target = DeliveryState.QUEUED if policy == "resend" else DeliveryState.UNSURE
        for row in stuck:
            self._move(row.delivery.id, target)
        return len(stuck)

    def postpone(self, deliveries: list[int], until: datetime, *, fence: int) -> None:
        for number in deliveries:
            row = self.rows[number]
            row.fence, row.lease = 0, NOW
            row.delivery = replace(row.delivery, due_at=until)

    def soon(self, edition: str, *, now: datetime, within: timedelta) -> int:
        return sum(
            row.delivery.state is DeliveryState.SENDING
            or (row.delivery.state in OPEN and row.delivery.due_at <= now + within)
            for row in self.rows.values()
        )

    def counts(self, edition: str) -> dict[DeliveryState, int]:
        return dict(Counter(row.delivery.state for row in self.rows.values()))

    def state(self, number: int) -> DeliveryState:
        return self.rows[number].delivery.state

    def states(self) -> dict[str, int]:
        return {state.value: count for state, count in self.counts("").items()}

    def _is_held(self, number: int, fence: int) -> bool:
        row = self.rows[number]
        return row.fence == fence and row.delivery.state in {*OPEN, DeliveryState.SENDING}

    def _move(self, number: int, state: DeliveryState) -> None:
        row = self.rows[number]
        row.delivery = replace(row.delivery, state=state)

    def _due(self, number: int, wait: timedelta | None) -> None:
        row = self.rows[number]
        due = NOW + (timedelta(minutes=5) if wait is None else wait)
        row.delivery = replace(row.delivery, due_at=due)


@dataclass
class MemoryThrottles:
    """What is known of relays and domains; `sent` counts mails by day and relay."""

    known: dict[tuple[Scope, str], Throttle] = field(default_factory=dict)
    next_at: dict[tuple[Scope, str], float] = field(default_factory=dict)
    sent: Counter[tuple[date, str]] = field(default_factory=Counter)
    shares: dict[tuple[str, int], int] = field(default_factory=dict)
    taken_back: list[int] = field(default_factory=list)

    def all(self) -> tuple[Throttle, ...]:
        return tuple(one for one in self.known.values() if not one.is_plain)

    def save(self, throttles: Iterable[Throttle]) -> None:
        self.known.update({(one.scope, one.name): one for one in throttles})

    def reserve(self, scope: Scope, name: str, *, now: float, seconds: float) -> float:
        begins = max(self.next_at.get((scope, name), 0.0), now)
        self.next_at[scope, name] = begins + seconds
        return begins

    def share(
        self, relay: str, *, now: datetime, fence: int, limit: int, held: int, most: int
    ) -> int:
        others = [mails for (_, other), mails in self.shares.items() if other != fence]
        more = min(limit - self.sent_on(now, relay) - sum(others) - held, most)
        self.shares[relay, fence] = held + max(more, 0)
        return more

    def take_back(
        self, deliveries: Sequence[int], scope: Scope, *, until: datetime, now: datetime
    ) -> Sequence[int]:
        self.taken_back += deliveries
        return deliveries

    def unshare(self, fence: int) -> None:
        self.shares = {key: mails for key, mails in self.shares.items() if key[1] != fence}

    def sent_on(self, now: datetime, relay: str) -> int:
        return self.sent[now.date(), relay]

    def days_before(self, now: datetime, relay: str) -> int:
        return sum(day < now.date() and name == relay for day, name in self.sent)


def gone(domain: str = "example.com") -> MemoryThrottles:
    """A domain that has said for days of one reader after another that there is nobody."""
    doubted = Throttle(scope=Scope.DOMAIN, name=domain, doubted=NOW - timedelta(days=2))
    return MemoryThrottles(known={(Scope.DOMAIN, domain): doubted})


def _state(outcome: Outcome) -> DeliveryState:
    if outcome.kind is OutcomeKind.REJECTED and outcome.scope is Scope.DOMAIN:
        return DeliveryState.DEFERRED
    return {
        OutcomeKind.SENT: DeliveryState.SENT,
        OutcomeKind.DEFERRED: DeliveryState.DEFERRED,
        OutcomeKind.REJECTED: DeliveryState.FAILED,
        OutcomeKind.UNSURE: DeliveryState.UNSURE,
    }[outcome.kind]
