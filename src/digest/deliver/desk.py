"""What all parts of one send work with: values, no behaviour."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.deliver.caller import Caller
from digest.deliver.ledger import DeliveryStore
from digest.deliver.relay import Message, Relay
from digest.model import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """How a send knows the time, and lets it pass.

    `now` is aware; `sleep` waits so many seconds; `clock` counts seconds, for the size of a claim:
    where it is None the loop does.
    """

    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a send works with: the same for all its parts."""

    store: DeliveryStore
    edition: str
    compose: Callable[[Delivery, Relay], Message]
    now: Callable[[], datetime]
    lease: timedelta
    fence: int
    caller: Caller
    sleep: Callable[[float], Awaitable[None]]
    clock: Callable[[], float]
