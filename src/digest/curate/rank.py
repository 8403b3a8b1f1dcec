"""Which story comes first: a sum of small rules, each shown with its part of the score.

A rule is a pure function from Story and Context to (score, reason); one that breaks counts
nothing. Never looks at clicks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from digest.model import Article, Story

__all__ = ["RULES", "Context", "RankRule", "fault", "independent", "rank", "weighed"]

HALF_LIFE = 12.0  # hours after which a story is half as fresh


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may know beside the Story: the instant, and each source's weight by name."""

    now: datetime
    weights: Mapping[str, float]


class RankRule(Protocol):
    """One part of a story's score: a pure function."""

    def __call__(self, story: Story, context: Context, /) -> tuple[float, str]:
        """Give the part, 0 to about 3 as the others do, and a line that says why."""
        ...


def independent(story: Story) -> int:
    """How many publishers tell the story; a publisher with three articles counts once."""
    told = (story.lead, *story.coverage)
    return len({(article.publisher or article.source).casefold() for article in told})


def coverage(story: Story, context: Context) -> tuple[float, str]:  # noqa: ARG001 - a RankRule
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


RULES: Mapping[str, RankRule] = MappingProxyType(
    {"coverage": coverage, "weight": weight, "freshness": freshness}
)
"""The built-in rules by name."""


def weighed(name: str, rule: RankRule, factor: float) -> RankRule:
    """The rule, counting `factor` times; where it breaks it gives 0 and says what it did."""

    def counted(story: Story, context: Context, /) -> tuple[float, str]:
        try:
            given: object = rule(story, context)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a rule stops no edition
            return 0.0, f"rule {name} failed: {' '.join(repr(error).split())}"
        match given:
            case (int() | float() as part, str() as reason) if not fault(given):
                return part * factor, " ".join(reason.split())
            case _:
                return 0.0, f"rule {name} failed: {fault(given)}"

    return counted


def fault(given: object) -> str:
    """What makes this no answer of a rule; "" where nothing does."""
    match given:
        case (bool(), _):
            return "its score is a bool"
        case (int() | float() as part, str() as reason):
            if not math.isfinite(part):
                return f"its score is {part}"
            return "" if reason.strip() else "it gives no reason"
        case _:
            return f"(score, reason) was expected, not {type(given).__name__}"


def rank(
    stories: Sequence[Story],
    context: Context,
    *,
    rules: Sequence[RankRule] = tuple(RULES.values()),
) -> tuple[Story, ...]:
    """Score each Story and put the best first; ties go to the newer, then by id."""
    scored = [_scored(story, context, rules) for story in stories]
    return tuple(sorted(scored, key=_order))


def _scored(story: Story, context: Context, rules: Sequence[RankRule]) -> Story:
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
