"""Dated headlines behind a story: how it came to this, and what explained it before.

A headline a day, as it was told or published, oldest first. Says nothing in words of our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from digest.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

__all__ = ["Dated", "Past", "dated_block", "days_of", "row", "thread_of"]

MOST = 4  # headlines of a thread: how it began, and the latest three
_SUBSCRIPTION = "subscription"  # the last cell of a line whose link asks for one
LEAST = 2  # days before today that make one worth telling


class Past(NamedTuple):
    """An article of the thread: its day where the newsletter is, and whether an edition told it."""

    article: str
    source: str
    day: date
    told: bool = False


class Dated(NamedTuple):
    """A headline with its day, who wrote it, and where it stands."""

    day: date
    source: str
    headline: str
    url: str | None
    paywalled: bool = False


def days_of(past: Iterable[Past], before: date, weights: Mapping[str, float]) -> list[Past]:
    """An article for each day before a story's own, oldest day first.

    Of a day's articles that which an edition told, else of the heaviest source the first.

    Args:
        past: in any order.
        before: the story's own day.
        weights: of sources by name; 1 where none is given.
    """
    best: dict[date, tuple[tuple[bool, float], Past]] = {}
    for one in sorted(past, key=lambda one: one.article):
        rank = (one.told, weights.get(one.source, 1.0))
        if one.day < before and (one.day not in best or rank > best[one.day][0]):
            best[one.day] = rank, one
    return [best[day][1] for day in sorted(best)]


def thread_of(earlier: Sequence[Dated], headline: str) -> tuple[Dated, ...]:
    """What of a thread is told: nothing twice, the beginning and the latest days.

    None where fewer than two earlier days are left.
    """
    seen = {headline.casefold()}
    fresh = [one for one in earlier if not _seen(one.headline, seen)]
    if len(fresh) < LEAST:
        return ()
    return (*fresh[:1], *fresh[1:][1 - MOST :])


def dated_block(kind: BlockKind, slot: str, lines: Sequence[Dated]) -> Iterator[Block]:
    """A block of dated headlines that belongs to a slot; none without lines."""
    if lines:
        text = "\n".join(map(_line, lines))
        yield Block(id=f"{kind.value.replace('_', '-')}-{slot}", kind=kind, text=text)


def row(*cells: str, paywalled: bool) -> str:
    """A line of a block of headlines: who, what and where, and if a subscription is asked for."""
    return "\t".join((*cells, _SUBSCRIPTION) if paywalled else cells)


def _line(one: Dated) -> str:
    cells = (one.day.isoformat(), one.source, one.headline, one.url or "")
    return row(*cells, paywalled=one.paywalled)


def _seen(headline: str, seen: set[str]) -> bool:
    """Whether it stood before; it did from now on."""
    known = headline.casefold() in seen
    seen.add(headline.casefold())
    return known
