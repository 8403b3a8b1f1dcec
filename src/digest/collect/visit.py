"""One pass over the sources: each visited once, all at the same time.

What fails costs one source and nothing else. Never stores anything: it returns what came
and what to remember.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from digest.collect import full_text, parsers
from digest.collect.context import Context
from digest.collect.dates import DateStyle
from digest.collect.draft import Harvest
from digest.collect.fetch import Client
from digest.collect.files import folder_name, read_folder
from digest.collect.identity import body_hash
from digest.collect.linked import NO_BOOK
from digest.collect.offer import is_time_to_look, offered
from digest.collect.plugin import read
from digest.collect.polite import (
    WEEK,
    Answer,
    address_of,
    is_dead,
    is_silent,
    known_of,
    plan,
    put_off,
    weekly,
)
from digest.collect.response import Heard, validators
from digest.collect.rhythm import rhythm_of
from digest.collect.robots import Gate
from digest.collect.thread import in_daemon
from digest.collect.workers import Workers
from digest.errors import HostRestsError, SourceError
from digest.model import Collected, Fetched, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.collect.linked import LinkedBook
    from digest.collect.plugin import SourceReader
    from digest.collect.response import Response
    from digest.collect.robots import RobotsBook
    from digest.config import CollectSettings
    from digest.model import Source

_LOG = logging.getLogger(__name__)
_READ = 200
_NO_READERS: Mapping[str, SourceReader] = MappingProxyType({})


class _Reader(Protocol):
    async def __call__(self, answer: Response, source: Source, context: Context) -> Harvest: ...


async def collect(
    sources: Sequence[Source],
    known: Mapping[str, Fetched],
    *,
    settings: CollectSettings,
    root: Path,
    now: datetime,
    on_done: Callable[[Collected], Collected],
    readers: Mapping[str, SourceReader] = _NO_READERS,
    robots: RobotsBook | None = None,
    linked: LinkedBook = NO_BOOK,
) -> tuple[Collected, ...]:
    """Visit all sources at once; `on_done` hears of each as it ends.

    Args:
        sources: what to visit.
        known: by source name, what was remembered of the last visit.
        settings: limits of every fetch.
        root: the folder that relative paths of `files` sources start at.
        now: aware UTC; stands in for dates that are missing.
        on_done: called on the event loop; what it raises ends the pass, and what it gives stands
            in the visit's place from then on: without its articles, if they are to be let go.
        readers: by kind, what reads the sources whose kind is not built in.
        robots: keeps robots.txt between passes.
        linked: remembers the pages that list pages and sitemaps name.

    Returns:
        One Collected for each source, in their order; a failed one has `error` set.
    """
    workers = Workers(seconds=settings.timeout)
    async with Client(settings, calm=workers.calm) as client, workers:
        gate = Gate(client.get, now=now, book=robots)
        context = Context(
            client=client,
            gate=gate,
            workers=workers,
            settings=settings,
            root=root,
            now=now,
            readers=readers,
            linked=linked,
        )
        workers.warm(parsers.prepare, sum(_is_unread(known.get(one.name), one) for one in sources))
        tasks = [asyncio.create_task(_visit(one, known, context, on_done)) for one in sources]
        try:
            return tuple(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _is_unread(before: Fetched | None, source: Source) -> bool:
    """Whether a parser is going to be asked for it, if it can be had at all."""
    return source.kind == SourceKind.FEED and (before is None or not before.body_hash)


async def _visit(
    source: Source,
    known: Mapping[str, Fetched],
    context: Context,
    on_done: Callable[[Collected], Collected],
) -> Collected:
    url = source.url or ""
    before = known_of(known.get(source.name), source) or Fetched(source=source.name, url=url)
    before = before if before.url == url else replace(before, url=url)
    started = time.monotonic()
    if source.front_page is None:
        result = await _try(source, before, context)
    else:
        looking = _front(source, source.front_page, context)
        result, (front, notes) = await asyncio.gather(_try(source, before, context), looking)
        result = replace(result, front=front, notes=(*result.notes, *notes))
    return on_done(replace(result, seconds=time.monotonic() - started))


async def _front(
    source: Source, url: str, context: Context
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The links of an own source's front page; one that can't be read is a note, no failure."""
    from digest.collect import front  # noqa: PLC0415 - lxml is slow to import

    try:
        return await front.look(url, context), ()
    except SourceError as error:
        return (), (f"front page: {error.message}",)
    except Exception as error:  # noqa: BLE001 - our own fault on one page stops nothing
        _LOG.exception("front page of %s", source.name)
        return (), (f"front page: digest failed on it: {error!r}",)


async def _try(source: Source, before: Fetched, context: Context) -> Collected:
    heard = Heard()
    try:
        if source.kind == SourceKind.FILES:
            visit, answer = await _files(source, before, context)
        elif source.kind == SourceKind.MAILBOX:
            visit, answer = await _mailbox(source, before, context)
        elif source.kind in _READERS:
            visit, answer = await _web(source, before, context, heard)
        else:
            visit, answer = await _installed(source, before, context)
    except HostRestsError as error:
        return _put_off(before, source, error, context.now)
    except SourceError as error:
        answer = Answer(status=error.status, retry_after=error.retry_after)
        heard.status = error.status or heard.status
        visit = _failed(before, context.now, error.message, heard)
    except Exception as error:  # noqa: BLE001 - our own fault on one source stops no other
        _LOG.exception("source %s", source.name)
        words = f"digest failed on it: {error!r}"
        answer, visit = Answer(), _failed(before, context.now, words, heard)
    floor, after = context.settings.every, visit.fetched or before
    after = plan(after, answer, source=source, floor=floor, now=context.now)
    return replace(visit, fetched=await _with_offer(before, after, source, context))


async def _with_offer(before: Fetched, after: Fetched, source: Source, context: Context) -> Fetched:
    """Of a dead or silent source, the feed that its site offers in its place."""
    dead, silent = is_dead(after, now=context.now), is_silent(after, source, now=context.now)
    if not dead and not silent:
        return replace(after, offer="") if after.offer else after
    if after.offer or (silent and not is_time_to_look(before, now=context.now)):
        return after
    try:
        return replace(after, offer=await offered(source, context, works=silent))
    except Exception:  # noqa: BLE001 - our own fault on one page stops nothing
        _LOG.exception("what the site of %s offers", source.name)
        return after


def _failed(before: Fetched, now: datetime, error: str, heard: Heard) -> Collected:
    """What was believed to have moved for good is asked under its old address again."""
    fetched = replace(
        before,
        checked=now,
        status=heard.status,
        bytes=heard.received,
        failures=before.failures + 1,
        failing=before.failing or now,
        error=error,
        moved="",
        moved_since=None,
    )
    return Collected(
        source=before.source,
        fetched=fetched,
        status=heard.status,
        bytes=heard.received,
        error=error,
    )


def _put_off(before: Fetched, source: Source, error: HostRestsError, now: datetime) -> Collected:
    """What is not asked has not failed; nothing that is known of it changes but when it is."""
    answer = Answer(status=error.status, retry_after=error.retry_after)
    after = put_off(before, answer, source=source, now=now)
    return Collected(source=source.name, fetched=after, notes=(error.message,), waits=True)


async def _files(source: Source, before: Fetched, context: Context) -> tuple[Collected, Answer]:
    folder, harvest = context.root / (source.path or ""), Harvest()
    name, size = await _look(folder, context)
    if name != before.body_hash:
        name, size, harvest = await context.parse(
            read_folder,
            folder,
            source=source.name,
            now=context.now,
            dates=DateStyle.of(source, context.now),
        )
    after = replace(before, body_hash=name)
    return _done(before, context.now, harvest, after, Heard(_READ, size)), Answer(status=_READ)


async def _mailbox(source: Source, before: Fetched, context: Context) -> tuple[Collected, Answer]:
    from digest.collect import mailbox  # noqa: PLC0415 - only who has such a source pays

    post = await mailbox.read(source, before.etag, context)
    marked = post.mark if post.mark != before.etag else before.body_hash
    after = replace(before, etag=post.mark, body_hash=marked)
    done = _done(before, context.now, post.harvest, after, Heard(_READ, post.size))
    return done, Answer(status=_READ)


async def _look(folder: Path, context: Context) -> tuple[str, int]:
    """A name for what a folder holds, and its bytes; on a thread, as a disk may be far away."""
    seconds = context.settings.timeout
    try:
        async with asyncio.timeout(seconds):
            return await in_daemon(partial(folder_name, folder), name="digest-folder")
    except TimeoutError as error:
        raise SourceError(
            f"{folder} took more than {seconds:g} seconds to read", "Is its disk still there?"
        ) from error


async def _web(
    source: Source, before: Fetched, context: Context, heard: Heard
) -> tuple[Collected, Answer]:
    url = address_of(before, source, now=context.now)
    etag, modified = before.etag, before.last_modified
    if source.kind == SourceKind.PAGE:
        answer = await context.page(url, source, etag=etag, last_modified=modified, heard=heard)
    else:
        answer = await context.client.get(url, etag=etag, last_modified=modified, heard=heard)
    after = _remember(answer, before, url, context.now)
    if after.body_hash == before.body_hash:
        harvest = await _same(source, context)
    else:
        harvest = await _READERS[source.kind](answer, source, context)
        after = replace(after, rhythm=rhythm_of(answer.body, url, link_header=answer.link))
    if harvest.body_hash:  # it is one of several bodies, and can't answer for the others
        after = replace(after, etag="", last_modified="", body_hash=harvest.body_hash)
    done = _done(before, context.now, harvest, after, heard)
    return done, Answer(status=answer.status, fresh=answer.fresh)


async def _same(source: Source, context: Context) -> Harvest:
    """What comes of a body that is known: the pages that it names may be due again."""
    if source.kind == SourceKind.FEED:
        return await full_text.again(source, context) if source.full_text else Harvest()
    from digest.collect import page  # noqa: PLC0415 - lxml and trafilatura are slow to import

    return await page.again(source, context)


async def _installed(source: Source, before: Fetched, context: Context) -> tuple[Collected, Answer]:
    if source.kind not in context.readers:
        raise SourceError(f"nothing here reads sources of kind {source.kind!r}")
    harvest, received = await read(context.readers[source.kind], source, context)
    told = "\0".join(f"{one.id}{one.title}\0{one.text}" for one in harvest.articles)
    after = replace(before, body_hash=body_hash(told.encode()))
    done = _done(before, context.now, harvest, after, Heard(_READ, received))
    return done, Answer(status=_READ)


def _remember(answer: Response, before: Fetched, asked: str, now: datetime) -> Fetched:
    etag, modified, name = validators(answer, before)
    after = _moved(answer, before, asked, now)
    return replace(after, etag=etag, last_modified=modified, body_hash=name)


def _moved(answer: Response, before: Fetched, asked: str, now: datetime) -> Fetched:
    """Since when a permanent redirect leads to one and the same place."""
    if before.moved and asked == before.moved and not answer.permanent:
        return before
    if answer.permanent == before.moved:
        return before
    return replace(before, moved=answer.permanent, moved_since=now if answer.permanent else None)


def _done(
    before: Fetched, now: datetime, harvest: Harvest, after: Fetched, heard: Heard
) -> Collected:
    same, dates = after.body_hash == before.body_hash, harvest.dates
    silent = before.changed is not None and now - before.changed >= WEEK
    usual = 0 if silent and before.weekly else before.weekly
    fetched = replace(
        after,
        checked=now,
        status=heard.status,
        bytes=heard.received,
        changed=before.changed if same else now,
        articles=before.articles if same else len(dates),
        weekly=usual if same else weekly(dates, now=now),
        failures=0,
        failing=None,
        error="",
    )
    return Collected(
        source=before.source,
        articles=harvest.articles,
        quarantined=harvest.quarantined,
        came=len(harvest.articles),
        refused=len(harvest.quarantined),
        pages=harvest.pages,
        notes=harvest.notes,
        fetched=fetched,
        status=heard.status,
        bytes=heard.received,
    )


async def _feed(answer: Response, source: Source, context: Context) -> Harvest:
    harvest = await context.parse(
        parsers.parse_feed,
        answer.body,
        answer.url,
        answer.content_type,
        source=source.name,
        now=context.now,
        dates=DateStyle.of(source, context.now),
    )
    return await full_text.filled(harvest, source, context) if source.full_text else harvest


async def _page(answer: Response, source: Source, context: Context) -> Harvest:
    from digest.collect import page  # noqa: PLC0415 - lxml and trafilatura are slow to import

    return await page.read(answer, source, context)


async def _sitemap(answer: Response, source: Source, context: Context) -> Harvest:
    from digest.collect import sitemap  # noqa: PLC0415 - lxml and trafilatura are slow to import

    return await sitemap.read(answer, source, context)


_READERS: dict[str, _Reader] = {
    SourceKind.FEED: _feed,
    SourceKind.PAGE: _page,
    SourceKind.SITEMAP: _sitemap,
}
