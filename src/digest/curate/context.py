"""What a rule of ranking is given beside the Story, and what it is. Values and a Protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from digest.model import Front

if TYPE_CHECKING:
    from digest.model import Article, Story

__all__ = ["Context", "RankRule", "independent", "teller"]

HALF_LIFE = 12.0  # hours after which a story is half as fresh


@dataclass(frozen=True, slots=True)
class Context:
    """What rules may know beside the Story.

    `now` is the instant, `weights` and `owners` go by a source's name. By article id, `fronts`
    says where the own front page showed it, `marks` how loud editors marked it (1 and more) and
    in which words. `favour` counts, by source, the stories that editors put forward and hid;
    `muted` is the share of readers who mute a source, by its name casefolded.
    """

    now: datetime
    weights: Mapping[str, float]
    owners: Mapping[str, str] = field(default_factory=dict)
    fronts: Mapping[str, Front] = field(default_factory=dict)
    marks: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    favour: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    half_life: float = HALF_LIFE
    muted: Mapping[str, float] = field(default_factory=dict)


class RankRule(Protocol):
    """One part of a story's score: a pure function."""

    def __call__(self, story: Story, context: Context, /) -> tuple[float, str]:
        """Give the part, 0 to about 3 as the others do, and a line that says why.

        A rule that has nothing to say of a story gives 0 and no words.
        """
        ...


def teller(article: Article, owners: Mapping[str, str]) -> str:
    """Who tells an article, as one voice: the owner of its source, else its publisher."""
    owner = owners.get(article.source)
    return (owner or article.outlet).casefold()


def independent(story: Story, context: Context) -> int:
    """How many independent voices tell the story.

    A publisher with three articles counts once, and so do the papers of one owner.
    """
    return len({teller(article, context.owners) for article in (story.lead, *story.coverage)})
