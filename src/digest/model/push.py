"""A source that says by itself when there is something new (W3C WebSub)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What was agreed with the hub of a source.

    `topic` is the name under which the hub knows it, `token` the end of the address to which
    the hub pushes, `secret` what it signs with. `asked` is when it was asked last, `until` when
    its promise ends, None before it made one; `denied` is why it makes none.
    """

    source: str
    hub: str
    topic: str
    token: str
    secret: str
    asked: datetime
    until: datetime | None = None
    denied: str = ""
