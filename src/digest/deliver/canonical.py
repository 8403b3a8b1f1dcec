"""Relaxed canonicalisation (RFC 6376, 3.4.2 and 3.4.4), and a page's parts made relaxed once.

Relaxing 60 KB costs as much as three hashes of it. A quoted-printable part ends where a line
ends, so parts can be relaxed alone, once an edition; a mail's body is then joined of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.render import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.model import Part, Rendered, Selection

_RUN = b"  "


def relaxed_field(field: bytes) -> bytes:
    """A header field, name and value, with CRLF at its end (RFC 6376, 3.4.2)."""
    name, _, value = field.partition(b":")
    words = value.replace(b"\r\n", b"").replace(b"\t", b" ").split(b" ")
    return name.rstrip(b" \t").lower() + b":" + b" ".join(filter(None, words)) + b"\r\n"


def relaxed_lines(lines: bytes) -> bytes:
    """Whole lines of a body, each relaxed (RFC 6376, 3.4.4).

    Empty ones at the end stay: our mails end with a boundary.
    """
    lines = lines.replace(b"\t", b" ")
    while _RUN in lines:
        lines = lines.replace(_RUN, b" ")
    return lines.replace(b" \r\n", b"\r\n")


class RelaxedPages:
    """The two pages of an edition as they are hashed."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered
        self._text = _relaxed_parts(rendered.text)
        self._html = _relaxed_parts(rendered.html)

    def text(self, sent: bytes, selection: Selection, values: Mapping[str, bytes]) -> bytes:
        """The text page of a selection, relaxed; `sent` is what `join` made of it."""
        return self._page(self._text, sent, selection, values, html=False)

    def html(self, sent: bytes, selection: Selection, values: Mapping[str, bytes]) -> bytes:
        """Likewise the HTML page."""
        return self._page(self._html, sent, selection, values, html=True)

    def _page(
        self,
        parts: Sequence[Part] | None,
        sent: bytes,
        selection: Selection,
        values: Mapping[str, bytes],
        *,
        html: bool,
    ) -> bytes:
        # An encoded value holds no tab, and a space at a line's end has "=" behind it.
        if parts is None or any(_RUN in value for value in values.values()):
            return relaxed_lines(sent)
        if parts is (self._rendered.html if html else self._rendered.text):
            return sent
        return join(parts, self._rendered, selection, values, html=html)


def _relaxed_parts(parts: Sequence[Part]) -> Sequence[Part] | None:
    """The parts relaxed: the same where they are so already; None where one ends in a line."""
    done: list[Part] = []
    for part in parts:
        cut = list(pieces(part))
        if not all(piece.endswith(b"\r\n") for piece in cut if piece):
            return None
        done.append(_rebuilt(part, [relaxed_lines(piece) for piece in cut]))
    return parts if done == list(parts) else tuple(done)


def pieces(part: Part) -> Iterator[bytes]:
    """What stands before, between and behind a part's fields."""
    start = 0
    for offset, _ in part.fields:
        yield part.body[start:offset]
        start = offset
    yield part.body[start:]


def _rebuilt(part: Part, cut: Sequence[bytes]) -> Part:
    """The part of these pieces, its fields between them."""
    place, fields = 0, []
    for piece, (_, name) in zip(cut, part.fields, strict=False):
        place += len(piece)
        fields.append((place, name))
    return replace(part, body=b"".join(cut), fields=tuple(fields))
