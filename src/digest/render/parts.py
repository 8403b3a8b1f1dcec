"""The finished page, cut at its marks into Parts and encoded once.

A mark says what begins behind it. Marks come from templates through `Marks`; nothing that an
article says can make one. It never looks at who will read the parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.errors import RenderError
from digest.model import Length, Part, PartKind
from digest.render.places import MadeError
from digest.render.quoted import SOFT, encode

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = frozenset({"count", "minutes", "preheader", "preferences_url", "unsubscribe_url", "name"})
"""Names a template may write as __DIGEST_<NAME>__, besides topic_<number>_count and _place."""

SENTINELS = re.compile(r"__DIGEST_([A-Z0-9_]+?)__")
"""Fields as templates write them."""

_TOPIC_FIELD = re.compile(r"topic_[0-9]+_(?:count|place)")
_HTML_MARK = re.compile(r"<!--digest:([0-9]+)-->")
_TEXT_MARK = re.compile("\x02([0-9]+)\x03")
_CID = re.compile(r"""["']cid:([0-9a-f]{32}@picture)["']""")
_INDENT = re.compile(r"\n\s*")
_GAP = "\n\n\n"
_MSO_OPEN = re.compile(r"<!--\[if [^\]]*\]>")
_MSO_CLOSE = "<![endif]-->"


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins here."""

    kind: PartKind
    topic: str | None = None
    slot: str | None = None
    length: Length | None = None


class Marks:
    """The marks of one page, numbered in the order in which its template asks for them."""

    def __init__(self) -> None:
        self._marks = [Mark(PartKind.FRAME)]

    def row(
        self,
        kind: str,
        topic: str | None = None,
        slot: str | None = None,
        length: str | None = None,
    ) -> Markup:
        """Mark in MJML, between components; survives the compiler and both inliners."""
        return _comment(self._add(kind, topic, slot, length))

    def inside(self, kind: str, topic: str | None = None) -> Markup:
        """Mark inside the text of one component."""
        return _comment(self._add(kind, topic, None, None))

    def text(
        self,
        kind: str,
        topic: str | None = None,
        slot: str | None = None,
        length: str | None = None,
    ) -> str:
        """Mark in plain text, with control characters that no clean text holds."""
        return f"\x02{self._add(kind, topic, slot, length)}\x03"

    def get(self, number: int) -> Mark:
        """Give the mark of that number."""
        return self._marks[number]

    def _add(self, kind: str, topic: str | None, slot: str | None, length: str | None) -> int:
        mark = Mark(PartKind(kind), topic, slot, Length(length) if length else None)
        self._marks.append(mark)
        return len(self._marks) - 1


def _comment(number: int) -> Markup:
    return Markup(f"<!--digest:{number}-->")  # noqa: S704 - a number


def cut_html(page: str, marks: Marks) -> tuple[Part, ...]:
    """Cut a finished page.

    Raises:
        RenderError: a mark stands where Outlook alone would see it, or a field is not known.
    """
    parts = []
    for mark, piece in _pieces(tidy(page), _HTML_MARK, marks):
        if len(_MSO_OPEN.findall(piece)) != piece.count(_MSO_CLOSE):
            raise RenderError(
                f"a mark ({mark.kind.value}) stands inside a conditional comment for Outlook",
                "put marks between components, not between columns of one section",
            )
        parts.append(make_part(mark, piece))
    return tuple(parts)


def tidy(page: str) -> str:
    """Take the indentation out of a finished page: bytes that nobody sees."""
    return "\n".join(line.rstrip(" \t") for line in _INDENT.split(page))


def cut_text(page: str, marks: Marks) -> tuple[Part, ...]:
    """Cut a finished plain text; never more than one empty line between two lines."""
    pieces = _pieces(page, _TEXT_MARK, marks)
    return tuple(make_part(mark, _without_gaps(piece.lstrip("\n"))) for mark, piece in pieces)


def _without_gaps(text: str) -> str:
    while _GAP in text:
        text = text.replace(_GAP, "\n\n")
    return text


def check_fields(made: str) -> None:
    """Check the fields that a filled template asks for.

    Raises:
        MadeError: one is not known.
    """
    for found in SENTINELS.finditer(made):
        try:
            _field(found)
        except RenderError as error:
            raise MadeError(error.message, found.start(), error.hint) from error


def make_part(mark: Mark, text: str) -> Part:
    """Encode one piece; fields become offsets.

    Raises:
        RenderError: a field is not known.
    """
    body, fields, place = b"", [], 0
    for found in SENTINELS.finditer(text):
        body += encode(text[place : found.start()])
        fields.append((len(body), _field(found)))
        place = found.end()
    body += encode(text[place:])
    if body and not body.endswith(SOFT):
        body += SOFT
    shown = tuple(dict.fromkeys(_CID.findall(text) if "cid:" in text else ()))
    return Part(mark.kind, body, mark.topic, mark.slot, mark.length, tuple(fields), shown)


def _field(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name not in FIELDS and not _TOPIC_FIELD.fullmatch(name):
        raise RenderError(
            f"a template asks for the field {found[0]}, which is not known",
            f"fields are {', '.join(sorted(FIELDS))} and topic_<number>_count, _place",
        )
    return name


def _pieces(page: str, pattern: re.Pattern[str], marks: Marks) -> Iterator[tuple[Mark, str]]:
    place, mark = 0, marks.get(0)
    for found in pattern.finditer(page):
        if page[place : found.start()].strip():
            yield mark, page[place : found.start()]
        place, mark = found.end(), marks.get(int(found[1]))
    yield mark, page[place:]
