"""The [bounces] table: where mail that came back lies."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import SecretTable, Table, by


class BouncesTable(Table, frozen=True, kw_only=True):
    """Where `digest run` takes in mail that came back: one of `box` and `imap`."""

    box: Annotated[
        str | None, by(values.line, "A maildir, an mbox or a folder of mails", "/srv/mail/bounces")
    ] = None
    imap: Annotated[
        str | None, by(values.imap_url, "A folder", "imaps://bounces@mail.example/INBOX")
    ] = None
    password: Annotated[SecretTable | None, Meta(description="Of the mailbox at imap")] = None
    every: Annotated[str, by(values.duration, "How often it is looked at", "5m")] = "5m"
