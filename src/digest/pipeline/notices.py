"""Notices that were told (`notify.py`) are sent, before the next edition and by themselves.

One that fails stops no edition. Logs name no address.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from typing import TYPE_CHECKING

from digest.errors import DeliveryError, DigestError, NoticeError
from digest.model import Notice, NoticeKind
from digest.pipeline.errand import LEASE, Errand, NoticeReport
from digest.pipeline.freeze import refuse_empty
from digest.pipeline.notify import message_id

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Relay
    from digest.model import Outcome
    from digest.store import Store

__all__ = ["NoticeReport", "send_first", "send_notices", "send_test_mail"]

logger = logging.getLogger(__name__)


async def send_notices(
    settings: Settings,
    store: Store,
    *,
    relays: Sequence[Relay],
    clock: Callable[[], datetime],
    stop: asyncio.Event | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> NoticeReport:
    """Send all notices that are due over one connection; what a dead sender left goes with them.

    The first of `relays` that can be used takes them; one that asked for a rest is not asked. They
    do not count for a relay's daily limit, and do not wait for it.

    Raises:
        DeliveryError: no relay can be used; all stay queued.
        StoreError: the database can't be written.
    """
    if not store.notices.due(now=clock(), limit=1):
        return NoticeReport()
    store.notices.recover(now=clock())
    errand = Errand(settings, store, relays=relays, clock=clock, stop=stop, sleep=sleep)
    await errand.run()
    return errand.report()


async def send_first(
    settings: Settings,
    store: Store,
    *,
    relays: Sequence[Relay],
    clock: Callable[[], datetime],
    stop: asyncio.Event | None = None,
) -> None:
    """Send what is due before an edition goes out; whatever fails here, the edition goes."""
    try:
        report = await send_notices(settings, store, relays=relays, clock=clock, stop=stop)
    except DigestError as error:
        logger.warning("the notices wait: %s", error.message)
    except Exception:
        logger.exception("the notices wait")
    else:
        if report.reason:
            logger.warning("the notices wait: %s", report.reason)


async def send_test_mail(
    settings: Settings,
    store: Store,
    edition_id: str,
    address: str,
    *,
    relays: Sequence[Relay],
    clock: Callable[[], datetime],
) -> Outcome:
    """Send the whole edition to one address, as no reader's; its state stays as it is.

    A test that is refused for now is tried again with the next notices.

    Raises:
        EmptyEditionError: the edition has no story.
        AudienceError: the address can't be mailed.
        DeliveryError: no relay can be used; the test is cancelled.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    letter, now = settings.newsletter(edition.newsletter), clock()
    notice = Notice(
        key=f"test {edition.id} {secrets.token_hex(8)}",
        kind=NoticeKind.TEST,
        newsletter=letter.id,
        email=address,
        subject=edition.subject,
        edition=edition.id,
        message_id=message_id(letter),
        due_at=now,
        created=now,
    )
    errand = Errand(settings, store, relays=relays, clock=clock, only=notice.key)
    errand.compose(notice, relays[0])
    store.notices.enqueue(notice, now=now, lease=LEASE, fence=errand.fence)
    try:
        await errand.run()
    except (DeliveryError, asyncio.CancelledError) as error:
        reason = getattr(error, "message", "interrupted")
        _cancel(store, notice.key, now=clock(), reason=reason)
        raise
    if errand.last is None:
        raise NoticeError("the test mail was cancelled before it was sent")
    return errand.last


def _cancel(store: Store, key: str, *, now: datetime, reason: str) -> None:
    with contextlib.suppress(NoticeError):  # another sender was quicker
        if (notice := store.notices.find(key)) is not None:
            store.notices.cancel(notice.id, now=now, reason=reason)
