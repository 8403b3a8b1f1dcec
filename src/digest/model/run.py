"""One firing of the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model.enums import Cadence, RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of one slot of a newsletter, unique by both and the cadence.

    `tries` counts failures; `retry_at` is when the next try comes, None where none comes
    by itself.
    """

    id: int
    newsletter: str
    slot: datetime
    state: RunState
    cadence: Cadence = Cadence.DAILY
    edition: str | None = None
    detail: str = ""
    tries: int = 0
    retry_at: datetime | None = None
    changed: datetime
