"""From the [bounces] table to settings. Reads no secret."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from digest.config import values
from digest.config.secret import Secret

if TYPE_CHECKING:
    from digest.config.secret import Secrets
    from digest.config.tables.bounces import BouncesTable


class BounceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where mail that came back lies: `box`, or `imap` and its password; none where nowhere."""

    box: Path | None = None
    imap: str | None = None
    password: Secret | None = None
    every: timedelta = timedelta(minutes=5)


def bounces(table: BouncesTable, secrets: Secrets) -> BounceSettings:
    """The settings that the table stands for.

    Raises:
        ConfigError: it names two places, or a mailbox without a password.
    """
    path = ("bounces",)
    if table.box is not None and table.imap is not None:
        words = "mail that came back lies in one place"
        raise secrets.origin.error((*path, "imap"), words, "name box or imap")
    if (table.imap is None) != (table.password is None):
        raise secrets.origin.error(path, "imap and password are given together")
    return BounceSettings(
        box=secrets.root / table.box if table.box else None,
        imap=table.imap,
        password=secrets.at(table.password, (*path, "password")) if table.password else None,
        every=values.duration(table.every),
    )
