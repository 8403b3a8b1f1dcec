"""Which stories stand in an edition: the limits, and a reason for each story left out.

Takes stories in the order it is given; scores are the curate room's matter. Never places an
article twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.compose.headline import headline_of
from digest.model import OTHER, Story
from digest.prose.genre import is_pastime

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from digest.model import Limits, Newsletter

__all__ = ["OTHER", "Placed", "line_of", "place", "plays"]

REPEATED = "told by another story of this edition"


@dataclass(frozen=True, slots=True)
class Placed:
    """Stories that stand in the edition, best first, and the reason of each other by its id."""

    stories: tuple[Story, ...]
    left_out: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)


def place(
    stories: Sequence[Story],
    newsletter: Newsletter,
    limits: Limits,
    *,
    kept: Collection[str] = (),
) -> Placed:
    """Fill the edition best first, after each topic of the newsletter has got its best story.

    At most `per_topic` stories a topic, `per_source` that one source leads and `max_stories` in
    all, but those `kept` stand whatever the limits say; a story of a topic that the newsletter
    does not have stands under Other. A pastime stands behind the news, and takes no place of it.
    """
    topics = {topic.name for topic in newsletter.topics}
    known = sorted((_known(story, topics) for story in stories), key=plays)
    single, repeats = _single(known)
    chosen = _chosen(single, limits, kept)
    placed = tuple(story for story in single if story.id in chosen)
    over = {story.id: _limit(story, placed, limits) for story in single if story.id not in chosen}
    lines = [line_of(story, over[story.id]) for story in single if story.id in over]
    told = [line_of(story, REPEATED) for story in repeats]
    reasons = {story.id: REPEATED for story in repeats} | over
    return Placed(placed, (*told, *lines), reasons)


def line_of(story: Story, reason: str) -> str:
    """The line of `left_out` about a story."""
    return f"“{headline_of(story.lead)}”: {reason} (score {story.score:.2f})"


def _known(story: Story, topics: set[str]) -> Story:
    return story if story.topic in topics else replace(story, topic=OTHER)


def plays(story: Story) -> bool:
    """Whether a story is a quiz, a crossword or a horoscope."""
    return is_pastime(story.lead.title, story.lead.url or "")


def _single(stories: Iterable[Story]) -> tuple[list[Story], list[Story]]:
    """Give each article to the first story that has it; stories without a lead of their own."""
    used: set[str] = set()
    kept: list[Story] = []
    repeats: list[Story] = []
    for story in stories:
        if story.lead.id in used:
            repeats.append(story)
            continue
        fresh = tuple(article for article in story.coverage if article.id not in used)
        kept.append(story if fresh == story.coverage else replace(story, coverage=fresh))
        used.update(article.id for article in (story.lead, *fresh))
    return kept, repeats


def _chosen(stories: Sequence[Story], limits: Limits, kept: Collection[str]) -> set[str]:
    chosen = {story.id for story in stories if story.id in kept}
    taken = Counter(story.topic for story in stories if story.id in chosen)
    led = Counter(story.lead.source for story in stories if story.id in chosen)
    most = limits.per_source or len(stories)
    news = [story for story in stories if not plays(story)]
    firsts = {story.topic: story.id for story in reversed(news) if story.topic != OTHER}
    early = {first for topic, first in firsts.items() if not taken[topic]}
    early.update(story.id for story in news[:1])  # what is pinned beside the best takes no lead
    for story in sorted(stories, key=lambda story: story.id not in early):
        fits = taken[story.topic] < limits.per_topic and taken.total() < limits.max_stories
        if fits and led[story.lead.source] < most and story.id not in chosen:
            taken[story.topic] += 1
            led[story.lead.source] += 1
            chosen.add(story.id)
    return chosen


def _limit(story: Story, placed: Sequence[Story], limits: Limits) -> str:
    if sum(other.topic == story.topic for other in placed) >= limits.per_topic:
        return f"over per_topic = {limits.per_topic} in {story.topic}"
    led = sum(other.lead.source == story.lead.source for other in placed)
    if limits.per_source and led >= limits.per_source:
        return f"over per_source = {limits.per_source} from {story.lead.source}"
    return f"over max_stories = {limits.max_stories}"
