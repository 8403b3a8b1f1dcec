"""The two pages of a mail, for each Selection once: what its readers share, joined and hashed.

Left open are the places of a reader's own fields. Knows no header but the subject and the
boundary, which the pages make; never decides what a field's value means.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

from digest.deliver import header
from digest.deliver.canonical import is_relaxed, relaxed_lines
from digest.deliver.framing import is_framed
from digest.errors import RenderError
from digest.render import plan, selection_fields, shown_pictures, subject
from digest.render.join import pieces
from digest.render.quoted import encode_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from digest.model import Picture, Rendered, Selection

MAX_SELECTIONS: Final = 4096
MAX_JOINED: Final = 64
"""Selections whose bytes are kept together: 6 MB, at 100 KB each. Others share theirs."""

_QP = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
_TEXT = b"Content-Type: text/plain; charset=utf-8\r\n" + _QP
_HTML = b"Content-Type: text/html; charset=utf-8\r\n" + _QP

_RELATED = b'Content-Type: multipart/related; type="text/html";\r\n boundary="%b"\r\n\r\n'
_PICTURE = (
    b"Content-Type: %b\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <%b>\r\n"
    b'Content-Disposition: inline; filename="%b"\r\n\r\n%b'
)

_Open = tuple[str, bool]
"""A field left open: its name, and whether it stands in the HTML page."""


class Body:
    """The body that readers of one Selection get, and their Subject."""

    __slots__ = ("_first", "_open", "_pieces", "_relaxed", "_start", "subject")

    def __init__(self, line: bytes, made: Sequence[bytes | _Open], *, relaxed: bool) -> None:
        self.subject = line
        self._pieces = [piece if isinstance(piece, bytes) else b"" for piece in made]
        self._open = [
            (place, *piece) for place, piece in enumerate(made) if not isinstance(piece, bytes)
        ]
        self._relaxed = relaxed
        self._first = self._open[0][0] if self._open else len(made)
        self._start = hashlib.sha256(b"".join(self._pieces[: self._first]))

    def fill(self, fields: Mapping[str, bytes]) -> list[bytes]:
        """The body in pieces, with a reader's values (raw UTF-8) in their places.

        Raises:
            RenderError: a field has no value.
        """
        filled = self._pieces.copy()
        try:
            for place, name, html in self._open:
                filled[place] = encode_value(fields[name], html=html)
        except KeyError as error:
            raise RenderError(f"field {error} has no value", "give it one in `fields`") from error
        return filled

    def hash(self, filled: Sequence[bytes]) -> bytes:
        """SHA-256 of the relaxed body (RFC 6376, 3.7); `filled` is what `fill` made."""
        if not self._relaxed:
            return hashlib.sha256(relaxed_lines(b"".join(filled))).digest()
        state = self._start.copy()
        for piece in filled[self._first :]:
            state.update(piece)
        return state.digest()


class Bodies:
    """The bodies of one Edition in one language.

    Where a Selection's page shows pictures that come with the mail, both stand in a
    multipart/related inside the multipart/alternative (RFC 2387), the page first.
    `content_type` is the header they go under. `framed`: no line of theirs needs a dot before
    it (see framing.py). Relays may share them: no relay changes a body.
    """

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered
        self._bodies: dict[Selection, Body] = {}
        outer, inner = boundary(rendered.hash), boundary(f"{rendered.hash} related")
        self.content_type = b'Content-Type: multipart/alternative;\r\n boundary="%b"\r\n' % outer
        self._opening = b"--" + outer + b"\r\n" + _TEXT
        self._between = b"\r\n\r\n--" + outer + b"\r\n"
        self._end = b"\r\n\r\n--" + outer + b"--\r\n"
        self._related = _RELATED % inner + b"--" + inner + b"\r\n"
        self._related_end = b"\r\n--" + inner + b"--"
        self._pictures = {
            one.cid: (b"\r\n--" + inner + b"\r\n", _attached(one)) for one in rendered.pictures
        }
        parts = (*rendered.text, *rendered.html)
        shared = [one for part in parts for one in pieces(part) if isinstance(one, bytes)]
        shared += [b"".join(made) for made in self._pictures.values()]
        # Values are encoded without a dot in front and without two spaces, so what is left to
        # look at is the parts, once.
        self.framed = all(map(is_framed, shared))
        self._relaxed = all(map(is_relaxed, shared))

    def of(self, selection: Selection) -> Body:
        """The body of a Selection."""
        body = self._bodies.get(selection)
        if body is None:
            if len(self._bodies) >= MAX_SELECTIONS:
                self._bodies.clear()
            body = self._bodies[selection] = self._make(selection)
        return body

    def _make(self, selection: Selection) -> Body:
        shown = self._shown(selection)
        made: Iterable[bytes | _Open] = self._walk(selection, related=bool(shown))
        if len(self._bodies) < MAX_JOINED:
            made = _joined(made)
        line = header.text("Subject", subject(self._rendered, selection))
        return Body(line, (*made, *self._tail(shown)), relaxed=self._relaxed)

    def _walk(self, selection: Selection, *, related: bool) -> Iterator[bytes | _Open]:
        shared = selection_fields(self._rendered, selection)
        yield self._opening
        yield from self._page(selection, shared, html=False)
        yield self._between
        if related:
            yield self._related
        yield _HTML
        yield from self._page(selection, shared, html=True)

    def _page(
        self, selection: Selection, shared: Mapping[str, bytes], *, html: bool
    ) -> Iterator[bytes | _Open]:
        rendered = self._rendered
        for piece in plan(rendered.html if html else rendered.text, rendered, selection):
            if isinstance(piece, bytes):
                yield piece
            elif piece in shared:
                yield encode_value(shared[piece], html=html)
            else:
                yield piece, html

    def _tail(self, shown: Sequence[str]) -> Iterator[bytes]:
        """What stands behind the page. The bytes of pictures are shared between Selections."""
        if shown:
            yield b"\r\n"
        for cid in shown:
            yield from self._pictures[cid]
        if shown:
            yield self._related_end
        yield self._end

    def _shown(self, selection: Selection) -> tuple[str, ...]:
        if not self._pictures:
            return ()
        shown = shown_pictures(self._rendered.html, self._rendered, selection)
        return tuple(cid for cid in shown if cid in self._pictures)


def _joined(made: Iterable[bytes | _Open]) -> Iterator[bytes | _Open]:
    """The same with all bytes between two open fields in as few pieces as may be."""
    run: list[bytes] = []
    for piece in made:
        if isinstance(piece, bytes):
            run.append(piece)
        else:
            yield b"".join(run)
            yield piece
            run = []
    yield b"".join(run)


def _attached(picture: Picture) -> bytes:
    """A picture as a part of a mail (RFC 2045, 6.8; RFC 2392)."""
    cid = picture.cid.encode()
    name = cid[:12] + b"." + picture.type.rpartition("/")[2].encode()
    lines = base64.encodebytes(picture.body).replace(b"\n", b"\r\n")
    return _PICTURE % (picture.type.encode(), cid, name, lines)


def boundary(seed: str) -> bytes:
    """What parts a multipart: the same for the same seed; "=_" can't stand in quoted-printable."""
    return b"=_%b" % hashlib.blake2b(seed.encode(), digest_size=15).hexdigest().encode()
