"""What comes back after a mail was taken: a report of its failure, a complaint, or an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

BARS: Final = "no more mail"
"""How what is done begins where a reader is barred."""


class BounceKind(StrEnum):
    """What a mail that came back says of its reader.

    hard: there is no such mailbox, or it is switched off. soft: it took no mail then. quota: it
    is full. policy: the mail or its sender was not wanted, which says nothing of the mailbox.
    auto-reply: a machine answers for a person. complaint: the reader called it spam. leave: the
    reader wants no more of it. reply: a person wrote. other: nothing is lost or known.
    """

    HARD = "hard"
    SOFT = "soft"
    QUOTA = "quota"
    POLICY = "policy"
    AUTO_REPLY = "auto-reply"
    COMPLAINT = "complaint"
    LEAVE = "leave"
    REPLY = "reply"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What one mail that came back says of one address.

    `addresses` are those it may speak of, the likeliest first: the one that was written to, then
    what it was sent on to. `status` is the enhanced code (RFC 3463), `code` the SMTP reply
    code, 0 where none is given. `text` is the server's own words, `reason` ours. `message_id`
    is that of the mail that failed, `came_to` where this one came to.
    """

    kind: BounceKind
    reason: str
    addresses: tuple[str, ...] = ()
    status: str = ""
    code: int = 0
    text: str = ""
    message_id: str = ""
    came_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Soft:
    """A soft Bounce of a reader: when it came, and when the mail that it speaks of was sent.

    `sent` is None where nobody knows which mail that was.
    """

    seen: datetime
    sent: datetime | None = None

    @property
    def at(self) -> datetime:
        """When the mailbox took no mail, as far as it is known."""
        return self.sent or self.seen


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBounce:
    """A Bounce on record: when it came, from where, and whom it was found to speak of.

    `found_by` says how: verp, message-id or address; it is empty where nobody was found.
    `origin` is the mailbox, file or provider. `evidence` is the head of the mail as it came.
    """

    id: int
    seen: datetime
    origin: str
    bounce: Bounce
    subscriber: int | None = None
    delivery: int | None = None
    found_by: str = ""
    done: str = ""
    evidence: str = ""

    @property
    def bars(self) -> bool:
        """Whether its reader gets no more mail because of it."""
        return self.done.startswith(BARS)
