"""An edition as mail: headers encoded once, a reader's parts joined into finished bytes.

Holds what all readers share; per reader only To, Subject, Message-ID, List-Unsubscribe and
the fields of the parts are put in. Decides nothing about who gets what.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import UTC
from email.utils import format_datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from digest.deliver import header
from digest.deliver.bodies import Bodies
from digest.deliver.dkim import Signer
from digest.deliver.relay import Message
from digest.errors import AudienceError, ConfigError
from digest.model import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from digest.model import Delivery, Newsletter, Rendered

OWN: Final = ("To", "Subject", "Message-ID", "List-Unsubscribe")
"""The fields that differ from reader to reader, in their order."""

NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
OURS: Final = frozenset(
    {
        "auto-submitted",
        "bcc",
        "cc",
        "content-transfer-encoding",
        "content-type",
        "date",
        "dkim-signature",
        "feedback-id",
        "from",
        "list-id",
        "list-post",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "message-id",
        "mime-version",
        "precedence",
        "received",
        "reply-to",
        "return-path",
        "sender",
        "subject",
        "to",
    }
)


class MessageTemplate:
    """One Edition in one language, ready to be addressed.

    Args:
        newsletter: the sender and names in the headers.
        rendered: the pages, cut into parts.
        date: the Date header, aware.
        headers: more headers for every message, from the relay's settings.

    Raises:
        ConfigError: the newsletter's or the relay's settings can't stand in a header.
    """

    def __init__(
        self,
        newsletter: Newsletter,
        rendered: Rendered,
        date: datetime,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> None:
        self._bodies = Bodies(rendered)
        try:
            self._sender = header.address(newsletter.sender.address)
            origin = tuple(_origin(newsletter, date))
            fixed = (*_fixed(newsletter, rendered.edition), self._bodies.content_type)
            extra = b"".join(_extra(headers))
        except ValueError as error:
            raise ConfigError(
                f"newsletter {newsletter.id}: {error}", "mend it in digest.toml"
            ) from None
        self._from = b"".join(origin)
        self._head = extra + b"".join(fixed) + b"\r\n"
        # The relay may take out what is meant for it alone, so `extra` is not signed.
        self._signer = (
            Signer(newsletter.dkim, (*origin, *fixed), OWN, date) if newsletter.dkim else None
        )

    def message(
        self, delivery: Delivery, fields: Mapping[str, bytes], unsubscribe_url: str
    ) -> Message:
        """The reader's mail in its envelope: CRLF, ASCII but for an address of RFC 6531.

        Raises:
            AudienceError: the reader's address can't stand in a header.
            RenderError: a field has no value.
        """
        recipient, to = _to(delivery)
        url = header.url(unsubscribe_url)
        body = self._bodies.of(delivery.selection)
        filled = body.fill({"unsubscribe_url": url.encode(), **fields})
        own = (
            to,
            body.subject,
            header.raw("Message-ID", f"<{delivery.message_id.strip('<>')}>"),
            header.raw("List-Unsubscribe", f"<{url}>"),
        )
        signed = self._signer.sign(own, body.hash(filled)) if self._signer else b""
        data = b"".join((signed, self._from, *own, self._head, *filled))
        return Message(self._sender, recipient, data, self._bodies.framed)


def new_message_id(edition: str, subscriber: int, key: bytes, domain: str) -> str:
    """A Message-ID for one Delivery, the same whenever it is asked for; names nobody.

    Args:
        edition: the edition's id.
        subscriber: the subscriber's id.
        key: a secret of up to 64 bytes; without it the id can't be guessed.
        domain: our own domain.
    """
    claim = f"{edition}\0{subscriber}".encode()
    digest = hashlib.blake2b(claim, digest_size=20, key=key[:64]).hexdigest()
    return f"<{digest}@{header.address(f'x@{domain}').rpartition('@')[2]}>"


def _origin(newsletter: Newsletter, date: datetime) -> Iterator[bytes]:
    yield header.raw("Date", format_datetime(date.astimezone(UTC)))
    yield header.mailbox("From", newsletter.sender)
    if newsletter.reply_to is not None:
        yield header.mailbox("Reply-To", newsletter.reply_to)


def _fixed(newsletter: Newsletter, edition: str) -> Iterator[bytes]:
    """Bulk mail's headers: RFC 8058, 2919, 2369 and 3834."""
    site = urlsplit(newsletter.public_url)
    host = header.address(f"x@{site.hostname or 'localhost'}").rpartition("@")[2]
    if site.scheme == "https" or _is_loopback(host):
        yield header.raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    identifier = Mailbox(address=f"x@{newsletter.id}.{host}", name=newsletter.title)
    yield header.mailbox("List-Id", identifier).replace(b"<x@", b"<")
    yield header.raw("List-Post", "NO")
    yield header.raw("Precedence", "bulk")
    yield header.raw("Auto-Submitted", "auto-generated")
    yield header.raw("Feedback-ID", f"{edition}:{newsletter.id}:edition:digest")
    yield header.raw("MIME-Version", "1.0")


def _extra(headers: Mapping[str, str]) -> Iterator[bytes]:
    """What is meant for the relay."""
    for name, value in headers.items():
        if name.lower() in OURS:
            raise ValueError(f"smtp.headers can't set {name}, which digest sets itself")
        yield header.text(header.field_name(name), value)


def _to(delivery: Delivery) -> tuple[str, bytes]:
    """The envelope's address and the To header."""
    try:
        recipient = header.address(delivery.email)
        return recipient, header.mailbox("To", Mailbox(address=recipient, name=delivery.name))
    except ValueError as error:
        raise AudienceError(
            f"reader {delivery.subscriber} can't be mailed: {error}",
            "correct the address: digest subscribers show",
        ) from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
