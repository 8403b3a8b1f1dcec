"""The nouns of digest: frozen dataclasses and enums, nothing else.

Times are aware datetimes in UTC; identifiers are short, stable ASCII strings. A file is imported
when a name of it is first asked for: a parser's process needs but one of them.
"""

from typing import TYPE_CHECKING

from digest.doors import door

if TYPE_CHECKING:
    from digest.model.archive import Archived, Hit
    from digest.model.article import (
        ADDED,
        DATE_ONLY,
        FILE,
        PAYWALL,
        SHARED_LINK,
        Article,
        Image,
        LinkedPage,
        Media,
        Quarantined,
        Revision,
    )
    from digest.model.bounce import BARS, Bounce, BounceKind, KnownBounce, Soft
    from digest.model.dkim import Dkim, DkimAlgorithm, DkimKey
    from digest.model.edition import (
        Addendum,
        Block,
        Edition,
        Part,
        Picture,
        Rendered,
        Section,
        Selection,
        Slot,
        SlotLine,
        WebVersion,
    )
    from digest.model.enums import (
        Addition,
        Approval,
        BlockKind,
        Cadence,
        ConfirmationKind,
        ConsentEvent,
        DeliveryState,
        EditionState,
        Images,
        Length,
        OutcomeKind,
        PartKind,
        RelayKind,
        RunState,
        Scope,
        SourceKind,
        SubscriberState,
        SubscriptionState,
        SuppressionReason,
        TextLinks,
        Tier,
        Typeface,
        Use,
        Weekday,
    )
    from digest.model.lessons import Lessons
    from digest.model.newsletter import (
        BlockPlan,
        Limits,
        Logo,
        Look,
        Mailbox,
        Newsletter,
        Schedule,
        Source,
        Topic,
    )
    from digest.model.notice import Notice, NoticeKind
    from digest.model.override import ABOUT_EDITION, Draft, Override, OverrideKind
    from digest.model.push import Push
    from digest.model.reader import (
        BAD_CONNECTION,
        Confirmation,
        Consent,
        Delivery,
        FormerAddress,
        FreezeCount,
        OutboxRow,
        Outcome,
        Recorded,
        Revival,
        Subscriber,
        SubscriberRow,
        Subscription,
        Suppression,
    )
    from digest.model.relay import Throttle
    from digest.model.run import Run
    from digest.model.story import OTHER, TURN, Development, Story
    from digest.model.visit import Collected, Fetched, Front, Rhythm, Robots

__all__ = [
    "ABOUT_EDITION",
    "ADDED",
    "BAD_CONNECTION",
    "BARS",
    "DATE_ONLY",
    "FILE",
    "OTHER",
    "PAYWALL",
    "SHARED_LINK",
    "TURN",
    "Addendum",
    "Addition",
    "Approval",
    "Archived",
    "Article",
    "Block",
    "BlockKind",
    "BlockPlan",
    "Bounce",
    "BounceKind",
    "Cadence",
    "Collected",
    "Confirmation",
    "ConfirmationKind",
    "Consent",
    "ConsentEvent",
    "Delivery",
    "DeliveryState",
    "Development",
    "Dkim",
    "DkimAlgorithm",
    "DkimKey",
    "Draft",
    "Edition",
    "EditionState",
    "Fetched",
    "FormerAddress",
    "FreezeCount",
    "Front",
    "Hit",
    "Image",
    "Images",
    "KnownBounce",
    "Length",
    "Lessons",
    "Limits",
    "LinkedPage",
    "Logo",
    "Look",
    "Mailbox",
    "Media",
    "Newsletter",
    "Notice",
    "NoticeKind",
    "OutboxRow",
    "Outcome",
    "OutcomeKind",
    "Override",
    "OverrideKind",
    "Part",
    "PartKind",
    "Picture",
    "Push",
    "Quarantined",
    "Recorded",
    "RelayKind",
    "Rendered",
    "Revision",
    "Revival",
    "Rhythm",
    "Robots",
    "Run",
    "RunState",
    "Schedule",
    "Scope",
    "Section",
    "Selection",
    "Slot",
    "SlotLine",
    "Soft",
    "Source",
    "SourceKind",
    "Story",
    "Subscriber",
    "SubscriberRow",
    "SubscriberState",
    "Subscription",
    "SubscriptionState",
    "Suppression",
    "SuppressionReason",
    "TextLinks",
    "Throttle",
    "Tier",
    "Topic",
    "Typeface",
    "Use",
    "WebVersion",
    "Weekday",
]

if not TYPE_CHECKING:
    __getattr__ = door(
        __name__,
        {
            "archive": "Archived Hit",
            "article": (
                "ADDED DATE_ONLY FILE PAYWALL SHARED_LINK "
                "Article Image LinkedPage Media Quarantined Revision"
            ),
            "bounce": "BARS Bounce BounceKind KnownBounce Soft",
            "dkim": "Dkim DkimAlgorithm DkimKey",
            "edition": (
                "Addendum Block Edition Part Picture Rendered "
                "Section Selection Slot SlotLine WebVersion"
            ),
            "enums": (
                "Addition Approval BlockKind Cadence ConfirmationKind ConsentEvent DeliveryState "
                "EditionState Images Length OutcomeKind PartKind RelayKind RunState Scope "
                "SourceKind SubscriberState SubscriptionState SuppressionReason TextLinks Tier "
                "Typeface Use Weekday"
            ),
            "lessons": "Lessons",
            "newsletter": "BlockPlan Limits Logo Look Mailbox Newsletter Schedule Source Topic",
            "notice": "Notice NoticeKind",
            "override": "ABOUT_EDITION Draft Override OverrideKind",
            "push": "Push",
            "reader": (
                "BAD_CONNECTION Confirmation Consent Delivery FormerAddress FreezeCount OutboxRow "
                "Outcome Recorded Revival Subscriber SubscriberRow Subscription Suppression"
            ),
            "relay": "Throttle",
            "run": "Run",
            "story": "OTHER TURN Development Story",
            "visit": "Collected Fetched Front Rhythm Robots",
        },
    )
