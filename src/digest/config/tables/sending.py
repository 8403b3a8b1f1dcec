"""The [smtp] table: relays, and the limits of each domain."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import SecretTable, Table, by
from digest.model import RelayKind


class RelayTable(Table, frozen=True, kw_only=True):
    """A relay that takes mails."""

    host: Annotated[str, by(values.line, "Name or address of the relay", "smtp.news.example")] = (
        "127.0.0.1"
    )
    port: Annotated[int, Meta(description="Its port", ge=1, le=65535)] = 1025
    security: Annotated[
        Literal["none", "starttls", "tls"], Meta(description="How the connection is guarded")
    ] = "none"
    ca: Annotated[
        str | None,
        by(values.line, "PEM file of the authorities to trust, instead of the system's"),
    ] = None
    user: Annotated[str | None, by(values.line, "Name to log in with")] = None
    password: Annotated[
        str | SecretTable | None,
        Meta(description="Better { env = NAME } or { file = PATH } than the word itself"),
    ] = None
    login: Annotated[
        Literal["password", "xoauth2"],
        Meta(description="xoauth2: the password is an access token, read anew for each login"),
    ] = "password"
    relay: Annotated[
        RelayKind, Meta(description="Whose server it is: what it signs, wants told and says")
    ] = RelayKind.PLAIN
    stream: Annotated[
        str,
        by(values.line_or_nothing, "Configuration set of SES, message stream of Postmark"),
    ] = ""
    sign: Annotated[
        bool | None,
        Meta(description="Whether our DKIM keys sign what goes this way; not said: as the relay"),
    ] = None
    connections: Annotated[int, Meta(description="Connections at once", ge=1, le=100)] = 10
    window: Annotated[
        int,
        Meta(description="Mails under way on a connection, with CHUNKING; 1: DATA", ge=1, le=32),
    ] = 1
    weight: Annotated[
        int, Meta(description="Its share beside other relays; 0: only stands in", ge=0, le=100)
    ] = 1
    rate: Annotated[str | None, by(values.rate, "Mails per s, min or h at most", "14/s")] = None
    daily_limit: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Mails per day at most")
    ] = None
    warm_up: Annotated[
        tuple[Annotated[int, Meta(ge=1)], ...],
        Meta(description="Daily limits of a new relay's first days on which it sends"),
    ] = ()
    headers: Annotated[
        dict[str, str],
        by(values.headers, "More headers for each mail", {"X-Stream": "broadcast"}),
    ] = {}


class DomainTable(Table, frozen=True, kw_only=True):
    """What the readers' servers of one domain are given at most."""

    rate: Annotated[str | None, by(values.rate, "Mails per s, min or h", "20/s")] = None
    connections: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Mails under way at once")
    ] = None


class SmtpTable(RelayTable, frozen=True, kw_only=True):
    """The relay that takes the mails, others beside it, and the rules of sending."""

    relays: Annotated[
        dict[Annotated[str, by(values.relay_name, "The relay's name")], RelayTable],
        Meta(description="More relays by name; the one above is called main"),
    ] = {}
    domain: Annotated[DomainTable, Meta(description="Limits of each recipients' domain")] = (
        DomainTable()
    )
    domains: Annotated[
        dict[Annotated[str, by(values.idn, "The domain")], DomainTable],
        Meta(description="Limits of single domains, instead of those"),
    ] = {}
    unsure: Annotated[
        Literal["resend", "hold"],
        Meta(description="What a crash leaves in doubt: send it again, or hold it for a person"),
    ] = "resend"
    max_age: Annotated[
        str, by(values.duration, "How long a deferred mail is tried before it fails", "5d")
    ] = "5d"
