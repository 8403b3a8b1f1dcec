"""A small edition of made-up stories, to try a template with. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import (
    OTHER,
    Article,
    Block,
    BlockKind,
    Edition,
    EditionState,
    Image,
    Section,
    Slot,
    Story,
)

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Newsletter

# language, title, summary
_STORIES = (
    (
        "en",
        "Ships enter the harbour after a week of storm",
        "The first of forty vessels tied up at dawn. Crews had waited outside since Monday.",
    ),
    (
        "ar",
        "وزراء المياه يتفقون على خطة مشتركة للنهر",
        "اتفق وزراء خمس دول على قياس منسوب النهر ونشر الأرقام كل أسبوع.",
    ),
    (
        "hi",
        "हिमालय की झीलों पर नया अध्ययन",
        "बारह झीलों के माप बताते हैं कि पानी का स्तर दस साल में चार मीटर बढ़ा है।",
    ),
)


def sample_edition(letter: Newsletter, now: datetime) -> Edition:
    """A draft with three stories in three scripts, a picture, coverage and a block.

    The last is summed up by a language model that does not exist, so that its label is seen.
    """
    names = [topic.name for topic in letter.topics] or [OTHER]
    slots = [_slot(number, names[number % len(names)], now) for number in range(len(_STORIES))]
    topics = dict.fromkeys(slot.story.topic for slot in slots)
    return Edition(
        id=f"{letter.id}-{letter.usual}-{now.date()}",
        newsletter=letter.id,
        cadence=letter.usual,
        date=now.date(),
        state=EditionState.DRAFT,
        subject=slots[0].headline,
        preheader=slots[0].summary,
        language=letter.language,
        sections=tuple(
            Section(topic=topic, slots=tuple(slot for slot in slots if slot.story.topic == topic))
            for topic in topics
        ),
        blocks=(Block(id="greeting", kind=BlockKind.GREETING, text="Good morning."),),
        lead=slots[0].id,
    )


def without_pictures(made: Edition) -> Edition:
    """The same for who looks at it: nobody has the pictures that it names."""
    sections = tuple(
        replace(section, slots=tuple(map(_without_picture, section.slots)))
        for section in made.sections
    )
    return replace(made, sections=sections)


def _without_picture(slot: Slot) -> Slot:
    lead = replace(slot.story.lead, image=None)
    return replace(slot, story=replace(slot.story, lead=lead))


def _slot(number: int, topic: str, now: datetime) -> Slot:
    _, title, summary = _STORIES[number]
    lead, other = (_article(number, name, now) for name in ("The Meridian", "Harbour Wire"))
    story = Story(id=f"s{number}", lead=lead, coverage=(other,), topic=topic, lifted=summary)
    return Slot(
        id=story.id,
        story=story,
        headline=title,
        summary=summary,
        summary_by="some-model" if number == len(_STORIES) - 1 else "",
    )


def _article(number: int, publisher: str, now: datetime) -> Article:
    language, title, summary = _STORIES[number]
    host = publisher.lower().replace(" ", "-")
    image = Image(url=f"https://{host}.example/1.jpg", alt="A harbour", width=1160, height=640)
    return Article(
        id=f"a{number}",
        url=f"https://{host}.example/{number}",
        title=title,
        source=publisher,
        publisher=publisher,
        published=now,
        summary=summary,
        language=language,
        image=image if number == 0 else None,
    )
