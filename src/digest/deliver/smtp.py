"""The SMTP client's public face: a few messages to one relay, one after another.

Editions go through outbox.py, which keeps many sessions open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.deliver.busy import last_word
from digest.deliver.caller import unless_set
from digest.deliver.connect import connect
from digest.deliver.outcomes import lost
from digest.deliver.relay import Message, Relay, Security, Timeouts
from digest.deliver.wire import LostError
from digest.model import Scope

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, AsyncIterable

    from digest.deliver.session import Session
    from digest.model import Outcome

__all__ = ["Message", "Relay", "Security", "Timeouts", "send_each"]


async def send_each(
    relay: Relay, messages: AsyncIterable[Message], stop: asyncio.Event | None = None
) -> AsyncGenerator[Outcome, None]:
    """Send over one connection, and yield the Outcome of each before the next is drawn.

    None is drawn before the session is open, so what its maker does last is done right before
    its envelope leaves. A refusal is an Outcome, as is a connection lost on the way. One that
    speaks of the relay is the last: no more is drawn. Where `stop` is set before the session is
    open, none is.

    Raises:
        DeliveryError: the relay can't be reached or refuses us altogether; none was drawn.
    """
    session = await unless_set(stop, connect(relay))
    if session is None:
        return
    try:
        async for message in messages:
            outcome = await _outcome(session, message, relay)
            yield outcome
            if outcome.scope is Scope.RELAY:
                return
    finally:
        await session.quit()


async def _outcome(session: Session, message: Message, relay: Relay) -> Outcome:
    try:
        return await session.offer(message) or await session.deliver(message)
    except LostError as error:
        return last_word(error, relay) or lost(error.reason, unsure=error.unsure)
