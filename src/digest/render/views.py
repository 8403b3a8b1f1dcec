"""What a template may see: an Edition with every string made safe and every date written out.

The variables are listed in templates/email/README.md. Nothing here is HTML.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.model import Cadence
from digest.prose.edges import ended
from digest.prose.sentences import sentences
from digest.render.block_view import BlockView, block_view, source_name
from digest.render.frame import page_view, source_of
from digest.render.picture import MAX_TALL, MIN_WIDTH
from digest.render.safe import Phrase, clean, language_direction, link, phrase

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.model import Article, Edition, Image, Section, Slot
    from digest.render.frame import Sources
    from digest.render.messages import Words

MAX_COVERAGE = 4
_MAX_IMAGE = 580  # CSS pixels
_BRIEF = 150  # characters
_WORDS_A_MINUTE = 230  # silent reading of English non-fiction, Brysbaert 2019
# Against English, as the IReST texts were read (Trauzettel-Klosinski and Dietz 2012).
_PACE = {
    "ar": 0.61,
    "de": 0.79,
    "es": 0.96,
    "fi": 0.71,
    "fr": 0.86,
    "he": 0.82,
    "it": 0.82,
    "ja": 0.78,
    "nl": 0.89,
    "pl": 0.73,
    "pt": 0.79,
    "ru": 0.81,
    "sl": 0.79,
    "sv": 0.87,
    "tr": 0.73,
    "zh": 0.56,
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """A name and, where it may be linked, its URL."""

    name: Phrase
    url: str


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture scaled to fit; `height` is 0 where it is not known.

    `url` begins with cid: where the picture comes with the mail.
    """

    url: str
    alt: str
    width: int
    height: int
    credit: str


@dataclass(frozen=True, slots=True)
class UpdateView:
    """What an earlier edition told of the story: `before` and `after` stand around its headline.

    `source` says whose the new sentence is, where it is not the lead's publisher's.
    """

    label: str
    before: str
    headline: Phrase
    after: str
    url: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class AddendumView:
    """A sentence of another source that goes on from a summary, and where it stands."""

    sentence: Phrase
    source: Phrase
    url: str


@dataclass(frozen=True, slots=True)
class SlotView:
    """One story. `align` is the side its lines start on.

    `day` is its day of the week, in a weekly edition; `short` says that it stands as a brief;
    `blocks` belong to it. `heading` is its topic as it is printed. `label` says that a language
    model wrote its summary, where one did.
    `mute` is its source, as the query of a link says it, or "". `addendum` is what another source
    adds to the summary; none in a brief.
    """

    id: str
    topic: str
    headline: Phrase
    summary: Phrase
    brief: Phrase
    url: str
    publisher: Phrase
    when: str
    sources: int
    coverage: tuple[LinkView, ...]
    more: int
    update: UpdateView | None
    image: ImageView | None
    align: str
    day: str
    short: bool
    blocks: tuple[BlockView, ...]
    label: str = ""
    heading: str = ""
    mute: str = ""
    addendum: AddendumView | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A topic with its stories; `number` counts from 1 and names its count's field.

    `topic` tells it from others; `heading` is its name as it is printed; `place` names the anchor
    that the index leads to.
    """

    topic: str
    number: int
    slots: tuple[SlotView, ...]
    heading: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FewerView:
    """A topic that a reader may leave out by a link, and how the query of that says it."""

    topic: str
    query: str


@dataclass(frozen=True, slots=True)
class EditionView:
    """The edition itself. `leads` are the stories that may open some reader's mail.

    `web` is the URL of its page, "" where it has none; `shortened` says that the page has more.
    `fewer` are the topics that a link in the mail leaves out.
    """

    id: str
    date: str
    language: str
    dir: str
    align: str
    sections: tuple[SectionView, ...]
    blocks: tuple[BlockView, ...]
    leads: tuple[SlotView, ...]
    weekly: bool
    shortened: bool
    web: str = ""
    fewer: tuple[FewerView, ...] = ()


def edition_view(
    edition: Edition, words: Words, pictures: Sources = None, topics: Collection[str] = ()
) -> EditionView:
    """Make an edition fit to print; dates and times as `words` writes them.

    `pictures` are those that come with the mails, by URL, where they do not stay on their sites;
    `topics` those of the newsletter, by name.
    """
    page = page_view(edition.language)
    sections = tuple(
        _named(
            _section_view(section, number, edition, words, pictures),
            words.topic(section.topic, topics),
        )
        for number, section in enumerate(edition.sections, 1)
    )
    return EditionView(
        id=edition.id,
        date=words.week(edition.date) if weekly(edition) else words.day(edition.date),
        language=page.language,
        dir=page.dir,
        align=page.align,
        sections=sections,
        blocks=tuple(block_view(block, edition, words) for block in edition.blocks),
        leads=_leads(sections, edition),
        weekly=weekly(edition),
        shortened=bool(edition.full),
    )


def weekly(edition: Edition) -> bool:
    """Whether an edition looks back on seven days."""
    return edition.cadence is Cadence.WEEKLY


def minutes(words: int, language: str = "en") -> int:
    """Give the time that so many words of a language take to read."""
    pace = _PACE.get(language.partition("-")[0].lower(), 1.0)
    return max(1, round(words / (_WORDS_A_MINUTE * pace)))


@lru_cache(maxsize=256)
def first_sentence(text: str, tongue: str, limit: int = _BRIEF) -> str:
    """Give the first sentence, shortened to `limit` characters where a thought can end."""
    return ended(next(iter(sentences(text)), ""), limit, tongue)


def _leads(sections: tuple[SectionView, ...], edition: Edition) -> tuple[SlotView, ...]:
    """Whoever may come first for someone: the lead, each topic's first, each essential slot."""
    essential = {slot.id for part in edition.sections for slot in part.slots if slot.essential}
    firsts = {section.slots[0].id for section in sections if section.slots}
    wanted = firsts | essential | {edition.lead}
    return tuple(slot for part in sections for slot in part.slots if slot.id in wanted)


def _section_view(
    section: Section, number: int, edition: Edition, words: Words, pictures: Sources
) -> SectionView:
    topic = clean(section.topic)
    slots = tuple(_slot_view(slot, topic, edition, words, pictures) for slot in section.slots)
    return SectionView(topic=topic, number=number, slots=slots, place=place_of(topic))


def place_of(topic: str) -> str:
    """Name the place of a topic's section in every mail that has one: ASCII, the same each day."""
    return f"topic-{hashlib.blake2s(topic.encode(), digest_size=4).hexdigest()}"


def _named(section: SectionView, heading: str) -> SectionView:
    slots = tuple(replace(slot, heading=heading) for slot in section.slots)
    return replace(section, slots=slots, heading=heading)


def _slot_view(
    slot: Slot, topic: str, edition: Edition, words: Words, pictures: Sources
) -> SlotView:
    article = slot.story.lead
    whole = f"{slot.headline} {slot.summary}"
    headline = phrase(slot.headline, article.language, edition.language, whole)
    summary = phrase(slot.summary, article.language, edition.language, whole)
    told = first_sentence(summary.text, article.tongue)
    brief = phrase(told, article.language, edition.language, whole)
    coverage = () if slot.short else _coverage(slot, edition, words)
    return SlotView(
        id=slot.id,
        topic=topic,
        headline=headline,
        summary=brief if slot.short else summary,
        brief=brief,
        url=link(article.url),
        publisher=_publisher(article, edition, words),
        when=words.when(article.published, edition.date, day_only=article.day_only),
        sources=1 if slot.short else slot.story.independent or len(coverage) + 1,
        coverage=coverage[:MAX_COVERAGE],
        more=max(len(coverage) - MAX_COVERAGE, 0),
        update=_update_view(slot, edition, words),
        image=None if slot.short else _image_view(article.image, pictures),
        align=_side(headline, summary, edition),
        day=words.weekday(article.published) if weekly(edition) else "",
        short=slot.short,
        blocks=() if slot.short else tuple(block_view(b, edition, words) for b in slot.blocks),
        label=_label(slot, edition, words),
        addendum=_addendum_view(slot, edition, words),
    )


def _side(headline: Phrase, summary: Phrase, edition: Edition) -> str:
    """Where its lines start: on the edition's side, if not all of it runs the other way.

    So a headline that is a product's name alone stays above its summary.
    """
    own = language_direction(edition.language)
    against = headline.dir and (summary.dir or not summary.way)
    return "right" if (own == "rtl") != bool(against) else "left"


def _label(slot: Slot, edition: Edition, words: Words) -> str:
    """Says which language model wrote the summary, where one did."""
    model = phrase(slot.summary_by, "und", edition.language)
    return words("by_model", model=model.apart) if model.text else ""


def _update_view(slot: Slot, edition: Edition, words: Words) -> UpdateView | None:
    update = slot.story.update
    if update is None:
        return None
    before, after = words.around("told", "headline", day=words.short_day(update.date))
    return UpdateView(
        label=words("update"),
        before=before,
        headline=phrase(update.headline, slot.story.lead.language, edition.language),
        after=after,
        url=link(update.url),
        source=_new_from(slot, edition, words),
    )


def _new_from(slot: Slot, edition: Edition, words: Words) -> str:
    update, lead = slot.story.update, slot.story.lead
    if update is None or update.source == lead.outlet:
        return ""
    return words("new_from", source=phrase(update.source, "und", edition.language).apart)


def _addendum_view(slot: Slot, edition: Edition, words: Words) -> AddendumView | None:
    more = slot.addendum
    if more is None or slot.short:
        return None
    return AddendumView(
        sentence=phrase(more.sentence, slot.story.lead.language, edition.language),
        source=_subscribed(more.source, edition, words, paywalled=more.paywalled),
        url=link(more.url),
    )


def _publisher(article: Article, edition: Edition, words: Words) -> Phrase:
    """Who published it, and where that asks for one, that a subscription is needed."""
    return _subscribed(article.outlet, edition, words, paywalled=article.paywalled)


def _subscribed(name: str, edition: Edition, words: Words, *, paywalled: bool) -> Phrase:
    return _name(source_name(name, words, paywalled=paywalled), edition.language)


@lru_cache(maxsize=1024)
def _name(said: str, language: str) -> Phrase:
    """Names of sources come again and again."""
    return phrase(said, "und", language)


def _coverage(slot: Slot, edition: Edition, words: Words) -> tuple[LinkView, ...]:
    """Give the other publishers, each once, in the order of the story."""
    seen = {_publisher(slot.story.lead, edition, words).text}
    found = []
    for article in slot.story.coverage:
        name = _publisher(article, edition, words)
        if name.text and name.text not in seen:
            seen.add(name.text)
            found.append(LinkView(name=name, url=link(article.url)))
    return tuple(found)


def _image_view(image: Image | None, pictures: Sources) -> ImageView | None:
    url = source_of(image.url, pictures) if image else ""
    if image is None or not url:
        return None
    width, height = image.width or _MAX_IMAGE, image.height or 0
    if width < MIN_WIDTH or height < 0 or height > width * MAX_TALL:
        return None
    shown = min(width, _MAX_IMAGE)
    tall = round(height * shown / width) if image.width else 0
    return ImageView(url, clean(image.alt), shown, tall, clean(image.credit))
