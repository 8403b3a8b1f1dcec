"""What a picture is by its own bytes: its kind and its measures, or why no mail may show it.

Reads headers only, decodes nothing, and believes neither a file's name nor its Content-Type.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from digest.errors import RenderError
from digest.model import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MIN_WIDTH: Final = 120
MIN_HEIGHT: Final = 60
"""Pixels; smaller ones are icons, rules, or there to be counted when they are loaded."""

MAX_TALL: Final = 1.6
"""Heights of a width; taller ones push the news off the screen."""

MAX_POINTS: Final = 25_000_000
MAX_BYTES: Final = 1_000_000

_OTHERS: Final = (
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\0\0\1\0", "an icon"),
)
_FAMILIES: Final = {b"avif": "an AVIF picture", b"avis": "an AVIF picture"}
_SOF: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_APP1, _SOS, _ORIENTATION = 0xE1, 0xDA, 0x0112
_TURNED: Final = frozenset({5, 6, 7, 8})

_Size = tuple[int, int]


def weighed(url: str, body: bytes) -> Picture:
    """The picture that a URL gave.

    Raises:
        RenderError: no mail may show it; the message is the reason.
    """
    kind = _kind(body)
    try:
        width, height = _READERS[kind](body)
    except (struct.error, IndexError) as error:
        raise RenderError("broken: it ends in the middle") from error
    _judge(width, height, len(body))
    return Picture(url, kind, width, height, len(body), body)


def _judge(width: int, height: int, weight: int) -> None:
    size = f"{width} x {height} pixels"
    if width < MIN_WIDTH or height < MIN_HEIGHT:
        raise RenderError(f"too small: {size}, no larger than an icon or a tracking pixel")
    if width * height > MAX_POINTS:
        raise RenderError(f"huge: {size}")
    if weight > MAX_BYTES:
        raise RenderError(f"huge: {weight:,} bytes, more than {MAX_BYTES:,}")
    if height > width * MAX_TALL:
        raise RenderError(f"too tall: {size}, it would push the news off the screen")


def _kind(body: bytes) -> str:
    """Media type by the first bytes."""
    for start, kind in _STARTS.items():
        if body.startswith(start) and (kind != "image/webp" or body[8:12] == b"WEBP"):
            return kind
    raise RenderError(_no_picture(body))


def _no_picture(body: bytes) -> str:
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    other = next((name for start, name in _OTHERS if body.startswith(start)), "")
    if body[4:8] == b"ftyp":
        other = _FAMILIES.get(body[8:12], "a HEIF picture or a film")
    if b"<svg" in head:
        return "an SVG picture, which most mail clients don't show"
    if other:
        return f"{other}, which most mail clients don't show"
    if head.startswith(b"<"):
        return "no picture but a page or document"
    return "no picture that a mail can show (JPEG, PNG, GIF, WebP)" if body else "empty"


def _png(body: bytes) -> _Size:
    """PNG, third edition, 11.2.1: the header comes first, IEND last."""
    width, height = struct.unpack_from(">II", body, 16)
    if body[12:16] != b"IHDR" or b"IEND\xaeB`\x82" not in body[-1024:]:
        raise RenderError("broken: it ends in the middle")
    return width, height


def _gif(body: bytes) -> _Size:
    """GIF89a, 18 and 27: the logical screen, and a trailer of one byte."""
    width, height = struct.unpack_from("<HH", body, 6)
    if not body.rstrip(b"\0").endswith(b";"):
        raise RenderError("broken: it ends in the middle")
    return width, height


def _jpeg(body: bytes) -> _Size:
    """ITU-T T.81, annex B; a camera held upright says so in Exif and its picture is turned."""
    size, turned = None, False
    for marker, at, length in _segments(body):
        if marker == _SOS:
            if size is None or body.rfind(b"\xff\xd9", at) < 0:
                break
            return (size[1], size[0]) if turned else size
        if marker in _SOF:
            height, width = struct.unpack_from(">HH", body, at + 1)
            size = width, height
        elif marker == _APP1:
            turned = _turned(body[at : at + length])
    raise RenderError("broken: it ends in the middle")


def _segments(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each marker up to the first scan, where its contents begin, and their length."""
    at = 2
    while True:
        while body[at] != 0xFF or body[at + 1] == 0xFF:  # noqa: PLR2004 - a marker's first byte
            at += 1
        marker = body[at + 1]
        at += 2
        if marker in _ALONE:
            continue
        (length,) = struct.unpack_from(">H", body, at)
        yield marker, at + 2, length - 2
        at += max(length, 2)


def _turned(exif: bytes) -> bool:
    """Whether width and height change places (Exif 2.32, 4.6.2 and the tag Orientation)."""
    if not exif.startswith(b"Exif\0\0") or exif[6:8] not in {b"II", b"MM"}:
        return False
    tiff, order = exif[6:], "<" if exif[6:8] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value in _TURNED
    except struct.error:
        pass
    return False


def _webp(body: bytes) -> _Size:
    """RFC 9649, 2.5 to 2.7: lossy, lossless and extended files."""
    (length,) = struct.unpack_from("<I", body, 4)
    if len(body) < length + 8:
        raise RenderError("broken: it ends in the middle")
    match body[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", body, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", body, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            width, height = body[24:27] + b"\0", body[27:30] + b"\0"
            return struct.unpack("<I", width)[0] + 1, struct.unpack("<I", height)[0] + 1
    raise RenderError("broken: no WebP that is known")


_STARTS: Final[Mapping[bytes, str]] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"RIFF": "image/webp",
}
_READERS: Final[Mapping[str, Callable[[bytes], _Size]]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}
