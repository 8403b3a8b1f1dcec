"""A sample edition: six topics, three scripts, coverage, a picture, a block of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from digest.model import (
    Article,
    Block,
    BlockKind,
    Cadence,
    Edition,
    EditionState,
    Image,
    Mailbox,
    Newsletter,
    Schedule,
    Section,
    Slot,
    Story,
    Topic,
    Weekday,
)
from digest.render import Templates

DAY = date(2026, 11, 23)
SHIPPED = Path(__file__).parents[3] / "templates" / "email"
TOPICS = ("World", "Business", "Technology", "Science", "Culture", "Sport")

NEWSLETTER = Newsletter(
    id="briefing",
    title="Morning Briefing",
    sender=Mailbox(address="briefing@meridian.example", name="Morning Briefing"),
    public_url="https://meridian.example",
    postal_address="The Meridian, 1 Harbour Street, Port Ellis",
    topics=tuple(Topic(name=name) for name in TOPICS),
    schedule=Schedule(at=time(7), days=(Weekday.MON,), timezone="Europe/Paris"),
)

# topic, title, summary, publisher, language, others, hour
_STORIES: tuple[tuple[str, str, str, str, str, tuple[str, ...], int], ...] = (
    (
        "World",
        "Coastal states sign a treaty to share the warming sea",
        (
            "Eleven governments agreed in Port Ellis on Sunday to set fishing limits together "
            "and to move them north as the fish do, the first pact of its kind. Quotas will be "
            "reviewed every second spring."
        ),
        "The Meridian",
        "en",
        ("Harbour Post", "Nordlys Avis"),
        6,
    ),
    (
        "World",
        "وزراء المياه يتفقون على خطة مشتركة للنهر",
        "اتفق وزراء خمس دول على قياس منسوب النهر ونشر الأرقام كل أسبوع. وتبدأ الخطة في الربيع.",
        "صحيفة الميناء",
        "ar",
        ("The Meridian",),
        5,
    ),
    (
        "World",
        "Border ferry returns after nine winters",
        (
            "The night boat between Lunde and Ostra sails again on Friday. Both towns had lost a "
            "tenth of their people since the last crossing."
        ),
        "Nordlys Avis",
        "en",
        (),
        4,
    ),
    (
        "Business",
        "Inflation slows for a fourth month, and rents are the reason",
        (
            "Prices rose 2.1 per cent in the year to October, the statistics office said. Rents, "
            "a third of the basket, were flat for the first time since 2019."
        ),
        "Harbour Post",
        "en",
        ("The Meridian", "Ledger Weekly", "Port Ellis Wire"),
        6,
    ),
    (
        "Business",
        "Shipyard orders fill the books until 2031",
        (
            "Three yards took 40 orders for ferries that run on batteries. Welders are now harder "
            "to find than steel, their owners say."
        ),
        "Ledger Weekly",
        "en",
        (),
        3,
    ),
    (
        "Technology",
        (
            "A small language model that runs on a library's old computers reads four centuries of "
            "parish registers, finds two lost villages, and starts an argument about who owns them"
        ),
        (
            "Volunteers in Aldermoor trained it on their own handwriting. The villages are real; "
            "the county archive would like its data back."
        ),
        "The Meridian",
        "en",
        ("Aldermoor Echo",),
        2,
    ),
    (
        "Technology",
        "Chip plant to cool itself with river ice",
        (
            "The plant in Vintra will store winter ice below ground and cut its power bill by a "
            "fifth, its builders expect."
        ),
        "Port Ellis Wire",
        "en",
        (),
        1,
    ),
    (
        "Science",
        "हिमालय की झीलों पर नया अध्ययन: बर्फ़ पहले से तेज़ पिघल रही है",
        "बारह झीलों के माप बताते हैं कि पानी का स्तर दस साल में चार मीटर बढ़ा है। वैज्ञानिक चेतावनी तंत्र चाहते हैं।",
        "पर्वत समाचार",
        "hi",
        ("The Meridian",),
        5,
    ),
    (
        "Science",
        "Bees count to five, and remember it for a week",
        (
            "A team at Ostra University taught bees to choose the fifth flower. After seven days "
            "most still did."
        ),
        "The Meridian",
        "en",
        (),
        0,
    ),
    (
        "Culture",
        "Zoë Ångström's lost opera is sung at last",
        (
            "Found in a piano stool, finished by her granddaughter: the opera filled the town hall "
            "of Lunde twice on Saturday."
        ),
        "Nordlys Avis",
        "en",
        (),
        3,
    ),
    (
        "Culture",
        "The bookshop at the end of the tram line stays open",
        "Readers bought 900 shares in a weekend.",
        "BreakingOn",
        "en",
        (),
        2,
    ),
    (
        "Sport",
        "Ellis Rovers win the cup in the ninety-eighth minute",
        "A goalkeeper's header from a corner settled a final that had seemed lost since half-time.",
        "Harbour Post",
        "en",
        ("The Meridian",),
        5,
    ),
)
_NO_LINK = {10}


def article(number: int, title: str, publisher: str, language: str, hour: int) -> Article:
    return Article(
        id=f"a{number:012x}",
        url=None if number in _NO_LINK else f"https://news{number}.example/a/{number}?id=5&x=y",
        title=title,
        source=publisher,
        publisher=publisher,
        published=datetime(2026, 11, 23, hour, 10, tzinfo=UTC),
        language=language,
        image=Image(
            url="https://images.example/sea.png",
            alt="Trawlers leave Port Ellis before dawn",
            width=1160,
            height=640,
            credit="Mara Lind",
        )
        if number == 0
        else None,
    )


def slot(number: int) -> Slot:
    _, title, summary, publisher, language, others, hour = _STORIES[number]
    coverage = tuple(
        article(100 * (n + 1) + number, title, other, language, hour)
        for n, other in enumerate(others)
    )
    lead = article(number, title, publisher, language, hour)
    story = Story(id=f"s{number:012x}", lead=lead, coverage=coverage, topic=_STORIES[number][0])
    return Slot(id=story.id, story=story, headline=title, summary=summary)


def block(kind: BlockKind, title: str, text: str) -> Block:
    return Block(id=f"b-{kind}", kind=kind, text=text, title=title, source="The Meridian")


GREETING = block(
    BlockKind.GREETING,
    "",
    "Good morning. It snowed on the harbour overnight, and eleven countries agreed on fish. "
    "We begin there.",
)
BLOCKS = (
    GREETING,
    block(BlockKind.FIGURE, "2.1 %", "The rise in prices in the year to October."),
    block(BlockKind.CORRECTION, "", "On Friday we gave the bridge's age as 90. It is 93."),
)


def edition(blocks: tuple[Block, ...] = BLOCKS) -> Edition:
    sections = tuple(
        Section(
            topic=topic,
            slots=tuple(slot(n) for n, told in enumerate(_STORIES) if told[0] == topic),
        )
        for topic in TOPICS
    )
    return Edition(
        id="briefing-daily-2026-11-23",
        newsletter="briefing",
        cadence=Cadence.DAILY,
        date=DAY,
        state=EditionState.DRAFT,
        subject="Coastal states sign a treaty to share the warming sea",
        preheader="Eleven governments will set fishing limits together.",
        language="en",
        sections=sections,
        blocks=blocks,
        lead=sections[0].slots[0].id,
    )


def all_slots(made: Edition) -> tuple[str, ...]:
    return tuple(one.id for section in made.sections for one in section.slots)


def templates(operator: Path | None = None) -> Templates:
    return Templates(operator)


READER = {
    "preferences_url": b"https://meridian.example/p/abc_DEF-123?x=1&y=2",
    "unsubscribe_url": b"https://meridian.example/u/abc_DEF-123?x=1&y=2",
    "name": "Zoë <Z> & Co".encode(),
}
