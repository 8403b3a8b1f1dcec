"""Bring back a reader who was taken for bounced by mistake: an operator's word against a server's.

Only the bounce is undone. What a reader said, by a complaint or by leaving, nobody undoes for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.errors import AudienceError
from digest.model import Revival, SubscriberState, SuppressionReason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from digest.model import Subscriber, Suppression
    from digest.store import Store

_LEAVE_IT = "only the reader can undo that, by subscribing again"


def revive(
    store: Store,
    address: str,
    *,
    hashes: Sequence[str],
    who: str,
    now: datetime,
    dry_run: bool = False,
) -> Subscriber:
    """Mail the reader again, forget what bounced, and keep who decided it; who that reader is.

    Args:
        store: an open one.
        address: whose.
        hashes: by which the address may be suppressed, as `suppression_hashes` gives them.
        who: whose decision it is, in words.
        now: when.
        dry_run: change nothing, only refuse where it would be refused.

    Raises:
        AudienceError: nobody is known by it, or they have not bounced, complained, or are
            suppressed for another reason.
        StoreError: the database can't be written.
    """
    reader = store.subscribers.get(address)
    if reader is not None:
        _refuse(reader)
    for row in store.suppressions.of(hashes):
        _refuse_suppressed(address, row)
    if reader is None:
        raise AudienceError(f"no reader is known as {address}", "see `digest subscribers list`")
    done = dry_run or store.revivals.revive(reader.id, Revival(at=now, who=who), hashes=hashes)
    if not done:
        raise AudienceError(f"{address} is brought back already", f"see `digest why {address}`")
    return reader


def _refuse(reader: Subscriber) -> None:
    if reader.state is SubscriberState.COMPLAINED:
        raise AudienceError(f"{reader.email} complained about a mail", _LEAVE_IT)
    if reader.state is not SubscriberState.BOUNCED:
        raise AudienceError(
            f"{reader.email} has not bounced: the reader is {reader.state}",
            f"`digest why {reader.email}` says why a mail did not go",
        )


def _refuse_suppressed(address: str, row: Suppression) -> None:
    """One that a bounce brought is lifted; one of a single newsletter bars no other."""
    if row.newsletter or row.reason is SuppressionReason.BOUNCED:
        return
    hint = _LEAVE_IT
    if row.reason is SuppressionReason.MANUAL:
        hint = f"`digest suppressions remove {address}` takes that back"
    raise AudienceError(f"{address} is suppressed: {row.reason}", hint)
