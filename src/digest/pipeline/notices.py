"""Notices: a system mail is told once, kept, and sent before the next edition.

A notice that fails stops no edition, and no alarm is raised about an alarm. Logs name no
address.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import secrets
from typing import TYPE_CHECKING

from digest.deliver import header
from digest.errors import ConfigError, DeliveryError, DigestError, NoticeError, StoreError
from digest.model import Notice, NoticeKind
from digest.pipeline.errand import LEASE, Errand, NoticeReport, letter_of
from digest.pipeline.freeze import refuse_empty

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Relay
    from digest.model import Newsletter, Outcome
    from digest.store import Store

__all__ = ["NoticeReport", "alarm", "send_first", "send_notices", "send_test_mail", "tell"]

logger = logging.getLogger(__name__)

_ADDRESS = re.compile(r"\S+@\S+")


def tell(
    settings: Settings,
    store: Store,
    *,
    kind: NoticeKind,
    key: str,
    email: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    name: str = "",
    newsletter: str | None = None,
) -> bool:
    """Queue a notice; False where its key was told before, and nothing is queued.

    Args:
        settings: for the sender.
        store: keeps it until it is sent.
        kind: what it is for.
        key: the same for the same thing told, and without an address.
        email: to whom.
        subject: one line; what can't stand there is taken out.
        text: plain text.
        now: it is due at once.
        html: the same in HTML, if there is one.
        name: the name beside the address.
        newsletter: whose sender it has; without one the first newsletter's.

    Raises:
        ConfigError: no newsletter is set up, so that there is no sender.
        StoreError: it can't be kept.
    """
    letter = letter_of(settings, newsletter)
    return store.notices.enqueue(
        Notice(
            key=key,
            kind=kind,
            newsletter=letter.id,
            email=email,
            name=name,
            subject=subject,
            text=text,
            html=html,
            message_id=_message_id(letter),
            due_at=now,
            created=now,
        ),
        now=now,
    )


def alarm(
    settings: Settings,
    store: Store,
    *,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    newsletter: str | None = None,
    said: str = "",
) -> bool:
    """Log a trouble, and queue a mail to the operator where one is named; whether it is new.

    `key` names trouble and day, so that one that comes again is not mailed again. `said` is
    what a server said, which the log has without its addresses. Never raises for a mail that
    can't be kept: the trouble itself is worse.
    """
    first, _, _ = text.strip().partition("\n")
    words = header.clean(f"{first} {_ADDRESS.sub('(address)', said)}").strip()
    logger.warning("%s: %s", header.clean(subject), words)
    operator = settings.operator
    if operator is None:
        return False
    try:
        return tell(
            settings,
            store,
            kind=NoticeKind.ALARM,
            key=key,
            email=operator.address,
            name=operator.name,
            subject=subject,
            text=text,
            now=now,
            newsletter=newsletter,
        )
    except (ConfigError, StoreError) as error:
        logger.error("the operator can't be mailed: %s", error.message)  # noqa: TRY400 - it says all
        return False


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
        message_id=_message_id(letter),
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


def _message_id(letter: Newsletter) -> str:
    return f"<{secrets.token_hex(20)}@{letter.sender.domain}>"
