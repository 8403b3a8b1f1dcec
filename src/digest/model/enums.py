"""The states and kinds of digest, as the store and the configuration spell them."""

from __future__ import annotations

from enum import StrEnum


class SourceKind(StrEnum):
    """Where a Source's articles come from."""

    FEED = "feed"
    PAGE = "page"
    SITEMAP = "sitemap"
    FILES = "files"
    MAILBOX = "mailbox"


class Use(StrEnum):
    """What may be printed of a Source's articles: each member allows those before it, too."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    EXTRACT = "extract"


class Approval(StrEnum):
    """Who lets an Edition go out: an editor, or the build itself."""

    MANUAL = "manual"
    AUTO = "auto"


class Images(StrEnum):
    """Where a mail's pictures are: on the site that they come from, or in the mail itself."""

    HOSTED = "hosted"
    EMBEDDED = "embedded"


class TextLinks(StrEnum):
    """How links stand in a text part: bare, or numbered with the addresses below."""

    BARE = "bare"
    NUMBERED = "numbered"


class Cadence(StrEnum):
    """How often a reader wants the newsletter; an Edition is daily or weekly."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"


class Length(StrEnum):
    """How much of each story a reader wants."""

    FULL = "full"
    BRIEF = "brief"


class Tier(StrEnum):
    """How a Slot is told: it opens the Edition, at length, or in a sentence."""

    LEAD = "lead"
    MAIN = "main"
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


class RunState(StrEnum):
    """How far a slot of the schedule has come; late, sent and skipped are ends."""

    CLAIMED = "claimed"
    BUILT = "built"
    HELD = "held"
    SENT = "sent"
    SKIPPED = "skipped"
    LATE = "late"
    FAILED = "failed"


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


class ConsentEvent(StrEnum):
    """What a reader did about a newsletter, as it is kept for proof."""

    IMPORTED = "imported"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    LEFT = "left"
    RETURNED = "returned"


class ConfirmationKind(StrEnum):
    """What a reader is asked to confirm: that they join, or that a new address is theirs."""

    JOIN = "join"
    MOVE = "move"


class SuppressionReason(StrEnum):
    """Why an address must not be mailed; only the first two are undone by its owner."""

    LEFT = "left"
    ERASED = "erased"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    MANUAL = "manual"


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


class RelayKind(StrEnum):
    """Whose server a relay is: what it overwrites, wants told, and says of its limits."""

    PLAIN = "plain"
    SES = "ses"
    POSTMARK = "postmark"


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
    SO_FAR = "so_far"
    VOICES = "voices"
    BACKGROUND = "background"
    LEFT_OUT = "left_out"


class Addition(StrEnum):
    """What an edition can have beside its stories, out of these."""

    QUOTATION = "quotation"
    FIGURE = "figure"
    SO_FAR = "so_far"
    VOICES = "voices"
    BACKGROUND = "background"
    LEFT_OUT = "left_out"


class Typeface(StrEnum):
    """Families that stand on readers' machines; templates know the stack of each."""

    GEORGIA = "georgia"
    PALATINO = "palatino"
    TIMES = "times"
    HELVETICA = "helvetica"
    VERDANA = "verdana"
    TREBUCHET = "trebuchet"


class Weekday(StrEnum):
    """Days as digest.toml writes them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
