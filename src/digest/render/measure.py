"""How large the mails of an edition can be. Joins parts and counts; renders nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Length, PartKind, Selection
from digest.render.join import join, selection_fields, shown_pictures
from digest.render.quoted import encode_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.model import Part, Rendered

_NAME = "é".encode() * 60  # as long as a reader's may be


def largest(rendered: Rendered, link: int) -> int:
    """Bytes of the encoded HTML of the largest mail that any reader may get.

    `link` is how many bytes a reader's own link may have.
    """
    return max(_size(rendered, selection, link) for selection in _largest(rendered))


def heaviest(rendered: Rendered) -> tuple[int, frozenset[str]]:
    """Bytes of the pictures in the mail that holds most of them, and their URLs."""
    known = {one.cid: one for one in rendered.pictures}
    mails = [
        [known[cid] for cid in shown_pictures(rendered.html, rendered, selection)]
        for selection in (_largest(rendered) if known else ())
    ]
    found = max(mails, key=lambda mail: sum(one.weight for one in mail), default=[])
    return sum(one.weight for one in found), frozenset(one.url for one in found)


def slot_bytes(rendered: Rendered, link: int) -> Mapping[tuple[str, Length], int]:
    """Bytes of each slot in each length, in the form that it has behind the lead, fields filled.

    `link` is how many bytes a reader's own link may have.
    """
    whole = Selection(tuple(line.slot for line in rendered.lines))
    values = _values(rendered, whole, link)
    return {
        (part.slot, part.length): _filled(part, values)
        for part in rendered.html
        if part.kind is PartKind.SLOT and part.slot and part.length
    }


def _filled(part: Part, values: Mapping[str, bytes]) -> int:
    held = (encode_value(values[name], html=True) for _, name in part.fields)
    return len(part.body) + sum(map(len, held))


def _largest(rendered: Rendered) -> Iterator[Selection]:
    """For each story that may lead, all that may follow it: no selection it leads has more."""
    slots = [line.slot for line in rendered.lines]
    leads = {part.slot for part in rendered.html if part.kind is PartKind.LEAD}
    for length in Length:
        yield Selection(tuple(slots), length)
        for number, slot in enumerate(slots):
            if slot in leads:
                yield Selection(tuple(slots[number:]), length)


def _size(rendered: Rendered, selection: Selection, link: int) -> int:
    values = _values(rendered, selection, link)
    return len(join(rendered.html, rendered, selection, values, html=True))


def _values(rendered: Rendered, selection: Selection, link: int) -> dict[str, bytes]:
    own = {"preferences_url": b"u" * link, "unsubscribe_url": b"u" * link, "name": _NAME}
    return {**selection_fields(rendered, selection), **own}
