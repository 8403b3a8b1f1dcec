"""Deliveries as a person looks at them: by pages, one by one, all of a reader's.

Reads only. What a sender left in the middle is unsure here as soon as that sender is dead,
whether or not a send has settled it since.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from digest.model import Delivery, DeliveryState
from digest.store.chosen import DOMAIN, FROM_OPEN, HELD, OPEN, STATE, Chosen, condition, values_of
from digest.store.holders import Holders
from digest.store.rows import moment_of, moment_or_none, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.store.connection import Connection
    from digest.store.outbox import Outbox

PAGE: Final = 500
"""Rows read at once: a million deliveries cost no more memory than these."""

_LAST: Final = 2**63 - 1

_WAITING: Final = (
    f"SELECT due_at, {DOMAIN} {FROM_OPEN} WHERE edition = ? AND {OPEN}"
    " AND state IN ('queued', 'deferred') ORDER BY due_at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One delivery, and what only the store knows of it.

    `changed` is when its state changed last, `first_try` when a try first came to nothing, and
    `held_until` when the lease of the sender that has it in hand ends, None where none has.
    """

    delivery: Delivery
    changed: datetime
    first_try: datetime | None
    crashes: int
    held_until: datetime | None


class Deliveries:
    """The table `deliveries`, read."""

    def __init__(self, connection: Connection, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox
        self._holders = Holders(connection.path)

    def stream(
        self, chosen: Chosen, *, now: datetime, after: int = 0, limit: int | None = None
    ) -> Iterator[Delivery]:
        """Those that are chosen, by id, behind the id `after`, read page by page."""
        first, last = span(self._connection, chosen)
        after, left = max(min(after, last), first - 1), limit
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            states = self._states(chosen, now, {"after": after, "last": last, "limit": size})
            yield from (_as(one, states[one.id]) for one in self._outbox.these(list(states)))
            if len(states) < size:
                return
            after = max(states)
            left = None if left is None else left - size

    def known(self, ident: int, *, now: datetime) -> Known | None:
        """All that is known of one delivery."""
        return next(iter(self._known([ident], now)), None)

    def of_reader(self, subscriber: int, *, now: datetime) -> tuple[Known, ...]:
        """All copies of one reader, the latest first."""
        rows = self._connection.rows(
            "SELECT id FROM deliveries WHERE subscriber = ?", (subscriber,)
        )
        return tuple(reversed(self._known([ident for (ident,) in rows], now)))

    def first_due(self, edition: str, held: Mapping[str, datetime]) -> datetime | None:
        """When the first who waits may be tried, where these domains get nothing until then."""
        first, until = "", {name: text_of(moment) for name, moment in held.items()}
        with self._connection.walk(_WAITING, (edition,)) as waiting:
            for due, domain in waiting:
                if first and due >= first:
                    break  # nobody behind it can be sooner
                opens = max(due, until.get(domain, due))
                first = min(first or opens, opens)
        return moment_of(first) if first else None

    def _states(self, chosen: Chosen, now: datetime, page: dict[str, int]) -> dict[int, str]:
        """A page of ids, each with its state."""
        values = values_of(chosen, now=now, dead=self._holders.gone())
        rows = self._connection.rows(
            f"SELECT d.id, {STATE} FROM deliveries d CROSS JOIN subscribers p ON p.id ="
            f" d.subscriber WHERE {condition(chosen)} ORDER BY d.id LIMIT :limit",
            {**values, **page},
        )
        return dict(rows)

    def _known(self, ids: Sequence[int], now: datetime) -> tuple[Known, ...]:
        rows = self._connection.rows(
            f"SELECT d.id, {STATE}, d.changed, d.first_try, d.crashes, d.lease, {HELD}"
            " FROM deliveries d WHERE d.id IN (SELECT value FROM json_each(:ids))",
            values_of(Chosen(ids=tuple(ids)), now=now, dead=self._holders.gone()),
        )
        found = {row[0]: row[1:] for row in rows}
        return tuple(_known(one, found[one.id]) for one in self._outbox.these(list(found)))


def span(connection: Connection, chosen: Chosen) -> tuple[int, int]:
    """The least and the greatest id that can be meant: an edition's rows lie together."""
    if chosen.edition is not None:
        where = "edition = :edition"
    elif chosen.is_open:
        where = "edition IN (SELECT id FROM editions WHERE state <> 'sent')"
    else:
        return 1, _LAST
    row = connection.row(
        f"SELECT min(id), max(id) FROM deliveries WHERE {where}", {"edition": chosen.edition}
    )
    return (row[0] or 1, row[1] or 0) if row else (1, 0)


def _as(delivery: Delivery, state: str) -> Delivery:
    """The delivery, which may have gone on since its state was asked for."""
    if delivery.state is DeliveryState.SENDING and state == DeliveryState.UNSURE:
        return replace(delivery, state=DeliveryState.UNSURE)
    return delivery


def _known(delivery: Delivery, row: tuple[Any, ...]) -> Known:
    state, changed, first_try, crashes, lease, is_held = row
    return Known(
        delivery=_as(delivery, state),
        changed=moment_of(changed),
        first_try=moment_or_none(first_try),
        crashes=crashes,
        held_until=datetime.fromtimestamp(lease, UTC) if is_held else None,
    )
