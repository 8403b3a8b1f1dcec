"""From stories to an edition. Pure: no clock, disk or network."""

from __future__ import annotations

from digest.compose.blocks import BlockMaker
from digest.compose.budget import BUDGET, CUT, shrink, trimmings, unpictured
from digest.compose.edition import compose
from digest.compose.headline import headline_of, preheader_for, subject_for
from digest.compose.measures import measure
from digest.compose.select import select

__all__ = [
    "BUDGET",
    "CUT",
    "BlockMaker",
    "compose",
    "headline_of",
    "measure",
    "preheader_for",
    "select",
    "shrink",
    "subject_for",
    "trimmings",
    "unpictured",
]
