"""The mailbox that mail comes back to, as digest.toml names it: taken in while a daemon works.

What is taken over IMAP is marked as seen, so that it is not fetched again.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from digest.collect.imap import opened
from digest.deliver.bounce.mail import MOST_BYTES
from digest.deliver.returns import Came, mails
from digest.errors import BounceError, SourceError
from digest.pipeline.bounces import Ingest

if TYPE_CHECKING:
    import imaplib
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from digest.config import Settings
    from digest.pipeline.bounces import IngestReport
    from digest.store import Store

AT_ONCE: Final = 200
"""Mails of one visit over IMAP; the next visit takes the others."""

_PIECE: Final = f"(BODY.PEEK[]<0.{MOST_BYTES}>)"


def has_box(settings: Settings) -> bool:
    """Whether digest.toml says where mail comes back to."""
    return settings.bounces.box is not None or settings.bounces.imap is not None


async def ingest_box(
    settings: Settings,
    store: Store,
    *,
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    dry_run: bool = False,
) -> IngestReport:
    """Take in what lies there; a stop ends it after the mail in hand.

    A `dry_run` keeps, does and marks nothing.

    Raises:
        BounceError: it can't be read; what was taken before is kept.
        StoreError: the database can't be written; likewise.
    """
    work = Ingest(settings, store, now=clock(), dry_run=dry_run)
    marks: list[str] = []
    if settings.bounces.box is not None:
        came = mails(settings.bounces.box)
    else:
        came = iter(await asyncio.to_thread(_fetched, settings, marks))
    for one in came:
        if stop.is_set():
            break
        work.take(one)
        await asyncio.sleep(0)  # a breath for the others
    if marks:
        await asyncio.to_thread(_mark, settings, marks)
    return work.finish()


def _fetched(settings: Settings, marks: list[str]) -> list[Came]:
    """The mails not marked as seen, the oldest first; the UIDs of those taken go into `marks`."""
    with _session(settings) as session:
        _, found = session.uid("SEARCH", "UNSEEN")
        uids = (found[0] or b"").decode().split()[:AT_ONCE]
        return [Came(_body(session, uid), "imap", partial(marks.append, uid)) for uid in uids]


def _mark(settings: Settings, uids: list[str]) -> None:
    with _session(settings) as session:
        session.uid("STORE", ",".join(uids), "+FLAGS.SILENT", r"(\Seen)")


def _body(session: imaplib.IMAP4, uid: str) -> bytes:
    _, answers = session.uid("FETCH", uid, _PIECE)
    return next((one[1] for one in answers if isinstance(one, tuple)), b"")


@contextmanager
def _session(settings: Settings) -> Iterator[imaplib.IMAP4]:
    bounces = settings.bounces
    password = bounces.password.reveal() if bounces.password else ""
    try:
        seconds = settings.collect.timeout
        with opened(bounces.imap or "", password, timeout=seconds, readonly=False) as session:
            yield session
    except SourceError as error:
        raise BounceError(error.message, error.hint) from error
