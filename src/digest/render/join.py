"""From parts to what one Selection of readers gets. Nothing is parsed or rendered here.

The cost per reader is one walk over a list of byte strings; which strings is worked out once
per Selection. It never checks what a field's value means.
"""

from __future__ import annotations

import base64
import quopri
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from digest.errors import RenderError
from digest.model import Length, Part, PartKind, Rendered, Selection, SlotLine
from digest.prose.shorten import shorten
from digest.render.messages import Words
from digest.render.quoted import encode_value
from digest.render.views import minutes, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LEAD = "lead"
"""The place of the story that leads a mail, for a topic that has no other in it."""

_GOES_ON = re.compile("[\u2066-\u2068]?…")  # begins the rest of a subject that was cut
_PREHEADER = 110  # characters
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Page:
    """A mail's two bodies, decoded."""

    html: str
    text: str


def join(
    parts: Sequence[Part],
    rendered: Rendered,
    selection: Selection,
    fields: Mapping[str, bytes],
    *,
    html: bool,
) -> bytes:
    """Join the parts that a selection gets, fields filled in.

    Args:
        parts: `rendered.html` or `rendered.text`.
        rendered: The edition they are of.
        selection: Which slots, and how long.
        fields: Values by name, raw UTF-8; escaped here where `html` is true.
        html: Whether values must be escaped for HTML.

    Returns:
        A quoted-printable body with CRLF, lines of at most 76 bytes.

    Raises:
        RenderError: a field has no value, or the selection names a slot that is not there.
    """
    try:
        done = [
            piece if isinstance(piece, bytes) else encode_value(fields[piece], html=html)
            for piece in plan(parts, rendered, selection)
        ]
    except KeyError as error:
        raise RenderError(
            f"{rendered.edition}: field {error} has no value", "give it one in `fields`"
        ) from error
    done.append(b"\r\n")
    return b"".join(done)


def plan(
    parts: Sequence[Part], rendered: Rendered, selection: Selection
) -> tuple[bytes | str, ...]:
    """What `join` walks over: byte strings and the names of fields between them, in order.

    Raises:
        RenderError: the selection names a slot that is not there.
    """
    return _plan(_Held(parts), _Held(rendered), selection)


def shown_pictures(
    parts: Sequence[Part], rendered: Rendered, selection: Selection
) -> tuple[str, ...]:
    """Content-IDs of the pictures that a selection's parts show, each once, in their order.

    Raises:
        RenderError: the selection names a slot that is not there.
    """
    chosen = (parts[number] for number in _chosen_parts(parts, rendered, selection))
    return tuple(dict.fromkeys(cid for part in chosen for cid in part.pictures))


def page(rendered: Rendered, selection: Selection, fields: Mapping[str, bytes]) -> Page:
    """Give both bodies of a selection, decoded, for a browser or a preview.

    Counts, minutes and preheader are made here; `fields` needs the reader's own alone. Pictures
    that come with the mail stand in the HTML itself (RFC 2397), where a browser finds them.
    """
    values = {**selection_fields(rendered, selection), **fields}
    html = join(rendered.html, rendered, selection, values, html=True)
    text = join(rendered.text, rendered, selection, values, html=False)
    return Page(_with_pictures(_decode(html), rendered), _decode(text))


def _with_pictures(html: str, rendered: Rendered) -> str:
    for one in rendered.pictures:
        data = base64.b64encode(one.body).decode()
        html = html.replace(f"cid:{one.cid}", f"data:{one.type};base64,{data}")
    return html


def selection_fields(rendered: Rendered, selection: Selection) -> Mapping[str, bytes]:
    """Fields that all readers of a selection share: of the whole mail, and of each topic."""
    words = Words(rendered.language)
    lines = _lines(rendered, selection)
    brief = selection.length is Length.BRIEF
    length = sum(line.brief_words if brief else line.words for line in lines)
    fields = {
        "count": words.count("stories", len(lines)),
        "minutes": words("minutes", n=minutes(length, rendered.language)),
        "preheader": _preheader(rendered, lines),
    }
    lead = _lead(rendered.html, lines[0].slot if lines else None)
    for number, topic in enumerate(_topics(rendered), 1):
        slots = {line.slot for line in lines if line.topic == topic}
        fields[f"topic_{number}_count"] = words.number(len(slots))
        fields[f"topic_{number}_place"] = LEAD if slots == {lead} else place_of(topic)
    return {name: value.encode() for name, value in fields.items()}


def subject(rendered: Rendered, selection: Selection) -> str:
    """Give the subject that a selection's first story makes, or the edition's to who gets it all.

    Raises:
        RenderError: the selection is empty.
    """
    lines = _lines(rendered, selection)
    if not lines:
        raise RenderError(f"{rendered.edition}: a selection without stories has no subject")
    return (rendered.subject if _whole(rendered, lines) else "") or lines[0].subject


def head(rendered: Rendered, selection: Selection) -> SlotLine | None:
    """Give the line of the story that opens a selection's mail."""
    return next(iter(_lines(rendered, selection)), None)


def _lines(rendered: Rendered, selection: Selection) -> list[SlotLine]:
    chosen = frozenset(selection.slots)
    return [line for line in rendered.lines if line.slot in chosen]


def _whole(rendered: Rendered, lines: Sequence[SlotLine]) -> bool:
    """Whether it is the mail of who gets all stories."""
    return len(lines) == len(rendered.lines)


def _preheader(rendered: Rendered, lines: Sequence[SlotLine]) -> str:
    """Go on from the subject: what was cut off it, the next two headlines, else what it is about.

    The edition's own preheader may name any story, so only who gets them all gets it.
    """
    if rendered.preheader and _whole(rendered, lines):
        return rendered.preheader
    if not lines[1:]:
        return "".join(line.preheader for line in lines)
    rest = [one.preheader for one in lines[:1] if _GOES_ON.match(one.preheader)]
    following = [line.headline or line.subject for line in lines[1:3]]
    return shorten(" \u00b7 ".join([*rest, *following]), _PREHEADER)


class _Held(Generic[_T]):
    """Something compared by identity and kept alive, so that it may be a cache's key."""

    __slots__ = ("value",)

    def __init__(self, value: _T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@lru_cache(maxsize=4096)
def _plan(
    parts: _Held[Sequence[Part]], rendered: _Held[Rendered], selection: Selection
) -> tuple[bytes | str, ...]:
    """Byte strings and field names, in order. The bytes are shared between plans."""
    split = _split(parts)
    return tuple(
        piece
        for number in _chosen_parts(parts.value, rendered.value, selection)
        for piece in split[number]
    )


def _chosen_parts(parts: Sequence[Part], rendered: Rendered, selection: Selection) -> Iterator[int]:
    """Yield the places of the parts that a selection gets."""
    chosen = frozenset(selection.slots)
    unknown = chosen.difference(line.slot for line in rendered.lines)
    if unknown:
        raise RenderError(f"{rendered.edition}: no slot {min(unknown)} in this edition")
    line = head(rendered, selection)
    lead = _lead(parts, line.slot if line else None)
    topics = {line.topic for line in rendered.lines if line.slot in chosen}
    inner = {line.topic for line in rendered.lines if line.slot in chosen - {lead}}
    for number, part in enumerate(parts):
        if part.length in {None, selection.length} and _wanted(part, chosen, lead, topics, inner):
            yield number


def _lead(parts: Sequence[Part], first: str | None) -> str | None:
    """Give the slot that is shown as lead: the first one, if it has that form."""
    forms = {part.slot for part in parts if part.kind is PartKind.LEAD}
    return first if first in forms else None


def _wanted(
    part: Part, chosen: frozenset[str], lead: str | None, topics: set[str], inner: set[str]
) -> bool:
    match part.kind:
        case PartKind.INDEX:
            return part.topic in topics
        case PartKind.LEAD:
            return part.slot == lead
        case PartKind.SECTION:
            return part.topic in inner
        case PartKind.SLOT:
            return part.slot in chosen and part.slot != lead
    return True


@lru_cache(maxsize=16)
def _split(parts: _Held[Sequence[Part]]) -> tuple[tuple[bytes | str, ...], ...]:
    return tuple(tuple(pieces(part)) for part in parts.value)


def pieces(part: Part) -> list[bytes | str]:
    """A part cut at its fields: bytes, and the names of fields between them; nothing empty."""
    found: list[bytes | str] = []
    place = 0
    for offset, name in part.fields:
        found += [part.body[place:offset], name]
        place = offset
    found.append(part.body[place:])
    return [piece for piece in found if piece]


def _topics(rendered: Rendered) -> tuple[str, ...]:
    """Topics in the order of the page, which numbers their fields."""
    return tuple(
        part.topic for part in rendered.html if part.kind is PartKind.SECTION and part.topic
    )


def _decode(body: bytes) -> str:
    return quopri.decodestring(body).decode().replace("\r\n", "\n")
