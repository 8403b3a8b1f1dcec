"""The built-in makers of blocks, by the name that digest.toml calls them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.compose import block_words
from digest.compose.block_agenda import agenda
from digest.compose.block_data import data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.compose.blocks import BlockMaker

MAKERS: Mapping[str, BlockMaker] = MappingProxyType(
    {
        "greeting": block_words.greeting,
        "why": block_words.why,
        "figure": block_words.figure,
        "quotation": block_words.quotation,
        "agenda": agenda,
        "data": data,
        "sponsor": block_words.sponsor,
        "correction": block_words.correction,
    }
)
