"""Pictures (PNG, W3C Recommendation): made, read, and compared point by point."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode

_CHANNELS = {2: 3, 6: 4}


def png(width: int, height: int) -> str:
    """Give a grey picture as a data URL."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + b64encode(b"\x89PNG\r\n\x1a\n" + body).decode()


def pixels(picture: bytes) -> tuple[int, int, int, bytes]:
    """Width, height, channels and points of a picture of 8 bits a channel, as Chromium makes."""
    width, height, channels, place, data = 0, 0, 0, 8, b""
    while place < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, place)
        body = picture[place + 8 : place + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack_from(">IIBB", body)
            assert depth == 8
            channels = _CHANNELS[colours]
        elif kind == b"IDAT":
            data += body
        place += size + 12
    return width, height, channels, _unfiltered(zlib.decompress(data), width * channels, channels)


def difference(first: bytes, second: bytes, *, apart: int = 0) -> float:
    """The share of points that differ by more than `apart` in a channel, of the taller picture.

    What one of them has below the other's end counts as differing.
    """
    if first == second:  # all the same: no need to look
        return 0.0
    width, height, channels, one = pixels(first)
    width_2, height_2, channels_2, other = pixels(second)
    assert (width, channels) == (width_2, channels_2)
    row, most = width * channels, max(height, height_2)
    same = min(height, height_2)
    count = abs(height - height_2) * width
    for at in range(0, same * row, row):
        if one[at : at + row] != other[at : at + row]:
            count += _points(one[at : at + row], other[at : at + row], channels, apart)
    return count / (width * most)


def _points(one: bytes, other: bytes, channels: int, apart: int) -> int:
    far = bytearray(abs(a - b) > apart for a, b in zip(one, other, strict=True))
    return sum(any(far[at : at + channels]) for at in range(0, len(far), channels))


def _unfiltered(data: bytes, row: int, channels: int) -> bytes:
    """Undo the filters of lines (section 9)."""
    before, found, place = bytearray(row), [], 0
    while place < len(data):
        line = bytearray(data[place + 1 : place + 1 + row])
        _unfilter(data[place], line, before, channels)
        found.append(bytes(line))
        before, place = line, place + 1 + row
    return b"".join(found)


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    for at in range(len(line)) if kind else ():
        left = line[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        line[at] = (line[at] + guess) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    far = left + above - corner
    return min((left, above, corner), key=lambda one: abs(far - one))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
