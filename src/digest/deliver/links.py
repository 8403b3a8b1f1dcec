"""What a reader's mail leads back to: a value, which pipeline fills."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a reader's mail leads back to: how to leave it, to choose, and the envelope sender.

    Without a `sender` it comes from the newsletter's own address.
    """

    leave_url: str
    choose_url: str
    leave_mailto: str
    sender: str = ""
