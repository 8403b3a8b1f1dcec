"""The nouns of digest: frozen dataclasses and enums, nothing else.

Times are aware datetimes in UTC; identifiers are short, stable ASCII strings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class SourceKind(StrEnum):
    """Where a Source's articles come from."""

    FEED = "feed"
    PAGE = "page"
    SITEMAP = "sitemap"
    FILES = "files"


class Approval(StrEnum):
    """Who lets an Edition go out: an editor, or the build itself."""

    MANUAL = "manual"
    AUTO = "auto"


class Cadence(StrEnum):
    """How often a reader wants the newsletter; an Edition is daily or weekly."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"


class Length(StrEnum):
    """How much of each story a reader wants."""

    FULL = "full"
    BRIEF = "brief"


class EditionState(StrEnum):
    """The life of an Edition."""

    DRAFT = "draft"
    HELD = "held"
    APPROVED = "approved"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class SubscriberState(StrEnum):
    """Whether a person can be mailed at all."""

    ACTIVE = "active"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    ERASED = "erased"


class SubscriptionState(StrEnum):
    """Whether a person wants this newsletter."""

    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class DeliveryState(StrEnum):
    """How far one reader's copy has come."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"


class OutcomeKind(StrEnum):
    """What a server's answer means."""

    SENT = "sent"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNSURE = "unsure"


class Scope(StrEnum):
    """What an Outcome speaks of: the reader, the reader's domain, or our relay."""

    ADDRESS = "address"
    DOMAIN = "domain"
    RELAY = "relay"


class PartKind(StrEnum):
    """What a Part of a rendered page holds; LEAD is a slot in its form as first story."""

    FRAME = "frame"
    INDEX = "index"
    LEAD = "lead"
    SECTION = "section"
    SLOT = "slot"
    BLOCK = "block"


class BlockKind(StrEnum):
    """The parts of an Edition that are no story."""

    GREETING = "greeting"
    WHY = "why"
    FIGURE = "figure"
    AGENDA = "agenda"
    DATA = "data"
    SPONSOR = "sponsor"
    CORRECTION = "correction"


class Weekday(StrEnum):
    """Days as digest.toml writes them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


# --- what the operator sets up -------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where articles come from. `url` for feed, page and sitemap; `path` for files."""

    name: str
    kind: SourceKind
    url: str | None = None
    path: str | None = None
    topic: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A named section of a newsletter, with the words that speak for it."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A display name and an address (RFC 5322, section 3.4)."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a newsletter is due, in its own zone, and how late it may still go out."""

    at: time
    days: tuple[Weekday, ...]
    timezone: str
    max_late: timedelta = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """A product: name, sender, topics, schedule, template. Empty `sources` means all."""

    id: str
    title: str
    sender: Mailbox
    public_url: str
    postal_address: str
    reply_to: Mailbox | None = None
    language: str = "en"
    template: str = "daily"
    topics: tuple[Topic, ...] = ()
    sources: tuple[str, ...] = ()
    approval: Approval = Approval.MANUAL
    min_stories: int = 1
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far an Edition reaches back (hours) and how many stories it holds."""

    hours: int = 24
    max_hours: int = 96
    max_stories: int = 12
    per_topic: int = 5


# --- what is collected and curated ------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture; width and height in CSS pixels where known."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document at one canonical URL (or one file), with its text.

    `text` is plain paragraphs parted by blank lines; a heading stands as its own
    paragraph behind "## " and again in `headings`. `url` is canonical, or None.
    """

    id: str
    url: str | None
    title: str
    source: str
    publisher: str
    published: datetime
    summary: str = ""
    text: str = ""
    headings: tuple[str, ...] = ()
    language: str = "und"
    byline: str = ""
    categories: tuple[str, ...] = ()
    image: Image | None = None
    guid: str | None = None
    first_seen: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event: a lead Article and its coverage, placed in a topic and scored.

    `reasons` says why it is here, one sentence each.
    """

    id: str
    lead: Article
    coverage: tuple[Article, ...] = ()
    topic: str = "Other"
    score: float = 0.0
    reasons: tuple[str, ...] = ()


# --- what is composed and rendered --------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A Story placed in a Section. `id` is the story's; an essential one reaches everyone."""

    id: str
    story: Story
    headline: str
    summary: str
    essential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A Topic inside an Edition, its slots best first."""

    topic: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A dated part of an Edition that is no story; past `expires` it is left out."""

    id: str
    kind: BlockKind
    text: str
    title: str = ""
    source: str = ""
    url: str | None = None
    time: datetime | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One dated issue, unique by (newsletter, cadence, date).

    `lead` is the id of the slot that opens it; `left_out` says what was not placed and why.
    """

    id: str
    newsletter: str
    cadence: Cadence
    date: date
    state: EditionState
    subject: str
    preheader: str
    language: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...] = ()
    lead: str | None = None
    built: datetime | None = None
    left_out: tuple[str, ...] = ()
    hash: str | None = None
    approved_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What one reader gets of an Edition: slot ids in the edition's order, and a length."""

    slots: tuple[str, ...]
    length: Length = Length.FULL


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rendered page, quoted-printable, from soft break to soft break.

    `fields` are (offset into body, field name), ascending. A part with a slot belongs to
    the selections that hold the slot; one with a topic only, to those that hold any of it.
    """

    kind: PartKind
    body: bytes
    topic: str | None = None
    slot: str | None = None
    length: Length | None = None
    fields: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SlotLine:
    """What a slot gives to a mail that it heads (subject, preheader) or is in (words)."""

    slot: str
    topic: str
    subject: str
    preheader: str
    words: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """An Edition rendered once in one language, cut into Parts. `hash` covers all of it."""

    edition: str
    language: str
    hash: str
    html: tuple[Part, ...]
    text: tuple[Part, ...]
    lines: tuple[SlotLine, ...] = ()


# --- who reads, and what became of it ---------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person. `generation` goes up when all their old links must die."""

    id: int
    email: str
    name: str = ""
    language: str = "en"
    state: SubscriberState = SubscriberState.ACTIVE
    generation: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Subscriber x Newsletter. Empty `topics` means all; `hour` is local, 0-23."""

    subscriber: int
    newsletter: str
    state: SubscriptionState = SubscriptionState.ACTIVE
    topics: tuple[str, ...] = ()
    cadence: Cadence = Cadence.DAILY
    length: Length = Length.FULL
    hour: int | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberRow:
    """One line of an import or export: a person, and one set of choices for `newsletters`.

    `state` speaks of the subscriptions; bounced and complained speak of the person.
    """

    email: str
    name: str = ""
    language: str = "en"
    newsletters: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    cadence: Cadence = Cadence.DAILY
    length: Length = Length.FULL
    hour: int | None = None
    timezone: str | None = None
    state: SubscriptionState | SubscriberState = SubscriptionState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Edition x Subscriber, unique. `code` is the last SMTP reply code, 0 before one came."""

    id: int
    edition: str
    subscriber: int
    email: str
    name: str
    state: DeliveryState
    message_id: str
    due_at: datetime
    selection: Selection
    attempts: int = 0
    generation: int = 0
    code: int = 0
    enhanced: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A Delivery to be: who gets what of an Edition, when (UTC), under which Message-ID."""

    subscriber: int
    selection: Selection
    due_at: datetime
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a server said about one message (RFC 5321 code, RFC 3463 enhanced code)."""

    kind: OutcomeKind
    code: int = 0
    enhanced: str = ""
    text: str = ""
    scope: Scope = Scope.ADDRESS
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """Input that was not taken: where it stood, why, and its raw form."""

    place: str
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is remembered of a source between two visits (RFC 9110 validators)."""

    source: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked: datetime | None = None
    changed: datetime | None = None
    failures: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One visit to one source: what came, what was refused, what to remember.

    `status` is the HTTP status, 200 for files read, 0 where no answer came.
    """

    source: str
    articles: tuple[Article, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    fetched: Fetched | None = None
    status: int = 0
    bytes: int = 0
    seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeCount:
    """What freeze put into the outbox: queued, excluded by reason, and how many it looked at."""

    queued: int
    audience: int
    excluded: dict[str, int] = field(default_factory=dict)
