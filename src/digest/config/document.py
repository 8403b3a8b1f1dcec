"""The shape of digest.toml: every table and key, its type, bounds, default and meaning.

This is the one list of keys: the checks, `config schema` and docs/config.md follow it.
A `parse` in a field's extra judges what a type cannot. Nothing is read or resolved here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, field

from digest.config import values
from digest.model import Approval, RelayKind, TextLinks, Typeface, Weekday

if TYPE_CHECKING:
    from collections.abc import Callable


_T = TypeVar("_T")


def _as(parse: Callable[[_T], object], description: str, example: object = None) -> Meta:
    """What a value means, and the function that judges it."""
    return Meta(
        description=description,
        extra={"parse": parse},
        examples=None if example is None else [example],
    )


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A TOML table: no key but those that are declared."""


class TopicTable(Table, frozen=True, kw_only=True):
    """A section of a newsletter."""

    name: Annotated[str, _as(values.topic_name, "The section's heading", "World")]
    words: Annotated[
        tuple[str, ...], Meta(description="Words that place an article here; any case")
    ] = ()


class ScheduleTable(Table, frozen=True, kw_only=True):
    """When a newsletter is due."""

    at: Annotated[str, _as(values.clock, "Local time of day, HH:MM", "07:00")] = "07:00"
    days: Annotated[tuple[Weekday, ...], Meta(description="Days it goes out", min_length=1)] = (
        tuple(Weekday)
    )
    timezone: Annotated[str, _as(values.zone, "IANA time zone of `at`", "Europe/Paris")] = "UTC"
    max_late: Annotated[
        str, _as(values.duration, "How late a missed edition may still go out", "3h")
    ] = "3h"


class BlockTable(Table, frozen=True, kw_only=True):
    """A part of each edition that is no story."""

    kind: Annotated[
        str, _as(values.line, "greeting, or the name of an installed maker", "greeting")
    ]
    options: Annotated[
        dict[str, Any], Meta(description="What its maker wants to know; any keys")
    ] = {}


class SecretTable(Table, frozen=True, kw_only=True):
    """Where a secret is kept: one of both."""

    env: Annotated[str | None, _as(values.line, "Name of an environment variable")] = None
    file: Annotated[str | None, _as(values.line, "A file beside digest.toml, or absolute")] = None


class DkimKeyTable(SecretTable, frozen=True, kw_only=True):
    """A private key (PEM), and the selector it stands under in the DNS."""

    selector: Annotated[
        str | None, _as(values.domain, "Its own selector; each of two keys needs one")
    ] = None


class DkimTable(Table, frozen=True, kw_only=True):
    """How mails are signed; without this table the relay signs."""

    key: Annotated[
        Annotated[tuple[DkimKeyTable, ...], Meta(min_length=1, max_length=2)] | DkimKeyTable,
        Meta(description="{ file = PATH } or { env = NAME }, or an array of two"),
    ]
    selector: Annotated[str, _as(values.domain, "Name of the key in the DNS", "digest")] = "digest"
    domain: Annotated[
        str | None, _as(values.domain, "Who signs; the sender's domain if not said")
    ] = None


class LogoTable(Table, frozen=True, kw_only=True):
    """A picture in the place of the newsletter's name."""

    url: Annotated[str, _as(values.web_url, "Where it is hosted", "https://news.example/logo.png")]
    width: Annotated[int, Meta(description="CSS pixels", ge=40, le=580)]
    height: Annotated[int, Meta(description="CSS pixels", ge=10, le=300)]
    alt: Annotated[
        str, _as(values.line_or_nothing, "What stands there without pictures; title if not said")
    ] = ""


class LookTable(Table, frozen=True, kw_only=True):
    """Colours, logo and faces of a newsletter, where not the template's own."""

    accent: Annotated[
        str | None, _as(values.colour, "Colour of labels and buttons, by day", "#00567a")
    ] = None
    accent_dark: Annotated[
        str | None, _as(values.colour, "The same by night; made from accent if not said")
    ] = None
    logo: Annotated[LogoTable | None, Meta(description="Instead of the title in letters")] = None
    heading_font: Annotated[Typeface | None, Meta(description="Face of headlines")] = None
    text_font: Annotated[Typeface | None, Meta(description="Face of running text")] = None


class NewsletterTable(Table, frozen=True, kw_only=True):
    """A newsletter; its key is its id: a-z, 0-9 and hyphens."""

    title: Annotated[str, _as(values.line, "The newsletter's name", "Morning Briefing")]
    sender: Annotated[
        str, _as(values.mailbox, "Sender of every mail", "Briefing <briefing@news.example>")
    ] = field(name="from")
    public_url: Annotated[
        str, _as(values.site_url, "Where readers reach your site", "https://news.example")
    ]
    postal_address: Annotated[
        str, _as(values.line, "The publisher's postal address, printed in the footer")
    ]
    reply_to: Annotated[
        str | None, _as(values.mailbox, "A person who reads the answers", "editor@news.example")
    ] = None
    bounces: Annotated[
        str | None,
        _as(values.bounces, "Takes what comes back, with +ANYTHING too", "bounces@news.example"),
    ] = None
    archive_url: Annotated[
        str | None, _as(values.header_url, "Earlier editions; public_url if not said")
    ] = None
    help_url: Annotated[
        str | None, _as(values.help_url, "Help for readers; a mail to reply_to if not said")
    ] = None
    language: Annotated[str, _as(values.language, "Language tag of the newsletter", "en")] = "en"
    template: Annotated[str, _as(values.template_name, "Template in templates/email", "daily")] = (
        "daily"
    )
    weekly_template: Annotated[
        str, _as(values.template_name, "Template of editions of seven days", "weekly")
    ] = "weekly"
    look: Annotated[LookTable, Meta(description="Its colours, logo and faces")] = LookTable()
    topics: Annotated[
        tuple[TopicTable, ...], Meta(description="Sections, in the order they are printed")
    ] = ()
    sources: Annotated[
        tuple[str, ...], Meta(description="Names of the sources it draws on; empty means all")
    ] = ()
    approval: Annotated[
        Approval, Meta(description="manual: an editor approves; auto: the build does")
    ] = Approval.MANUAL
    min_stories: Annotated[
        int, Meta(description="With fewer stories the edition is skipped", ge=1, le=1000)
    ] = 1
    schedule: Annotated[ScheduleTable | None, Meta(description="When it is due")] = None
    blocks: Annotated[
        tuple[BlockTable, ...], Meta(description="Parts of each edition that are no stories")
    ] = ()
    dkim: Annotated[
        DkimTable | None, Meta(description="How its mails are signed; without it the relay signs")
    ] = None
    link_tags: Annotated[
        dict[str, str],
        _as(values.link_tags, "Put on links to your own site", {"utm_source": "{newsletter}"}),
    ] = {}
    own_domains: Annotated[
        tuple[Annotated[str, _as(values.domain, "A domain of yours", "news.example")], ...],
        Meta(description="Whose links get them, subdomains too; that of public_url if not said"),
    ] = ()
    text_links: Annotated[
        TextLinks, Meta(description="bare: on their own lines in the text part; or numbered")
    ] = TextLinks.BARE


class SourceTable(Table, frozen=True, kw_only=True):
    """Where articles come from."""

    name: Annotated[str, _as(values.line, "Unique; printed as publisher if none is given")]
    kind: Annotated[
        str,
        _as(values.line, "feed, page, sitemap, files, or the name of an installed reader", "feed"),
    ]
    url: Annotated[
        str | None, _as(values.web_url, "For feed, page and sitemap", "https://news.example/rss")
    ] = None
    path: Annotated[str | None, _as(values.line, "For files: a folder beside digest.toml")] = None
    topic: Annotated[
        str | None, _as(values.topic_name, "Topic of all its articles, where there is one")
    ] = None
    weight: Annotated[
        float, Meta(description="How much its word counts in ranking", gt=0, le=100)
    ] = 1.0
    options: Annotated[
        dict[str, Any], Meta(description="What an installed reader wants to know; any keys")
    ] = {}


class BuildTable(Table, frozen=True, kw_only=True):
    """How much goes into an edition."""

    hours: Annotated[
        int, Meta(description="Hours an edition reaches back at least", ge=1, le=8760)
    ] = 24
    max_hours: Annotated[
        int, Meta(description="Hours it reaches back at most, to the one before", ge=1, le=8760)
    ] = 96
    max_stories: Annotated[int, Meta(description="Stories in an edition", ge=1, le=1000)] = 12
    per_topic: Annotated[int, Meta(description="Stories in a section", ge=1, le=1000)] = 5
    inliner: Annotated[
        Literal["premailer", "css-inline"],
        Meta(description="What inlines CSS; css-inline is faster and an extra to install"),
    ] = "premailer"
    rank: Annotated[
        dict[str, Annotated[float, Meta(ge=0, le=100)]],
        Meta(description="How much each rule of ranking counts, by its name; 0 turns it off"),
    ] = {}


class RelayTable(Table, frozen=True, kw_only=True):
    """A relay that takes mails."""

    host: Annotated[str, _as(values.line, "Name or address of the relay", "smtp.news.example")] = (
        "127.0.0.1"
    )
    port: Annotated[int, Meta(description="Its port", ge=1, le=65535)] = 1025
    security: Annotated[
        Literal["none", "starttls", "tls"], Meta(description="How the connection is guarded")
    ] = "none"
    ca: Annotated[
        str | None,
        _as(values.line, "PEM file of the authorities to trust, instead of the system's"),
    ] = None
    user: Annotated[str | None, _as(values.line, "Name to log in with")] = None
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
        str, _as(values.line_or_nothing, "Configuration set of SES, message stream of Postmark")
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
    rate: Annotated[str | None, _as(values.rate, "Mails per s, min or h at most", "14/s")] = None
    daily_limit: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Mails per day at most")
    ] = None
    warm_up: Annotated[
        tuple[Annotated[int, Meta(ge=1)], ...],
        Meta(description="Daily limits of a new relay's first days on which it sends"),
    ] = ()
    headers: Annotated[
        dict[str, str], _as(values.headers, "More headers for each mail", {"X-Stream": "broadcast"})
    ] = {}


class DomainTable(Table, frozen=True, kw_only=True):
    """What the readers' servers of one domain are given at most."""

    rate: Annotated[str | None, _as(values.rate, "Mails per s, min or h", "20/s")] = None
    connections: Annotated[
        Annotated[int, Meta(ge=1)] | None, Meta(description="Mails under way at once")
    ] = None


class SmtpTable(RelayTable, frozen=True, kw_only=True):
    """The relay that takes the mails, others beside it, and the rules of sending."""

    relays: Annotated[
        dict[Annotated[str, _as(values.relay_name, "The relay's name")], RelayTable],
        Meta(description="More relays by name; the one above is called main"),
    ] = {}
    domain: Annotated[DomainTable, Meta(description="Limits of each recipients' domain")] = (
        DomainTable()
    )
    domains: Annotated[
        dict[Annotated[str, _as(values.domain, "The domain")], DomainTable],
        Meta(description="Limits of single domains, instead of those"),
    ] = {}
    unsure: Annotated[
        Literal["resend", "hold"],
        Meta(description="What a crash leaves in doubt: send it again, or hold it for a person"),
    ] = "resend"
    max_age: Annotated[
        str, _as(values.duration, "How long a deferred mail is tried before it fails", "5d")
    ] = "5d"


class CollectTable(Table, frozen=True, kw_only=True):
    """How sources are visited."""

    every: Annotated[str, _as(values.duration, "How often `digest run` visits a source", "15m")] = (
        "15m"
    )
    allow_private: Annotated[
        bool, Meta(description="Visit sources in private networks, too; off guards your own")
    ] = False
    timeout: Annotated[float, Meta(description="Seconds for one source", gt=0, le=600)] = 20.0
    max_bytes: Annotated[
        int, Meta(description="Bytes taken from one source, after decompression", ge=1024)
    ] = 10 * 1024 * 1024
    concurrency: Annotated[int, Meta(description="Sources at once", ge=1, le=200)] = 20
    contact: Annotated[str, Meta(description="Address or URL that sites see in the User-Agent")] = (
        ""
    )


class CheckTable(Table, frozen=True, kw_only=True):
    """What `digest check` holds editions against."""

    clients: Annotated[
        dict[str, Annotated[float, Meta(ge=0, le=100)]],
        Meta(description="Shares of readers by mail client, as gmail or outlook.windows"),
    ] = {}


class StoreTable(Table, frozen=True, kw_only=True):
    """The database."""

    url: Annotated[str, _as(values.store_url, "sqlite:///FILE, beside digest.toml")] = (
        "sqlite:///digest.db"
    )
    keep: Annotated[
        str,
        _as(values.duration, "Unused text and old deliveries are kept so long; editions for good"),
    ] = "90d"


class ServeTable(Table, frozen=True, kw_only=True):
    """The readers' site."""

    host: Annotated[str, _as(values.line, "Address that `digest serve` listens on")] = "127.0.0.1"
    port: Annotated[int, Meta(description="Its port", ge=1, le=65535)] = 8700


class OperatorTable(Table, frozen=True, kw_only=True):
    """Who is told by mail when something is wrong."""

    address: Annotated[str, _as(values.address, "Gets the alarms", "desk@news.example")]
    name: Annotated[str | None, _as(values.line, "The name beside it", "The desk")] = None


class Document(Table, frozen=True, kw_only=True):
    """The whole of digest.toml."""

    newsletters: Annotated[
        dict[Annotated[str, _as(values.newsletter_id, "The newsletter's id")], NewsletterTable],
        Meta(description="Each newsletter by its id: a-z, 0-9 and hyphens"),
    ] = {}
    sources: Annotated[tuple[SourceTable, ...], Meta(description="All sources")] = ()
    build: BuildTable = BuildTable()
    smtp: SmtpTable = SmtpTable()
    collect: CollectTable = CollectTable()
    check: CheckTable = CheckTable()
    store: StoreTable = StoreTable()
    serve: ServeTable = ServeTable()
    operator: Annotated[
        OperatorTable | None, Meta(description="Who is told by mail when something is wrong")
    ] = None


def json_schema() -> dict[str, object]:
    """The JSON Schema of digest.toml (draft 2020-12), for editors that complete TOML."""
    schema = msgspec.json.schema(Document)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "digest.toml",
        **schema,
    }
