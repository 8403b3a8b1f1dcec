"""A message as it stands between DATA and its end (RFC 5321, section 4.5.2). Pure."""

from __future__ import annotations

import re
from typing import Final

END: Final = b".\r\n"

_BARE = re.compile(rb"\r\n|\r|\n")


def frame(data: bytes) -> bytes:
    """CRLF line ends, leading dots doubled, the last line ended; END is to follow."""
    data = whole_lines(data)
    if b"\r\n." in data:
        data = data.replace(b"\r\n.", b"\r\n..")
    return b"." + data if data.startswith(b".") else data


def whole_lines(data: bytes) -> bytes:
    """CRLF line ends and the last line ended, dots as they are: for BDAT (RFC 3030).

    A bare CR or LF would let a message end early on some servers (SMTP smuggling), so
    every line end becomes CRLF.
    """
    if not _even(data):
        data = _BARE.sub(b"\r\n", data)
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def is_framed(lines: bytes) -> bool:
    """Whether `frame` would change nothing, wherever among other lines these stand."""
    dots = lines.startswith(b".") or b"\r\n." in lines
    return not dots and (not lines or lines.endswith(b"\r\n")) and _even(lines)


def _even(data: bytes) -> bool:
    return data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
