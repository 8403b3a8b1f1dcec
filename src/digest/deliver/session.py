"""One open SMTP session: envelopes and bodies, pipelined where offered (RFC 2920).

The envelope of the next message may leave together with a body; a body never leaves before
the caller says so. After any refusal RSET goes out before the next envelope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.deliver.framing import END, frame
from digest.deliver.outcomes import REFUSED, Verb
from digest.deliver.talk import CLOSING, INTERMEDIATE, OUT_OF_STEP, RESET, Talk
from digest.deliver.wire import UNSENT, LostError

if TYPE_CHECKING:
    from digest.deliver.relay import Message, Relay
    from digest.deliver.replies import Reply
    from digest.deliver.talk import Features
    from digest.deliver.wire import Wire
    from digest.model import Outcome

GO_ON: Final = 354
COMPLETE: Final = 2
ENVELOPE: Final = 3  # answers: to MAIL, RCPT and DATA
_VERBS: Final = (Verb.MAIL, Verb.RCPT, Verb.DATA)


class Session(Talk):
    """Offers messages one after another, each body between DATA and a dot."""

    def __init__(self, wire: Wire, features: Features, relay: Relay) -> None:
        super().__init__(wire, features, relay)
        self._riding: Message | None = None
        self._dirty = False
        self._hasty = False
        self._until = 0.0

    async def offer(self, message: Message) -> Outcome | None:
        """Offer the envelope. None: the server waits for the body.

        Raises:
            LostError: the connection is gone, or out of step; the message was not sent.
        """
        if message is not self._riding and (unfit := self.unfit(message)):
            return unfit
        self._until = self._now() + self._timeouts.total
        if not self._features.pipelining:
            return await self._offer_lockstep(message)
        return await self._offer_pipelined(message)

    async def deliver(self, message: Message, following: Message | None = None) -> Outcome:
        """Send the body of the message last offered, and with it the following envelope.

        Raises:
            LostError: no answer came; `unsure` when the server may have the message.
        """
        rider = self._envelope_of(following)
        pieces = message.pieces if message.framed else (frame(message.data),)
        self._wire.check()
        self._wire.write(*pieces, END + rider)
        self._riding = following if rider else None
        final = await self._final()
        if final.code >= REFUSED:
            self._refused(pending=bool(rider))
        return self._judge(final, Verb.BODY)

    # --- envelopes --------------------------------------------------------------------

    async def _offer_pipelined(self, message: Message) -> Outcome | None:
        if self._riding is not message:
            self._refuse_rider()
            self._wire.check()
            self._wire.write(self._reset() + b"".join(self._commands(message)))
        self._riding = None
        if self._dirty:
            await self._cleared()
        if self._all_well():
            return None
        mail, rcpt, data = [await self._answer(verb) for verb in _VERBS]
        return await self._judge_envelope(mail, rcpt, data)

    def _all_well(self) -> bool:
        """Whether the three answers are there already, and as they nearly always are."""
        if self._hasty or not (ready := self._wire.ready(ENVELOPE)):
            return False
        mail, rcpt, data = ready
        well = mail.code // 100 == rcpt.code // 100 == COMPLETE and data.code == GO_ON
        if well:
            self._wire.skip(ENVELOPE)
        return well

    async def _judge_envelope(self, mail: Reply, rcpt: Reply, data: Reply) -> Outcome | None:
        self._hasty = False
        refusals = (mail, Verb.MAIL), (rcpt, Verb.RCPT), (data, Verb.DATA)
        refusal = next((pair for pair in refusals if pair[0].code >= REFUSED), None)
        if refusal is None:
            _check_open(data)
            return None
        self._dirty = True
        _check_step(refusal[0])
        if data.code == GO_ON:
            await self._end_empty(mail)
        return self._judge(*refusal)

    async def _offer_lockstep(self, message: Message) -> Outcome | None:
        if self._dirty:
            self._wire.write(self._reset())
            await self._cleared()
        for verb, command in zip(_VERBS, self._commands(message), strict=True):
            self._wire.write(command)
            reply = await self._answer(verb)
            if reply.code >= REFUSED:
                self._dirty, self._hasty = True, False
                _check_step(reply)
                return self._judge(reply, verb)
        _check_open(reply)
        return None

    async def _end_empty(self, mail: Reply) -> None:
        """The server waits for a body though it refused the envelope (RFC 2920, 3.1).

        With no recipient a single dot is harmless; if MAIL failed and RCPT did not, an
        older transaction may be open, and nothing may end it but the connection's end.
        """
        if mail.code >= REFUSED:
            raise LostError(f"the server is out of step: {mail}, yet it waits for a message")
        self._wire.write(END)
        await self._answer()
        self._hasty = False

    def _refuse_rider(self) -> None:
        """An envelope rode ahead and is not wanted now: this session can't be reused."""
        if self._riding is not None:
            raise LostError("another envelope was on its way")

    def _commands(self, message: Message) -> tuple[bytes, bytes, bytes]:
        return (*self._envelope(message), b"DATA\r\n")

    def _envelope_of(self, message: Message | None) -> bytes:
        if message is None or not self._features.pipelining or self.unfit(message):
            return b""
        envelope = b"".join(self._commands(message))
        # Encryption adds to it.
        return envelope if len(envelope) < UNSENT // 2 else b""

    # --- replies ----------------------------------------------------------------------

    def _reset(self) -> bytes:
        return RESET if self._dirty else b""

    async def _cleared(self) -> None:
        reply = await self._answer()
        if reply.code >= REFUSED:
            raise LostError(f"the server does not reset: {reply}")
        self._dirty = False

    async def _answer(self, verb: Verb | None = None) -> Reply:
        """The next reply to a command; after a refusal the rest of a pipeline is hurried.

        Some servers drop what was pipelined behind an error. Waiting for answers that never
        come would cost a whole deadline, guessing which answer is which could cost a mail.
        """
        patience = self._timeouts.settle if self._hasty else self._timeouts.command
        reply = await self._wire.reply(min(patience, self._left()))
        if reply.code == CLOSING and not self._hasty:
            raise LostError(str(reply), reply=reply, verb=verb)
        if reply.code >= REFUSED:
            self._hasty = True
        return reply

    async def _final(self) -> Reply:
        try:
            final = await self._wire.reply(min(self._timeouts.final, self._left()))
        except LostError as error:
            sent = not self._wire.clogged
            raise LostError(error.reason, unsure=sent) from None
        if final.code == CLOSING:
            raise LostError(str(final), reply=final, verb=Verb.BODY)
        if final.code // 100 == INTERMEDIATE:
            raise LostError(f"the server is out of step: {final}", unsure=True)
        return final

    def _refused(self, *, pending: bool) -> None:
        self._dirty = not pending
        self._hasty = pending

    def _left(self) -> float:
        return max(self._until - self._now(), 0.0)


def _check_step(refusal: Reply) -> None:
    """A server that closes, or that lost count of our commands, judges no message."""
    if refusal.code in (CLOSING, OUT_OF_STEP):
        raise LostError(str(refusal), silent=refusal.code == OUT_OF_STEP, reply=refusal)


def _check_open(data: Reply) -> None:
    if data.code != GO_ON:
        raise LostError(f"the server is out of step: {data} in answer to DATA")
