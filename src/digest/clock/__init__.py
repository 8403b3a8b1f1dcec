"""When things are due: rule, zone and instant to instants. Pure: reads no clock."""

from __future__ import annotations

from digest.clock.slots import due, rhythms, slot_on

__all__ = ["due", "rhythms", "slot_on"]
