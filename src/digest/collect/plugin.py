"""Installed readers of sources: what one is, and how what it gives becomes articles.

What a reader says is as hostile as any page: it is judged and cleaned here. Never loads one.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from digest.collect import clean
from digest.collect.draft import RAW_CHARS, Draft, Harvest, finish, sort_out
from digest.collect.fetch import Client, Response
from digest.collect.language import tag
from digest.collect.origins import FIELDS
from digest.collect.urls import web_link
from digest.errors import SourceError
from digest.model import Article, Image, Quarantined, Source

if TYPE_CHECKING:
    from digest.collect.context import Context

__all__ = ["Fetch", "SourceReader", "fault", "harvest", "read"]

MAX_FETCHES = 100
MAX_DRAFTS = 5_000
_LINES = ("title", "text", "summary", "guid", "key", "language", "publisher", "byline")

Fetch = Callable[[str], Awaitable[Response]]
"""Fetches a public http(s) URL within digest's limits, or raises SourceError."""


class SourceReader(Protocol):
    """What stands behind a `kind` of source that is not built in: a coroutine function."""

    async def __call__(self, source: Source, *, now: datetime, fetch: Fetch) -> Iterable[Draft]:
        """Give a Draft for each article that the source has.

        Args:
            source: as configured; `url`, `path` and `options` are its to understand.
            now: aware UTC, the time that the pass stands for.
            fetch: the only way to the network.

        Raises:
            SourceError: the source can't be read; what else is raised counts as this.
        """
        ...


async def read(reader: SourceReader, source: Source, context: Context) -> tuple[Harvest, int]:
    """Let a reader read; returns what came, and the bytes that its fetches received.

    Raises:
        SourceError: it failed, or took longer than the source's time beside its fetches.
    """
    seconds = context.settings.timeout
    deadline = asyncio.timeout(seconds)
    fetch = _Fetcher(context.client, deadline, seconds)
    try:
        async with deadline:
            drafts = list(islice(await reader(source, now=context.now, fetch=fetch), MAX_DRAFTS))
    except SourceError:
        raise
    except (Exception, SystemExit, asyncio.CancelledError) as error:
        if _is_cancelled():
            raise
        late = f"took more than {seconds:g} seconds beside its fetches"
        words = late if deadline.expired() else f"failed: {error!r}"
        raise SourceError(f"the reader {source.kind!r} {words}", "Tell its author.") from error
    return harvest(drafts, source, now=context.now), fetch.received


def _is_cancelled() -> bool:
    """Whether the pass itself ends, and not the reader alone."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def harvest(drafts: Iterable[Draft], source: Source, *, now: datetime) -> Harvest:
    """Clean what a reader gave, and part articles from what is none."""
    return sort_out(_article(draft, source, now) for draft in drafts)


def fault(draft: object) -> str:
    """What makes this no Draft that an article can be made of; "" where nothing does."""
    if not isinstance(draft, Draft):
        return f"a Draft was expected, not {type(draft).__name__}"
    if wrong := [name for name in _LINES if not isinstance(getattr(draft, name), str)]:
        return f"{wrong[0]} is no str but {type(getattr(draft, wrong[0])).__name__}"
    return _fault_of_parts(draft.url, draft.date, draft.image, draft.categories)


def _fault_of_parts(url: object, date: object, image: object, categories: object) -> str:
    if url is not None and not isinstance(url, str):
        return f"url is neither str nor None but {type(url).__name__}"
    naive = isinstance(date, datetime) and not date.tzinfo
    if date is not None and (naive or not isinstance(date, dt.date)):
        return "date is neither an aware datetime, a date nor None"
    if image is not None and not isinstance(image, Image):
        return f"image is neither Image nor None but {type(image).__name__}"
    strings = isinstance(categories, Sequence) and all(isinstance(one, str) for one in categories)
    return "" if strings and not isinstance(categories, str) else "categories is no tuple of str"


def _article(draft: Draft, source: Source, now: datetime) -> Article | Quarantined:
    if reason := fault(draft):
        return Quarantined(place=source.name, reason=reason, raw=repr(draft)[:RAW_CHARS])
    link = web_link(draft.url, source.url or "") if draft.url else None
    cleaned = replace(
        draft,
        text=clean.clean_text(draft.text),
        url=link,
        link_dropped=bool(draft.url) and not link,
        language=tag(draft.language),
        categories=tuple(draft.categories),
        image=_image(draft.image, source),
        origins=dict.fromkeys(FIELDS, f"reader {source.kind}"),
    )
    return finish(cleaned, source=source.name, now=now)


def _image(image: Image | None, source: Source) -> Image | None:
    url = web_link(image.url, source.url or "") if image else None
    if not image or not url:
        return None
    alt, credit = clean.clean_line(image.alt), clean.clean_line(image.credit)
    return replace(image, url=url, alt=alt, credit=credit)


class _Fetcher:
    """A reader's way out: while it waits here, the clock of its own time stands still."""

    def __init__(self, client: Client, deadline: asyncio.Timeout, seconds: float) -> None:
        self._client, self._deadline, self._seconds = client, deadline, seconds
        self._open = self._asked = self.received = 0

    async def __call__(self, url: str) -> Response:
        self._asked += 1
        if self._asked > MAX_FETCHES:
            raise SourceError(f"the reader asked for more than {MAX_FETCHES} pages")
        self._open += 1
        self._deadline.reschedule(None)
        try:
            answer = await self._client.get(url)
            self.received += answer.received
            return answer
        finally:
            self._open -= 1
            if not self._open:
                self._deadline.reschedule(asyncio.get_running_loop().time() + self._seconds)
