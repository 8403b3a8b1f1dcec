"""How a relay, or the domain of some readers, is treated just now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model.enums import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttle:
    """What was learned of a relay or of a domain, over restarts.

    `width` is how many messages may be under way at once, 0 for no limit of its own;
    `failures` counts troubles in a row; until `until` it gets nothing, for `reason`. Since
    `doubted` a domain refuses its readers for good one after another, and takes nobody's mail.
    """

    scope: Scope
    name: str
    width: float = 0.0
    failures: int = 0
    until: datetime | None = None
    reason: str = ""
    doubted: datetime | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is treated as one of which nothing is known."""
        known = self.width or self.failures or self.until is not None
        return not known and self.doubted is None

    def shut(self, now: datetime) -> datetime | None:
        """Until when it gets nothing; None where that is over, or never was."""
        return self.until if self.until is not None and self.until > now else None
