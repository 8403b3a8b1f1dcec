"""What preflight rules look at: an edition's mail, whole and piece by piece, and a Finding.

Values and their making; it judges nothing and reads nothing but what it is given.
"""

from __future__ import annotations

import quopri
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as markup
from lxml.html import HtmlElement

from digest.model import Edition, Length, Newsletter, PartKind, Rendered, Selection
from digest.render.join import join, pieces, selection_fields
from digest.render.quoted import encode_value
from digest.render.support import EVEN, Support

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

    `part` is subject, preheader, html or text; `slot` is a story's id, `story` its headline, `link`
    an address.
    `excerpt` is what is at fault as it is written, `line` where it first stands in that part of
    the mail (from 1; 0: nowhere as such), `source` FILE:LINE of the template that wrote it.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    part: str = ""
    slot: str = ""
    story: str = ""
    link: str = ""
    excerpt: str = ""
    line: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """What an earlier edition said in the inbox."""

    edition: str
    subject: str
    preheader: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for a link or image: bytes, or a status (0: no answer) and words."""

    status: int
    size: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Against:
    """What an edition is held against beside the rules themselves; all of it may be left out.

    `clients` are shares of readers by client, `sources` the templates' text by path, `shipped` the
    paths of those that came with digest, `replaced` what those say that others stand for, by the
    path of the other, `answers` what the network said of each address, where it was asked.
    """

    former: tuple[Former, ...] = ()
    clients: Mapping[str, float] = field(default_factory=lambda: EVEN)
    support: Support | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    shipped: frozenset[str] = frozenset()
    replaced: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)


NOTHING = Against()


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the page, decoded, fields filled in; `root` is its tree where it is HTML."""

    part: str
    slot: str
    text: str
    root: HtmlElement | None = None
    form: tuple[PartKind, Length | None] = (PartKind.FRAME, None)

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
    against: Against = NOTHING


def sheet(
    edition: Edition, newsletter: Newsletter, rendered: Rendered, against: Against = NOTHING
) -> Sheet:
    """Join and part what was rendered, for a reader of all of it."""
    selection = Selection(tuple(line.slot for line in rendered.lines))
    site = newsletter.public_url.rstrip("/")
    own = {
        "preferences_url": f"{site}/p/{TOKEN}".encode(),
        "unsubscribe_url": f"{site}/u/{TOKEN}".encode(),
        "name": b"Reader",
    }
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
        own["unsubscribe_url"].decode(),
        Piece("html", "", whole["html"], tree(whole["html"])),
        Piece("text", "", whole["text"]),
        (*_pieces(rendered.html, fields, "html"), *_pieces(rendered.text, fields, "text")),
        against,
    )


def tree(page: str) -> HtmlElement:
    """The tree of a page or of a piece of one; an empty one where there is nothing."""
    try:
        return markup.document_fromstring(page, parser=markup.HTMLParser(no_network=True))
    except etree.ParserError:  # nothing but comments and closing tags
        return markup.Element("div")


def visible(text: str) -> str:
    """Text on one line, without the marks that nobody sees (soft hyphens, joiners, isolates).

    Spaces and hyphens at which no line breaks are as any other.
    """
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    seen = seen.replace("\u2011", "-")
    return _SPACE.sub(" ", seen).strip()


def _pieces(parts: Sequence[Part], fields: Mapping[str, bytes], part: str) -> Iterator[Piece]:
    for one in parts:
        text = _decode(_filled(one, fields, html=part == "html"))
        root = tree(text) if part == "html" else None
        yield Piece(part, one.slot or "", text, root, (one.kind, one.length))


def _filled(part: Part, fields: Mapping[str, bytes], *, html: bool) -> bytes:
    return b"".join(
        one if isinstance(one, bytes) else encode_value(fields.get(one, b""), html=html)
        for one in pieces(part)
    )


def _decode(body: bytes) -> str:
    return quopri.decodestring(body).decode("utf-8", "replace").replace("\r\n", "\n")


def elements(piece: Piece, tag: str) -> list[HtmlElement]:
    """All elements of that tag in a piece of HTML."""
    return [] if piece.root is None else list(piece.root.iter(tag))


def name_of(anchor: HtmlElement) -> str:
    """What a screen reader says of a link."""
    alts = [str(image.get("alt") or "") for image in anchor.iter("img")]
    said = (anchor.text_content(), anchor.get("aria-label") or "", *alts, anchor.get("title") or "")
    return next((name for name in map(visible, map(str, said)) if name), "")


def finding(
    piece: Piece,
    code: str,
    severity: Severity,
    message: str,
    hint: str,
    *,
    link: str = "",
    excerpt: str = "",
) -> Finding:
    """A finding in a piece; of a link its address is the excerpt."""
    return Finding(
        code=code,
        severity=severity,
        message=message,
        hint=hint,
        part=piece.part,
        slot=piece.slot,
        link=link,
        excerpt=excerpt or link,
    )
