"""An edition as mail: headers encoded once, a reader's parts joined into finished bytes.

Holds what all readers share; per reader only To, Subject, Message-ID, List-Unsubscribe and
the fields of the parts are put in. Decides nothing about who gets what.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from digest.config.values import OURS
from digest.deliver import header, quirks
from digest.deliver.bodies import Bodies
from digest.deliver.dkim import Signer
from digest.deliver.relay import Message
from digest.errors import AudienceError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from digest.deliver.links import Links
    from digest.deliver.relay import Relay
    from digest.model import Delivery, Newsletter, Rendered

OWN: Final = ("To", "Subject", "Message-ID", "List-Unsubscribe")
"""The fields that differ from reader to reader, in their order."""

_LINK: Final = 100  # characters that a link to leave has at most behind the site


class MessageTemplate:
    """One Edition in one language, ready to be addressed and handed to one relay.

    Args:
        newsletter: the sender and names in the headers.
        rendered: the pages, cut into parts.
        date: the Date header, aware.
        relay: who takes the mails; its kind says which headers it wants and what is signed.
        bodies: those of `rendered`, where another relay's template has made them already.

    Raises:
        ConfigError: the newsletter's or the relay's settings can't stand in a header, or a
            DKIM key is missing or can't be read.
    """

    def __init__(
        self,
        newsletter: Newsletter,
        rendered: Rendered,
        date: datetime,
        relay: Relay,
        bodies: Bodies | None = None,
    ) -> None:
        self._bodies = bodies or Bodies(rendered)
        quirk = quirks.QUIRKS[relay.kind]
        try:
            self._sender = header.header_address(newsletter.sender.address)
            first = tuple(origin(newsletter, date))
            fixed = (*_fixed(newsletter, rendered.edition), self._bodies.content_type)
            extra = b"".join(_extra(quirks.headers(relay.kind, relay.stream, relay.headers)))
            signs = quirks.signs(relay.kind, told=relay.sign, keys=newsletter.dkim is not None)
        except ValueError as error:
            raise ConfigError(
                f"newsletter {newsletter.id}: {error}", "mend it in digest.toml"
            ) from None
        self._from = b"".join(first)
        self._head = extra + b"".join(fixed) + b"\r\n"
        self._tag = f"{quirk.delivery}: %d\r\n".encode() if quirk.delivery else b""
        # The relay may take out what is meant for it alone, so none of that is signed.
        self._signer = (
            Signer(newsletter.dkim, (*first, *fixed), OWN, date, quirk.overwritten)
            if newsletter.dkim and signs
            else None
        )

    def message(self, delivery: Delivery, fields: Mapping[str, bytes], links: Links) -> Message:
        """The reader's mail in its envelope: CRLF, ASCII but for an address of RFC 6531.

        Raises:
            AudienceError: the reader's address or links can't stand in a header.
            RenderError: a field has no value.
        """
        body = self._bodies.of(delivery.selection)
        ours = {
            "preferences_url": header.url(links.choose_url).encode(),
            "unsubscribe_url": header.url(links.leave_url).encode(),
        }
        filled = body.fill({**ours, **fields})
        recipient, own = _own(delivery, body.subject, links)
        signed = self._signer.sign(own, body.hash(filled)) if self._signer else b""
        tag = self._tag % delivery.id if self._tag else b""
        head = b"".join((signed, self._from, *own, tag, self._head))
        return Message(
            links.sender or self._sender, recipient, (head, *filled), self._bodies.framed
        )


def _own(delivery: Delivery, subject: bytes, links: Links) -> tuple[str, tuple[bytes, ...]]:
    """The envelope's address, and the reader's own fields in the order of OWN."""
    try:
        recipient = header.address(delivery.email)
        return recipient, (
            header.mailbox("To", recipient, delivery.name),
            subject,
            header.raw("Message-ID", f"<{delivery.message_id.strip('<>')}>"),
            header.urls("List-Unsubscribe", links.leave_url, links.leave_mailto),
        )
    except ValueError as error:
        raise AudienceError(
            f"reader {delivery.subscriber} can't be mailed: {error}",
            "correct the address: digest subscribers show",
        ) from None


def origin(newsletter: Newsletter, date: datetime) -> Iterator[bytes]:
    """Date, From and, where the newsletter has one, Reply-To: of every mail that it sends."""
    yield header.raw("Date", format_datetime(date.astimezone(UTC)))
    yield header.mailbox("From", newsletter.sender.address, newsletter.sender.name)
    if newsletter.reply_to is not None:
        yield header.mailbox("Reply-To", newsletter.reply_to.address, newsletter.reply_to.name)


def _fixed(newsletter: Newsletter, edition: str) -> Iterator[bytes]:
    """Bulk mail's headers: RFC 8058, 2919, 2369, 3834, and Gmail's for complaints."""
    # Refuse a site whose links no header can hold here, not reader by reader.
    header.urls("List-Unsubscribe", f"{newsletter.public_url}{'/' * _LINK}")
    if _one_click(newsletter.public_url):
        yield header.raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    yield _list_id(newsletter)
    owner = newsletter.owner.address
    yield header.urls("List-Help", newsletter.help_url or header.mailto(owner, "help"))
    yield header.urls("List-Archive", newsletter.archive_page or newsletter.public_url)
    yield header.urls("List-Owner", header.mailto(owner))
    yield header.raw("List-Post", "NO")
    yield header.raw("Precedence", "bulk")
    yield header.raw("Auto-Submitted", "auto-generated")
    yield header.raw("Feedback-ID", f"{edition}:{newsletter.id}:edition:digest")
    yield header.raw("MIME-Version", "1.0")


def _list_id(newsletter: Newsletter) -> bytes:
    """The newsletter under a domain of ours, in brackets behind its title (RFC 2919)."""
    host = header.address(f"x@{urlsplit(newsletter.public_url).hostname or 'localhost'}")[2:]
    if _is_number(host):
        host = newsletter.sender.address.rpartition("@")[2]
    identifier = f"x@{newsletter.id}.{host}"
    return header.mailbox("List-Id", identifier, newsletter.title).replace(b"<x@", b"<")


def _one_click(site: str) -> bool:
    """Whether a click may be promised: over https alone (RFC 8058, section 3), or to here."""
    url = urlsplit(site)
    host = url.hostname or ""
    here = ipaddress.ip_address(host).is_loopback if _is_number(host) else host == "localhost"
    return url.scheme == "https" or here


def _is_number(host: str) -> bool:
    """Whether it is an IP address, no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _extra(headers: Mapping[str, str]) -> Iterator[bytes]:
    """What is meant for the relay."""
    for name, value in headers.items():
        if name.lower() in OURS:
            raise ValueError(f"smtp.headers can't set {name}, which digest sets itself")
        yield header.text(header.field_name(name), value)
