"""Which story comes first: a sum of small rules, each shown with its part of the score.

A rule is a pure function from Story and Context to (score, reason). Never looks at clicks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.model import Article, Story

__all__ = ["RULES", "Context", "Rule", "independent", "rank"]

HALF_LIFE = 12.0  # hours after which a story is half as fresh


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may know beside the Story: the instant, and each source's weight by name."""

    now: datetime
    weights: Mapping[str, float]


Rule = Callable[[Story, Context], tuple[float, str]]


def independent(story: Story) -> int:
    """How many publishers tell the story; a publisher with three articles counts once."""
    told = (story.lead, *story.coverage)
    return len({(article.publisher or article.source).casefold() for article in told})


def coverage(story: Story, context: Context) -> tuple[float, str]:  # noqa: ARG001 - a Rule
    """Natural logarithm of the number of independent publishers."""
    count = independent(story)
    return math.log(count), "1 source" if count == 1 else f"{count} sources"


def weight(story: Story, context: Context) -> tuple[float, str]:
    """What the heaviest source's weight has above (or below) 1."""
    told = (story.lead, *story.coverage)
    heaviest = max(context.weights.get(article.source, 1.0) for article in told)
    return heaviest - 1, f"source weight {heaviest:g}"


def freshness(story: Story, context: Context) -> tuple[float, str]:
    """1 for a lead published now, half of it after each 12 hours."""
    hours = max(0.0, (context.now - story.lead.published).total_seconds() / 3600)
    return 0.5 ** (hours / HALF_LIFE), f"published {_ago(hours)}"


RULES: tuple[Rule, ...] = (coverage, weight, freshness)


def rank(
    stories: Sequence[Story], context: Context, *, rules: Sequence[Rule] = RULES
) -> tuple[Story, ...]:
    """Score each Story and put the best first; ties go to the newer, then by id."""
    scored = [_scored(story, context, rules) for story in stories]
    return tuple(sorted(scored, key=_order))


def _scored(story: Story, context: Context, rules: Sequence[Rule]) -> Story:
    parts = [rule(story, context) for rule in rules]
    shown = tuple(f"{reason}: {part:+.2f}" for part, reason in parts)
    total = round(math.fsum(part for part, _ in parts), 6)
    return replace(story, score=total, reasons=(*story.reasons, *shown))


def _order(story: Story) -> tuple[float, float, str]:
    return -story.score, -_instant(story.lead), story.id


def _instant(article: Article) -> float:
    return article.published.timestamp()


def _ago(hours: float) -> str:
    return f"{hours * 60:.0f} min ago" if hours < 1 else f"{hours:.0f} h ago"
