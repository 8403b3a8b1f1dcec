"""How many stories a template is made for. Pure data and its use; knows no template from inside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Cadence, Limits, Newsletter

__all__ = ["MEASURES", "Measure", "measure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """At most so many stories in all and in a topic; in a topic `told` of them in full.

    None leaves it to [build]. What is told no longer in full stands as a brief, in a sentence.
    Without `pictures` it shows none, and none is fetched.
    """

    stories: int | None = None
    per_topic: int | None = None
    told: int | None = None
    pictures: bool = True

    def within(self, limits: Limits) -> Limits:
        """The configured limits, no higher than the template takes."""
        return replace(
            limits,
            max_stories=min(limits.max_stories, self.stories or limits.max_stories),
            per_topic=min(limits.per_topic, self.per_topic or limits.per_topic),
        )


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "daily": Measure(told=3),
        "brief": Measure(stories=5, pictures=False),
        "weekly": Measure(stories=15, per_topic=4, told=2),
    }
)
"""The templates that ship. One of the operator's own takes what [build] says."""


def measure(newsletter: Newsletter, cadence: Cadence) -> Measure:
    """What the template of an edition is made for."""
    return MEASURES.get(newsletter.template_for(cadence), Measure())
