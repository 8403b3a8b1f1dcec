"""Who makes the Blocks of an Edition, and what may be printed of what they make.

The built-in maker stands here: it fetches nothing. Others are called at the edge, never here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Protocol
from zoneinfo import ZoneInfo

from digest.model import Block, BlockKind, Newsletter

__all__ = [
    "MAKERS",
    "SPONSORED",
    "Answer",
    "BlockMaker",
    "Fetch",
    "fault",
    "greeting",
    "listed",
    "sound",
]

SPONSORED = 600
"""Characters that a sponsor gets: the news around it stays the larger part."""


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
            if block.id not in {other.id for other in (*taken, *kept)}:
                kept.append(block)
                continue
            reason = f"a second block has the id {block.id!r}"
        refused.append(reason)
    return kept, refused


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


async def greeting(
    newsletter: Newsletter,
    *,
    date: date,  # noqa: ARG001 - a BlockMaker
    now: datetime,  # noqa: ARG001 - a BlockMaker
    options: Mapping[str, object],
    fetch: Fetch,  # noqa: ARG001 - a BlockMaker
) -> Sequence[Block]:
    """Words of the operator's own, until the day `expires` is over.

    Raises:
        ValueError: the options are not as wanted; says which.
    """
    if spare := sorted(options.keys() - {"text", "title", "expires"}):
        raise ValueError(f"it takes text, title and expires, not {spare[0]}")
    text, title, last = (options.get(name) for name in ("text", "title", "expires"))
    if not isinstance(text, str) or not text.strip() or not isinstance(title, str | None):
        raise ValueError("text is to be words, and so is title where there is one")
    expires = _end_of(last, newsletter)
    return (
        Block(
            id="greeting", kind=BlockKind.GREETING, text=text, title=title or "", expires=expires
        ),
    )


def _end_of(last: object, newsletter: Newsletter) -> datetime | None:
    if last is None:
        return None
    if not isinstance(last, date) or isinstance(last, datetime):
        raise ValueError("expires is to be a day, as 2027-01-03")  # noqa: TRY004 - of the file
    zone = ZoneInfo(newsletter.schedule.timezone if newsletter.schedule else "UTC")
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


MAKERS: Mapping[str, BlockMaker] = MappingProxyType({"greeting": greeting})
"""The built-in makers by name."""
