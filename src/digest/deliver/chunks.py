"""One open session with CHUNKING (RFC 3030): whole messages, several under way at once.

A message is one write: its envelope and its data as one last chunk, no dot, no waiting for
354. Its answers come later, in order. Never sends what the caller has not handed over.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.deliver.framing import whole_lines
from digest.deliver.outcomes import REFUSED, Verb
from digest.deliver.talk import CLOSING, INTERMEDIATE, OUT_OF_STEP, RESET, Talk
from digest.deliver.wire import LostError

if TYPE_CHECKING:
    from digest.deliver.relay import Message, Relay
    from digest.deliver.replies import Reply
    from digest.deliver.talk import Features
    from digest.deliver.wire import Wire
    from digest.model import Outcome

UNKNOWN: Final = frozenset({500, 502, 504})
_VERBS: Final = (Verb.MAIL, Verb.RCPT, Verb.BODY)


@dataclass(frozen=True, slots=True)
class _Pushed:
    """A message under way: until when its answers may come, and whether RSET went before it."""

    until: float
    after_reset: bool


class ChunkSession(Talk):
    """Keeps several messages under way."""

    def __init__(self, wire: Wire, features: Features, relay: Relay) -> None:
        super().__init__(wire, features, relay)
        self._under_way: deque[_Pushed] = deque()
        self._used = False
        self._refused = False
        self._heard = 0
        self._lost: LostError | None = None

    def push(self, message: Message) -> None:
        """Send the whole message; `unfit` must have found nothing.

        RSET stands before each but the first: after a refusal a transaction may be open, and
        the next message is on its way before that is known (RFC 3030, section 2). Where the
        connection is lost already nothing leaves, and `pull` tells.
        """
        if not self._under_way and self._wire.unread:
            self._wire.abort("the server spoke out of turn")
        if self._wire.is_lost or self._lost is not None:
            return
        pieces = message.pieces if message.framed else (whole_lines(message.data),)
        mail, rcpt = self._envelope(message)
        before = RESET if self._used else b""
        chunk = b"BDAT %d LAST\r\n" % sum(map(len, pieces))
        self._wire.write(before + mail + rcpt + chunk, *pieces)
        self._under_way.append(_Pushed(self._now() + self._timeouts.total, self._used))
        self._used = True

    @property
    def answered(self) -> bool:
        """Whether the oldest message under way has all its answers already."""
        if not self._under_way:
            return False
        return bool(self._wire.ready(len(_VERBS) + self._under_way[0].after_reset))

    async def pull(self) -> list[Outcome]:
        """What the server says to the oldest message under way; refused, to all behind it too.

        Some servers drop what was pipelined behind an error, and what they say next is no answer
        to the next message. They are found out by the answers that are missing in the end: then
        all behind the refused one are in doubt.

        Raises:
            LostError: no answer came; `unsure` when the server may have this message, `behind`
                says how many behind it.
        """
        if self._lost is not None:
            raise self._lost
        if not self._under_way:
            self._wire.check()
        try:
            outcomes = [await self._pull_one()]
        except LostError as error:
            error.silent = error.silent and not error.unsure
            raise
        if self._refused:
            outcomes += await self._pull_behind()
        return outcomes

    async def _pull_behind(self) -> list[Outcome]:
        """All behind a refused message, or none where answers are missing: they are in doubt."""
        outcomes: list[Outcome] = []
        behind, self._heard = len(self._under_way), 0
        try:
            while self._under_way and self._lost is None:
                outcomes.append(await self._pull_one())
        except LostError as error:
            self._lost = error
        if self._lost is not None:
            # Of a server that closes at once nothing was taken, whatever it does to a pipeline.
            doubt = behind > 0 and (self._lost.unsure or self._heard > 0)
            silent, rest = self._lost.silent, (behind - 1) * doubt
            self._lost = LostError(self._lost.reason, unsure=doubt, silent=silent, behind=rest)
            return []
        self._refused = False
        return outcomes

    async def _pull_one(self) -> Outcome:
        pushed = self._under_way[0]
        replies = await self._replies(pushed)
        self._under_way.popleft()
        refusal = next((pair for pair in replies if pair[0].code >= REFUSED), None)
        self._check(*(refusal or replies[-1]))
        self._refused = self._refused or refusal is not None
        return self._judge(*(refusal or replies[-1]))

    async def _replies(self, pushed: _Pushed) -> list[tuple[Reply, Verb]]:
        if pushed.after_reset and (reply := await self._answer(pushed)).code >= REFUSED:
            words = f"the server does not reset: {reply}"
            raise LostError(words, unsure=True, behind=self._behind)
        found: list[tuple[Reply, Verb]] = []
        try:
            while len(found) < len(_VERBS):
                verb = _VERBS[len(found)]
                found.append((await self._answer(pushed, verb), verb))
        except LostError as error:
            if not any(reply.code >= REFUSED for reply, _ in found):
                raise
            self._lost = error  # that this one was refused stands
        return found

    async def _answer(self, pushed: _Pushed, verb: Verb | None = None) -> Reply:
        """The next reply; what is lost from here on may have arrived, but for a 421.

        A server that closes with 421 takes nothing that it has not taken (RFC 5321, 3.8).
        """
        patience = min(self._timeouts.final, max(pushed.until - self._now(), 0.0))
        try:
            reply = await self._wire.reply(patience)
        except LostError as error:
            raise LostError(
                error.reason, unsure=True, silent=error.silent, behind=self._behind
            ) from None
        if reply.code == CLOSING:
            raise LostError(str(reply), reply=reply, verb=verb)
        self._heard += 1
        return reply

    @property
    def _behind(self) -> int:
        return len(self._under_way) - 1

    def _check(self, final: Reply, verb: Verb) -> None:
        """A server that lost count, or knows no BDAT, reads our data as commands: get away."""
        unknown = final.code in UNKNOWN and (verb is Verb.BODY or self._refused)
        if unknown or final.code == OUT_OF_STEP:
            raise LostError(str(final), silent=True, behind=len(self._under_way))
        if final.code // 100 == INTERMEDIATE:
            words = f"the server is out of step: {final}"
            raise LostError(words, unsure=True, behind=len(self._under_way))
