"""The SMTP client's public face: one message to one relay.

Editions go through outbox.py, which keeps sessions open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.deliver.connect import connect
from digest.deliver.outcomes import lost
from digest.deliver.relay import Message, Relay, Security, Timeouts
from digest.deliver.wire import LostError

if TYPE_CHECKING:
    from digest.model import Outcome

__all__ = ["Message", "Relay", "Security", "Timeouts", "send_one"]


async def send_one(relay: Relay, message: Message) -> Outcome:
    """Send one message over a connection of its own: test mails and notices.

    A refusal is an Outcome, as is a connection lost on the way.

    Raises:
        DeliveryError: the relay can't be reached or refuses us altogether.
    """
    session = await connect(relay)
    try:
        outcome = await session.offer(message) or await session.deliver(message)
    except LostError as error:
        outcome = lost(error.reason, unsure=error.unsure)
    finally:
        await session.quit()
    return outcome
