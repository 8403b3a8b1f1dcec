"""Yesterday's story is not news: what earlier editions told is left out, unless it developed.

A development is a sentence of an article that came since, with a name, a number or an act that no
earlier telling had. Another article that says the same in other words is none, and does not lead an
update either. Knows nothing of readers: all of a cadence have seen the same editions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.development import LEAST, Heard, News, Teller, hear, news_of
from digest.curate.facts import names_of, outlets_of, standing
from digest.curate.stories import LED
from digest.curate.summarise import joined, repeats, summarise
from digest.curate.text import body
from digest.curate.topic_names import OPINION, by_category
from digest.model import Article, Development, Edition, Slot, Story
from digest.prose.genre import is_live, is_opinion
from digest.prose.length import word_count
from digest.prose.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Recalled", "Telling", "begun", "recall"]

SAID = 60  # words of a summary that begins with a development


@dataclass(frozen=True, slots=True)
class Telling:
    """What an earlier Edition told of a story: the slots that held its articles."""

    edition: Edition
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Stories that are news, and the reason of each other one by its id."""

    stories: tuple[Story, ...]
    told: Mapping[str, str] = field(default_factory=dict)

    def lines(self, stories: Sequence[Story]) -> tuple[str, ...]:
        """A line for each of `stories` that was told already."""
        out = [story for story in stories if story.id in self.told]
        return tuple(f"“{one.lead.title}”: {self.told[one.id]}" for one in out)


def recall(stories: Sequence[Story], memory: Mapping[str, Sequence[Telling]]) -> Recalled:
    """Leave out what was told; let what developed begin with what is new.

    Args:
        stories: best first, of articles that no earlier edition had.
        memory: by a story's id its earlier tellings, the latest first.
    """
    kept: list[Story] = []
    told: dict[str, str] = {}
    for story in stories:
        tellings = memory.get(story.id, ())
        if not tellings:
            kept.append(story)
        elif developed := _developed(story, tellings):
            kept.append(developed)
        else:
            told[story.id] = _reason(story, tellings[0])
    return Recalled(tuple(kept), told)


def _reason(story: Story, last: Telling) -> str:
    more = 1 + len(story.coverage)
    came = f"{more} article{'s' if more > 1 else ''} came or changed since"
    return f"told in {last.edition.id}; {came}, none with a fact that was not told"


def _developed(story: Story, tellings: Sequence[Telling]) -> Story | None:
    """The story as an update, or None where nothing is new.

    What somebody thinks of it is no development: it stands, unmarked, under a topic of opinions.
    """
    told = [one for one in (story.lead, *story.coverage) if not _is_opinion(one)]
    if not told:
        return story if _files(story.topic) and not _stood(story.lead, tellings) else None
    heard, outlets, before = _heard(tellings), outlets_of(told), _articles(tellings)
    found = [
        one for article in told if (one := _fact(article, heard, _teller(article, outlets, before)))
    ]
    if not found:
        return None
    tongue = story.lead.tongue
    best = max(found, key=lambda fact: (fact.article.tongue == tongue, fact.order))
    last = tellings[0]
    development = Development(
        edition=last.edition.id,
        date=last.edition.date,
        headline=last.slots[0].headline,
        url=last.slots[0].story.lead.url,
        sentence=best.sentence,
        source=best.article.outlet,
    )
    new = ", ".join(best.news.words)
    reason = f"told in {last.edition.id}; new since, by {development.source}: {new}"
    silent = story.lead.id not in {fact.article.id for fact in found}
    leads = silent or best.is_title or best.article.tongue != tongue
    fresh = _led_by(story, best.article) if leads else story
    return replace(
        fresh,
        summary=fresh.summary if best.is_title else begun(best.sentence, fresh.summary),
        update=development,
        reasons=(*fresh.reasons, reason),
    )


def _stood(article: Article, tellings: Sequence[Telling]) -> bool:
    """Whether an earlier edition had an article's words, under whichever address."""
    own = body(article.text) or article.summary
    return any(own == (body(one.text) or one.summary) for one in _articles(tellings))


def _is_opinion(article: Article) -> bool:
    return any(map(_files, article.categories)) or is_opinion(article.title, article.url or "")


def _files(name: str) -> bool:
    """Whether a topic or a section is one of opinions, by its name."""
    return by_category(name)[-1:] == (OPINION,)


@dataclass(frozen=True, slots=True)
class _Fact:
    """The best that an article has to tell: a sentence, or its headline where that alone does."""

    article: Article
    sentence: str
    news: News
    at: int

    @property
    def is_title(self) -> bool:
        return self.at < 0

    @property
    def order(self) -> tuple[object, ...]:
        """Sentences before headlines, then the gravest act, most that is new, what stands first.

        Of what is as grave, a page that was written goes before a live one.
        """
        written = not is_live(self.article.title, self.article.url or "")
        return (not self.is_title, self.news.gravity, written, self.news.weight, -self.at)


def _teller(article: Article, outlets: frozenset[str], before: Sequence[Article]) -> Teller:
    """Who tells an article, after those of `before` were told."""
    return Teller(
        year=article.published.year,
        tongue=article.tongue,
        outlets=outlets,
        names=names_of(article),
        again=article.outlet in {one.outlet for one in before}
        and article.id not in {one.id for one in before},
    )


def _fact(article: Article, heard: Heard, teller: Teller) -> _Fact | None:
    found = [
        _Fact(article, sentence, news, at)
        for at, sentence in enumerate(standing(article, least=LEAST))
        if (news := news_of(sentence, heard, teller, first=not at))
    ]
    if found:
        return max(found, key=lambda fact: fact.order)
    news = news_of(article.title, heard, teller, title=True)
    return _Fact(article, article.title, news, -1) if news else None


def _led_by(story: Story, article: Article) -> Story:
    """The story told by an article that has the news, in that one's own words and language."""
    if article.id == story.lead.id:
        return story
    others = (one for one in (story.lead, *story.coverage) if one.id != article.id)
    return replace(
        story,
        lead=article,
        coverage=tuple(others),
        summary=summarise(article),
        reasons=tuple(reason for reason in story.reasons if not reason.startswith(LED)),
    )


def begun(sentence: str, summary: str) -> str:
    """The new sentence, then as much of the summary as it does not say and there is room for."""
    told, length = [sentence], word_count(sentence)
    for more in sentences(summary):
        if repeats(more, (sentence,)):
            continue
        length += word_count(more)
        if length <= SAID:
            told.append(more)
    return joined(told)


def _heard(tellings: Sequence[Telling]) -> Heard:
    """All that the reader could know: what was printed, and what it was drawn from."""
    slots = [slot for telling in tellings for slot in telling.slots]
    tongues = {one.tongue for one in _articles(tellings)}
    said = chain.from_iterable(map(_printed, slots))
    return hear(said, tellings[0].edition.date.year, frozenset(tongues))


def _articles(tellings: Sequence[Telling]) -> list[Article]:
    """All articles of which the story was told."""
    stories = [slot.story for telling in tellings for slot in telling.slots]
    return [one for story in stories for one in (story.lead, *story.coverage)]


def _printed(slot: Slot) -> Iterator[str]:
    yield slot.headline
    yield slot.summary
    for article in (slot.story.lead, *slot.story.coverage):
        yield f"{article.title}\n\n{article.summary}\n\n{body(article.text)}"
