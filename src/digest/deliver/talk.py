"""What every open session does alike: commands for an envelope, and a decent end.

Never decides in which order things are said; session.py and chunks.py do.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.deliver.outcomes import judge, no_utf8, refused_here, too_large
from digest.deliver.wire import LostError
from digest.model import Scope

if TYPE_CHECKING:
    from digest.deliver.outcomes import Verb
    from digest.deliver.relay import Message, Relay
    from digest.deliver.replies import Reply
    from digest.deliver.wire import Wire
    from digest.model import Outcome

INTERMEDIATE: Final = 3
CLOSING: Final = 421
OUT_OF_STEP: Final = 503
RESET: Final = b"RSET\r\n"

_PATH = re.compile(r"""[^<> \t"(),;\\]+@[^<> \t"(),;\\@]+""")


@dataclass(frozen=True, slots=True)
class Features:
    """What the server said to EHLO that matters here; `size` 0 means no limit."""

    pipelining: bool = False
    chunking: bool = False
    size: int | None = None
    utf8: bool = False
    eight_bit: bool = False


class Talk:
    """An open session. `judged` counts the readers' mails that the server took or refused."""

    def __init__(self, wire: Wire, features: Features, relay: Relay) -> None:
        self.judged = 0
        self._wire = wire
        self._features = features
        self._relay = relay
        self._timeouts = relay.timeouts
        self._now = asyncio.get_running_loop().time

    async def quit(self) -> None:
        """Say goodbye and close; a server that is gone already is fine."""
        try:
            self._wire.write(b"QUIT\r\n")
            await self._wire.reply(self._timeouts.settle)
        except LostError:
            pass
        finally:
            await self._wire.close()

    async def close(self) -> None:
        """Close without a word: the server must drop whatever is not ended."""
        self._wire.abort("closed")
        await self._wire.close()

    def unfit(self, message: Message) -> Outcome | None:
        """Why the message can't be offered to this server at all, if it can't."""
        for address in (message.sender, message.recipient):
            if not _is_path(address):
                return refused_here("5.1.3", f"not an address: {address!a}")
        if message.needs_utf8 and not self._features.utf8:
            return no_utf8()
        limit = self._features.size
        if limit and message.size > limit:
            return too_large(message.size, limit)
        return None

    def _judge(self, reply: Reply, verb: Verb) -> Outcome:
        """What the reply means; what speaks of the relay judges no reader."""
        outcome = judge(reply, verb, self._relay)
        self.judged += outcome.scope is not Scope.RELAY
        return outcome

    def _envelope(self, message: Message) -> tuple[bytes, bytes]:
        """MAIL and RCPT."""
        options = b""
        if self._features.size is not None:
            options += b" SIZE=%d" % message.size
        if message.needs_utf8:
            options += b" BODY=8BITMIME SMTPUTF8" if self._features.eight_bit else b" SMTPUTF8"
        return (
            b"MAIL FROM:<%b>%b\r\n" % (message.sender.encode(), options),
            b"RCPT TO:<%b>\r\n" % message.recipient.encode(),
        )


def _is_path(address: str) -> bool:
    return _PATH.fullmatch(address) is not None and address.isprintable()
