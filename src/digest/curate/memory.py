"""Yesterday's story is not news: what earlier editions told is left out, unless it developed.

A development is a sentence of an article that came since, with a name, a number or an act that no
earlier telling had. Another article that says the same in other words is none. Knows nothing of
readers: all of a cadence have seen the same editions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from digest.curate.sentences import closed, sentences
from digest.curate.text import body, tokens
from digest.model import Development, Edition, Slot, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Article

__all__ = ["Recalled", "Telling", "recall"]

LEAST, MOST = 6, 45  # words of a sentence that can stand at the top
LOOKED_AT = 25  # sentences of an article that are read
ACTS = 0.6  # share of a sentence's words that are new, where no name and no number is
ACT_WORDS = 5  # ... and how many of them at least
ABOUT = 1  # words that tie it to what was told
STEM = 5  # letters by which two forms of a word are one
SAID = 60  # words of a summary that begins with a development
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<=[\w,;:)] )[^\W\d_a-zß-öø-ÿ][\w'’-]+")
_DANGLING = re.compile(
    r"(?:he|she|it|they|his|her|their|this|that|these|those|but|and|so|er|sie|es|dies|aber|il|"
    r"elle|ils|cela|mais|él|ella|ellos|esto|pero)\b",
    re.IGNORECASE,
)
_DAYS = frozenset(
    word
    for days in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "january february march april may june july august september october november december",
    )
    for word in days.split()
)


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
    came = f"{more} article{'s' if more > 1 else ''} came since"
    return f"told in {last.edition.id}; {came}, none with a fact that was not told"


def _developed(story: Story, tellings: Sequence[Telling]) -> Story | None:
    """The story as an update, or None where nothing is new."""
    heard = _heard(tellings)
    outlets = _outlets(story)
    found = [
        (len(new), -order, sentence, new, article)
        for article in (story.lead, *story.coverage)
        for order, sentence in enumerate(_told_by(article))
        if (new := _new(sentence, heard, outlets))
    ]
    if not found:
        return None
    _, _, sentence, new, article = max(found, key=lambda one: one[:2])
    last = tellings[0]
    development = Development(
        edition=last.edition.id,
        date=last.edition.date,
        headline=last.slots[0].headline,
        url=last.slots[0].story.lead.url,
        sentence=sentence,
        source=article.publisher or article.source,
    )
    reason = f"told in {last.edition.id}; new since, by {development.source}: {', '.join(new)}"
    return replace(
        story,
        summary=_begun(sentence, story.summary),
        update=development,
        reasons=(*story.reasons, reason),
    )


def _begun(sentence: str, summary: str) -> str:
    """The new sentence, then as much of the summary as there is room for."""
    text, length = sentence, len(sentence.split())
    for more in sentences(summary):
        length += len(more.split())
        if more not in sentence and length <= SAID:
            text = f"{text} {more}"
    return text


def _told_by(article: Article) -> list[str]:
    text = " ".join(part for part in body(article.text).split("\n\n") if part.strip())
    return [one for one in sentences(text or article.summary)[:LOOKED_AT] if _stands(one)]


def _stands(sentence: str) -> bool:
    fits = LEAST <= len(sentence.split()) <= MOST
    return fits and closed(sentence) and not _DANGLING.match(sentence)


def _heard(tellings: Sequence[Telling]) -> frozenset[str]:
    """The stems of all that the reader could know: what was printed, and what it was drawn from."""
    texts = chain.from_iterable(_printed(slot) for telling in tellings for slot in telling.slots)
    return frozenset(_stem(word) for text in texts for word in tokens(text))


def _printed(slot: Slot) -> Iterator[str]:
    yield slot.headline
    yield slot.summary
    for article in (slot.story.lead, *slot.story.coverage):
        yield f"{article.title} {article.summary} {body(article.text)}"


def _new(sentence: str, heard: frozenset[str], outlets: frozenset[str]) -> tuple[str, ...]:
    """Names and numbers that were never heard, else acts; nothing that is not of this story."""
    own = tokens(sentence)
    fresh = {word for word in own if _stem(word) not in heard and word not in _DAYS | outlets}
    if len(set(own)) - len(fresh) < ABOUT or not fresh:
        return ()
    numbers = [number for number in _NUMBER.findall(sentence) if number in fresh]
    names = [name for name in _NAME.findall(sentence) if fresh.intersection(tokens(name))]
    acts = [word for word in own if word in fresh and not word[0].isdigit()]
    if numbers or names:
        return tuple(dict.fromkeys([*numbers, *names]))
    enough = len(acts) >= ACT_WORDS and len(fresh) >= ACTS * len(set(own))
    return tuple(dict.fromkeys(acts)) if enough else ()


def _outlets(story: Story) -> frozenset[str]:
    """Words of publishers' and authors' names: who reports is no news."""
    articles = [story.lead, *story.coverage]
    names = chain.from_iterable((one.publisher, one.source, one.byline) for one in articles)
    return frozenset(word for name in names for word in tokens(name))


def _stem(word: str) -> str:
    return word[:STEM] if word[0].isalpha() else word
