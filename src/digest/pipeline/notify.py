"""Notices: a system mail is told once, and kept until it is sent. It is sent elsewhere.

No alarm is raised about an alarm. Logs name no address.
"""

from __future__ import annotations

import logging
import re
import secrets
from typing import TYPE_CHECKING

from digest.deliver import header
from digest.errors import ConfigError, StoreError
from digest.model import Notice, NoticeKind

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Newsletter
    from digest.store import Store

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
            message_id=message_id(letter),
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


def letter_of(settings: Settings, name: str | None) -> Newsletter:
    """The newsletter of that id, else the first: a notice outlives what digest.toml said.

    Raises:
        ConfigError: there is none.
    """
    if not settings.newsletters:
        return settings.newsletter()
    first = next(iter(settings.newsletters.values()))
    return settings.newsletters.get(name or "", first)


def message_id(letter: Newsletter) -> str:
    """A new one; names nobody."""
    return f"<{secrets.token_hex(20)}@{letter.sender.domain}>"
