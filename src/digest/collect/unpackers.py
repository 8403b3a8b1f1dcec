"""The four ways in which HTTP packs bodies, unpacked step by step (RFC 9110, section 8.4.1).

Each step gives about as much as is asked for, whatever it could give. Knows no limit itself.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Final, Protocol

import brotli  # type: ignore[import-untyped]  # it ships no types

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GZIP_MAGIC: Final = b"\x1f\x8b"
FAULTS: Final = (zlib.error, brotli.error, zstd.ZstdError)
"""What broken data makes an unpacker raise."""

_GZIP: Final = zlib.MAX_WBITS | 16
_DEFLATE_NIBBLE: Final = 8  # RFC 1950, section 2.2: the compression method in the first byte
_WINDOW_LOG: Final = 23  # RFC 9659: 8 MiB is the largest window that HTTP may want
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"


class Unpacker(Protocol):
    """Unpacks one body; `eof` is whether its packed data came to an end."""

    eof: bool

    def pieces(self, data: bytes, most: Callable[[], int]) -> Iterator[bytes]:
        """Unpack the next bytes, in pieces of about `most` bytes; raises one of FAULTS."""
        ...


class Gzip:
    """gzip, of one member or several, and padding behind them.

    A body that does not begin as gzip does (RFC 1952, section 2.3.1) passes as it is: there are
    servers that name the packing and pack nothing.
    """

    def __init__(self) -> None:
        self.eof = True
        self._inner = zlib.decompressobj(_GZIP)
        self._head: bytes | None = b""
        self._plain = False

    def pieces(self, data: bytes, most: Callable[[], int]) -> Iterator[bytes]:
        """See Unpacker."""
        if self._head is not None:
            data = self._head + data
            if data == GZIP_MAGIC[:1]:  # one byte tells nothing yet
                self.eof, self._head = False, data
                return
            self.eof, self._head = True, None
            self._plain = not data.startswith(GZIP_MAGIC)
        if self._plain:
            yield data
            return
        while data:
            if self.eof:
                self.eof, self._inner = False, zlib.decompressobj(_GZIP)
            yield self._inner.decompress(data, most())
            data = self._inner.unconsumed_tail
            if self._inner.eof:
                self.eof, rest = True, self._inner.unused_data
                data = rest if rest.startswith(GZIP_MAGIC) else b""  # padding is no harm


class Deflate:
    """deflate, in the zlib wrapper as it should be, or bare as many servers send it."""

    def __init__(self) -> None:
        self.eof = True
        self._inner: zlib._Decompress | None = None

    def pieces(self, data: bytes, most: Callable[[], int]) -> Iterator[bytes]:
        """See Unpacker."""
        while data:
            if self._inner is None:
                wrapped = data[0] & 0x0F == _DEFLATE_NIBBLE
                self._inner = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
            yield self._inner.decompress(data, most())
            self.eof, data = self._inner.eof, self._inner.unconsumed_tail


class Brotli:
    """br (RFC 7932)."""

    def __init__(self) -> None:
        self.eof = True
        self._inner = brotli.Decompressor()

    def pieces(self, data: bytes, most: Callable[[], int]) -> Iterator[bytes]:
        """See Unpacker."""
        piece = self._inner.process(data, output_buffer_limit=most())
        while piece:
            yield piece
            piece = self._inner.process(b"", output_buffer_limit=most())
        self.eof = self._inner.is_finished()


class Zstd:
    """zstd (RFC 8878), of one frame or several."""

    def __init__(self) -> None:
        self.eof = True
        self._inner = _zstd()

    def pieces(self, data: bytes, most: Callable[[], int]) -> Iterator[bytes]:
        """See Unpacker."""
        while data or not (self._inner.needs_input or self._inner.eof):
            if self._inner.eof:
                self._inner = _zstd()
            yield self._inner.decompress(data, most())
            self.eof, data = self._inner.eof, b""
            if self.eof and self._inner.unused_data.startswith(_ZSTD_MAGIC):
                data = self._inner.unused_data


UNPACKERS: Final[dict[str, Callable[[], Unpacker]]] = {
    "gzip": Gzip,
    "x-gzip": Gzip,
    "deflate": Deflate,
    "br": Brotli,
    "zstd": Zstd,
}
"""By the name that Content-Encoding gives."""


def _zstd() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})
