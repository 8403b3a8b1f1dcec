"""From articles to ranked stories with topics. Pure: no clock, disk or network."""

from __future__ import annotations

from digest.curate.rank import Context, RankRule
from digest.curate.stories import Curated, curate
from digest.curate.summarise import summarise

__all__ = ["Context", "Curated", "RankRule", "curate", "summarise"]
