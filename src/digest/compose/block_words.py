"""Makers of the blocks that are a person's own words: greeting, why, figure and their like.

Never says a word that is not in the options, and never says one on a day that they don't name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from digest.compose.options import Options
from digest.errors import BlockError
from digest.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from digest.compose.blocks import Fetch
    from digest.model import Newsletter

_TAKES: Final = ("text", "title", "source", "url", "time", "from", "expires")


@dataclass(frozen=True, slots=True)
class Said:
    """A maker of one kind of words; `needs` are the options that it can't do without."""

    kind: BlockKind
    needs: tuple[str, ...] = ("text",)
    refuses: tuple[str, ...] = ()

    async def __call__(
        self,
        newsletter: Newsletter,
        *,
        date: date,
        now: datetime,  # noqa: ARG002 - a BlockMaker
        options: Mapping[str, object],
        fetch: Fetch,  # noqa: ARG002 - a BlockMaker
    ) -> Sequence[Block]:
        """Words of the operator's own, from the day `from` until the day `expires` is over.

        Raises:
            BlockError: the options are not as wanted, or their day has not come.
        """
        takes = tuple(name for name in _TAKES if name not in self.refuses)
        told = Options(options, newsletter, *takes)
        first = told.day("from")
        if first and date < first:
            raise BlockError(f"not before {first}")
        text, title, source = (
            told.words(name, needed=name in self.needs) for name in ("text", "title", "source")
        )
        return (
            Block(
                id=ident(self.kind, title, text),
                kind=self.kind,
                text=text,
                title=title,
                source=source,
                url=told.link("url"),
                time=told.moment("time"),
                expires=told.end_of("expires"),
            ),
        )


def ident(kind: str, *said: str) -> str:
    """An id for a block, the same for the same words."""
    return f"{kind}-{hashlib.blake2b(repr(said).encode(), digest_size=4).hexdigest()}"


greeting = Said(BlockKind.GREETING)
why = Said(BlockKind.WHY, needs=("text", "source"))
figure = Said(BlockKind.FIGURE, needs=("title", "text", "source"))
quotation = Said(BlockKind.FIGURE, needs=("text", "source"), refuses=("title",))
sponsor = Said(BlockKind.SPONSOR, needs=("text", "source"), refuses=("time",))
correction = Said(BlockKind.CORRECTION)
