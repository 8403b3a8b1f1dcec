"""A file of JSON objects, one a line, as records; an array with an element a line as well.

Streams: memory holds one line. A line that starts with `#` is a remark: a file of refused
rows says so why each was. Nothing here knows what a subscriber is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from digest.audience.csvfile import MAX_LINE, Broken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

__all__ = ["REMARK", "JsonRecord", "is_json", "json_records"]

REMARK: Final = "#"
_BRACKETS: Final = frozenset({"", "[", "]", ","})


class JsonRecord(msgspec.Struct, frozen=True):
    """One object: its line, its members as cells by their names, and its text as it stood."""

    line: int
    cells: dict[str, str]
    raw: str


def is_json(line: str) -> bool:
    """Whether a file that starts with this line holds JSON; no header of a CSV does so."""
    return line.lstrip("\ufeff \t\r\n")[:1] in {"{", "[", REMARK}


def json_records(stream: TextIO) -> Iterator[JsonRecord | Broken]:
    """Every line that is an object, or why it is none."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        text = line.strip(" \t\r\n\ufeff")
        whole = text[1:].lstrip() if text[:1] in {"[", ","} else text
        bare = whole.removesuffix(",").removesuffix("]").rstrip() if whole[-1:] != "}" else whole
        if bare in _BRACKETS or text.startswith(REMARK):
            continue
        yield _record(number, bare)


def _record(number: int, text: str) -> JsonRecord | Broken:
    try:
        found = msgspec.json.decode(text, type=dict[str, object])
        return JsonRecord(number, {name: _cell(value) for name, value in found.items()}, text)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        return Broken(number, f"this is no JSON object on a line: {error}", text)


def _cell(value: object) -> str:
    """A member as the cell of a CSV would hold it; what is nested stays JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ";".join(value)
    return msgspec.json.encode(value).decode()
