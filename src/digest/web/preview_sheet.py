"""What the preview tells about one copy: the mail taken apart, its lengths and sizes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from digest.render.check_mail import CLIPPED
from digest.web.inbox_mail import Envelope, Mail

if TYPE_CHECKING:
    from digest.pipeline.proof import Copy, Proof

SHOWN: Final = 512 * 1024
"""Bytes of source on the page; a browser suffers from more, and the file has it all."""


@dataclass(frozen=True)
class Line:
    """One header field: as it goes out, folded, and as a person reads it."""

    name: str
    raw: str
    read: str


@dataclass(frozen=True)
class Sheet:
    """One mail and what a person wants to know of it."""

    mail: Mail
    preheader: str
    stories: int

    @cached_property
    def html_bytes(self) -> int:
        """Of the HTML part as it is encoded: what rule DG001 counts."""
        return self.mail.encoded("text/html")

    @cached_property
    def text_bytes(self) -> int:
        """Of the text part, likewise."""
        return self.mail.encoded("text/plain")

    @property
    def clip(self) -> int:
        """Bytes of HTML behind which Gmail cuts a mail."""
        return CLIPPED

    @cached_property
    def source(self) -> str:
        """The mail as it goes over the wire."""
        return self.mail.raw[:SHOWN].decode("utf-8", "replace").replace("\r\n", "\n")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All header fields in their order."""
        head = self.source.partition("\n\n")[0].replace("\n ", "\0 ").replace("\n\t", "\0\t")
        fields = (line.replace("\0", "\n").partition(":") for line in head.split("\n"))
        raw = [value.strip() for _, _, value in fields]
        pairs = zip(self.mail.headers, raw, strict=True)
        return tuple(Line(name, sent, read) for (name, read), sent in pairs)


def sheet_of(proof: Proof, copy: Copy) -> Sheet | None:
    """The sheet of a copy; None when the reader gets none.

    Raises:
        DigestError: the mail can't be made; says why.
    """
    if copy.why_not:
        return None
    message = proof.mail(copy)
    envelope = Envelope(message.sender, (message.recipient,))
    mail = Mail(0, message.data, envelope, proof.made)
    return Sheet(mail, proof.preheader(copy), len(copy.selection.slots))
