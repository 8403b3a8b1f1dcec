"""Whether the relay would take mail from us: greeted, encrypted, logged in, and nothing sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.deliver.connect import greet
from digest.deliver.wire import LostError

if TYPE_CHECKING:
    from digest.deliver.relay import Relay


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a relay showed of itself.

    `keywords` are EHLO's, with their parameters (RFC 5321, section 4.1.1.1); `encryption` is
    the version of TLS, or "". `seconds` is how long the talk took.
    """

    keywords: Mapping[str, str]
    encryption: str
    logged_in: bool
    seconds: float


async def probe(relay: Relay) -> Probe:
    """Connect as for a send, then say goodbye; no envelope is offered.

    Raises:
        DeliveryError: no connection, no greeting, no TLS or no login.
    """
    clock = asyncio.get_running_loop().time
    started = clock()
    wire, keywords = await greet(relay)
    tls = wire.transport.get_extra_info("ssl_object")
    found = Probe(
        keywords=keywords,
        encryption=tls.version() if tls else "",
        logged_in=relay.user is not None,
        seconds=clock() - started,
    )
    try:
        wire.write(b"QUIT\r\n")
        await wire.reply(relay.timeouts.settle)
    except LostError:
        pass  # a server that closes without a word took leave all the same
    finally:
        await wire.close()
    return found
