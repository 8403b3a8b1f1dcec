"""From stories to an edition. Pure: no clock, disk or network."""

from __future__ import annotations

from digest.compose.blocks import BlockMaker
from digest.compose.budget import BUDGET, CUT, shrink, trimmed, trimmings, unpictured
from digest.compose.difference import Change, Outline, difference, outline
from digest.compose.edition import Composed, compose, composed
from digest.compose.headline import headline_of
from digest.compose.measures import measure
from digest.compose.place import plays
from digest.compose.select import select
from digest.compose.subject import subjects_for

__all__ = [
    "BUDGET",
    "CUT",
    "BlockMaker",
    "Change",
    "Composed",
    "Outline",
    "compose",
    "composed",
    "difference",
    "headline_of",
    "measure",
    "outline",
    "plays",
    "select",
    "shrink",
    "subjects_for",
    "trimmed",
    "trimmings",
    "unpictured",
]
