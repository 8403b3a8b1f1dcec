"""Who makes the Blocks of an Edition, and what may be printed of what they make.

The built-in makers stand in makers.py. All are called at the edge, never here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from digest.model import Block, BlockKind, Newsletter

__all__ = [
    "SPONSORED",
    "Answer",
    "BlockMaker",
    "Fetch",
    "fault",
    "listed",
    "sound",
]

SPONSORED = 600
"""Characters that an edition's sponsors get together: the news stays the larger part."""


class Answer(Protocol):
    """What a fetch brings."""

    @property
    def url(self) -> str:
        """The address, after redirects."""
        ...

    @property
    def body(self) -> bytes:
        """The body, unpacked."""
        ...

    @property
    def content_type(self) -> str:
        """The header of that name, or ""."""
        ...

    @property
    def last_modified(self) -> str:
        """The header of that name (RFC 9110, section 8.8.2), or ""."""
        ...


Fetch = Callable[[str], Awaitable[Answer]]
"""Fetches a public http(s) URL within digest's limits, or raises SourceError."""


class BlockMaker(Protocol):
    """What stands behind a `kind` of block: a coroutine function."""

    async def __call__(
        self,
        newsletter: Newsletter,
        *,
        date: date,
        now: datetime,
        options: Mapping[str, object],
        fetch: Fetch,
    ) -> Sequence[Block]:
        """Give the blocks for one edition; none, where there is nothing to say.

        Args:
            newsletter: whose edition it is.
            date: the edition's date, in the newsletter's own zone.
            now: aware UTC, the time that the build stands for.
            options: as configured.
            fetch: the only way to the network.

        Raises:
            Exception: any; the block is left out, and the edition says why.
        """
        ...


def listed(made: object) -> tuple[object, ...]:
    """What a maker gave, one after the other.

    Raises:
        TypeError: it is no sequence: a lone Block, or words, which would come apart.
    """
    if isinstance(made, str | bytes) or not isinstance(made, Sequence):
        raise TypeError(f"a sequence of Blocks was expected, not {type(made).__name__}")
    return tuple(made)


def sound(made: Sequence[object], taken: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks that can be printed beside those taken already, and a reason for each other."""
    kept: list[Block] = []
    refused: list[str] = []
    for block in made:
        reason = fault(block)
        if not reason and isinstance(block, Block):
            reason = _fault_beside(block, (*taken, *kept))
            if not reason:
                kept.append(block)
                continue
        refused.append(reason)
    return kept, refused


def _fault_beside(block: Block, others: Sequence[Block]) -> str:
    """What keeps a sound block out of an edition that has these."""
    if block.id in {other.id for other in others}:
        return f"a second block has the id {block.id!r}"
    sponsors = [one for one in (*others, block) if one.kind is BlockKind.SPONSOR]
    long = sum(len(one.title) + len(one.text) for one in sponsors)
    if block.kind is BlockKind.SPONSOR and long > SPONSORED:
        return f"an edition's sponsors have {SPONSORED} characters together, not {long}"
    return ""


def fault(block: object) -> str:
    """What makes this no Block that can be printed; "" where nothing does."""
    if not isinstance(block, Block):
        return f"a Block was expected, not {type(block).__name__}"
    for name in ("id", "text", "title", "source"):
        if not isinstance(getattr(block, name), str):
            return f"{name} is no str but {type(getattr(block, name)).__name__}"
    return _fault_of_words(block) or _fault_of_parts(
        block.kind, block.url, block.time, block.expires
    )


def _fault_of_words(block: Block) -> str:
    if not block.id.strip():
        return "its id is empty"
    long = len(block.title) + len(block.text)
    if block.kind is BlockKind.SPONSOR and long > SPONSORED:
        return f"a sponsor has {SPONSORED} characters, title and text together, not {long}"
    if block.kind is BlockKind.WHY and not block.source.strip():
        return "why something matters is said under the name of who says so, in source"
    return "" if (block.text + block.title).strip() else "it has neither title nor text"


def _fault_of_parts(kind: object, url: object, when: object, expires: object) -> str:
    if not isinstance(kind, BlockKind):
        return f"kind is no BlockKind but {kind!r}"
    if url is not None and not isinstance(url, str):
        return f"url is neither str nor None but {type(url).__name__}"
    for name, value in (("time", when), ("expires", expires)):
        if value is not None and not (isinstance(value, datetime) and value.tzinfo):
            return f"{name} is neither an aware datetime nor None"
    return ""
