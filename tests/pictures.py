"""Picture files: one of the demo's photographs, and as small ones as each format allows."""

from __future__ import annotations

import struct
import zlib

from digest.demo import catalogue

PHOTO = (catalogue.FOLDER / "images" / "strait.jpg").read_bytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG file of those measures; `data` are its points, packed, or none."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def gif(width: int, height: int) -> bytes:
    """A GIF file whose points are the background."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def jpeg(width: int, height: int, *, turn: int = 0, order: str = "<", more: bytes = b"") -> bytes:
    """A JPEG file; `turn` is its Exif orientation, `more` stands before its measures."""
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE1, _exif(turn, order)) if turn else b"",
            _segment(0xE2, more) if more else b"",
            b"\xff",  # a byte that fills
            _segment(0xC2, struct.pack(">BHHB", 8, height, width, 3)),
            _segment(0xDA, b"\1\1\0\0\x3f\0"),
            b"\x12\x34\xff\xd9",
        )
    )


def webp(width: int, height: int, *, form: str = "VP8 ") -> bytes:
    """A WebP file: lossy, lossless (VP8L) or extended (VP8X)."""
    frame = {
        "VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
        "VP8L": b"\x2f" + struct.pack("<I", width - 1 | height - 1 << 14),
        "VP8X": b"\0" * 4 + _three(width - 1) + _three(height - 1),
    }[form]
    body = b"WEBP" + form.encode() + struct.pack("<I", len(frame)) + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _three(number: int) -> bytes:
    return struct.pack("<I", number)[:3]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _exif(turn: int, order: str) -> bytes:
    name = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHIHH", 0x010F, 3, 1, 0, 0)
    entries += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0)
    return b"Exif\0\0" + name + struct.pack(f"{order}IH", 8, 2) + entries + b"\0\0\0\0"
