"""Installed readers of sources: what one is, and how what it gives becomes articles.

What a reader says is as hostile as any page: it is judged and cleaned here. Never loads one.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from digest.collect import clean
from digest.collect import media as heard
from digest.collect.draft import RAW_CHARS, Draft, Harvest, finish, sort_out
from digest.collect.language import tag
from digest.collect.origins import FIELDS
from digest.collect.response import Response
from digest.collect.thread import in_daemon
from digest.collect.urls import web_link
from digest.errors import SourceError
from digest.model import Article, Image, Media, Quarantined, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    It works on a thread and a loop of its own, so that one that blocks holds up no other.

    Raises:
        SourceError: it failed, or took longer than the source's time beside its fetches.
    """
    visit = _Visit(reader, source, context)
    try:
        async with visit.deadline:
            made = await in_daemon(visit.work, name=f"digest-reader-{source.kind}")
    except TimeoutError as error:
        late = f"took more than {context.settings.timeout:g} seconds beside its fetches"
        raise _failed(source, late) from error
    finally:
        await visit.end()
    if isinstance(made, SourceError):
        raise made
    if isinstance(made, BaseException):
        raise _failed(source, f"failed: {made!r}") from made
    return harvest(made, source, now=context.now), visit.received


def _failed(source: Source, words: str) -> SourceError:
    return SourceError(f"the reader {source.kind!r} {words}", "Tell its author.")


def harvest(drafts: Iterable[Draft], source: Source, *, now: datetime) -> Harvest:
    """Clean what a reader gave, and part articles from what is none."""
    return sort_out(_article(draft, source, now) for draft in drafts)


def fault(draft: object) -> str:
    """What makes this no Draft that an article can be made of; "" where nothing does."""
    if not isinstance(draft, Draft):
        return f"a Draft was expected, not {type(draft).__name__}"
    if wrong := [name for name in _LINES if not isinstance(getattr(draft, name), str)]:
        return f"{wrong[0]} is no str but {type(getattr(draft, wrong[0])).__name__}"
    return _fault_of_parts(draft.url, draft.date, draft.image, draft.categories, draft.media)


def _fault_of_parts(
    url: object, date: object, image: object, categories: object, media: object
) -> str:
    if url is not None and not isinstance(url, str):
        return f"url is neither str nor None but {type(url).__name__}"
    naive = isinstance(date, datetime) and not date.tzinfo
    if date is not None and (naive or not isinstance(date, dt.date)):
        return "date is neither an aware datetime, a date nor None"
    if image is not None and not isinstance(image, Image):
        return f"image is neither Image nor None but {type(image).__name__}"
    if not isinstance(media, tuple) or not all(isinstance(one, Media) for one in media):
        return "media is no tuple of Media"
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
        media=tuple(filter(None, (_media(one, source) for one in draft.media))),
        origins=dict.fromkeys(FIELDS, f"reader {source.kind}"),
    )
    return finish(cleaned, source=source.name, now=now)


def _image(image: Image | None, source: Source) -> Image | None:
    url = web_link(image.url, source.url or "") if image else None
    if not image or not url:
        return None
    alt, credit = clean.clean_line(image.alt), clean.clean_line(image.credit)
    return replace(image, url=url, alt=alt, credit=credit)


def _media(media: Media, source: Source) -> Media | None:
    return heard.media(
        media.url,
        source.url or "",
        kind=media.type,
        size=media.bytes,
        seconds=media.seconds,
        title=media.title,
    )


class _Visit:
    """A reader at work. Its fetches are made on the loop of the pass, by the client of all.

    While it waits for one, the clock of its own time stands still.
    """

    def __init__(self, reader: SourceReader, source: Source, context: Context) -> None:
        self._reader, self._source, self._context = reader, source, context
        self._home = asyncio.get_running_loop()
        self._fetching: set[asyncio.Task[object]] = set()
        self._reading: tuple[asyncio.AbstractEventLoop, asyncio.Task[object]] | None = None
        self._over = False
        self._asked = self.received = 0
        self.deadline = asyncio.timeout(context.settings.timeout)

    def work(self) -> list[Draft] | BaseException:
        """What the reader gives, or what it raised, be it what ends a program (own thread)."""
        try:
            return asyncio.run(self._drafts())
        except BaseException as error:  # noqa: BLE001 - told as the source's error
            return error

    async def end(self) -> None:
        """Stop what still goes on; a reader that blocks its thread notices when it returns."""
        self._over = True
        if self._reading:
            loop, task = self._reading
            with suppress(RuntimeError):  # it has ended
                loop.call_soon_threadsafe(task.cancel)
        for fetching in self._fetching:
            fetching.cancel()
        await asyncio.gather(*self._fetching, return_exceptions=True)

    async def _drafts(self) -> list[Draft]:
        if task := asyncio.current_task():
            self._reading = (asyncio.get_running_loop(), task)
        if self._over:  # asked after the line above, which end() looks at after it set this
            return []
        reading = self._reader(self._source, now=self._context.now, fetch=self._fetch)
        return list(islice(await reading, MAX_DRAFTS))

    async def _fetch(self, url: str) -> Response:
        if self._over:
            raise SourceError("the visit is over")
        return await asyncio.wrap_future(
            asyncio.run_coroutine_threadsafe(self._get(url), self._home)
        )

    async def _get(self, url: str) -> Response:
        self._asked += 1
        if self._asked > MAX_FETCHES:
            raise SourceError(f"the reader asked for more than {MAX_FETCHES} pages")
        task = asyncio.current_task()
        with self._clock_stopped(task):
            answer = await self._context.client.get(url)
        self.received += answer.received
        return answer

    @contextmanager
    def _clock_stopped(self, task: asyncio.Task[object] | None) -> Iterator[None]:
        self.deadline.reschedule(None)
        if task:
            self._fetching.add(task)
        try:
            yield
        finally:
            self._fetching.discard(task)
            if not self._fetching and not self._over:
                self.deadline.reschedule(self._home.time() + self._context.settings.timeout)
