"""WebSub (W3C): asking a source's hub to push, and judging what comes to the address it got.

A push is only a knock: the source itself is fetched then, so that what a hub posts is never
read. Pure but for `ask`, which goes through the one HTTP client.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from digest.collect.fetch import Client
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from digest.config import CollectSettings
    from digest.model import Push, Rhythm

_LOG = logging.getLogger(__name__)

LEASE: Final = timedelta(days=10)
"""For how long a hub is asked to push; it may promise less or more."""

LONGEST_LEASE: Final = timedelta(days=90)
_EARLY: Final = timedelta(days=1)  # before its end a promise is renewed
_PATIENCE: Final = timedelta(days=1)  # until a hub that said nothing, or no, is asked again
_HASHES: Final = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}  # WebSub, section 7.1: the hub chooses


def is_wanted(push: Push | None, rhythm: Rhythm, *, now: datetime) -> bool:
    """Whether the hub that a source names now is to be asked."""
    if not rhythm.hub:
        return False
    if push is None or (push.hub, push.topic) != (rhythm.hub, rhythm.topic):
        return True
    rested = not timedelta() <= now - push.asked < _PATIENCE
    return rested and (push.until is None or push.until - now < _EARLY)


async def ask(
    pushes: Sequence[Push], *, callback: str, settings: CollectSettings
) -> dict[str, str]:
    """Ask each hub to push to `callback` and its token; by source, why one could not be asked."""

    async def one(push: Push) -> tuple[str, str]:
        try:
            await client.post(push.hub, form(push, f"{callback.rstrip('/')}/websub/{push.token}"))
        except SourceError as error:
            return push.source, error.message
        except Exception as error:  # noqa: BLE001 - our own fault on one hub stops no other
            _LOG.exception("hub of %s", push.source)
            return push.source, f"digest failed on it: {error!r}"
        return push.source, ""

    async with Client(settings) as client:
        said = await asyncio.gather(*map(one, pushes))
    return {source: why for source, why in said if why}


def form(push: Push, callback: str) -> dict[str, str]:
    """What a hub is sent (section 5.1); the secret goes over an encrypted way alone."""
    asked = {
        "hub.mode": "subscribe",
        "hub.topic": push.topic,
        "hub.callback": callback,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    if urlsplit(push.hub).scheme == "https":
        asked["hub.secret"] = push.secret
    return asked


def lease_of(parameters: Mapping[str, str]) -> timedelta:
    """For how long a hub says that it will push (section 5.3)."""
    said = parameters.get("hub.lease_seconds", "")
    seconds = int(said[:9]) if said.isascii() and said.isdigit() else 0
    return min(timedelta(seconds=seconds) or LEASE, LONGEST_LEASE)


class Seal:
    """The signature of a body that comes piece by piece (section 7.1)."""

    def __init__(self, push: Push, header: str) -> None:
        """Take what was agreed, and X-Hub-Signature as it came."""
        method, _, self._said = header.strip().partition("=")
        made = _HASHES.get(method.lower())
        self._needed = urlsplit(push.hub).scheme == "https"
        self._made = hmac.new(push.secret.encode(), digestmod=made) if made else None

    def add(self, piece: bytes) -> None:
        """Take the next piece of the body."""
        if self._made:
            self._made.update(piece)

    def holds(self) -> bool:
        """Whether the body is what the hub signed; one that got no secret signs nothing."""
        if not self._needed:
            return True
        said = self._said.strip().lower().encode("ascii", "replace")
        return bool(self._made and hmac.compare_digest(self._made.hexdigest().encode(), said))
