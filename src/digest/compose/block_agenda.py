"""The maker of an agenda: what a calendar (iCalendar, RFC 5545) has on the edition's days.

What is cancelled, private or confidential is never printed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.compose.block_words import ident
from digest.compose.options import Options, midnight
from digest.errors import BlockError
from digest.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from digest.compose.blocks import Fetch
    from digest.compose.calendar import Happening
    from digest.model import Newsletter

MAX_DAYS: Final = 14
MAX_ROWS: Final = 40


async def agenda(
    newsletter: Newsletter,
    *,
    date: date,
    now: datetime,  # noqa: ARG001 - a BlockMaker
    options: Mapping[str, object],
    fetch: Fetch,
) -> Sequence[Block]:
    """A line for each event, in the newsletter's zone; nothing on days without one.

    Raises:
        BlockError: an option is wrong, or it is no calendar.
        SourceError: it can't be fetched.
    """
    from digest.compose.calendar import happenings  # noqa: PLC0415 - only who has one pays

    told = Options(
        options, newsletter, "calendar", "title", "source", "url", "days", "rows", "skip"
    )
    place, days = told.words("calendar", needed=True), told.number("days", 1, most=MAX_DAYS)
    most, skip = (
        told.number("rows", 12, most=MAX_ROWS),
        told.number("skip", 0, least=0, most=MAX_DAYS),
    )
    first = date + timedelta(days=skip)
    answer = await fetch(place.replace("webcal://", "https://", 1))
    found = happenings(answer.body, first=first, days=days, zone=told.zone)
    if not found:
        return ()
    if len(found) > most:
        raise BlockError(f"{len(found)} events, more than rows = {most}")
    return (
        Block(
            id=ident(BlockKind.AGENDA, place, str(skip)),
            kind=BlockKind.AGENDA,
            text="\n".join(_line(one, date) for one in found),
            title=told.words("title"),
            source=told.words("source"),
            url=told.link("url"),
            expires=midnight(first + timedelta(days=days), told.zone),
        ),
    )


def _line(event: Happening, date: date) -> str:
    """A line as an agenda block has them: its day where that is another, its time, what it is."""
    day = "" if event.day == date else event.day.isoformat()
    begin = f"{event.start:%H:%M}" if event.start else ""
    span = f"{begin}-{event.end:%H:%M}" if event.start and event.end else begin
    return " ".join(filter(None, (day, span, event.what)))
