"""Which story comes first: a sum of small rules, each shown with its part of the score.

A rule is a pure function from Story and Context to (score, reason); one that breaks counts
nothing. Never looks at clicks.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.curate.context import Context, RankRule, independent
from digest.curate.rules import PRESETS, RULES, factors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Article, Story

__all__ = [
    "PRESETS",
    "RULES",
    "Context",
    "RankRule",
    "factors",
    "fault",
    "independent",
    "rank",
    "weighed",
]


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
            return "" if reason.strip() or not part else "it gives no reason"
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
    """The story with its score, its parts, and the number of its independent voices."""
    parts = [rule(story, context) for rule in rules]
    shown = tuple(f"{reason}: {part:+.2f}" for part, reason in parts if reason)
    total = round(math.fsum(part for part, _ in parts), 6)
    count = independent(story, context)
    return replace(story, score=total, reasons=(*story.reasons, *shown), independent=count)


def _order(story: Story) -> tuple[float, float, str]:
    return -story.score, -_instant(story.lead), story.id


def _instant(article: Article) -> float:
    return article.published.timestamp()
