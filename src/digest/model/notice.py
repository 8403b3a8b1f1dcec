"""One system mail to one address: what it says, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digest.model.enums import DeliveryState


class NoticeKind(StrEnum):
    """What a Notice is for; a new kind needs a name here, and whoever tells it."""

    ALARM = "alarm"
    CONFIRM = "confirm"
    MOVE = "move"
    MOVED = "moved"
    TEST = "test"
    WELCOME = "welcome"

    @property
    def is_readers(self) -> bool:
        """Whether it goes to a reader as one, and not to an operator or an editor."""
        return self not in {NoticeKind.ALARM, NoticeKind.TEST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A mail that is no reader's copy of an edition; `id` is 0 until it is stored.

    `key` says what it tells, without an address: what was told is not told again under it.
    `newsletter` is whose sender it has. With an `edition` the mail is that edition, whole,
    and has no words of its own. It is never unsure: it goes again under its Message-ID.
    `relay` and `remote_id` are as those of a Delivery.
    """

    id: int = 0
    key: str
    kind: NoticeKind
    newsletter: str
    email: str
    name: str = ""
    subject: str
    text: str = ""
    html: str = ""
    edition: str = ""
    message_id: str
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    due_at: datetime
    code: int = 0
    enhanced: str = ""
    detail: str = ""
    relay: str = ""
    remote_id: str = ""
    created: datetime
