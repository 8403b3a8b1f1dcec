"""A session in a folder of an IMAP server (RFC 3501), as a URL names it.

It is encrypted, but on this machine; the settings allow no other. It changes nothing by itself.
"""

from __future__ import annotations

import imaplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["opened"]

_PORTS: Final = {"imaps": 993, "imap": 143}


@contextmanager
def opened(url: str, password: str, *, timeout: float, readonly: bool) -> Iterator[imaplib.IMAP4]:
    """Log in and open the folder until the block ends; what goes wrong in it is told by its name.

    Args:
        url: imaps://USER@HOST/FOLDER; without a folder it is INBOX.
        password: of that user.
        timeout: seconds that each answer may take.
        readonly: nothing in the folder may change.

    Raises:
        SourceError: the server can't be reached, or refuses the login or the folder.
    """
    place = urlsplit(url)
    name = f"{place.hostname}{place.path}"
    if not password.isascii():  # an error of the library would print it
        raise SourceError(f"{name}: its password has letters that IMAP can't send", "Change it.")
    try:
        with _connected(url, timeout) as session:
            session.login(unquote(place.username or ""), password)
            folder = unquote(place.path.strip("/")) or "INBOX"
            state, _ = session.select(_quoted(folder), readonly=readonly)
            if state != "OK":
                raise SourceError(f"{name}: there is no folder {folder}", "Name one in imap.")
            yield session
    except (OSError, imaplib.IMAP4.error, ssl.SSLError) as error:
        words = " ".join(str(error).strip("b'\"").split())[:200]
        raise SourceError(f"{name}: {words}", "Check imap and password.") from error


def _connected(url: str, timeout: float) -> imaplib.IMAP4:
    place = urlsplit(url)
    host, port = place.hostname or "", place.port or _PORTS[place.scheme]
    if place.scheme == "imaps":
        trusting = ssl.create_default_context()
        return imaplib.IMAP4_SSL(host, port, ssl_context=trusting, timeout=timeout)
    return imaplib.IMAP4(host, port, timeout=timeout)


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
