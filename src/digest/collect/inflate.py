"""Bodies unpacked under a limit: gzip and deflate, never more bytes than allowed."""

from __future__ import annotations

import zlib

from digest.errors import SourceError

GZIP_MAGIC = b"\x1f\x8b"
_GZIP = zlib.MAX_WBITS | 16
_DEFLATE_NIBBLE = 8  # RFC 1950, section 2.2: the compression method in the first byte
_ENCODINGS = frozenset(("", "identity", "gzip", "x-gzip", "deflate"))


class Inflater:
    """Unpacks one body piece by piece (RFC 9110, section 8.4.1)."""

    def __init__(self, encoding: str, limit: int, where: str) -> None:
        """Take the Content-Encoding, the limit in bytes, and the URL for errors.

        Raises:
            SourceError: an encoding that was not asked for.
        """
        self._encoding = encoding.strip().lower()
        self._limit = self._room = limit
        self._where = where
        self._unpacker: zlib._Decompress | None = None
        if self._encoding not in _ENCODINGS:
            raise self._error(f"came packed as {encoding[:40]!r}, which was not asked for")

    def feed(self, data: bytes) -> bytes:
        """Unpack the next piece.

        Raises:
            SourceError: over the limit, or not what the encoding says.
        """
        if self._encoding in {"", "identity"}:
            return self._take(data)
        unpacked: list[bytes] = []
        while data:
            unpacker = self._unpacker = self._unpacker or self._begin(data)
            unpacked.append(self._take(self._unpack(unpacker, data)))
            data = unpacker.unconsumed_tail or self._next_member(unpacker)
        return b"".join(unpacked)

    def end(self) -> None:
        """Close the body.

        Raises:
            SourceError: it stopped in the middle of packed data.
        """
        if self._unpacker is not None and not self._unpacker.eof:
            raise self._error("ended in the middle of its packed data")

    def _begin(self, data: bytes) -> zlib._Decompress:
        if self._encoding != "deflate":
            return zlib.decompressobj(_GZIP)
        wrapped = data[0] & 0x0F == _DEFLATE_NIBBLE  # many servers send it bare
        return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)

    def _unpack(self, unpacker: zlib._Decompress, data: bytes) -> bytes:
        try:
            return unpacker.decompress(data, self._room + 1)
        except zlib.error as error:
            raise self._error("is not packed the way it says") from error

    def _take(self, piece: bytes) -> bytes:
        self._room -= len(piece)
        if self._room < 0:
            raise too_large(self._where, self._limit)
        return piece

    def _next_member(self, unpacker: zlib._Decompress) -> bytes:
        rest = unpacker.unused_data
        if not unpacker.eof or not rest.startswith(GZIP_MAGIC):
            return b""  # padding after the end is common, and harmless
        self._unpacker = None
        return rest

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
