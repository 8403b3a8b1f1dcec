"""A reader's mailbox as the reader's program sees it: over IMAP, encrypted."""

from __future__ import annotations

import imaplib
import re
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.integration.peers.daemon import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What servers write above a message (RFC 5321, section 4.4); folded lines belong to it.
_NAMES = rb"Return-Path|Envelope-To|X-Original-To|Delivered-To|Received"
_TRACE = re.compile(rb"(?:(?:%b):[^\n]*\n(?:[ \t][^\n]*\n)*)*" % _NAMES, re.IGNORECASE)


def name_of(address: str) -> str:
    """The mailbox of an address: what stands behind a plus is not part of it."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


@contextmanager
def opened(port: int, authority: Path, name: str, password: str) -> Iterator[imaplib.IMAP4]:
    """A session in that mailbox."""
    trusting = ssl.create_default_context(cafile=str(authority))
    with imaplib.IMAP4_SSL(HOST, port, ssl_context=trusting, timeout=30) as session:
        session.authenticate("PLAIN", lambda _: f"\0{name}\0{password}".encode())
        yield session


def count(session: imaplib.IMAP4) -> int:
    """How many mails are in it now."""
    _, (said,) = session.select("INBOX", readonly=True)
    return int(said or 0)


def read(session: imaplib.IMAP4) -> list[bytes]:
    """All mails, in the order they came, with LF as line end."""
    if not count(session):
        return []
    word, answer = session.fetch("1:*", "(BODY.PEEK[])")
    assert word == "OK"
    return [part[1].replace(b"\r\n", b"\n") for part in answer if isinstance(part, tuple)]


def split(mail: bytes) -> tuple[bytes, bytes]:
    """What the servers wrote on top, and the message below it."""
    found = _TRACE.match(mail)
    assert found
    return found[0], mail[found.end() :]
