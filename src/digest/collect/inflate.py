"""Bodies unpacked under a limit: never more bytes than allowed, whatever they are packed with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.collect.unpackers import FAULTS, GZIP_MAGIC, UNPACKERS
from digest.errors import SourceError

if TYPE_CHECKING:
    from digest.collect.unpackers import Unpacker

ACCEPTED: Final = "gzip, deflate, br, zstd"
"""What a request asks for, as Accept-Encoding."""

_PLAIN: Final = frozenset(("", "identity", "none", "utf-8", "utf8"))
"""Names of no packing, also those that servers take for it."""


class Inflater:
    """Unpacks one body piece by piece (RFC 9110, section 8.4.1)."""

    def __init__(self, encoding: str, limit: int, where: str) -> None:
        """Take the Content-Encoding, the limit in bytes, and the URL for errors.

        Raises:
            SourceError: an encoding that was not asked for.
        """
        self._limit = self._room = limit
        self._where = where
        self._unpacker: Unpacker | None = None
        name = encoding.strip().lower()
        if name in UNPACKERS:
            self._unpacker = UNPACKERS[name]()
        elif name not in _PLAIN:
            raise self._error(f"came packed as {encoding[:40]!r}, which was not asked for")

    def feed(self, data: bytes) -> bytes:
        """Unpack the next piece.

        Raises:
            SourceError: over the limit, or not what the encoding says.
        """
        if self._unpacker is None:
            return self._take(data)
        try:
            pieces = self._unpacker.pieces(data, lambda: self._room + 1)
            return b"".join(map(self._take, pieces))
        except FAULTS as error:
            raise self._error("is not packed the way it says") from error

    def end(self) -> None:
        """Close the body.

        Raises:
            SourceError: it stopped in the middle of packed data.
        """
        if self._unpacker is not None and not self._unpacker.eof:
            raise self._error("ended in the middle of its packed data")

    def _take(self, piece: bytes) -> bytes:
        self._room -= len(piece)
        if self._room < 0:
            raise too_large(self._where, self._limit)
        return piece

    def _error(self, what: str) -> SourceError:
        return SourceError(f"{self._where} {what}", "Ask the site to repair its server.")


def too_large(where: str, limit: int) -> SourceError:
    """Make the error of a body over the limit."""
    size = f"{limit // 1024} KiB" if limit >= 1024 else f"{limit} bytes"  # noqa: PLR2004 - KiB
    return SourceError(
        f"{where} is larger than {size}", "Raise max_bytes under [collect] if it should be."
    )


def gunzip(body: bytes, limit: int, where: str) -> bytes:
    """Unpack a body that is a .gz file itself; anything else comes back as it is.

    Raises:
        SourceError: over the limit in bytes, or broken.
    """
    if not body.startswith(GZIP_MAGIC):
        return body
    inflater = Inflater("gzip", limit, where)
    unpacked = inflater.feed(body)
    inflater.end()
    return unpacked
