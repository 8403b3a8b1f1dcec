"""The local catch-all: takes every mail over SMTP and shows it on a web page.

For demos, previews and tests on one machine. It never sends a mail on, and forgets the
oldest ones first: memory holds the last `keep` mails and at most `max_bytes` of them.
"""

from __future__ import annotations

import re
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from digest.web.inbox_mail import Envelope, Mail
from digest.web.inbox_pages import pages
from digest.web.inbox_smtp import door
from digest.web.server import bound
from digest.web.server import running as running_page

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

__all__ = ["Envelope", "Inbox", "InboxAddress", "Mail", "running", "serve"]

KEEP: Final = 1000
KEEP_BYTES: Final = 256 * 1024 * 1024


def _now() -> datetime:
    return datetime.now(UTC)


class Inbox:
    """The mails that came in. With a `folder`, each is also kept there as an .eml file."""

    def __init__(
        self,
        *,
        folder: Path | None = None,
        keep: int = KEEP,
        max_bytes: int = KEEP_BYTES,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._mails: deque[Mail] = deque()
        self._folder = folder
        self._keep = keep
        self._max_bytes = max_bytes
        self._clock = clock
        self._bytes = 0
        self._last_id = 0

    def add(self, raw: bytes, envelope: Envelope) -> Mail:
        """Keep a mail, and drop the oldest ones that no longer fit.

        Raises:
            OSError: The folder can't take the file; the mail is not kept at all.
        """
        mail = Mail(self._last_id + 1, raw, envelope, self._clock())
        if self._folder is not None:
            _write(self._folder, mail)
        self._last_id = mail.id
        self._mails.append(mail)
        self._bytes += len(raw)
        self._forget()
        return mail

    def mails(self) -> tuple[Mail, ...]:
        """Newest first."""
        return tuple(reversed(self._mails))

    def get(self, number: int) -> Mail | None:
        """The mail with that id, None if it never came or was dropped."""
        return next((mail for mail in self._mails if mail.id == number), None)

    def _forget(self) -> None:
        while len(self._mails) > self._keep or (
            self._bytes > self._max_bytes and len(self._mails) > 1
        ):
            self._bytes -= len(self._mails.popleft().raw)


def _write(folder: Path, mail: Mail) -> None:
    """Write `NNNNNN-recipient.eml`; files of an earlier run keep their names."""
    folder.mkdir(parents=True, exist_ok=True)
    first = mail.envelope.recipients[0] if mail.envelope.recipients else "nobody"
    safe = re.sub(r"[^a-z0-9@+-]+", "-", first.lower()).strip("-")[:60] or "reader"
    name, attempt = f"{mail.id:06d}-{safe}", 1
    while True:
        try:
            with (folder / f"{name}.eml").open("xb") as file:
                file.write(mail.raw)
        except FileExistsError:
            attempt += 1
            name = f"{mail.id:06d}-{safe}-{attempt}"
        else:
            return


@dataclass(frozen=True, slots=True)
class InboxAddress:
    """Where a running inbox can be reached."""

    host: str
    smtp_port: int
    web_url: str


@asynccontextmanager
async def running(
    inbox: Inbox, *, host: str = "127.0.0.1", smtp_port: int = 0, web_port: int = 0
) -> AsyncIterator[InboxAddress]:
    """Run SMTP and the web page in this loop until the block ends; port 0 means a free one.

    Raises:
        DigestError: A port can't be had; the hint says how to choose another.
    """
    app, what = pages(inbox, host=host), "inbox's web page"
    with bound(host, smtp_port, "inbox's SMTP", "--smtp-port") as smtp:
        async with (
            door(smtp, inbox.add),
            running_page(app, host=host, port=web_port, what=what, option="--web-port") as url,
        ):
            yield InboxAddress(host, smtp.getsockname()[1], url)


async def serve(
    host: str,
    smtp_port: int,
    web_port: int,
    on_ready: Callable[[InboxAddress], None],
    stop: asyncio.Event,
    *,
    folder: Path | None = None,
) -> None:
    """Run an inbox until `stop` is set; `on_ready` learns where it listens.

    Raises:
        DigestError: A port can't be had.
    """
    async with running(
        Inbox(folder=folder), host=host, smtp_port=smtp_port, web_port=web_port
    ) as address:
        on_ready(address)
        await stop.wait()
