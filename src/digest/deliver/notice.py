"""A Notice as mail: plain text, with HTML beside it where it has some (RFC 5322, 2046).

It is no bulk mail: no List-* header, nothing to unsubscribe from. Decides nothing about who
gets it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from digest.deliver import header, quirks
from digest.deliver.bodies import boundary
from digest.deliver.canonical import relaxed_lines
from digest.deliver.dkim import Signer
from digest.deliver.message import origin
from digest.deliver.relay import Message
from digest.render.quoted import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from digest.deliver.relay import Relay
    from digest.model import Newsletter, Notice

_QUOTED: Final = "Content-Transfer-Encoding", "quoted-printable"
_PLAIN: Final = "Content-Type", "text/plain; charset=utf-8"
_HTML: Final = "Content-Type", "text/html; charset=utf-8"
_ENDS: Final = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
_CONTROLS: Final = dict.fromkeys((*range(9), *range(14, 32), 127), " ")


def notice_message(newsletter: Newsletter, notice: Notice, date: datetime, relay: Relay) -> Message:
    """The mail in its envelope, signed if the newsletter has keys; ASCII, CRLF.

    Args:
        newsletter: whose sender it has.
        notice: what it says, and to whom.
        date: the Date header, aware.
        relay: who takes it; the headers that it wants are not signed.

    Raises:
        ValueError: the address, the sender or a header can't stand in a mail.
        ConfigError: a DKIM key can't be read.
    """
    recipient = header.header_address(notice.email)
    kind, body = _body(notice)
    fields = [*_fields(newsletter, notice, recipient, date), *kind]
    signature = _signature(newsletter, relay, fields, body, date)
    pieces = (signature, *_extra(relay), *fields, b"\r\n", body)
    return Message(header.header_address(newsletter.sender.address), recipient, pieces)


def _fields(
    newsletter: Newsletter, notice: Notice, recipient: str, date: datetime
) -> Iterator[bytes]:
    yield from origin(newsletter, date)
    yield header.mailbox("To", recipient, notice.name)
    yield header.text("Subject", notice.subject)
    yield header.raw("Message-ID", notice.message_id)
    yield header.raw("Auto-Submitted", "auto-generated")  # RFC 3834
    yield header.raw("MIME-Version", "1.0")


def _extra(relay: Relay) -> Iterator[bytes]:
    """What is meant for the relay, but no stream for bulk mail: a notice is none."""
    bulk = quirks.QUIRKS[relay.kind]
    for name, value in quirks.headers(relay.kind, relay.stream, relay.headers).items():
        if not bulk.default_stream or name != bulk.stream:
            yield header.text(header.field_name(name), value)


def _signature(
    newsletter: Newsletter, relay: Relay, fields: Sequence[bytes], body: bytes, date: datetime
) -> bytes:
    """As for the newsletter's editions; what the relay may take out is not signed."""
    dkim, quirk = newsletter.dkim, quirks.QUIRKS[relay.kind]
    if dkim is None or not quirks.signs(relay.kind, told=relay.sign, keys=True):
        return b""
    digest = hashlib.sha256(relaxed_lines(body)).digest()
    return Signer(dkim, fields, (), date, quirk.overwritten).sign((), digest)


def _body(notice: Notice) -> tuple[list[bytes], bytes]:
    """The fields that say what the body is, and the body."""
    text = _quoted(notice.text)
    if not notice.html:
        return [header.raw(*_PLAIN), header.raw(*_QUOTED)], text
    mark = boundary(notice.message_id)
    kind = header.raw("Content-Type", f'multipart/alternative; boundary="{mark.decode()}"')
    line = b"--" + mark
    parts = (_part(_PLAIN, text), _part(_HTML, _quoted(notice.html)))
    body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts)
    return [kind], body + line + b"--\r\n"


def _part(kind: tuple[str, str], body: bytes) -> bytes:
    return header.raw(*kind) + header.raw(*_QUOTED) + b"\r\n" + body


def _quoted(text: str) -> bytes:
    """Quoted-printable lines (RFC 2045, 6.7) of any text; no empty one at the end."""
    for end in _ENDS:
        text = text.replace(end, "\n")
    text = text.translate(_CONTROLS).encode("utf-8", "replace").decode().rstrip()
    return encode(f"{text}\n") if text else b""
