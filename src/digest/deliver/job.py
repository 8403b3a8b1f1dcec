"""A message on its way to one reader, from its claim to its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.deliver.lanes import Lane
from digest.deliver.relay import Message
from digest.model import Delivery


@dataclass(slots=True, eq=False)
class Job:
    """`message` is made for `lane`, when that is known; `started`: the store has it as sending.

    What is not started by `stale_at` may be claimed by others. `serial` tells which messages
    to the same domain went before. `losses` counts the connections it has cost, and `others` is
    how many messages its lane had taken at the first of them. `is_wide`: a relay without SMTPUTF8
    could not take it.
    """

    delivery: Delivery
    domain: str
    stale_at: datetime
    serial: int = 0
    message: Message | None = None
    lane: Lane | None = None
    started: bool = False
    losses: int = 0
    others: int = 0
    is_wide: bool = False

    @property
    def id(self) -> int:
        """The delivery's id."""
        return self.delivery.id

    def is_stale(self, now: datetime) -> bool:
        """Whether it was claimed too long ago to be started."""
        return not self.started and now >= self.stale_at

    @property
    def suspect(self) -> bool:
        """Whether it may be what ends its connections: the others go first, and show it."""
        return self.losses > 1

    @property
    def mail(self) -> Message:
        """The message, which is made when the job is handed out."""
        if self.message is None:
            raise RuntimeError(f"delivery {self.id} has no message yet")
        return self.message
