"""What preflight rules look at: an edition's mail, whole and piece by piece, and a Finding.

Values and their making; it judges nothing and reads nothing but what it is given.
"""

from __future__ import annotations

import quopri
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as markup
from lxml.html import HtmlElement

from digest.model import Edition, Newsletter, Rendered, Selection
from digest.render.join import join, selection_fields
from digest.render.quoted import encode_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Part

TOKEN = "x" * 96
"""As long as a reader's own token, so that sizes are true."""

_SPACE = re.compile(r"\s+")


class Severity(StrEnum):
    """How bad it is: an error must not go out, a warning should be looked at."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule found: its stable code, where it stands, what is wrong, what to do.

    `part` is subject, preheader, html or text; `slot` is a story's id, `link` an address.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    part: str = ""
    slot: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the page, decoded, fields filled in; `root` is its tree where it is HTML."""

    part: str
    slot: str
    text: str
    root: HtmlElement | None = None

    def words(self) -> str:
        """What a reader reads of it, white space single, marks that are not seen left out."""
        return visible(self.text if self.root is None else str(self.root.text_content()))


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition as the reader of all of it gets it; `url` is their link to leave."""

    edition: Edition
    newsletter: Newsletter
    rendered: Rendered
    selection: Selection
    fields: Mapping[str, bytes]
    url: str
    html: Piece
    text: Piece
    pieces: tuple[Piece, ...]


def sheet(edition: Edition, newsletter: Newsletter, rendered: Rendered) -> Sheet:
    """Join and part what was rendered, for a reader of all of it."""
    selection = Selection(tuple(line.slot for line in rendered.lines))
    url = f"{newsletter.public_url.rstrip('/')}/u/{TOKEN}"
    own = {"unsubscribe_url": url.encode(), "name": b"Reader"}
    fields = {**selection_fields(rendered, selection), **own}
    whole = {
        part: _decode(join(parts, rendered, selection, fields, html=part == "html"))
        for part, parts in (("html", rendered.html), ("text", rendered.text))
    }
    return Sheet(
        edition,
        newsletter,
        rendered,
        selection,
        fields,
        url,
        Piece("html", "", whole["html"], tree(whole["html"])),
        Piece("text", "", whole["text"]),
        (*_pieces(rendered.html, fields, "html"), *_pieces(rendered.text, fields, "text")),
    )


def tree(page: str) -> HtmlElement:
    """The tree of a page or of a piece of one; an empty one where there is nothing."""
    try:
        return markup.document_fromstring(page, parser=markup.HTMLParser(no_network=True))
    except etree.ParserError:  # nothing but comments and closing tags
        return markup.Element("div")


def visible(text: str) -> str:
    """Text on one line, without the marks that nobody sees (soft hyphens, joiners, isolates)."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return _SPACE.sub(" ", seen).strip()


def _pieces(parts: Sequence[Part], fields: Mapping[str, bytes], part: str) -> Iterator[Piece]:
    for one in parts:
        text = _decode(_filled(one, fields, html=part == "html"))
        root = tree(text) if part == "html" else None
        yield Piece(part, one.slot or "", text, root)


def _filled(part: Part, fields: Mapping[str, bytes], *, html: bool) -> bytes:
    body, place = b"", 0
    for offset, name in part.fields:
        body += part.body[place:offset] + encode_value(fields.get(name, b""), html=html)
        place = offset
    return body + part.body[place:]


def _decode(body: bytes) -> str:
    return quopri.decodestring(body).decode("utf-8", "replace").replace("\r\n", "\n")
