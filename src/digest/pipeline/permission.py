"""What may be printed of each source: what its `use`, `pictures` and `paywall` allow. Pure.

Taken from a story before it is composed, so that no part can print what is not allowed: not
the mail, not its text part, not the web. An editor's own words are theirs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.curate import summarise
from digest.curate.memory import begun
from digest.model import PAYWALL, Source, Use

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.model import Article, Story


def permitted(stories: Sequence[Story], sources: Sequence[Source]) -> tuple[Story, ...]:
    """The stories with no more of each article than its source allows."""
    known = {source.name: source for source in sources}
    return tuple(_story(story, known) for story in stories)


def _story(story: Story, known: Mapping[str, Source]) -> Story:
    lead = _article(story.lead, known)
    summary = story.summary
    if (source := known.get(story.lead.source)) and source.use is not Use.EXTRACT:
        summary = summarise(lead) if source.use is Use.STANDFIRST else ""
        summary = begun(story.update.sentence, summary) if story.update else summary
    coverage = tuple(_article(one, known) for one in story.coverage)
    return replace(story, lead=lead, coverage=coverage, summary=summary)


def _article(article: Article, known: Mapping[str, Source]) -> Article:
    source = known.get(article.source)
    if source is None:
        return article
    if source.use is not Use.EXTRACT:
        article = replace(article, text="", headings=())
    if source.use is Use.HEADLINE:
        article = replace(article, summary="")
    if source.paywall and not article.paywalled:
        article = replace(article, notes=(*article.notes, PAYWALL))
    return _pictured(article, source)


def _pictured(article: Article, source: Source) -> Article:
    """A picture of a source that allows it carries a credit: its own, else who published it."""
    image = article.image
    if image is None or not source.pictures:
        return replace(article, image=None)
    if image.credit or source.own:
        return article
    return replace(article, image=replace(image, credit=article.publisher))
