"""The whole way from Articles to ranked Stories.

Left out, each with a reason: articles of other newsletters' sources, articles too old,
advertisements, those without a word, and copies. Everything else ends in exactly one Story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.classify import Sorter
from digest.curate.cluster import cluster
from digest.curate.dedupe import duplicates, seniority
from digest.curate.rank import RULES, Context, RankRule, rank
from digest.curate.state import since_the_turn
from digest.curate.summarise import summarise
from digest.curate.text import body
from digest.model import Article, Lessons, Newsletter, Source, Story
from digest.prose.genre import is_advert, is_live, is_pastime

if TYPE_CHECKING:
    from digest.curate.meaning import Meanings

__all__ = ["LED", "LED_LIVE", "PASTIME", "Curated", "curate"]

REACH = timedelta(days=8)  # a weekly edition, and a day of grace
AHEAD = timedelta(days=1)  # clocks and zones err; a date further ahead is an embargo or a typo
LED = "led by "  # how a reason begins that says why this article leads
LED_LIVE = f"{LED}a live page: nobody wrote it down so far"
PASTIME = "a quiz, a crossword or a horoscope: it stands behind the news"
READABLE = 40  # words from which an article can lead a story


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """Stories, best first; copies by the id they were left out for; reasons by article id."""

    stories: tuple[Story, ...]
    duplicates: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)


def curate(
    articles: Sequence[Article],
    newsletter: Newsletter,
    sources: Sequence[Source],
    *,
    now: datetime,
    reach: timedelta = REACH,
    rules: Sequence[RankRule] = tuple(RULES.values()),
    story_of: Mapping[str, str] = MappingProxyType({}),
    context: Context | None = None,
    lessons: Lessons | None = None,
    meanings: Meanings | None = None,
) -> Curated:
    """Group articles into Stories with topic, score, summary and reasons.

    Args:
        articles: in any order; the order never changes the result.
        newsletter: its topics, and the sources it takes from (none named: all).
        sources: for their topics and weights.
        now: the instant that freshness is measured at, aware, UTC.
        reach: articles published longer ago than this are left out, as are those dated
            more than a day ahead.
        rules: the parts of the score.
        story_of: the story of each article that has one; the others are grouped here.
        context: what rules may know; without one, the weights and owners of the sources.
        lessons: what the installation taught of the newsletter's topics.
        meanings: what a sentence model says of the articles and topics.
    """
    unique = sorted({article.id: article for article in articles}.values(), key=seniority)
    refused = _refused(unique, newsletter, now - reach, now + AHEAD)
    taken = [article for article in unique if article.id not in refused]
    copies = duplicates(taken)
    kept = [article for article in taken if article.id not in copies]
    context = context or _context(now, sources)
    sorter = Sorter(newsletter, sources, lessons, meanings)
    told = [
        _story(name, group, _spoken(group, newsletter.tongue), sorter, context)
        for name, group in _groups(kept, story_of).items()
    ]
    return Curated(
        stories=rank(told, context, rules=rules),
        duplicates={article: copy.kept for article, copy in copies.items()},
        left_out=refused | {article: copy.reason for article, copy in copies.items()},
    )


def _context(now: datetime, sources: Sequence[Source]) -> Context:
    return Context(
        now,
        {source.name: source.weight for source in sources},
        owners={source.name: source.owner for source in sources if source.owner},
    )


def _refused(
    articles: Sequence[Article], newsletter: Newsletter, since: datetime, until: datetime
) -> dict[str, str]:
    refused: dict[str, str] = {}
    for article in articles:
        if newsletter.sources and article.source not in newsletter.sources:
            refused[article.id] = f"source {article.source} is not one of {newsletter.id}'s"
        elif not since <= article.published <= until:
            refused[article.id] = f"published {article.published:%Y-%m-%d}, out of the window"
        elif is_advert(article.title, article.url or "", article.categories):
            refused[article.id] = "an advertisement, as its publisher says"
        elif not any(map(str.isalnum, chain(article.title, article.summary, article.text))):
            refused[article.id] = "it says nothing: no word in its title, summary or text"
    return refused


def _groups(articles: Sequence[Article], story_of: Mapping[str, str]) -> dict[str, list[Article]]:
    """The articles of each story, oldest first, by its id."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        if article.id in story_of:
            groups.setdefault(story_of[article.id], []).append(article)
    for group in cluster([article for article in articles if article.id not in story_of]):
        groups.setdefault(f"s{group[0].id[1:]}", []).extend(group)
    return groups


def _spoken(group: Sequence[Article], tongue: str) -> Sequence[Article]:
    """Those in the newsletter's language, or in none that is known; if there are none, all."""
    return [one for one in group if one.tongue in {tongue, ""}] or group


def _story(
    name: str,
    group: Sequence[Article],
    spoken: Sequence[Article],
    sorter: Sorter,
    context: Context,
) -> Story:
    """Build the Story of a group that stands oldest first; one of `spoken` leads it."""
    lead = _lead(spoken, context.weights)
    turn, since = since_the_turn(spoken, lead)
    if turn:
        lead = _lead(since, context.weights)
    topic, reason = sorter.topic(group)
    turned = (f"{LED}its latest turn: {turn}",) if turn else ()
    goes_on = (LED_LIVE,) if _is_live(lead) else ()
    plays = (PASTIME,) if is_pastime(lead.title, lead.url or "") else ()
    return Story(
        id=name,
        lead=lead,
        coverage=tuple(article for article in group if article.id != lead.id),
        topic=topic,
        summary=summarise(lead),
        reasons=(reason, *turned, *goes_on, *plays),
    )


def _lead(group: Sequence[Article], weights: Mapping[str, float]) -> Article:
    """Choose who tells the story, of those whom the newsletter's readers can read.

    Who has a text and is no live page, from the heaviest source, at least half as full as the
    fullest of these, the earliest of them.
    """
    lengths = {article.id: _length(article) for article in group}
    told = [article for article in group if lengths[article.id] >= READABLE] or list(group)
    readable = [article for article in told if not _is_live(article)] or told
    heaviest = max(weights.get(article.source, 1.0) for article in readable)
    heavy = [article for article in readable if weights.get(article.source, 1.0) == heaviest]
    fullest = max(lengths[article.id] for article in heavy)
    full = (article for article in heavy if lengths[article.id] * 2 >= fullest)
    return min(full, key=seniority)


def _is_live(article: Article) -> bool:
    return is_live(article.title, article.url or "")


def _length(article: Article) -> int:
    text = body(article.text)
    # Scripts without spaces: two characters are about a word.
    return max(len(text.split()), len(text) // 8)
