"""The comparison of pictures: every filter undone, every point counted."""

from __future__ import annotations

import struct
import zlib

import pytest
from tests.png import _chunk, difference, pixels


def picture(rows: list[bytes], width: int) -> bytes:
    """A PNG of lines that carry their filter."""
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"".join(rows)))
    return b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (0, (10, 20, 30, 40, 50, 60)),
        (1, (10, 20, 30, 30, 30, 30)),
        (2, (9, 18, 27, 36, 45, 54)),
        (3, (10, 19, 29, 33, 38, 42)),
        (4, (9, 18, 27, 30, 30, 30)),
    ],
)
def test_filters_are_undone(kind, line):
    before = bytes((0, 1, 2, 3, 4, 5, 6))
    made = pixels(picture([before, bytes((kind, *line))], 2))
    assert made == (2, 2, 3, bytes((1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60)))


def test_differing_points_are_counted_once_and_missing_ones_too():
    one = picture([b"\0" + bytes(12)] * 4, 4)
    other = picture([b"\0" + bytes((9, 9, 9)) + bytes(9)] + [b"\0" + bytes(12)] * 3, 4)
    assert difference(one, one) == 0
    assert difference(one, other) == 1 / 16
    assert difference(one, other, apart=9) == 0
    assert difference(one, picture([b"\0" + bytes(12)] * 3, 4)) == 4 / 16
