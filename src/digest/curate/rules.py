"""The built-in rules of ranking, each a part of a story's score with its reason, and presets.

None of them looks at clicks: scanners click, and what is clicked is not what is important.
"""

from __future__ import annotations

import math
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.context import Context, RankRule, independent, teller

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Front, Story

__all__ = ["PRESETS", "RULES", "factors"]

LATELY = timedelta(hours=3)
DEPTH = 20  # places of a front page that count; the first gives 2
HELD = 6.0  # hours at which time on the front page has given all it gives, which is 1
DOUBT = 5  # decisions of editors that a source needs before they say much


def coverage(story: Story, context: Context) -> tuple[float, str]:
    """Natural logarithm of the number of independent voices."""
    count = independent(story, context)
    return math.log(count), "1 source" if count == 1 else f"{count} sources"


def weight(story: Story, context: Context) -> tuple[float, str]:
    """What the heaviest source's weight has above (or below) 1."""
    told = (story.lead, *story.coverage)
    heaviest = max(context.weights.get(article.source, 1.0) for article in told)
    return heaviest - 1, f"source weight {heaviest:g}"


def freshness(story: Story, context: Context) -> tuple[float, str]:
    """1 for a lead published now, half of it after each half-life."""
    hours = max(0.0, (context.now - story.lead.published).total_seconds() / 3600)
    return 0.5 ** (hours / context.half_life), f"published {_ago(hours)}"


def velocity(story: Story, context: Context) -> tuple[float, str]:
    """How many voices joined in the last three hours, beside the one that began."""
    told = sorted((story.lead, *story.coverage), key=lambda one: (one.published, one.id))
    before = {teller(one, context.owners) for one in told if context.now - one.published > LATELY}
    lately = {teller(one, context.owners) for one in told} - (
        before or {teller(told[0], context.owners)}
    )
    if not lately:
        return 0.0, ""
    more = "1 more source" if len(lately) == 1 else f"{len(lately)} more sources"
    return math.log1p(len(lately)) / 2, f"{more} in the last 3 h"


def marks(story: Story, context: Context) -> tuple[float, str]:
    """What editors marked: the loudest mark on any of its articles."""
    told = (story.lead, *story.coverage)
    found = [context.marks[article.id] for article in told if article.id in context.marks]
    return max(found, default=(0.0, ""))


def front(story: Story, context: Context) -> tuple[float, str]:
    """Its place on the own front page (2 at the top, 0 from the 21st) and the time held (1)."""
    told = (story.lead, *story.coverage)
    seen = [context.fronts[article.id] for article in told if article.id in context.fronts]
    if not seen:
        return 0.0, ""
    best = max(seen, key=lambda one: (_prominence(one), one.article))
    hours = best.held.total_seconds() / 3600
    return _prominence(best), f"place {best.place} of the front page, held {hours:.1f} h"


def history(story: Story, context: Context) -> tuple[float, str]:
    """What editors did with its lead's source before: put forward, or hidden."""
    forward, hidden = context.favour.get(story.lead.source, (0, 0))
    if not forward and not hidden:
        return 0.0, ""
    part = (forward - hidden) / (forward + hidden + DOUBT)
    return part, f"editors put its source forward {forward} times, hid it {hidden}"


def readers(story: Story, context: Context) -> tuple[float, str]:
    """What readers said of its lead's source themselves: how many of them mute it. No clicks."""
    share = context.muted.get(story.lead.source.casefold(), 0.0)
    return (-share, f"muted by {share:.0%} of readers") if share else (0.0, "")


RULES: Mapping[str, RankRule] = MappingProxyType(
    {
        "marks": marks,
        "front": front,
        "coverage": coverage,
        "weight": weight,
        "freshness": freshness,
        "velocity": velocity,
        "history": history,
        "readers": readers,
    }
)
"""The built-in rules by name."""

PRESETS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "": {"marks": 2, "velocity": 0.5, "history": 0.5},
        # One place on the front page (0.1) outweighs all that breaks ties, a mark the whole page.
        "newsroom": {
            "marks": 40,
            "front": 10,
            "coverage": 0.1,
            "weight": 0.1,
            "freshness": 0.1,
            "velocity": 0,
            "history": 0,
        },
        "industry": {"marks": 2, "weight": 2, "freshness": 0.5, "history": 0.5},
        "personal": {"coverage": 0.5, "weight": 2, "velocity": 0, "history": 2},
    }
)
"""How much each rule counts, by preset; 1 where nothing is said."""

_ASKED_FOR = {"readers": 0.0}
"""Rules that count only where the operator says how much."""


def factors(preset: str, own: Mapping[str, float]) -> dict[str, float]:
    """How much each rule counts: as the preset says, unless the operator says otherwise."""
    return {**dict.fromkeys(RULES, 1.0), **_ASKED_FOR, **PRESETS[preset], **own}


def _prominence(seen: Front) -> float:
    place = 2 * max(0.0, 1 - (seen.place - 1) / DEPTH)
    return place + min(seen.held.total_seconds() / 3600 / HELD, 1.0)


def _ago(hours: float) -> str:
    return f"{hours * 60:.0f} min ago" if hours < 1 else f"{hours:.0f} h ago"
