"""Pushes: hubs are asked where sources name one, and what they say is kept.

A push makes its source due; nothing that a hub posts is read.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from digest.collect import websub
from digest.model import Push

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Collected, Fetched
    from digest.store import Store

__all__ = ["answered", "pushed", "renew"]

logger = logging.getLogger(__name__)

_DENIAL_CHARS: Final = 200


async def renew(
    settings: Settings, store: Store, visits: Iterable[Collected], *, now: datetime
) -> int:
    """Ask the hubs of these sources to push, where they are to be asked; how many were.

    Does nothing where no public URL is set. What was agreed is kept before a hub is asked: it
    may answer at once.

    Raises:
        StoreError: the database can't be written.
    """
    callback = settings.collect.public_url
    if not callback:
        return 0
    wanted = list(_wanted(store, visits, now))
    if not wanted:
        return 0
    with store.batch():
        for push in wanted:
            store.pushes.save(push)
    refused = await websub.ask(wanted, callback=callback, settings=settings.collect)
    for source, why in refused.items():
        logger.warning("%s: its hub can't be asked to push: %s", source, why)
    return len(wanted)


def _wanted(store: Store, visits: Iterable[Collected], now: datetime) -> Iterator[Push]:
    """What to agree with the hubs that are to be asked; most sources name none."""
    for visit in visits:
        fetched = visit.fetched
        if visit.error or fetched is None or not fetched.rhythm.hub:
            continue
        before = store.pushes.get(fetched.source)
        if websub.is_wanted(before, fetched.rhythm, now=now):
            yield _agreed(before, fetched, now)


def _agreed(before: Push | None, fetched: Fetched, now: datetime) -> Push:
    """A renewal keeps address and secret, so that what is under way arrives."""
    rhythm = fetched.rhythm
    if before and (before.hub, before.topic) == (rhythm.hub, rhythm.topic):
        return replace(before, asked=now, denied="")
    return Push(
        source=fetched.source,
        hub=rhythm.hub,
        topic=rhythm.topic,
        token=secrets.token_urlsafe(24),
        secret=secrets.token_urlsafe(32),
        asked=now,
    )


def answered(
    store: Store, token: str, parameters: Mapping[str, str], *, now: datetime
) -> str | None:
    """Take a hub's word (WebSub, 5.3): the challenge to give back, None where we asked nothing.

    A denial gives "": there is nothing to say to it.
    """
    push = store.pushes.find(token)
    mode = parameters.get("hub.mode", "")
    if push is None or parameters.get("hub.topic") != push.topic:
        return None
    if mode == "denied":
        why = parameters.get("hub.reason", "")[:_DENIAL_CHARS] or "the hub does not say why"
        store.pushes.save(replace(push, until=None, denied=why))
        return ""
    if mode != "subscribe" or not parameters.get("hub.challenge"):
        return None
    store.pushes.save(replace(push, until=now + websub.lease_of(parameters), denied=""))
    return parameters["hub.challenge"]


def pushed(store: Store, push: Push, *, now: datetime) -> None:
    """A hub says that there is something new: the source is asked with the next tick."""
    store.fetched.hasten(push.source, now=now)
    logger.info("%s: its hub says that there is something new", push.source)
