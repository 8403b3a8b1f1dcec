"""What another source adds to a story's summary: one sentence of its own, named, or nothing.

It has to bring what the lead's article does not have (a name, a number, what somebody says, or
else much that is new), speak of what the reader was just told, and stand by itself. What tells the
same again in other words is nothing new, nor is a second count of the same things, which
unexplained is worse than one. Never writes a word and never cuts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from digest.curate.clear import is_clear
from digest.curate.counts import Count, counts_in, may_contradict
from digest.curate.facts import DAYS, heard_in, news_in, outlets_of, standing
from digest.curate.names import names_in
from digest.curate.saying import SAYS
from digest.curate.text import body
from digest.model import Addendum
from digest.prose.length import word_count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import Article, Story

__all__ = ["addendum_to"]

WORDS = (20, 60)  # of a summary with what is added
NAMED = 2  # names or numbers beyond which more of them are no gain
LOOKED_AT = 8  # sentences at the top of an article that can stand
ARTICLES = 20  # of the coverage that are looked at: those of the first hours
OPENING = 5  # sentences at the top of an article that are about what its headline says
TIED = 2  # stems of what was told that others share; one of the headline or of a name does
RETOLD = 0.4  # share of its stems that headline and summary have, from which it tells that again
ECHOED = 0.3  # ... where it has no name and no number of its own
EARLIER = timedelta(hours=6)  # what was written so long before the lead may be overtaken
FRESH = 0.5  # share of its stems that the lead's article does not have
FRESH_STEMS = 3  # ... and how many of them at least


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told: stems of the lead's article; stems and counts of what is printed.

    `anchors` are stems of its headline and of its names.
    """

    heard: frozenset[str]
    subject: frozenset[str]
    anchors: frozenset[str]
    counts: list[Count]
    outlets: frozenset[str]


def addendum_to(
    story: Story, summary: str, teller: Callable[[Article], str] | None = None
) -> Addendum | None:
    """The sentence that goes on from a summary, with its source; None where none is fit.

    Args:
        story: articles with no more text than may be printed.
        summary: sentences of the lead's article.
        teller: says whose voice an article is; by default its publisher's.
    """
    lead, voice = story.lead, teller or (lambda article: article.outlet)
    if not summary:
        return None
    length = word_count(summary)
    told = _told(story, summary)
    found = [
        (gain, -order, sentence, article)
        for article in story.current[:ARTICLES]
        if voice(article) != voice(lead) and article.tongue == lead.tongue
        if lead.published - article.published < EARLIER
        for order, sentence in enumerate(standing(article)[:LOOKED_AT])
        if WORDS[0] <= length + word_count(sentence) <= WORDS[1]
        if (gain := _gain(sentence, article.tongue, told, opens=order < OPENING))
    ]
    if not found:
        return None
    _, _, sentence, article = max(found, key=lambda one: one[:2])
    return Addendum(
        sentence=sentence,
        source=article.outlet,
        url=article.url,
        paywalled=article.paywalled,
    )


def _told(story: Story, summary: str) -> _Told:
    lead = story.lead
    return _Told(
        heard=heard_in((summary, lead.title, lead.summary, body(lead.text))),
        subject=heard_in((lead.title, summary)),
        anchors=heard_in((lead.title, *names_in(summary) - DAYS)),
        counts=counts_in(f"{lead.title}. {summary}"),
        outlets=outlets_of((lead, *story.coverage)),
    )


def _gain(sentence: str, tongue: str, told: _Told, *, opens: bool) -> int:
    """How much it adds, from 1; 0 where it is of something else, told already, or not clear."""
    own = heard_in([sentence])
    fresh = own - told.heard
    if len(fresh) < max(FRESH_STEMS, FRESH * len(own)):
        return 0
    counts = counts_in(sentence)
    news = news_in(sentence, told.heard, told.outlets, tongue=tongue)
    named = [word for word in news if word[0].isupper()]
    if not is_clear(sentence, told.subject, fresh, named) or not _counts_else(counts, told):
        return 0
    hard = len(named) + len(counts)
    tied = own & told.subject
    if len(tied) >= (RETOLD if hard else ECHOED) * len(own):
        return 0
    if not tied or not (opens or len(tied) >= TIED or tied & told.anchors):
        return 0
    return min(hard, NAMED) or bool(news or SAYS.search(sentence))


def _counts_else(counts: Sequence[Count], told: _Told) -> bool:
    """Whether none of a sentence's numbers was told, or may be another count of what was."""
    known = {one.number for one in told.counts}
    return known.isdisjoint(one.number for one in counts) and not may_contradict(
        counts, told.counts
    )
