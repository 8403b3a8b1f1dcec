"""What a person decides about deliveries: again, no more, it arrived. One transaction each.

Whether a delivery may be decided about is the caller's rule, asked for each. What is `sent`
stays sent, and a Message-ID stays what it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from digest.model import DeliveryState, EditionState, SubscriberState, SubscriptionState
from digest.store.chosen import HELD, STATE, condition, values_of
from digest.store.deliveries import span
from digest.store.holders import Holders
from digest.store.outbox import finished
from digest.store.rows import json_of, text_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from digest.store.chosen import Chosen
    from digest.store.connection import Connection

QUEUED_AGAIN: Final = "queued again by the operator"
CANCELLED: Final = "cancelled by the operator"
IN_DOUBT: Final = f"{CANCELLED}; it may have arrived"
SETTLED: Final = "it arrived, says the operator"
UNKNOWN: Final = "there is no delivery with this id"

PAGE: Final = 1000
"""Rows decided about at once: a million deliveries cost no more memory than these."""

SHOWN: Final = 20
"""Ids that are told of those that were refused for one reason."""

_STANDING = (
    f"SELECT d.id, d.edition, {STATE}, {HELD}, e.state, p.state, s.state FROM deliveries d"
    " CROSS JOIN editions e ON e.id = d.edition CROSS JOIN subscribers p ON p.id = d.subscriber"
    " LEFT JOIN subscriptions s ON s.subscriber = d.subscriber AND s.newsletter = e.newsletter"
)
_THESE = "lease = 0, fence = 0, changed = :now WHERE id IN (SELECT value FROM json_each(:ids))"
# A server's answer stays the last one until another comes; other words give way.
_AGAIN = (
    "UPDATE deliveries SET state = 'queued', due_at = :now, first_try = NULL, crashes = 0,"
    f" detail = iif(state = 'cancelled' OR code = 0, '{QUEUED_AGAIN}', detail),"
    " code = iif(state = 'cancelled', 0, code), enhanced = iif(state = 'cancelled', '', enhanced),"
    f" {_THESE}"
)
_CANCEL = (
    "UPDATE deliveries SET code = 0, enhanced = '', detail = iif(state IN ('sending', 'unsure'),"
    f" '{IN_DOUBT}', '{CANCELLED}'), state = 'cancelled', {_THESE}"
)
_SETTLE = (
    f"UPDATE deliveries SET state = 'sent', code = 0, enhanced = '', detail = '{SETTLED}', {_THESE}"
)

_FORWARD = (
    "UPDATE deliveries SET due_at = :now WHERE id IN (SELECT id FROM deliveries"
    " WHERE edition = :edition AND state = 'queued' AND due_at > :now)"
)


class Decision(StrEnum):
    """What a person can decide about a delivery."""

    RETRY = "retry"
    CANCEL = "cancel"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a delivery stands at the moment of the decision.

    `held` says that a sender has it in hand; `subscription` is None where the reader has none.
    """

    id: int
    edition: str
    state: DeliveryState
    held: bool
    edition_state: EditionState
    reader: SubscriberState
    subscription: SubscriptionState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Deliveries that stay as they are for one reason: how many, and the first ids."""

    reason: str
    count: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of it: how many deliveries of which editions, and who was refused.

    `finished` are those of the editions of which nothing is open any more.
    """

    changed: int
    refused: tuple[Refused, ...]
    editions: tuple[str, ...]
    finished: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Counts what is decided, page by page."""

    changed: int = 0
    editions: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    ids: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, page: Sequence[Standing], refuse: Callable[[Standing], str]) -> list[int]:
        """The ids of those that may be decided about; the others are counted as refused."""
        taken = []
        for one in page:
            if reason := refuse(one):
                self.refuse(reason, one.id)
            else:
                taken.append(one.id)
                self.editions.add(one.edition)
        self.changed += len(taken)
        return taken

    def refuse(self, reason: str, ident: int) -> None:
        """One more that stays as it is."""
        self.counts[reason] += 1
        if len(self.ids[reason]) < SHOWN:
            self.ids[reason].append(ident)

    def result(self, finished: tuple[str, ...] = ()) -> Decided:
        """What was counted, the most frequent reason first."""
        refused = tuple(
            Refused(reason=reason, count=count, ids=tuple(self.ids[reason]))
            for reason, count in self.counts.most_common()
        )
        editions = tuple(sorted(self.editions))
        return Decided(changed=self.changed, refused=refused, editions=editions, finished=finished)


class Decisions:
    """The table `deliveries`, under a person's hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._holders = Holders(connection.path)

    def decide(
        self,
        decision: Decision,
        chosen: Chosen,
        *,
        refuse: Callable[[Standing], str],
        now: datetime,
        dry_run: bool = False,
    ) -> Decided:
        """Do it to each that is chosen, but where `refuse` gives a reason.

        Args:
            decision: what is done.
            chosen: to which deliveries.
            refuse: why one stays as it is, or nothing; asked inside the transaction.
            now: the time of the change, and when the queued are due.
            dry_run: count the same, write nothing.

        Raises:
            StoreError: the database can't be written; nothing was changed.
        """
        tally = _Tally()
        if dry_run:
            for _ in self._pages(chosen, refuse, now, tally):
                pass
            return tally.result()
        effect, end = _EFFECTS[decision]
        with self._connection.write() as raw:
            for ids in self._pages(chosen, refuse, now, tally):
                raw.execute(effect, {"now": text_of(now), "ids": json_of(ids)})
            return tally.result(end(raw, sorted(tally.editions)))

    def bring_forward(self, edition: str, *, now: datetime) -> int:
        """Make the queued of an edition due now, whatever hour they chose; how many that changed.

        What is deferred keeps its time: a server asked for it.
        """
        with self._connection.write() as raw:
            return raw.execute(_FORWARD, {"now": text_of(now), "edition": edition}).rowcount

    def _pages(
        self, chosen: Chosen, refuse: Callable[[Standing], str], now: datetime, tally: _Tally
    ) -> Iterator[Sequence[int]]:
        """The ids that may be decided about, page by page; counts them and the others."""
        values = values_of(chosen, now=now, dead=self._holders.gone())
        missing = set(chosen.ids or ())
        first, last = span(self._connection, chosen)
        after = first - 1
        while page := self._standings(chosen, {**values, "after": after, "last": last}):
            yield tally.add(page, refuse)
            missing.difference_update(one.id for one in page)
            after = page[-1].id
        for ident in sorted(missing):
            tally.refuse(UNKNOWN, ident)

    def _standings(self, chosen: Chosen, values: dict[str, object]) -> tuple[Standing, ...]:
        rows = self._connection.rows(
            f"{_STANDING} WHERE {condition(chosen)} ORDER BY d.id LIMIT {PAGE}", values
        )
        return tuple(map(_standing, rows))


def _reopen(raw: sqlite3.Connection, editions: Sequence[str]) -> tuple[str, ...]:
    """An edition that was sent is sending again."""
    raw.execute(
        "UPDATE editions SET state = 'sending' WHERE state = 'sent'"
        " AND id IN (SELECT value FROM json_each(?))",
        (json_of(editions),),
    )
    return ()


def _finish(raw: sqlite3.Connection, editions: Sequence[str]) -> tuple[str, ...]:
    """An edition of which nothing is open any more is sent."""
    return tuple(edition for edition in editions if finished(raw, edition))


_EFFECTS: Final = {
    Decision.RETRY: (_AGAIN, _reopen),
    Decision.CANCEL: (_CANCEL, _finish),
    Decision.SETTLE: (_SETTLE, _finish),
}


def _standing(row: tuple[Any, ...]) -> Standing:
    ident, edition, state, held, edition_state, reader, subscription = row
    return Standing(
        id=ident,
        edition=edition,
        state=DeliveryState(state),
        held=bool(held),
        edition_state=EditionState(edition_state),
        reader=SubscriberState(reader),
        subscription=SubscriptionState(subscription) if subscription else None,
    )
