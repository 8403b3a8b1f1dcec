"""What went wrong with a fetch, in words: statuses, connections, broken answers. Fetches none."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import aiohttp

from digest.collect.clean import clean_line
from digest.collect.headers import wait_of
from digest.collect.urls import shown
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAID: Final = 40  # characters of a header that is no answer
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # any time will do
_HINTS = {
    401: "It wants a login; digest reads only what is public.",
    403: "The site refuses this program; ask it for permission, or for another feed.",
    404: "Look for the feed's new address on the site.",
    410: "It is gone for good; take the source out of digest.toml.",
    429: "Too many visits; collect less often.",
}

_WHY = {
    errno.ECONNREFUSED: "it was refused",
    errno.ECONNRESET: "it was cut off",
    errno.ETIMEDOUT: "it timed out",
    errno.EHOSTUNREACH: "there is no way to the host",
    errno.ENETUNREACH: "there is no way to its network",
}


def bad_status(url: str, status: int, headers: Mapping[str, str]) -> SourceError:
    """The error of a status that is no answer, with the server's word of when to ask again.

    One that can't be read is said, and counts as none.
    """
    hint = _HINTS.get(status, "Try again later." if status >= 500 else "")  # noqa: PLR2004 - HTTP
    asked, words = headers.get("Retry-After", ""), f"{shown(url)} answered {status}"
    if asked and wait_of(asked, _EPOCH) is None:
        said = clean_line(asked, _SAID)
        return SourceError(f"{words}; its Retry-After can't be read: {said!r}", hint, status=status)
    return SourceError(words, hint, status=status, retry_after=asked)


def unreachable(url: str, error: Exception) -> SourceError:
    """The error of an answer that did not come, or not in full."""
    where = shown(url)
    match error:
        case aiohttp.ClientConnectorDNSError():
            return SourceError(f"{where}: the host is unknown", "Check the name, and the network.")
        case aiohttp.ClientConnectorError():
            return _unconnected(where, error)
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError():
            return SourceError(f"{where}: the answer broke off", "Try again later.")
        case aiohttp.InvalidURL():
            return SourceError(f"{where} is not a URL", "Write it as https://host/path.")
        case _:
            return SourceError(f"{where}: the answer is not proper HTTP", "Tell the site.")


def _unconnected(where: str, error: aiohttp.ClientConnectorError) -> SourceError:
    match error:
        case aiohttp.ClientConnectorCertificateError():
            words, hint = "the connection can't be trusted", "Its certificate is not valid."
        case aiohttp.ClientSSLError():
            words = "no connection, no TLS could be agreed on"
            hint = "Is its address http, or the port another?"
        case _:
            why = _WHY.get(error.os_error.errno or 0, "the network failed")
            words, hint = f"no connection, {why}", "The server is down, or the port wrong."
    return SourceError(f"{where}: {words}", hint)
